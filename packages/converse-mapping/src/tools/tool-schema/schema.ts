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
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name))
      return undefined;
    found = (found as Schema)[name];
  }
  return isPlainObject(found) ? found : undefined;
}

/** RFC 6901, inside a URI fragment. */
function unescaped(part: string): string {
  return decoded(part).replaceAll('~1', '/').replaceAll('~0', '~');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
