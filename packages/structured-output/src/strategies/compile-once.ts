import type { JsonSchema } from '@outcrop/unified-response';
import { type CompiledSchema, compileSchema } from '../compile-schema.js';
import type { SchemaDialect } from '../schema-dialect.js';

/** By schema, and then by what a dialect says: dialects are made anew for each call. */
const COMPILED = new WeakMap<JsonSchema, Map<string, CompiledSchema>>();

/** What `compileSchema` gives, made once for each schema and dialect: schemas are used again and again. */
export function compileOnce(schema: JsonSchema, dialect: SchemaDialect): CompiledSchema {
  const known = COMPILED.get(schema) ?? new Map<string, CompiledSchema>();
  COMPILED.set(schema, known);
  const key = JSON.stringify(dialect);
  const compiled = known.get(key) ?? compileSchema(schema, dialect);
  known.set(key, compiled);
  return compiled;
}
