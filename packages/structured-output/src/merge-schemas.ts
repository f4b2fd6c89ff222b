import type { JsonSchema } from '@outcrop/unified-response';
import { isSameJson } from './fits-schema.js';
import {
  isOfTypes,
  isSubschema,
  type Subschema,
  schemaMap,
  stringList,
  typesOf,
} from './json-schema.js';

/** How two values of one keyword are said as one. `undefined`: there is no way. */
type Merge = (one: unknown, other: unknown) => unknown;

const both: Merge = (one, other) =>
  isSubschema(one) && isSubschema(other) ? bothSchemas(one, other) : undefined;

function bothSchemas(one: Subschema, other: Subschema): Subschema {
  if (one === false || other === false) return false;
  if (one === true || isSameJson(one, other)) return other;
  return other === true ? one : { allOf: [one, other] };
}

const byName: Merge = (one, other) => {
  const merged = new Map(schemaMap(one));
  for (const [name, schema] of schemaMap(other)) {
    merged.set(name, bothSchemas(merged.get(name) ?? true, schema));
  }
  return Object.fromEntries(merged);
};

const types: Merge = (one, other) => {
  const [first, second] = [typesOf({ type: one }) ?? [], typesOf({ type: other }) ?? []];
  // Whole numbers are numbers: of both, what is narrower.
  const common = [
    ...first.filter((type) => isOfTypes(type, second)),
    ...second.filter((type) => !first.includes(type) && isOfTypes(type, first)),
  ];
  return common.length === 1 ? common[0] : common;
};

const MERGES: Readonly<Record<string, Merge>> = {
  type: types,
  properties: byName,
  patternProperties: byName,
  required: (one, other) => [...new Set([...stringList(one), ...stringList(other)])],
  additionalProperties: both,
  items: both,
  propertyNames: both,
  enum: (one, other) =>
    Array.isArray(one) && Array.isArray(other)
      ? one.filter((value) => other.some((item) => isSameJson(value, item)))
      : undefined,
  title: (_, other) => other,
  description: (_, other) => other,
  default: (_, other) => other,
  examples: (_, other) => other,
};

/**
 * One schema that takes all that both take. It may take more: what cannot be said as one is said of
 * `one` only, and the keyword is named to `lost`.
 */
export function mergeSchemas(
  one: JsonSchema,
  other: JsonSchema,
  lost: (keyword: string, value: unknown) => void,
): JsonSchema {
  const merged = new Map(Object.entries(one));
  for (const [keyword, value] of Object.entries(other)) {
    const present = merged.get(keyword);
    if (present === undefined || isSameJson(present, value)) {
      merged.set(keyword, value);
      continue;
    }
    const together = MERGES[keyword]?.(present, value);
    if (together === undefined) lost(keyword, value);
    else merged.set(keyword, together);
  }
  return Object.fromEntries(merged);
}
