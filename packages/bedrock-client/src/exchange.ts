import type { WireConverseRequest } from '@outcrop/converse-mapping';
import type { CallOptions } from '@outcrop/provider-registry';
import { isProviderError, type ProviderError } from '@outcrop/unified-response';
import type { ConversePort, Exchange } from './converse-port.js';
import { providerErrorOf } from './provider-error-of.js';
import { type Pace, type RetryEvent, withRetries } from './retry.js';
import type { Settings, TimeLimits } from './settings.js';
import { abortError, TimeLimit, timeoutError } from './time-limit.js';

export interface ExchangeContext {
  readonly region: string | undefined;
  readonly settings: Settings;
  readonly pace: Pace | undefined;
  readonly onRetry: ((event: RetryEvent) => void) | undefined;
  readonly call: CallOptions;
}

/**
 * Sends one request, within its time limits, as often as the retry policy allows.
 * @throws ProviderError
 */
export async function exchange(
  port: ConversePort,
  input: WireConverseRequest,
  context: ExchangeContext,
): Promise<Exchange> {
  const { call, settings, pace, onRetry, region } = context;
  const limits = { ...settings.timeLimits, ...call.timeouts };
  const whole = new TimeLimit(call.signal);
  whole.set(limits.totalMs, () =>
    timeoutError('answer', limits.totalMs ?? 0, 'Raise timeouts.totalMs.'),
  );
  const toError = (thrown: unknown, attempts: number): ProviderError =>
    providerErrorOf(thrown, { model: input.modelId, region, attempts });
  try {
    return await withRetries(
      () => attempt(port, input, limits, whole.signal, call.headers),
      toError,
      { totalAttempts: settings.totalAttempts, onRetry, pace },
      whole.signal,
    );
  } finally {
    whole.close();
  }
}

async function attempt(
  port: ConversePort,
  input: WireConverseRequest,
  limits: TimeLimits,
  signal: AbortSignal,
  headers: CallOptions['headers'],
): Promise<Exchange> {
  const limit = new TimeLimit(signal);
  limit.set(limits.firstByteMs, () =>
    timeoutError(
      'first byte of the answer',
      limits.firstByteMs,
      'Raise timeout, or timeouts.firstByteMs.',
    ),
  );
  const onProgress = (): void =>
    limit.set(limits.idleMs, () =>
      timeoutError(
        'further byte of the answer',
        limits.idleMs,
        'Raise timeout, or timeouts.idleMs.',
      ),
    );
  try {
    return await port.converse(input, {
      signal: limit.signal,
      onProgress,
      ...(headers === undefined ? {} : { headers }),
    });
  } catch (error) {
    // The SDK tells every abort alike and loses its reason.
    if (!limit.signal.aborted) throw error;
    const { reason } = limit.signal;
    throw isProviderError(reason) ? reason : abortError(reason);
  } finally {
    limit.close();
  }
}
