import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';

const NUMBER_LIMITS = ['exclusiveMaximum', 'exclusiveMinimum', 'maximum', 'minimum', 'multipleOf'];

/** Keywords that hold one schema, a list of them, or schemas by name. */
const ONE = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains'];
const LIST = ['anyOf', 'allOf', 'oneOf', 'prefixItems'];
const BY_NAME = ['properties', '$defs', 'definitions', 'patternProperties', 'dependentSchemas'];

/** A schema and all schemas in it. What `properties` names is not taken for keywords. */
export function subschemas(schema: JsonValue | undefined): JsonObject[] {
  if (!isJsonObject(schema)) return [];
  const below = [
    ...ONE.map((keyword) => schema[keyword]),
    ...LIST.flatMap((keyword) => (Array.isArray(schema[keyword]) ? schema[keyword] : [])),
    ...BY_NAME.flatMap((keyword) =>
      isJsonObject(schema[keyword]) ? Object.values(schema[keyword]) : [],
    ),
  ];
  return [schema, ...below.flatMap((part) => subschemas(part as JsonValue | undefined))];
}

function hasType({ type }: JsonObject, name: string): boolean {
  return type === name || (Array.isArray(type) && type.includes(name));
}

/** What constrained decoding refuses in a schema, in Anthropic's words. */
export function unsupportedKeyword(schema: JsonObject): string | undefined {
  for (const type of ['number', 'integer']) {
    if (!hasType(schema, type)) continue;
    const limits = NUMBER_LIMITS.filter((keyword) => schema[keyword] !== undefined);
    if (limits.length === 1) {
      return `For '${type}' type, property '${limits[0]}' is not supported`;
    }
    if (limits.length > 1) {
      return `For '${type}' type, properties ${limits.join(', ')} are not supported`;
    }
  }
  if (hasType(schema, 'array')) {
    if (schema.maxItems !== undefined) {
      return "For 'array' type, property 'maxItems' is not supported";
    }
    if (typeof schema.minItems === 'number' && schema.minItems > 1) {
      return "For 'array' type, 'minItems' values other than 0 or 1 are not supported";
    }
  }
  return undefined;
}

/** Whether an object schema leaves further properties open. */
export function isOpenObject(schema: JsonObject): boolean {
  return hasType(schema, 'object') && schema.additionalProperties !== false;
}

/** A `$ref` into the document that leads nowhere. */
export function danglingReference(root: JsonValue | undefined): string | undefined {
  return subschemas(root).flatMap(({ $ref }) =>
    typeof $ref === 'string' && $ref.startsWith('#') && !resolves(root, $ref) ? [$ref] : [],
  )[0];
}

function resolves(root: JsonValue | undefined, reference: string): boolean {
  let target: JsonValue | undefined = root;
  for (const part of reference.split('/').slice(1)) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(target)) target = target[Number(key)];
    else target = isJsonObject(target) && Object.hasOwn(target, key) ? target[key] : undefined;
  }
  return target !== undefined;
}
