import type { CallOptions } from '@outcrop/provider-registry';
import type { ConversePort } from './converse-port.js';
import type { ExchangeContext } from './exchange.js';
import type { BedrockClientOptions } from './options.js';
import type { Ports } from './ports.js';
import type { PriceResponse } from './response-cost.js';
import type { RetryPolicy } from './retry.js';
import type { Settings } from './settings.js';
import { TimeLimit } from './time-limit.js';
import { CALL_LIMITS, type TimeLimits, withTimeouts } from './time-limits.js';

/** What all calls of a client share. */
export interface ClientCore {
  readonly options: BedrockClientOptions;
  readonly settings: Settings;
  readonly retryPolicy: RetryPolicy;
  readonly price: PriceResponse;
  readonly ports: Ports;
}

/** A call under way. */
export interface Call {
  readonly limits: TimeLimits;
  /** Ends everything that belongs to the call; to be closed with it. */
  readonly whole: TimeLimit;
  readonly headers: CallOptions['headers'];
}

/**
 * Starts the clock of a call.
 * @throws ProviderError `config` for a time limit that is none.
 */
export function beginCall({ settings }: ClientCore, options: CallOptions = {}): Call {
  const limits = withTimeouts(settings.timeLimits, options.timeouts, CALL_LIMITS);
  const whole = new TimeLimit(options.signal);
  if (limits.totalMs !== undefined) {
    const hint = 'Raise timeouts.totalMs.';
    whole.set({ awaited: 'answer', milliseconds: limits.totalMs, hint });
  }
  return { limits, whole, headers: options.headers };
}

/** How the call's requests are sent through the port. */
export async function exchangeContext(
  { settings, retryPolicy }: ClientCore,
  { limits, whole, headers }: Call,
  port: Pick<ConversePort, 'region'>,
): Promise<ExchangeContext> {
  const region = settings.region ?? (await port.region?.());
  return { signal: whole.signal, limits, policy: retryPolicy, region, headers };
}
