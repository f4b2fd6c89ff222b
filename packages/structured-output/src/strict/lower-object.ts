import { isPlainObject, type JsonSchema } from '@outcrop/unified-response';
import { fitsSchema } from '../fits-schema.js';
import { pointerTo } from '../json-pointer.js';
import { isSubschema, type Subschema, schemaMap, stringList, typesOf } from '../json-schema.js';
import { describedBy } from '../schema-words.js';
import type { Codec } from '../value-codec.js';
import {
  annotationsOf,
  type Flat,
  type Lowered,
  type Lowering,
  type Place,
  withinLimits,
} from './lowering.js';

const KEYWORDS = ['type', 'properties', 'required', 'additionalProperties', 'patternProperties'];

/** What the properties without a declaration go by. */
const FURTHER = 'additional_properties';

/** An object with all its properties declared; one with names of its own as a list of entries. */
export function lowerObject(flat: Flat, place: Place, lowering: Lowering): Lowered {
  const { rules, changes } = lowering;
  const declared = new Map(schemaMap(flat.schema.properties));
  const further = furtherProperties(flat.schema);
  const required = stringList(flat.schema.required);
  if (further !== undefined && declared.size + required.length === 0) {
    return entries(flat, further, place, lowering);
  }
  for (const name of required) {
    if (declared.has(name)) continue;
    declared.set(name, further ?? true);
    changes.add(place.path, `the required property ${name} was declared`);
  }
  const properties = new Map<string, JsonSchema>();
  const codecs = new Map<string, Codec>();
  const missing = new Map<string, boolean>();
  for (const [name, property] of declared) {
    // What can have no value is not taken, as nothing beyond the declared is.
    if (property === false) continue;
    const at = { ...place, path: pointerTo(pointerTo(place.path, 'properties'), name) };
    let { schema, codec } = lowering.lower(property, at);
    if (rules.optional === 'nullable' && !required.includes(name)) {
      changes.add(at.path, 'it is required, and null where it is missing');
      const isNullOwn = fitsSchema(null, property, lowering.root);
      if (!isNullOwn) schema = orNull(schema);
      missing.set(name, !isNullOwn);
    }
    properties.set(name, schema);
    if (codec) codecs.set(name, codec);
  }
  const rest = further === undefined ? undefined : restOf(further, declared, place, lowering);
  if (rest) properties.set(rest.name, rest.schema);
  else if (flat.schema.additionalProperties !== false) {
    changes.add(place.path, 'properties that are not declared are not taken');
  }
  const limited = withinLimits(flat, place, lowering, KEYWORDS);
  const { patternProperties: _, ...head } = limited.schema;
  const schema = {
    ...head,
    type: 'object',
    properties: Object.fromEntries(properties),
    required: [...properties.keys()].filter(
      (name) => rules.optional === 'nullable' || required.includes(name),
    ),
    additionalProperties: false,
  };
  const isPlain = codecs.size === 0 && missing.size === 0 && !rest;
  const codec: Codec = {
    kind: 'object',
    properties: codecs,
    missing,
    ...(rest ? { rest: rest.codec } : {}),
  };
  return { schema: describedBy(schema, limited.words), codec: isPlain ? undefined : codec };
}

/** What properties without a declaration may be; `undefined`: there are none. */
function furtherProperties(schema: JsonSchema): Subschema | undefined {
  const { additionalProperties, unevaluatedProperties } = schema;
  const others = additionalProperties ?? unevaluatedProperties;
  const patterns = [...schemaMap(schema.patternProperties).values()];
  const [pattern] = patterns;
  if (pattern !== undefined) {
    const all = isSubschema(others) && others !== false ? [...patterns, others] : patterns;
    return all.length === 1 ? pattern : { anyOf: all };
  }
  if (others === false) return undefined;
  if (isSubschema(others)) return others;
  return isPlainObject(schema.properties) || schema.required !== undefined ? undefined : true;
}

interface Rest {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly codec: NonNullable<Extract<Codec, { kind: 'object' }>['rest']>;
}

function restOf(
  further: Subschema,
  declared: ReadonlyMap<string, Subschema>,
  place: Place,
  lowering: Lowering,
): Rest {
  let name = FURTHER;
  while (declared.has(name)) name += '_';
  const flat = { schema: {}, words: ['further properties'] };
  const { schema, codec } = entries(flat, further, place, lowering);
  return { name, schema, codec: { name, entries: codec, declared: new Set(declared.keys()) } };
}

/** Names that cannot be left open are values. */
function entries(
  flat: Flat,
  values: Subschema,
  place: Place,
  lowering: Lowering,
): Lowered & { readonly codec: Codec } {
  lowering.changes.add(place.path, 'its properties are written as a list of entries');
  const { propertyNames } = flat.schema;
  const under = (keyword: string): Place => ({ ...place, path: pointerTo(place.path, keyword) });
  const names = isPlainObject(propertyNames) ? propertyNames : {};
  const key = lowering.lower({ type: 'string', ...names }, under('propertyNames'));
  const value = lowering.lower(values, under('additionalProperties'));
  const kept = ['propertyNames', ...KEYWORDS];
  const { schema: limited, words } = withinLimits(flat, place, lowering, kept);
  const schema = {
    ...annotationsOf(limited),
    type: 'array',
    items: {
      type: 'object',
      properties: { key: key.schema, value: value.schema },
      required: ['key', 'value'],
      additionalProperties: false,
    },
  };
  return {
    schema: describedBy(schema, [...words, 'an object, as a list of its keys and values']),
    codec: { kind: 'entries', value: value.codec },
  };
}

function orNull(schema: JsonSchema): JsonSchema {
  const types = typesOf(schema);
  if (types && schema.enum === undefined && !('const' in schema)) {
    return { ...schema, type: [...types, 'null'] };
  }
  if (Array.isArray(schema.anyOf)) return { ...schema, anyOf: [...schema.anyOf, { type: 'null' }] };
  const { description, ...rest } = schema;
  return { anyOf: [rest, { type: 'null' }], ...annotationsOf({ description }) };
}
