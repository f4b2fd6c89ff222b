import { isProviderError, type ProviderError } from '@outcrop/unified-response';
import { retryAfterOf } from './provider-error-of.js';
import { stoppedError } from './stopped-error.js';

/** What `onRetry` is told. */
export interface RetryEvent {
  /** The attempt that failed, from 1. */
  readonly attempt: number;
  readonly error: ProviderError;
  /** Milliseconds until the next attempt. */
  readonly delayMs: number;
}

export interface RetryPolicy {
  /** Attempts in all, the first one included. */
  readonly totalAttempts: number;
  readonly onRetry?: ((event: RetryEvent) => void) | undefined;
  /** Shared by all calls of a client: keeps them back while the service throttles. */
  readonly pace?: Pace | undefined;
}

/** What waiting takes from the world; tests bring their own. */
export interface RetryWorld {
  now(): number;
  random(): number;
  /** Resolves after the time, or at once when the signal fires. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Milliseconds of the first wait at most; it doubles each time. The AWS SDK's bases, standard mode. */
const SLOW_BASE_MS = 1000;
const QUICK_BASE_MS = 50;
const MAX_MS = 20_000;
/** A service that asks for more patience gets none: the caller decides. */
const MAX_RETRY_AFTER_MS = 60_000;

/**
 * Calls until it succeeds, fails for good or has used up its attempts. Waits are full-jitter,
 * `retry-after` is honoured, and the signal ends everything, waits included.
 *
 * @param attempt Gets its number, from 1. A `ProviderError` that says it is retryable is tried again.
 * @throws what the last attempt threw; `timeout` or `aborted` when the signal fired.
 */
export async function withRetries<Result>(
  attempt: (number: number) => Promise<Result>,
  policy: RetryPolicy,
  signal: AbortSignal,
  world: RetryWorld = REAL_WORLD,
): Promise<Result> {
  let failed: ProviderError | undefined;
  for (let number = 1; ; number += 1) {
    await policy.pace?.hold(world, signal);
    if (signal.aborted) throw stoppedError(signal.reason, number - 1, failed);
    try {
      return await attempt(number);
    } catch (error) {
      if (!isProviderError(error) || !error.retryable || number >= policy.totalAttempts) {
        throw error;
      }
      failed = error;
    }
    const delayMs = delayAfter(failed, number, world);
    if (delayMs > MAX_RETRY_AFTER_MS) throw failed;
    if (failed.reason === 'throttled') policy.pace?.slowDown(world.now() + delayMs);
    policy.onRetry?.({ attempt: number, error: failed, delayMs });
    await world.sleep(delayMs, signal);
  }
}

function delayAfter(error: ProviderError, attempt: number, world: RetryWorld): number {
  const asked = retryAfterOf(error, world.now());
  if (asked !== undefined) return asked;
  const slow = error.reason === 'throttled' || error.reason === 'overloaded';
  const base = slow ? SLOW_BASE_MS : QUICK_BASE_MS;
  return Math.floor(world.random() * Math.min(MAX_MS, base * 2 ** (attempt - 1)));
}

/** Adaptive mode: after a throttle, all calls of the client wait until its pause is over. */
export class Pace {
  #until = 0;

  slowDown(until: number): void {
    this.#until = Math.max(this.#until, until);
  }

  /** Waits as long as needed, and up to twice as long, so that not all calls start again at once. */
  async hold(world: RetryWorld, signal: AbortSignal): Promise<void> {
    for (;;) {
      const wait = this.#until - world.now();
      if (wait <= 0 || signal.aborted) return;
      await world.sleep(wait * (1 + world.random()), signal);
    }
  }
}

const REAL_WORLD: RetryWorld = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      if (signal.aborted) done();
      else signal.addEventListener('abort', done, { once: true });
    }),
};
