import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';
import {
  type JsonSchema,
  numberUnder,
  resolveRef,
  schemaList,
  schemaMap,
  schemaObject,
  stringList,
} from './json-schema.js';
import { stringFormat } from './schema-formats.js';

/** How many `$ref`s are followed for one value; a schema that only refers to itself ends there. */
const MAX_REFS = 8;

function isOfType(value: JsonValue, type: JsonValue): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isJsonObject(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

/** Whether a value is within an inclusive and an exclusive limit; an absent one limits nothing. */
function within(value: number, schema: JsonObject, [min, max]: readonly [string, string]): boolean {
  const least = numberUnder(schema[min]) ?? Number.NEGATIVE_INFINITY;
  const most = numberUnder(schema[max]) ?? Number.POSITIVE_INFINITY;
  return value >= least && value <= most;
}

function fitsNumber(value: number, schema: JsonObject): boolean {
  const above = numberUnder(schema.exclusiveMinimum) ?? Number.NEGATIVE_INFINITY;
  const below = numberUnder(schema.exclusiveMaximum) ?? Number.POSITIVE_INFINITY;
  const step = numberUnder(schema.multipleOf);
  return (
    within(value, schema, ['minimum', 'maximum']) &&
    value > above &&
    value < below &&
    (step === undefined || Number.isInteger(value / step))
  );
}

function matchesPattern(text: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    // Not a regular expression of this language: it cannot be held against the value.
    return true;
  }
}

function fitsString(value: string, schema: JsonObject): boolean {
  const { pattern, format } = schema;
  const known = stringFormat(format);
  return (
    within([...value].length, schema, ['minLength', 'maxLength']) &&
    (typeof pattern !== 'string' || matchesPattern(value, pattern)) &&
    (known === undefined || known.pattern.test(value))
  );
}

function fitsArray(value: readonly JsonValue[], schema: JsonObject, inside: Context): boolean {
  const prefix = schemaList(schema.prefixItems);
  return (
    within(value.length, schema, ['minItems', 'maxItems']) &&
    (schema.uniqueItems !== true ||
      value.every((item, index) =>
        value.slice(0, index).every((other) => !isDeepStrictEqual(item, other)),
      )) &&
    value.every((item, index) => fitsSchema(prefix[index] ?? schema.items ?? {}, item, inside))
  );
}

function fitsObject(value: JsonObject, schema: JsonObject, inside: Context): boolean {
  const properties = schemaMap(schema.properties);
  const patterns = Object.entries(schemaMap(schema.patternProperties));
  const names = Object.keys(value);
  return (
    within(names.length, schema, ['minProperties', 'maxProperties']) &&
    stringList(schema.required).every((name) => Object.hasOwn(value, name)) &&
    names.every((name) => {
      const item = value[name] ?? null;
      const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const byPattern = patterns.filter(([pattern]) => matchesPattern(name, pattern));
      const schemas = [...(own === undefined ? [] : [own]), ...byPattern.map(([, other]) => other)];
      const applied = schemas.length > 0 ? schemas : [schema.additionalProperties ?? {}];
      return (
        applied.every((other) => fitsSchema(other, item, inside)) &&
        (schema.propertyNames === undefined || fitsSchema(schema.propertyNames, name, inside))
      );
    })
  );
}

interface Context {
  readonly root: JsonSchema;
  readonly refs: number;
}

function fitsCombinations(schema: JsonObject, value: JsonValue, context: Context): boolean {
  const fits = (other: JsonSchema) => fitsSchema(other, value, context);
  const { anyOf, oneOf, not } = schema;
  return (
    schemaList(schema.allOf).every(fits) &&
    (anyOf === undefined || schemaList(anyOf).some(fits)) &&
    (oneOf === undefined || schemaList(oneOf).filter(fits).length === 1) &&
    (not === undefined || !fits(not))
  );
}

/**
 * Whether a value fits a JSON Schema, as far as the keywords go that tool schemas use; others
 * (such as `contains` or `if`) are not looked at.
 */
export function fitsSchema(
  anySchema: JsonSchema,
  value: JsonValue,
  context: Context = { root: anySchema, refs: 0 },
): boolean {
  const schema = schemaObject(anySchema);
  const { $ref, type, const: only, enum: members } = schema;
  if (typeof $ref === 'string' && context.refs < MAX_REFS) {
    const target = resolveRef($ref, context.root);
    if (!fitsSchema(target, value, { ...context, refs: context.refs + 1 })) return false;
  }
  const inside = { root: context.root, refs: 0 };
  const types = Array.isArray(type) ? (type as readonly JsonValue[]) : [type];
  return (
    (type === undefined || types.some((one) => one !== undefined && isOfType(value, one))) &&
    (only === undefined || isDeepStrictEqual(only, value)) &&
    (!Array.isArray(members) || members.some((member) => isDeepStrictEqual(member, value))) &&
    (typeof value !== 'number' || fitsNumber(value, schema)) &&
    (typeof value !== 'string' || fitsString(value, schema)) &&
    (!Array.isArray(value) || fitsArray(value, schema, inside)) &&
    (!isJsonObject(value) || fitsObject(value, schema, inside)) &&
    fitsCombinations(schema, value, context)
  );
}
