import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';

const NUMBER_LIMITS = ['exclusiveMaximum', 'exclusiveMinimum', 'maximum', 'minimum', 'multipleOf'];

/** Keywords that hold one schema, a list of them, or schemas by name. */
const ONE = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains'];
const LIST = ['anyOf', 'allOf', 'oneOf', 'prefixItems'];
const BY_NAME = ['properties', '$defs', 'definitions', 'patternProperties', 'dependentSchemas'];

/**
 * A schema and all schemas in it, outer ones first. What `properties` names is not taken for
 * keywords. A loop, because a request may nest as deep as it likes.
 */
export function subschemas(root: JsonValue | undefined): JsonObject[] {
  const found: JsonObject[] = [];
  const open = [root];
  for (const schema of open) {
    if (!isJsonObject(schema)) continue;
    found.push(schema);
    for (const keyword of ONE) open.push(schema[keyword]);
    for (const keyword of [...LIST, ...BY_NAME]) {
      const parts = schema[keyword];
      const holdsSchemas = LIST.includes(keyword) ? Array.isArray(parts) : isJsonObject(parts);
      if (holdsSchemas) for (const part of Object.values(parts as JsonObject)) open.push(part);
    }
  }
  return found;
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

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function resolves(root: JsonValue | undefined, reference: string): boolean {
  let target: JsonValue | undefined = root;
  for (const part of reference.split('/').slice(1)) {
    const key = decoded(part).replaceAll('~1', '/').replaceAll('~0', '~');
    const holder: object = typeof target === 'object' && target !== null ? target : {};
    target = Object.hasOwn(holder, key) ? (holder as JsonObject)[key] : undefined;
  }
  return target !== undefined;
}
