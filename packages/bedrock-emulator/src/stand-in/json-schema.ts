import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';

/** A JSON Schema: an object, or `true` and `false` for everything and nothing. */
export type JsonSchema = JsonValue;

const TRUE: JsonObject = {};
const FALSE: JsonObject = { not: {} };

/** A schema as an object; what is no schema counts as one that allows everything. */
export function schemaObject(schema: JsonSchema | undefined): JsonObject {
  if (schema === false) return FALSE;
  return isJsonObject(schema) ? schema : TRUE;
}

/** A list of schemas under a keyword such as `anyOf`; empty when there is none. */
export function schemaList(value: JsonValue | undefined): readonly JsonSchema[] {
  return Array.isArray(value) ? value : [];
}

/** The schemas under a keyword such as `properties`. */
export function schemaMap(value: JsonValue | undefined): Readonly<Record<string, JsonSchema>> {
  return isJsonObject(value) ? (value as Record<string, JsonValue>) : {};
}

/** The strings under a keyword such as `required`. */
export function stringList(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** A number under a keyword such as `minLength`. */
export function numberUnder(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** What a local `$ref` (`#`, `#/$defs/…`) points at; allows everything when it points at nothing. */
export function resolveRef(ref: string, root: JsonSchema): JsonSchema {
  let target: JsonValue | undefined = root;
  for (const part of ref.replace(/^#\/?/, '').split('/').filter(Boolean)) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(target)) target = (target as readonly JsonValue[])[Number(key)];
    else target = isJsonObject(target) && Object.hasOwn(target, key) ? target[key] : undefined;
  }
  return target ?? TRUE;
}
