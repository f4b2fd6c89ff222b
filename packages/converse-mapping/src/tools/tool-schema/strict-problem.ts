import { isPlainObject } from '@outcrop/unified-response';
import { lookUp, type Schema } from './schema.js';

/** Limits that constrained decoding does not keep. */
const NUMBER_LIMITS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];

const ONE_SCHEMA = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains'];
const SCHEMA_LISTS = ['anyOf', 'allOf', 'oneOf', 'prefixItems'];
const NAMED_SCHEMAS = [
  ...['properties', '$defs', 'definitions', 'patternProperties', 'dependentSchemas'],
];

/**
 * Why a model cannot be held to a schema, or `undefined` when it can. Such a schema fails the whole
 * request: "For 'object' type, 'additionalProperties' must be explicitly set to false", "For 'number'
 * type, property 'minimum' is not supported", "Reference to non-existent definition: #/$defs/…".
 */
export function strictProblem(root: Schema): string | undefined {
  return firstProblem(root, root, new Set());
}

function firstProblem(value: unknown, root: Schema, seen: Set<unknown>): string | undefined {
  if (!isPlainObject(value) || seen.has(value)) return undefined;
  seen.add(value);
  const problem = problemOf(value, root);
  if (problem !== undefined) return problem;
  for (const part of schemasIn(value)) {
    const inside = firstProblem(part, root, seen);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function problemOf(schema: Schema, root: Schema): string | undefined {
  if (hasType(schema, 'object') && schema.additionalProperties !== false) {
    return 'an object in it does not say additionalProperties: false';
  }
  const limit = NUMBER_LIMITS.find((keyword) => schema[keyword] !== undefined);
  if (limit !== undefined && (hasType(schema, 'number') || hasType(schema, 'integer'))) {
    return `a number in it has ${limit}`;
  }
  if (hasType(schema, 'array')) {
    if (schema.maxItems !== undefined) return 'an array in it has maxItems';
    if (Number(schema.minItems ?? 0) > 1) return 'an array in it has more than one of minItems';
  }
  const { $ref } = schema;
  const leadsNowhere = typeof $ref === 'string' && lookUp(root, $ref) === undefined;
  return leadsNowhere ? `its reference ${$ref} leads nowhere` : undefined;
}

function hasType({ type }: Schema, name: string): boolean {
  return type === name || (Array.isArray(type) && type.includes(name));
}

function schemasIn(schema: Schema): unknown[] {
  return [
    ...ONE_SCHEMA.map((keyword) => schema[keyword]),
    ...SCHEMA_LISTS.flatMap((keyword) => [schema[keyword]].flat()),
    ...NAMED_SCHEMAS.flatMap((keyword) =>
      isPlainObject(schema[keyword]) ? Object.values(schema[keyword]) : [],
    ),
  ];
}
