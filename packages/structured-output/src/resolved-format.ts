import type { JsonSchema } from '@outcrop/unified-response';
import type { SchemaValidator, Validation } from './validation.js';

/** A response format as everything else here works with it. */
export interface ResolvedFormat<Value = unknown> {
  readonly kind: 'json_schema' | 'json_object' | 'standard' | 'formatter';
  /** 1 to 64 letters, digits, hyphens and underscores. */
  readonly name: string;
  readonly description?: string;
  /** As the caller wrote it. `undefined`: any JSON object (`json_object`), any value (`formatter`). */
  readonly schema: JsonSchema | undefined;
  readonly strict?: boolean;
  /** Holds a value against the caller's own schema, and finds all that is wrong. */
  validate(value: unknown): Promise<Validation<Value>>;
  /** The value as text: by the caller's formatter, else as JSON. */
  format(value: Value): string;
}

export interface ResponseFormatOptions {
  /** Validates by JSON Schema in place of ajv. */
  readonly validator?: SchemaValidator;
  /** The JSON Schema of a Standard Schema whose library cannot tell it. */
  readonly toJsonSchema?: (schema: unknown) => JsonSchema;
  /** Default: the name of the format, the title of its schema, or `response`. */
  readonly name?: string;
}
