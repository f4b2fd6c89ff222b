/** Which JSON Schemas a model takes, as data. */
export interface SchemaDialect {
  readonly name: string;
}

/** What Bedrock's `outputConfig.textFormat` and `toolSpec.strict` take. */
export const NATIVE_DIALECT: SchemaDialect = { name: 'native' };

/** What OpenAI's `strict: true` takes. */
export const OPENAI_STRICT_DIALECT: SchemaDialect = { name: 'openai-strict' };

/** A schema that is only read by the model: anything goes. */
export const PROMPT_DIALECT: SchemaDialect = { name: 'prompt' };

/** What the schema of a tool may have, as a model profile's `toolSchema` says it. */
export function toolDialect(rules: {
  readonly rootComposition: boolean;
  readonly references: boolean;
  readonly rootKeywords?: readonly string[];
}): SchemaDialect {
  return { name: 'tool', ...rules };
}
