import type { Repair } from '@outcrop/unified-response';
import { coerceValue } from '../coerce-value.js';
import type { Violation } from '../validation.js';
import type { AnswerContext } from './plan.js';

export type SettledValue<Parsed> =
  | { readonly ok: true; readonly value: Parsed; readonly repairs: readonly Repair[] }
  | { readonly ok: false; readonly violations: readonly Violation[] };

/** Holds a value against the caller's schema; one that does not fit, once more with its mistakes mended. */
export async function settleValue<Parsed>(
  written: unknown,
  { format, compiled }: AnswerContext<Parsed>,
): Promise<SettledValue<Parsed>> {
  const value = compiled.unwrap(written);
  const asItCame = await format.validate(value);
  if (asItCame.ok) return { ok: true, value: asItCame.value, repairs: [] };
  const mended = coerceValue(value, format.schema);
  if (mended.repairs.length > 0) {
    const afterwards = await format.validate(mended.value);
    if (afterwards.ok) {
      const repairs = mended.repairs.map((repair) => ({ ...repair, path: `parsed${repair.path}` }));
      return { ok: true, value: afterwards.value, repairs };
    }
  }
  return { ok: false, violations: asItCame.violations };
}
