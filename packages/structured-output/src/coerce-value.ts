import type { JsonSchema, Repair } from '@outcrop/unified-response';

export interface CoercedValue {
  readonly value: unknown;
  /** What was mended; empty when nothing was. Paths are JSON pointers into the value. */
  readonly repairs: readonly Repair[];
}

/** A value with the mistakes mended that models make. For values that do not validate as they came. */
export function coerceValue(value: unknown, _schema: JsonSchema | undefined): CoercedValue {
  return { value, repairs: [] };
}
