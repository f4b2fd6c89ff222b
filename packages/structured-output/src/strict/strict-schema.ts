import type { JsonSchema } from '@outcrop/unified-response';
import { isOfTypes, type Subschema, typeOfValue, typesOf } from '../json-schema.js';
import type { SchemaChanges } from '../schema-changes.js';
import type { SchemaDialect, StrictRules } from '../schema-dialect.js';
import { describedBy } from '../schema-words.js';
import { type Codec, encodeValue } from '../value-codec.js';
import { flattened, resolved } from './flatten-schema.js';
import { lowerArray } from './lower-array.js';
import { lowerObject } from './lower-object.js';
import { lowerUnion } from './lower-union.js';
import {
  annotationsOf,
  anyValue,
  type Flat,
  type Lowered,
  type Lowering,
  type Place,
  withinLimits,
  withoutAnnotations,
} from './lowering.js';
import { StrictReferences } from './strict-references.js';

/**
 * A schema as constrained decoding takes it. It takes each value that the caller's schema takes, but
 * for properties and items that are neither declared nor asked for; what it takes beyond that is for
 * validation to find.
 */
export function strictSchema(
  root: JsonSchema,
  { references, strict: rules }: SchemaDialect & { readonly strict: StrictRules },
  changes: SchemaChanges,
): Lowered {
  const links = new StrictReferences(root, references === 'all');
  const lower = (schema: Subschema, place: Place): Lowered => {
    if (place.open.length > 0) links.count();
    if (typeof schema === 'boolean') return anyValue({ schema: {}, words: [] });
    if (typeof schema.$ref === 'string') return links.lower(schema, schema.$ref, place, lowering);
    return lowerFlat(flattened(schema, place, lowering), place, lowering);
  };
  const lowering: Lowering = { root, rules, changes, definitions: new Map(), lower };
  const place = { path: '', open: [] };
  const { schema, codec } = lower(resolved(root, place, lowering), place);
  const { definitions } = lowering;
  const $defs = definitions.size === 0 ? {} : { $defs: Object.fromEntries(definitions) };
  return { schema: { ...schema, ...$defs }, codec };
}

function lowerFlat(flat: Flat, place: Place, lowering: Lowering): Lowered {
  const { schema } = flat;
  if (Array.isArray(schema.enum) || 'const' in schema) return lowerValues(flat, place, lowering);
  if (schema.anyOf !== undefined) return lowerUnion(flat, 'anyOf', place, lowering);
  if (schema.oneOf !== undefined) return lowerUnion(flat, 'oneOf', place, lowering);
  const types = typesOf(schema) ?? impliedTypes(schema, place, lowering);
  const [type] = types;
  if (type === undefined) return anyValue(withinLimits(flat, place, lowering, []));
  if (types.length > 1 && (types.includes('object') || types.includes('array'))) {
    const anyOf = types.map((name) => ({ ...withoutAnnotations(schema), type: name }));
    const union = { ...annotationsOf(schema), anyOf };
    return lowerUnion({ ...flat, schema: union }, 'anyOf', place, lowering);
  }
  if (type === 'object') return lowerObject(flat, place, lowering);
  if (type === 'array') return lowerArray(flat, place, lowering);
  const typed = { ...flat, schema: { type: types.length === 1 ? type : types, ...schema } };
  const limited = withinLimits(typed, place, lowering, ['type']);
  return { schema: describedBy(limited.schema, limited.words), codec: undefined };
}

const KEYWORDS_BY_TYPE: readonly (readonly [string, readonly string[]])[] = [
  ['object', ['properties', 'required', 'additionalProperties', 'patternProperties']],
  ['array', ['items', 'prefixItems', 'minItems', 'maxItems']],
  ['string', ['pattern', 'minLength', 'maxLength', 'format']],
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
];

/** The types that the values of a schema without `type` are meant to have. */
function impliedTypes(schema: JsonSchema, { path }: Place, { changes }: Lowering): string[] {
  const types = KEYWORDS_BY_TYPE.filter(([, keywords]) =>
    keywords.some((keyword) => schema[keyword] !== undefined),
  ).map(([type]) => type);
  if (types.length > 0) changes.add(path, `the type ${types.join(', ')} was set`);
  return types;
}

/** `enum` and `const`: scalars as they are, objects and arrays as JSON text. */
function lowerValues(flat: Flat, place: Place, lowering: Lowering): Lowered {
  const { enum: list, const: constant } = flat.schema;
  const types = typesOf(flat.schema);
  const values = (Array.isArray(list) ? list : [constant]).filter(
    (value) => !types || isOfTypes(typeOfValue(value), types),
  );
  const { schema, words } = withinLimits(flat, place, lowering, ['type', 'enum', 'const']);
  const isCompound = (value: unknown): boolean => typeof value === 'object' && value !== null;
  if (!values.some(isCompound)) return { schema: describedBy(schema, words), codec: undefined };
  lowering.changes.add(place.path, 'its objects and arrays are written as JSON text');
  const { type: _, const: __, ...rest } = schema;
  const codec: Codec = { kind: 'text' };
  const texts = values.map((value) => encodeValue(value, codec));
  return { schema: describedBy({ ...rest, enum: texts }, words), codec };
}
