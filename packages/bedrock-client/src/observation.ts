import type {
  Cost,
  UnifiedRequest,
  UnifiedResponse,
  Usage,
  Warning,
} from '@outcrop/unified-response';
import type { EventBatch } from './decode-stream.js';
import type { RetryEvent } from './retry-event.js';

/** What a call does. OpenTelemetry's word where it has one. */
export type Operation =
  | 'chat'
  | 'embeddings'
  | 'invoke_model'
  | 'count_tokens'
  | 'apply_guardrail'
  | 'list_models'
  | 'list_inference_profiles'
  | 'get_inference_profile';

/** A call as observers know it: the same object in everything that one of them is told of it. */
export interface ObservedCall {
  readonly operation: Operation;
  /** The id or ARN that was asked for. */
  readonly model?: string;
  readonly stream: boolean;
}

/** A call that begins. */
export interface CallStart {
  readonly call: ObservedCall;
  /** The conversation, where it is one. */
  readonly request?: UnifiedRequest;
}

/** What is known when the request is ready to be sent. */
export interface CallPrepared {
  /** The id of the model behind the one that was asked for. */
  readonly baseModel?: string | undefined;
  readonly warnings?: readonly Warning[];
}

export interface Destination {
  readonly hostname: string;
  readonly port?: number | undefined;
}

/** What a call gave. */
export interface CallResult {
  readonly requestId?: string | undefined;
  readonly usage?: Usage | undefined;
  readonly cost?: Cost | undefined;
  readonly response?: UnifiedResponse | undefined;
}

/** How a call ended: with a result, with an error, or, as a stream, left by its reader. */
export interface CallEnd extends CallResult {
  readonly durationMs: number;
  /** Until the first event of a stream. */
  readonly firstEventMs?: number | undefined;
  readonly error?: unknown;
  readonly left?: true;
}

/** Follows one call from its start to its end. */
export interface Observation {
  /** Does a part of the call's work, such that all it starts belongs to the call. */
  within<Result>(work: () => Result): Result;
  prepared(known: CallPrepared): void;
  /** A request goes out: each attempt is one. */
  sent(to: Destination): void;
  retried(event: RetryEvent): void;
  ended(end: CallEnd): void;
}

export interface Observer {
  begin(start: CallStart): Observation;
}

/** Lets a call be observed. */
export async function observed<Result>(
  observer: () => Promise<Observer>,
  start: CallStart,
  work: (observation: Observation) => Promise<Result>,
  resultOf: (result: Result) => CallResult,
): Promise<Result> {
  const observation = (await observer()).begin(start);
  const elapsedMs = stopwatch();
  try {
    const result = await observation.within(() => work(observation));
    observation.ended({ ...resultOf(result), durationMs: elapsedMs() });
    return result;
  } catch (error) {
    observation.ended({ error, durationMs: elapsedMs() });
    throw error;
  }
}

/** Lets a stream be observed to its end, whichever it comes to. */
export async function* observedStream(
  observer: () => Promise<Observer>,
  start: CallStart,
  open: (observation: Observation) => AsyncGenerator<EventBatch, void, undefined>,
): AsyncGenerator<EventBatch, void, undefined> {
  const observation = (await observer()).begin(start);
  const elapsedMs = stopwatch();
  const batches = open(observation);
  let firstEventMs: number | undefined;
  let hasEnded = false;
  const end = (how: Omit<CallEnd, 'durationMs'>): void => {
    if (!hasEnded) observation.ended({ ...how, firstEventMs, durationMs: elapsedMs() });
    hasEnded = true;
  };
  try {
    for (;;) {
      const next = await observation.within(() => batches.next());
      firstEventMs ??= elapsedMs();
      if (next.done) return;
      // Before whoever waits for the response gets it, and perhaps ends the process.
      const last = next.value.at(-1);
      if (last?.type === 'finish') end(chatResult(last.response));
      yield next.value;
    }
  } catch (error) {
    end({ error });
    throw error;
  } finally {
    await observation.within(() => batches.return());
    end({ left: true });
  }
}

/** What observers are told of a conversation's answer. */
export function chatResult(response: UnifiedResponse): CallResult {
  const { usage, cost, id } = response;
  return { response, usage, cost, requestId: id === '' ? undefined : id };
}

function stopwatch(): () => number {
  const start = performance.now();
  return () => performance.now() - start;
}
