import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '../json.js';
import { schemaMap, stringList } from './json-schema.js';

type Merge = (a: JsonValue, b: JsonValue) => JsonValue;

const largest: Merge = (a, b) => Math.max(Number(a), Number(b));
const smallest: Merge = (a, b) => Math.min(Number(a), Number(b));

function asList(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? value : [value];
}

const common: Merge = (a, b) =>
  asList(a).filter((one) => asList(b).some((other) => isDeepStrictEqual(one, other)));

const both: Merge = (a, b) => [...asList(a), ...asList(b)];

const properties: Merge = (a, b) => {
  const merged = new Map(Object.entries(schemaMap(a)));
  for (const [name, schema] of Object.entries(schemaMap(b))) {
    const other = merged.get(name);
    merged.set(name, other === undefined ? schema : { allOf: [other, schema] });
  }
  return Object.fromEntries(merged);
};

/** `integer` is the narrower of it and `number`. */
const types: Merge = (a, b) => {
  const kept = asList(a).flatMap((one) =>
    asList(b).flatMap((other) => {
      if (one === other) return [one];
      return [one, other].sort().join() === 'integer,number' ? ['integer'] : [];
    }),
  );
  return kept.length === 1 ? (kept[0] ?? kept) : kept;
};

/** How a keyword that stands in both schemas becomes one; the second schema's wins for the rest. */
const MERGES: Readonly<Record<string, Merge>> = {
  properties,
  patternProperties: properties,
  type: types,
  enum: common,
  required: (a, b) => [...new Set([...stringList(a), ...stringList(b)])],
  allOf: both,
  minimum: largest,
  exclusiveMinimum: largest,
  minLength: largest,
  minItems: largest,
  minProperties: largest,
  maximum: smallest,
  exclusiveMaximum: smallest,
  maxLength: smallest,
  maxItems: smallest,
  maxProperties: smallest,
};

/** One schema that asks for what both ask for, as far as one can be written down. */
export function mergeSchemas(a: JsonObject, b: JsonObject): JsonObject {
  const merged: Record<string, JsonValue | undefined> = { ...a };
  for (const [keyword, value] of Object.entries(b)) {
    const other = Object.hasOwn(merged, keyword) ? merged[keyword] : undefined;
    const merge = Object.hasOwn(MERGES, keyword) ? MERGES[keyword] : undefined;
    merged[keyword] =
      other !== undefined && value !== undefined && merge ? merge(other, value) : value;
  }
  return merged;
}
