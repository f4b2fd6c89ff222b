import type { ToolSchemaRules } from '@outcrop/bedrock-models';

/** What constrained decoding takes of a schema. */
export interface StrictRules {
  /** Keywords that limit a value, and are taken. All others go into descriptions. */
  readonly limits: readonly string[];
  /** Formats of strings that are taken. */
  readonly formats: readonly string[];
  /** The largest `minItems` taken. */
  readonly minItems: number;
  /** Properties that may be missing: taken as they are, or required and null in place of missing. */
  readonly optional: 'taken' | 'nullable';
}

/** Which JSON Schemas a model takes, as data. */
export interface SchemaDialect {
  /** Must the root be of the type object? */
  readonly objectRoot: boolean;
  /** May the root have `anyOf`, `oneOf` or `allOf`? */
  readonly rootComposition: boolean;
  /** The only keywords taken at the root. Absent: there is no such list. */
  readonly rootKeywords?: readonly string[];
  /** Which `$ref`s are taken. `acyclic`: none that lead into themselves. */
  readonly references: 'all' | 'acyclic' | 'none';
  /** Absent: the schema is only read by the model, and may say what it likes. */
  readonly strict?: StrictRules;
}

/** The formats both kinds of constrained decoding know. */
const FORMATS = [
  ...['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uuid'],
] as const;

/**
 * What Bedrock's `outputConfig.textFormat` and `toolSpec.strict` take. Refused are limits of numbers,
 * `maxItems`, `minItems` over 1, objects that do not say `additionalProperties: false` (vercel/ai#17197,
 * litellm#29624, instructor#2530) and, by AWS's user guide on structured outputs, recursion, `oneOf`,
 * limits of strings, and values of `enum` that are no scalars.
 */
export const NATIVE_DIALECT: SchemaDialect = {
  objectRoot: true,
  rootComposition: false,
  references: 'acyclic',
  strict: { limits: [], formats: [...FORMATS, 'uri'], minItems: 1, optional: 'taken' },
};

/** What OpenAI's `strict: true` takes: all properties required, recursion allowed, limits of values too. */
export const OPENAI_STRICT_DIALECT: SchemaDialect = {
  objectRoot: true,
  rootComposition: false,
  references: 'all',
  strict: {
    limits: [
      ...['pattern', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
      ...['minItems', 'maxItems'],
    ],
    formats: FORMATS,
    minItems: Number.POSITIVE_INFINITY,
    optional: 'nullable',
  },
};

/** A schema that is only read by the model: it stays as it is. */
export const PROMPT_DIALECT: SchemaDialect = {
  objectRoot: false,
  rootComposition: true,
  references: 'all',
};

/** What the schema of a tool may have, as the `toolSchema` of a model profile says it. */
export function toolDialect(rules: ToolSchemaRules): SchemaDialect {
  const { rootComposition, references, rootKeywords } = rules;
  return {
    objectRoot: true,
    rootComposition,
    references: references ? 'all' : 'none',
    ...(rootKeywords ? { rootKeywords } : {}),
  };
}
