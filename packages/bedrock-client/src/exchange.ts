import type { CallOptions } from '@outcrop/provider-registry';
import type { ExchangeOptions } from './converse-port.js';
import { providerErrorOf } from './provider-error-of.js';
import { type RetryPolicy, withRetries } from './retry.js';
import { stoppedError } from './stopped-error.js';
import { TimeLimit } from './time-limit.js';
import type { TimeLimits } from './time-limits.js';

export interface ExchangeContext {
  /** Ends the whole exchange, waits between attempts included. */
  readonly signal: AbortSignal;
  readonly limits: TimeLimits;
  readonly policy: RetryPolicy;
  readonly region: string | undefined;
  /** The profile of the shared AWS files that credentials may come from. */
  readonly profile: string | undefined;
  readonly headers: CallOptions['headers'];
  readonly onSend?: ExchangeOptions['onSend'];
}

/** One attempt at a request, without a time limit of its own. */
export type Send<Answer> = (options: ExchangeOptions) => Promise<Answer>;

/**
 * Sends one request, each time within its time limits, as often as the retry policy allows.
 * @param model Whom it is for, if anybody: other ids of it are suggested when it is not to be found.
 * @throws ProviderError
 */
export function exchange<Answer>(
  send: Send<Answer>,
  model: string | undefined,
  context: ExchangeContext,
): Promise<Answer> {
  return withRetries(
    (number) => attempt(send, model, context, number),
    context.policy,
    context.signal,
  );
}

async function attempt<Answer>(
  send: Send<Answer>,
  model: string | undefined,
  { signal, limits, region, profile, headers, onSend }: ExchangeContext,
  number: number,
): Promise<Answer> {
  const limit = new TimeLimit(signal);
  limit.set({
    awaited: 'first byte of the answer',
    milliseconds: limits.firstByteMs,
    hint: 'Raise timeout, or timeouts.firstByteMs.',
  });
  const onProgress = (): void =>
    limit.set({
      awaited: 'further byte of the answer',
      milliseconds: limits.idleMs,
      hint: 'Raise timeout, or timeouts.idleMs.',
    });
  try {
    const call = { signal: limit.signal, onProgress, headers, onSend };
    // Raced, because finding credentials can take long and heeds no signal.
    return await limit.race(send(call));
  } catch (error) {
    if (limit.signal.aborted) throw stoppedError(limit.signal.reason, number);
    throw providerErrorOf(error, { model, region, profile, attempts: number });
  } finally {
    limit.close();
  }
}
