import {
  type ErrorReason,
  isProviderError,
  type ProviderError,
  type UnifiedResponse,
} from '@outcrop/unified-response';
import type { CallOptions, ModelClient } from '../model-client.js';
import { milliseconds } from './clock.js';
import { FailoverError, type Failure } from './failover-error.js';
import {
  type FailedEntry,
  type FailoverEntry,
  failoverOf,
  withFailover,
} from './failover-record.js';
import { FAILOVER_RULES, type FailoverRule } from './failover-rules.js';
import { tell } from './tell.js';

/** Told before each change to another entry. */
export interface FailoverEvent {
  readonly failed: FailedEntry;
  readonly error: ProviderError;
  readonly next: FailoverEntry;
}

export interface FallbackOptions {
  /** The reasons that send a call on to the next entry. Default: the curable ones of `FAILOVER_RULES`. */
  readonly reasons?: readonly ErrorReason[];
  /** Told before a call goes on to the next entry. If it fails, that harms no call. */
  readonly onFailover?: (event: FailoverEvent) => void;
}

/** A client that calls may go to. */
export interface Candidate {
  readonly entry: number;
  readonly client: ModelClient;
  readonly provider?: string;
  /** The one of its config entry. */
  readonly model?: unknown;
}

/** One call on its way through the list. */
export interface Turns extends FallbackOptions {
  readonly candidates: readonly Candidate[];
  /** The model that the call names for itself. */
  readonly model?: string | undefined;
  readonly options?: CallOptions | undefined;
  /** Whether nobody waits for the answer any more. */
  readonly isLeft?: () => boolean;
}

export interface Answered<Answer> {
  readonly answer: Answer;
  readonly by: Candidate;
  readonly failed: readonly FailedEntry[];
}

/**
 * The answer of the first client that gives one. Each is asked when the one before it has failed of
 * something that it may cure, nobody has aborted and the call's `totalMs` are not over; what is left
 * of them is its own limit.
 * @throws what the only one that was tried throws, else FailoverError. What is no ProviderError ends
 * the call at once: it is a fault of the program.
 */
export async function firstAnswer<Answer>(
  { candidates, model, options, reasons, onFailover, isLeft }: Turns,
  ask: (client: ModelClient, options: CallOptions | undefined) => Promise<Answer>,
): Promise<Answered<Answer>> {
  const { totalMs = Number.POSITIVE_INFINITY } = options?.timeouts ?? {};
  const begun = milliseconds();
  const failures: Failure[] = [];

  const mayGoOn = ({ reason }: FailedEntry): boolean => {
    // A later version may know more reasons.
    const rule: FailoverRule | undefined = FAILOVER_RULES[reason];
    const isCurable = reasons?.includes(reason) ?? rule?.curable ?? false;
    return isCurable && reason !== 'aborted' && !options?.signal?.aborted && !isLeft?.();
  };

  for (const by of candidates) {
    const last = failures.at(-1);
    const restMs = Math.ceil(totalMs - (milliseconds() - begun));
    if (last) {
      if (restMs <= 0 || !mayGoOn(last.failed)) break;
      tell(() => onFailover?.({ ...last, next: entryOf(by, model) }));
    }
    try {
      const answer = await ask(by.client, last ? withinMs(options, restMs) : options);
      return { answer, by, failed: failures.map(({ failed }) => failed) };
    } catch (error) {
      if (!isProviderError(error)) throw error;
      const { reason, message, provider } = error;
      const known = provider === undefined ? {} : { provider };
      failures.push({ failed: { ...known, ...entryOf(by, model), reason, message }, error });
    }
  }
  const last = failures.pop();
  if (!last || failures.length === 0) throw last?.error;
  throw new FailoverError(failures, last, candidates.length);
}

/** The response with the record of how it came about. */
export function recorded<Parsed>({
  answer: response,
  by,
  failed,
}: Answered<UnifiedResponse<Parsed>>): UnifiedResponse<Parsed> {
  const { provider, model } = response;
  const within = failoverOf(response);
  const answered = { entry: by.entry, provider, model };
  return withFailover(response, { answered, failed, ...(within && { within }) });
}

function entryOf(
  { entry, provider, ...own }: Candidate,
  called: string | undefined,
): FailoverEntry {
  const model = called ?? own.model;
  return {
    entry,
    ...(provider !== undefined && { provider }),
    ...(typeof model === 'string' && { model }),
  };
}

function withinMs(options: CallOptions | undefined, totalMs: number): CallOptions | undefined {
  if (totalMs === Number.POSITIVE_INFINITY) return options;
  return { ...options, timeouts: { ...options?.timeouts, totalMs } };
}
