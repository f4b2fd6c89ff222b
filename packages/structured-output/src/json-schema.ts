import { isPlainObject, type JsonSchema } from '@outcrop/unified-response';

/** Keywords that hold one schema. `items` may hold a list of them, in draft 7. */
const ONE_SCHEMA = [
  ...['items', 'additionalItems', 'contains', 'additionalProperties', 'propertyNames'],
  ...['unevaluatedItems', 'unevaluatedProperties', 'not', 'if', 'then', 'else'],
] as const;

/** Keywords that hold a list of schemas. */
const SCHEMA_LISTS = ['anyOf', 'oneOf', 'allOf', 'prefixItems'] as const;

/** Keywords that hold schemas by names of the caller's own. */
const NAMED_SCHEMAS = [
  ...['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'],
] as const;

export const ONE_SCHEMA_KEYWORDS: ReadonlySet<string> = new Set(ONE_SCHEMA);
export const SCHEMA_LIST_KEYWORDS: ReadonlySet<string> = new Set(SCHEMA_LISTS);
export const NAMED_SCHEMA_KEYWORDS: ReadonlySet<string> = new Set(NAMED_SCHEMAS);

/** Keywords that say nothing of which values are valid. */
export const ANNOTATIONS: ReadonlySet<string> = new Set([
  ...['title', 'description', 'default', 'examples', 'deprecated', 'readOnly', 'writeOnly'],
  ...['$schema', '$id', 'id', '$comment', '$anchor', '$defs', 'definitions', '$vocabulary'],
]);

/** The types of JSON Schema. */
export const TYPES: readonly string[] = [
  ...['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'],
];

/** A schema inside of another one: `true` allows everything, `false` nothing. */
export type Subschema = JsonSchema | boolean;

export function isSubschema(value: unknown): value is Subschema {
  return typeof value === 'boolean' || isPlainObject(value);
}

/** The schemas of a list, such as that of `anyOf`. */
export function schemaList(value: unknown): readonly Subschema[] {
  return Array.isArray(value) ? value.filter(isSubschema) : [];
}

/** The schemas by name, such as those of `properties`. */
export function schemaMap(value: unknown): ReadonlyMap<string, Subschema> {
  if (!isPlainObject(value)) return new Map();
  return new Map(
    Object.entries(value).filter((entry): entry is [string, Subschema] => isSubschema(entry[1])),
  );
}

/** The types a schema names; `undefined` when it names none. */
export function typesOf({ type }: JsonSchema): readonly string[] | undefined {
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? type.filter((name) => typeof name === 'string') : undefined;
}

export function stringList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The type of a JSON value, with `integer` for whole numbers. */
export function typeOfValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** Whether a value of a type is one of the types, too: whole numbers are numbers. */
export function isOfTypes(type: string, types: readonly string[]): boolean {
  return types.includes(type) || (type === 'integer' && types.includes('number'));
}

/** An object whose members may have any name, `__proto__` included. */
export function objectOf(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  return Object.fromEntries(entries);
}
