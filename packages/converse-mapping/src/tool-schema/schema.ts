import { isPlainObject } from '@outcrop/unified-response';

/** A JSON Schema as an object. */
export type Schema = Readonly<Record<string, unknown>>;

/** What a reference inside a schema points at: `#`, `#/$defs/Name`, `#/properties/x`. */
export function lookUp(schema: Schema, reference: string): Schema | undefined {
  if (reference === '#') return schema;
  if (!reference.startsWith('#/')) return undefined;
  let found: unknown = schema;
  for (const part of reference.slice(2).split('/')) {
    const name = unescaped(part);
    if (!isPlainObject(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return isPlainObject(found) ? found : undefined;
}

/** RFC 6901, inside a URI fragment. */
function unescaped(part: string): string {
  const decoded = /%[0-9A-Fa-f]{2}/.test(part) ? decodeURIComponent(part) : part;
  return decoded.replaceAll('~1', '/').replaceAll('~0', '~');
}

export function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function objectOf(value: unknown): Record<string, unknown> {
  return isPlainObject(value) ? value : {};
}
