import { isPlainObject, type JsonSchema } from '@outcrop/unified-response';
import { lookUp } from '../json-pointer.js';
import { type Subschema, schemaList, schemaMap, typesOf } from '../json-schema.js';
import { mergeSchemas } from '../merge-schemas.js';
import { wordsFor } from '../schema-words.js';
import type { Flat, Lowering, Place } from './lowering.js';

/** How many `allOf`s may stand in each other: one that names itself would not end. */
const MAX_DEPTH = 50;

/** A schema with its `allOf`, its `nullable` and the properties of its conditions in one. */
export function flattened(schema: JsonSchema, place: Place, lowering: Lowering): Flat {
  const words: string[] = [];
  let flat = withNull(schema);
  for (let depth = 0; Array.isArray(flat.allOf) && depth < MAX_DEPTH; depth += 1) {
    const { allOf, ...base } = flat;
    lowering.changes.add(place.path, 'its allOf became one schema');
    flat = base;
    for (const part of schemaList(allOf)) {
      if (typeof part === 'boolean') continue;
      flat = mergedAt(flat, withNull(resolved(part, place, lowering)), place, lowering, words);
    }
  }
  const { allOf: _, ...rest } = flat;
  return { schema: withConditionalProperties(rest), words };
}

/** A schema with the target of its reference, and of the target's, in it. */
export function resolved(schema: JsonSchema, place: Place, lowering: Lowering): JsonSchema {
  let merged = schema;
  const seen = new Set<string>();
  while (typeof merged.$ref === 'string') {
    const { $ref, ...siblings } = merged as JsonSchema & { $ref: string };
    const target = seen.has($ref) ? undefined : lookUp(lowering.root, $ref);
    seen.add($ref);
    merged = isPlainObject(target) ? mergedAt(target, siblings, place, lowering, []) : siblings;
  }
  return merged;
}

/** Both schemas in one; what cannot be is told in words. */
export function mergedAt(
  one: JsonSchema,
  other: JsonSchema,
  { path }: Place,
  { changes }: Lowering,
  words: string[],
): JsonSchema {
  return mergeSchemas(one, other, (keyword, value) => {
    const told = wordsFor(keyword, value);
    if (told !== undefined) words.push(told);
    changes.add(path, `a second ${keyword} was left out`);
  });
}

/** OpenAPI's `nullable`, in JSON Schema's words. */
function withNull({ nullable, ...schema }: JsonSchema): JsonSchema {
  const types = typesOf(schema);
  if (nullable !== true || !types || types.includes('null')) return schema;
  const values = Array.isArray(schema.enum) ? { enum: [...schema.enum, null] } : {};
  return { ...schema, type: [...types, 'null'], ...values };
}

/** Properties that only a condition declares are possible ones. */
function withConditionalProperties(schema: JsonSchema): JsonSchema {
  const branches = [schema.then, schema.else, ...schemaMap(schema.dependentSchemas).values()];
  const properties = new Map<string, Subschema>();
  for (const branch of branches) {
    if (!isPlainObject(branch)) continue;
    for (const [name, property] of schemaMap(branch.properties)) {
      const other = properties.get(name);
      properties.set(name, other === undefined ? property : { anyOf: [other, property] });
    }
  }
  if (properties.size === 0) return schema;
  for (const [name, property] of schemaMap(schema.properties)) properties.set(name, property);
  return { ...schema, properties: Object.fromEntries(properties) };
}
