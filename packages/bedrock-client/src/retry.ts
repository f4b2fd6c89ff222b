import { isProviderError, ProviderError } from '@outcrop/unified-response';
import type { CallRate } from './call-rate.js';
import type { CredentialRenewal } from './credential-renewal.js';
import { retryAfterOf, ruleOf } from './provider-error-of.js';
import type { RetryEvent } from './retry-event.js';
import { stoppedError } from './stopped-error.js';

export interface RetryPolicy {
  /** Attempts in all, the first one included. */
  readonly totalAttempts: number;
  readonly onRetry?: ((event: RetryEvent) => void) | undefined;
  /** When the call has to be over: a wait that would pass it is not begun. */
  readonly deadline?: number | undefined;
  /** Shared by all calls of a client: keeps them back while the service throttles. */
  readonly rate?: CallRate | undefined;
  /** Of the port that is called. */
  readonly renewal?: CredentialRenewal | undefined;
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
 * Calls until it succeeds, fails for good or has used up its attempts or its time. Waits are
 * full-jitter, `retry-after` is honoured, and the signal ends everything, waits included. Credentials
 * that have expired are renewed once, which gives one attempt more.
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
  const { rate, renewal, deadline = Number.POSITIVE_INFINITY } = policy;
  const endings = new Endings(policy.totalAttempts);
  let failed: ProviderError | undefined;
  for (let number = 1; ; number += 1) {
    if (rate) await takeTurn(rate, deadline, failed, signal, world);
    if (signal.aborted) throw stoppedError(signal.reason, number - 1, failed);
    const sentAt = world.now();
    const renewals = renewal?.count ?? 0;
    rate?.sent(sentAt);
    try {
      return await attempt(number);
    } catch (error) {
      if (!isProviderError(error)) throw error;
      failed = error;
    }
    const asked = retryAfterOf(failed, world.now());
    if (failed.reason === 'throttled') {
      rate?.throttled(sentAt, world.now(), world.now() + Math.min(asked ?? 0, MAX_RETRY_AFTER_MS));
    }
    if (renewal?.cures(failed) && endings.allowRenewal()) {
      await untilStopped(renewal.renew(failed, renewals), signal);
      continue;
    }
    if (!endings.allow(failed)) throw failed;
    const delayMs = asked ?? backoff(failed, number, world);
    if (delayMs > MAX_RETRY_AFTER_MS || world.now() + delayMs >= deadline) throw failed;
    policy.onRetry?.({ attempt: number, error: failed, delayMs });
    await world.sleep(delayMs, signal);
  }
}

/** How the attempts of a call have ended. */
class Endings {
  #attemptsLeft: number;
  readonly #times = new Map<object, number>();
  #isRenewed = false;

  constructor(totalAttempts: number) {
    this.#attemptsLeft = totalAttempts;
  }

  /** Whether the call may be sent again after an attempt that ended like that. */
  allow(error: ProviderError): boolean {
    const rule = ruleOf(error);
    const times = (this.#times.get(rule) ?? 0) + 1;
    this.#times.set(rule, times);
    this.#attemptsLeft -= 1;
    return error.retryable && this.#attemptsLeft > 0 && times < (rule.attempts ?? times + 1);
  }

  /** The same after fresh credentials, which is no attempt lost. */
  allowRenewal(): boolean {
    const isFirst = !this.#isRenewed;
    this.#isRenewed = true;
    return isFirst;
  }
}

async function takeTurn(
  rate: CallRate,
  deadline: number,
  failed: ProviderError | undefined,
  signal: AbortSignal,
  world: RetryWorld,
): Promise<void> {
  const now = world.now();
  const turn = rate.takeTurn(now, deadline);
  if (turn === undefined) throw failed ?? noTurn(rate.perSecond(now));
  if (turn > now) await world.sleep(turn - now, signal);
}

function noTurn(perSecond: number): ProviderError {
  const rate = perSecond.toPrecision(2);
  return new ProviderError(
    `The call's turn would come after its deadline: while the service throttles, the client sends ${rate} calls a second`,
    {
      reason: 'throttled',
      hint: "Start fewer calls at once, raise timeouts.totalMs, or use mode: 'standard'.",
      provider: 'bedrock',
      attempts: 0,
    },
  );
}

function backoff(error: ProviderError, attempt: number, world: RetryWorld): number {
  const slow = error.reason === 'throttled' || error.reason === 'overloaded';
  const base = slow ? SLOW_BASE_MS : QUICK_BASE_MS;
  return Math.floor(world.random() * Math.min(MAX_MS, base * 2 ** (attempt - 1)));
}

/** Waits for the work, or for the signal, whichever comes first. */
async function untilStopped(work: Promise<void>, signal: AbortSignal): Promise<void> {
  let stop = (): void => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
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
