import type { WireConverseRequest } from '@outcrop/converse-mapping';
import type { CallOptions } from '@outcrop/provider-registry';
import type { ConversePort, Exchange } from './converse-port.js';
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
  readonly headers: CallOptions['headers'];
}

/**
 * Sends one request, each time within its time limits, as often as the retry policy allows.
 * @throws ProviderError
 */
export function exchange(
  port: ConversePort,
  input: WireConverseRequest,
  context: ExchangeContext,
): Promise<Exchange> {
  return withRetries(
    (number) => attempt(port, input, context, number),
    context.policy,
    context.signal,
  );
}

async function attempt(
  port: ConversePort,
  input: WireConverseRequest,
  { signal, limits, region, headers }: ExchangeContext,
  number: number,
): Promise<Exchange> {
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
    const call = { signal: limit.signal, onProgress, ...(headers && { headers }) };
    // Raced, because finding credentials can take long and heeds no signal.
    return await limit.race(port.converse(input, call));
  } catch (error) {
    if (limit.signal.aborted) throw stoppedError(limit.signal.reason, number);
    throw providerErrorOf(error, { model: input.modelId, region, attempts: number });
  } finally {
    limit.close();
  }
}
