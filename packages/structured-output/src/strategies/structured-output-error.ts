import {
  isProviderError,
  ProviderError,
  type StructuredOutputStrategy,
  type UnifiedResponse,
} from '@outcrop/unified-response';
import type { Violation } from '../validation.js';

export interface StructuredOutputErrorInit {
  readonly strategy: StructuredOutputStrategy;
  /** What the model gave, before anything was mended. `undefined`: nothing that is JSON. */
  readonly value: unknown;
  readonly violations: readonly Violation[];
  /** Everything else that the model said. */
  readonly partial: UnifiedResponse;
}

/** How many violations a message tells; `violations` has them all. */
const TOLD = 5;

/** An answer that does not fit the response format: a `ProviderError` with the reason `model_error`. */
export class StructuredOutputError extends ProviderError {
  readonly strategy: StructuredOutputStrategy;
  /** All that is wrong with the value; each with its place, as a JSON pointer. */
  readonly violations: readonly Violation[];
  declare readonly value: unknown;

  constructor({ strategy, value, violations, partial }: StructuredOutputErrorInit) {
    super(messageOf(value, violations), {
      reason: 'model_error',
      path: 'response_format',
      hint: 'Set max_repairs to let the model mend its answer. The value is in value, all that is wrong with it in violations, the rest of the answer in partial.',
      provider: partial.provider,
      ...(partial.id === '' ? {} : { requestId: partial.id }),
      partial,
    });
    this.strategy = strategy;
    this.violations = violations;
    // As with `partial`: a whole value would bury the message when the error is printed.
    Object.defineProperty(this, 'value', { value });
  }

  override toJSON(): Record<string, unknown> {
    const { strategy, violations, value } = this;
    return { ...super.toJSON(), strategy, violations, value };
  }
}

/** Whether it is a `StructuredOutputError`, also one from another copy of this package. */
export function isStructuredOutputError(error: unknown): error is StructuredOutputError {
  return isProviderError(error) && 'violations' in error && 'strategy' in error;
}

function messageOf(value: unknown, violations: readonly Violation[]): string {
  if (value === undefined) return 'The model gave no JSON, and response_format asks for it.';
  const told = describeViolations(violations.slice(0, TOLD)).join('; ');
  const others = violations.length > TOLD ? `; and ${violations.length - TOLD} more` : '';
  return `The answer does not fit response_format: ${told}${others}`;
}

/** Each violation in words. */
export function describeViolations(violations: readonly Violation[]): string[] {
  return violations.map(({ path, message }) => `${path === '' ? 'the value' : path} ${message}`);
}
