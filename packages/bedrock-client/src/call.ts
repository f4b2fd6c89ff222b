import type { CallOptions } from '@outcrop/provider-registry';
import type { UnifiedResponse } from '@outcrop/unified-response';
import type { ConversePort } from './converse-port.js';
import type { CredentialRenewals } from './credential-renewal.js';
import type { ExchangeContext } from './exchange.js';
import {
  type CallResult,
  type CallStart,
  type Observation,
  type Observer,
  observed,
} from './observation.js';
import type { BedrockClientOptions } from './options.js';
import type { Ports } from './ports.js';
import type { ProfileResolver } from './resolve-profiles.js';
import type { Prices } from './response-cost.js';
import type { RetryPolicy } from './retry.js';
import type { Settings } from './settings.js';
import { TimeLimit } from './time-limit.js';
import { CALL_LIMITS, type TimeLimits, withTimeouts } from './time-limits.js';

/** What all calls of a client share. */
export interface ClientCore {
  readonly options: BedrockClientOptions;
  readonly settings: Settings;
  readonly retryPolicy: RetryPolicy;
  readonly renewals: CredentialRenewals;
  readonly prices: Prices;
  readonly ports: Ports;
  readonly profiles: ProfileResolver;
  /** Who observes the calls, if anybody. */
  readonly observer: (() => Promise<Observer>) | undefined;
}

/** A call under way. */
export interface Call {
  readonly limits: TimeLimits;
  /** Ends everything that belongs to the call; to be closed with it. */
  readonly whole: TimeLimit;
  /** When that will be, where the call has a limit in all. */
  readonly deadline: number | undefined;
  readonly headers: CallOptions['headers'];
  readonly observation: Observation | undefined;
  /** What has arrived of a streamed answer; unset before there is any. */
  arrived?: (() => UnifiedResponse) | undefined;
  /** That, or nothing, with what the answer's earlier rounds consumed; unset where it has no rounds. */
  inAll?: (partial?: UnifiedResponse) => UnifiedResponse | undefined;
}

/**
 * Starts the clock of a call.
 * @throws ProviderError `config` for a time limit that is none.
 */
export function beginCall(
  { settings }: ClientCore,
  options: CallOptions = {},
  observation?: Observation,
): Call {
  const limits = withTimeouts(settings.timeLimits, options.timeouts, CALL_LIMITS);
  const whole = new TimeLimit(options.signal);
  const { totalMs } = limits;
  if (totalMs !== undefined) {
    const hint = 'Raise timeouts.totalMs.';
    whole.set({ awaited: 'answer', milliseconds: totalMs, hint });
  }
  const deadline = totalMs === undefined ? undefined : Date.now() + totalMs;
  return { limits, whole, deadline, headers: options.headers, observation };
}

/** Does a call from beginning to end; observed, where anybody observes. */
export function operate<Result>(
  core: ClientCore,
  options: CallOptions | undefined,
  start: CallStart,
  work: (call: Call) => Promise<Result>,
  resultOf: (result: Result) => CallResult,
): Promise<Result> {
  const run = async (observation?: Observation): Promise<Result> => {
    const call = beginCall(core, options, observation);
    try {
      return await work(call);
    } finally {
      call.whole.close();
    }
  };
  return core.observer ? observed(core.observer, start, run, resultOf) : run();
}

/** How the call's requests are sent through the port. */
export async function exchangeContext(
  { settings, retryPolicy, renewals }: ClientCore,
  { limits, whole, deadline, headers, observation }: Call,
  port: Pick<ConversePort, 'region' | 'renewCredentials'>,
): Promise<ExchangeContext> {
  const region = settings.region ?? (await port.region?.());
  const { profile } = settings;
  const policy = { ...retryPolicy, deadline, renewal: renewals.of(port) };
  const context = { signal: whole.signal, limits, policy, region, profile, headers };
  if (observation === undefined) return context;
  const { sent, retried } = observation;
  return { ...context, onSend: sent, policy: { ...policy, onRetry: retried } };
}
