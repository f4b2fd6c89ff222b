import { ProviderError } from '@outcrop/unified-response';
import type { FailedEntry } from './failover-record.js';

/** An entry that failed, and its error. */
export interface Failure {
  readonly failed: FailedEntry;
  readonly error: ProviderError;
}

/**
 * Several entries were tried, and none answered. Reason, hint, partial answer and what else is known
 * are those of the last one. It is `retryable` where any of them was and nobody has aborted, and `attempts`
 * are those of all together.
 * `cause` is an `AggregateError` of their errors, in the same order.
 */
export class FailoverError extends ProviderError {
  override readonly name = 'FailoverError';
  /** Those that were tried, in that order. */
  readonly failed: readonly FailedEntry[];

  /** @param last The last failure, `earlier` those before it. */
  constructor(earlier: readonly Failure[], last: Failure, entries: number) {
    const failures = [...earlier, last];
    const failed = failures.map((failure) => failure.failed);
    const errors = failures.map(({ error }) => error);
    const tried = `Tried ${failed.length} of ${entries} entries, and none answered`;
    const { hint, suggestions, path, requestId, status, provider, partial } = last.error;
    const about = { hint, suggestions, path, requestId, status, provider, partial };
    const known = Object.entries(about).filter(([, value]) => value !== undefined);
    super(`${tried}: ${failed.map(described).join('; ')}`, {
      ...Object.fromEntries(known),
      reason: last.error.reason,
      retryable: last.error.reason !== 'aborted' && errors.some(({ retryable }) => retryable),
      attempts: errors.reduce((sum, { attempts = 1 }) => sum + attempts, 0),
      cause: new AggregateError(errors, tried),
    });
    this.failed = failed;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), failed: this.failed };
  }
}

function described({ entry, provider, model, reason, message }: FailedEntry): string {
  const who = [provider, model].filter(Boolean).join(' ');
  return `[${entry}] ${who && `${who}: `}${reason}: ${message}`;
}
