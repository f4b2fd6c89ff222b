import type { ProviderError } from '@outcrop/unified-response';
import type { CallLimit } from './call-limit.js';
import { type FailedCall, providerErrorOf, retryAfterOf } from './provider-error-of.js';

/** Milliseconds of the first wait at most; it doubles each time. The SDK's own figures. */
const BASE_MS = 500;
const MAX_MS = 8000;
/** A server that asks for more patience gets none: the caller decides. */
const MAX_RETRY_AFTER_MS = 60_000;

export interface Answered<Result> {
  readonly result: Result;
  readonly attempts: number;
}

/**
 * The one retry layer. Calls until it succeeds, fails for good, or has used up its retries or its
 * time. Waits are full-jitter, `retry-after` is honoured, and the signal ends waits, too.
 *
 * @throws ProviderError of the last attempt; `timeout` or `aborted` when the call was ended.
 */
export async function withRetries<Result>(
  attempt: () => Promise<Result>,
  maxRetries: number,
  limit: CallLimit,
  secrets: FailedCall['secrets'],
): Promise<Answered<Result>> {
  for (let attempts = 1; ; attempts += 1) {
    if (limit.signal.aborted) {
      throw providerErrorOf(undefined, { limit, secrets, attempts: attempts - 1 });
    }
    try {
      return { result: await attempt(), attempts };
    } catch (thrown) {
      const error = providerErrorOf(thrown, { limit, secrets, attempts });
      const delayMs = delayBefore(error, attempts);
      const isOver = Date.now() + delayMs >= (limit.deadline ?? Number.POSITIVE_INFINITY);
      if (!error.retryable || attempts > maxRetries || delayMs > MAX_RETRY_AFTER_MS || isOver) {
        throw error;
      }
      await limit.sleep(delayMs);
    }
  }
}

function delayBefore(error: ProviderError, attempts: number): number {
  const asked = retryAfterOf(error, Date.now());
  return asked ?? Math.floor(Math.random() * Math.min(MAX_MS, BASE_MS * 2 ** (attempts - 1)));
}
