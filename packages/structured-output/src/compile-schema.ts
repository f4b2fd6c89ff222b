import type { JsonSchema } from '@outcrop/unified-response';
import type { SchemaDialect } from './schema-dialect.js';

/** Something that the model is told differently than the caller wrote it. */
export interface SchemaChange {
  /** Where, as a JSON pointer into the caller's schema; empty for its root. */
  readonly path: string;
  readonly message: string;
}

export interface CompiledSchema {
  readonly schema: JsonSchema;
  /** Empty when the schema is the caller's own. */
  readonly changes: readonly SchemaChange[];
  /** Whether the value stands in an object, as its `data`. */
  readonly wrapped: boolean;
  /** The caller's value, as the model is asked to write it. */
  wrap(value: unknown): unknown;
  /** What the model wrote, as the caller's schema has it. */
  unwrap(value: unknown): unknown;
}

/** A schema as a dialect takes it. The schema itself is not touched. */
export function compileSchema(schema: JsonSchema, _dialect: SchemaDialect): CompiledSchema {
  const same = (value: unknown): unknown => value;
  return { schema, changes: [], wrapped: false, wrap: same, unwrap: same };
}
