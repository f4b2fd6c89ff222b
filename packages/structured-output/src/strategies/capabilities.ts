import type { SchemaDialect } from '../schema-dialect.js';

/** What a model can be asked for in one call, as far as structured output goes. */
export interface StructuredOutputCapabilities {
  /** What the provider's own structured output takes. Absent: it has none. */
  readonly native?: SchemaDialect;
  /** What the schema of a tool may have. Absent: the model takes no tools. */
  readonly tool?: SchemaDialect;
  /** What the schema of a `strict` tool may have. Absent: there are none. */
  readonly strictTool?: SchemaDialect;
  /** The tool choices that may be made in this call: none is forced where thinking forbids it. */
  readonly toolChoices: readonly ('auto' | 'any' | 'tool')[];
}
