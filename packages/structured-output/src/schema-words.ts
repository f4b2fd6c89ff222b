import type { JsonSchema } from '@outcrop/unified-response';

/** What is longer says more to a validator than to a reader. */
const MAX_WORDS = 200;

/** Keywords that are told in words where they cannot be kept. Others are of no use to a model. */
const TOLD: ReadonlySet<string> = new Set([
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'contentMediaType'],
  ...['minItems', 'maxItems', 'uniqueItems', 'contains', 'minContains', 'maxContains'],
  ...['minProperties', 'maxProperties', 'propertyNames', 'patternProperties'],
  ...['dependentRequired', 'dependentSchemas', 'dependencies'],
  ...['unevaluatedProperties', 'unevaluatedItems', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'],
  ...['default', 'examples', 'prefixItems'],
]);

/** Limits that only say that a number is held exactly, as Zod's integers do. */
const OF_EVERY_INTEGER = [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER] as const;

/** A keyword in words; `undefined` for those that help no reader. */
export function wordsFor(keyword: string, value: unknown): string | undefined {
  if (!TOLD.has(keyword) || OF_EVERY_INTEGER.some((limit) => limit === value)) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_WORDS ? undefined : `${keyword}: ${text}`;
}

/** A description with more said after it. */
export function describedBy(schema: JsonSchema, words: readonly string[]): JsonSchema {
  if (words.length === 0) return schema;
  const { description } = schema;
  const more = `(${words.join('; ')})`;
  const before = typeof description === 'string' && description !== '' ? `${description} ` : '';
  return { ...schema, description: `${before}${more}` };
}
