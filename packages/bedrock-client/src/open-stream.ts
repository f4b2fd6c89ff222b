import type { WireConverseRequest, WireStreamEvent } from '@outcrop/converse-mapping';
import { ProviderError } from '@outcrop/unified-response';
import { changedError } from './changed-error.js';
import type { ConversePort } from './converse-port.js';
import { UNKNOWN_ERROR } from './error-table.js';
import type { ExchangeContext } from './exchange.js';
import { providerErrorOf, ruleOf } from './provider-error-of.js';
import { withRetries } from './retry.js';
import { sdkErrorOf } from './sdk-error.js';
import { stoppedError } from './stopped-error.js';
import { type Limit, TimeLimit } from './time-limit.js';

/** A stream whose first events have arrived. From here on nothing is tried again. */
export interface OpenStream {
  readonly requestId: string | undefined;
  /** How often the call was sent. */
  readonly attempts: number;
  /** All events, the first ones included; read once. Errors are `ProviderError`s. */
  readonly events: AsyncIterable<readonly WireStreamEvent[]>;
}

/** A port that can stream. */
export type StreamingPort = Required<Pick<ConversePort, 'converseStream'>>;

/**
 * Opens a stream, as often as the retry policy allows, until its first events are there: a service
 * that throttles often says so in the first frame only, and one that breaks off before has given
 * nothing yet.
 *
 * @throws ProviderError
 */
export function openStream(
  port: StreamingPort,
  input: WireConverseRequest,
  context: ExchangeContext,
): Promise<OpenStream> {
  return withRetries(
    (number) => attempt(port, input, context, number),
    context.policy,
    context.signal,
  );
}

async function attempt(
  port: StreamingPort,
  input: WireConverseRequest,
  context: ExchangeContext,
  attempts: number,
): Promise<OpenStream> {
  const { limits, region, profile, headers, onSend } = context;
  const limit = new TimeLimit(context.signal);
  const idle = {
    awaited: 'further byte of the answer',
    milliseconds: limits.idleMs,
    hint: 'Raise timeout, or timeouts.idleMs.',
  };
  let requestId: string | undefined;
  let hasHead = false;
  const failureOf = (thrown: unknown): ProviderError => {
    if (limit.signal.aborted) {
      return changedError(stoppedError(limit.signal.reason, attempts), { requestId });
    }
    const error = providerErrorOf(thrown, { model: input.modelId, region, profile, attempts });
    const found = changedError(error, { attempts, requestId: error.requestId ?? requestId });
    return hasHead ? brokenStream(found) : found;
  };
  limit.set({
    awaited: 'first byte of the answer',
    milliseconds: limits.firstByteMs,
    hint: 'Raise timeout, or timeouts.firstByteMs.',
  });
  try {
    const onProgress = (): void => limit.set(idle);
    const call = { signal: limit.signal, onProgress, headers, onSend };
    const exchange = await limit.race(port.converseStream(input, call));
    hasHead = true;
    requestId = exchange.requestId;
    const batches = exchange.events[Symbol.asyncIterator]();
    const first = await limit.race(batches.next());
    if (first.done) throw nothingCame();
    const events = readOn(first.value, batches, limit, idle, failureOf);
    return { events, attempts, requestId };
  } catch (error) {
    const failure = failureOf(error);
    // Whatever is still open belongs to an attempt that is over.
    limit.stop(failure);
    limit.close();
    throw failure;
  }
}

type Batch = readonly WireStreamEvent[];

/** Reads on, with a limit for each wait: the time that the reader itself takes does not count. */
async function* readOn(
  first: Batch,
  batches: AsyncIterator<Batch>,
  limit: TimeLimit,
  idle: Limit,
  failureOf: (error: unknown) => ProviderError,
): AsyncGenerator<Batch, void, undefined> {
  try {
    let next: IteratorResult<Batch> = { done: false, value: first };
    while (!next.done) {
      limit.clear();
      yield next.value;
      limit.set(idle);
      next = await limit.race(batches.next());
    }
  } catch (error) {
    throw failureOf(error);
  } finally {
    limit.stop(undefined);
    limit.close();
    // Not waited for: a source that heeds no signal would hold back what is over.
    void Promise.resolve(batches.return?.()).catch(() => {});
  }
}

const BROKEN_HINT =
  'The connection broke, or something in between closed it: check network and proxy.';

/** What breaks a stream that has begun is no matter of reaching the service, unless it says so itself. */
function brokenStream(error: ProviderError): ProviderError {
  const rule = ruleOf(error);
  const isSaid = rule !== UNKNOWN_ERROR && /Exception$/.test(sdkErrorOf(error.cause).name);
  if (error.reason !== 'transient' || isSaid) return error;
  return changedError(error, {
    reason: 'incomplete_stream',
    message: `The stream broke off: ${error.message}`,
    ...(rule === UNKNOWN_ERROR ? {} : { hint: BROKEN_HINT }),
  });
}

/** Over HTTP/2, the AWS SDK shows a broken connection, too, as a stream of nothing (measured on 3.1164). */
function nothingCame(): ProviderError {
  return new ProviderError('The stream ended before its first event', {
    reason: 'incomplete_stream',
    retryable: true,
    provider: 'bedrock',
    hint: BROKEN_HINT,
  });
}
