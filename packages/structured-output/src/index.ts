export { type CoercedValue, coerceValue } from './coerce-value.js';
export { type CompiledSchema, compileSchema } from './compile-schema.js';
export { createPartialJson, type PartialJson } from './partial-json.js';
export { type JsonText, readJsonText } from './read-json-text.js';
export { loadResponseFormat, resolveResponseFormat } from './resolve-response-format.js';
export type { ResolvedFormat, ResponseFormatOptions } from './resolved-format.js';
export type { SchemaChange } from './schema-changes.js';
export type { StrictRules } from './schema-dialect.js';
export {
  NATIVE_DIALECT,
  OPENAI_STRICT_DIALECT,
  PROMPT_DIALECT,
  type SchemaDialect,
  toolDialect,
} from './schema-dialect.js';
export { createStructured } from './strategies/answer-rounds.js';
export type { StructuredOutputCapabilities } from './strategies/capabilities.js';
export type { AnswerRound } from './strategies/earlier-rounds.js';
export type { StructuredOutputPlan } from './strategies/plan.js';
export { planStructuredOutput } from './strategies/plan-structured-output.js';
export { streamStructured } from './strategies/stream-structured.js';
export {
  isStructuredOutputError,
  StructuredOutputError,
  type StructuredOutputErrorInit,
} from './strategies/structured-output-error.js';
export { STRUCTURED_OUTPUT_TOOL } from './strategies/structured-output-tool.js';
export type { SchemaValidator, Validate, Validation, Violation } from './validation.js';
export type { Codec } from './value-codec.js';
