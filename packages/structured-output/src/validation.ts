import type { JsonSchema } from '@outcrop/unified-response';

/** One thing that is wrong with a value. */
export interface Violation {
  /** Where, as a JSON pointer into the value: `/rows/0/price`; empty for the value itself. */
  readonly path: string;
  readonly message: string;
  /** The JSON Schema keyword that was not kept, where one says so. */
  readonly keyword?: string;
}

export type Validation<Value = unknown> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly violations: readonly Violation[] };

/** Holds a value against one schema. */
export type Validate = (value: unknown) => Validation | Promise<Validation>;

/**
 * Makes the validation of a schema. Default: ajv, which needs `new Function`; pass another one where
 * the platform forbids that.
 */
export type SchemaValidator = (schema: JsonSchema) => Validate | Promise<Validate>;
