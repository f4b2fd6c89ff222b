import { isPlainObject, type JsonSchema } from '@outcrop/unified-response';
import { lookUp } from './json-pointer.js';
import {
  isOfTypes,
  isSubschema,
  type Subschema,
  schemaList,
  schemaMap,
  stringList,
  typeOfValue,
  typesOf,
} from './json-schema.js';

/** How many references may follow each other without a step into the value. */
const MAX_REFERENCES = 20;

/**
 * Whether a value has the shape that a schema asks for: types, constants, properties and items, their
 * number and their schemas, compositions. It tells the members of a union apart; limits of scalars
 * and formats are for validation.
 *
 * @param root what the references of the schema lead into.
 */
export function fitsSchema(value: unknown, schema: Subschema, root: JsonSchema): boolean {
  return fits(value, schema, root, 0);
}

function fits(value: unknown, schema: Subschema, root: JsonSchema, references: number): boolean {
  if (typeof schema === 'boolean') return schema;
  const types = typesOf(schema);
  if (types && !isOfTypes(typeOfValue(value), types)) {
    if (!(value === null && schema.nullable === true)) return false;
  }
  if ('const' in schema && !isSameJson(value, schema.const)) return false;
  if (Array.isArray(schema.enum) && !schema.enum.some((item) => isSameJson(value, item)))
    return false;
  if (typeof schema.$ref === 'string') {
    const target = lookUp(root, schema.$ref);
    if (target !== undefined && references < MAX_REFERENCES) {
      if (!fits(value, target, root, references + 1)) return false;
    }
  }
  const inBranch = (branch: Subschema): boolean => fits(value, branch, root, references);
  for (const branches of [schema.anyOf, schema.oneOf]) {
    if (Array.isArray(branches) && !schemaList(branches).some(inBranch)) return false;
  }
  if (!schemaList(schema.allOf).every(inBranch)) return false;
  if (Array.isArray(value)) return fitsItems(value, schema, root);
  return isPlainObject(value) ? fitsProperties(value, schema, root) : true;
}

function fitsItems(value: readonly unknown[], schema: JsonSchema, root: JsonSchema): boolean {
  const tuple = tupleOf(schema);
  const { rest } = tuple;
  if (!isWithin(value.length, schema.minItems, schema.maxItems)) return false;
  return value.every((item, at) => {
    const itemSchema = tuple.items[at] ?? rest;
    return itemSchema === undefined || fits(item, itemSchema, root, 0);
  });
}

function fitsProperties(
  value: Readonly<Record<string, unknown>>,
  schema: JsonSchema,
  root: JsonSchema,
): boolean {
  if (!stringList(schema.required).every((name) => Object.hasOwn(value, name))) return false;
  const { minProperties, maxProperties } = schema;
  if (!isWithin(Object.keys(value).length, minProperties, maxProperties)) return false;
  const declared = schemaMap(schema.properties);
  const patterns = Object.keys(schemaMap(schema.patternProperties)).length > 0;
  const { additionalProperties } = schema;
  return Object.entries(value).every(([name, held]) => {
    const property = declared.get(name);
    if (property !== undefined) return fits(held, property, root, 0);
    if (patterns || !isSubschema(additionalProperties)) return true;
    return fits(held, additionalProperties, root, 0);
  });
}

function isWithin(count: number, least: unknown, most: unknown): boolean {
  return (
    !(typeof least === 'number' && count < least) && !(typeof most === 'number' && count > most)
  );
}

export interface Tuple {
  /** The schemas of the first items, in order. */
  readonly items: readonly Subschema[];
  /** That of all others. */
  readonly rest: Subschema | undefined;
}

/** The items of an array, by either draft: `prefixItems` and `items`, or `items` and `additionalItems`. */
export function tupleOf({ prefixItems, items, additionalItems }: JsonSchema): Tuple {
  const isOld = Array.isArray(items);
  const rest = isOld ? additionalItems : items;
  return {
    items: schemaList(isOld ? items : prefixItems),
    rest: isSubschema(rest) ? rest : undefined,
  };
}

export function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, at) => isSameJson(item, other[at]))
    );
  }
  if (!isPlainObject(one) || !isPlainObject(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSameJson(one[name], other[name]))
  );
}
