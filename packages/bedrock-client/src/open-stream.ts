import type { WireConverseRequest, WireStreamEvent } from '@outcrop/converse-mapping';
import type { ProviderError } from '@outcrop/unified-response';
import type { ConversePort } from './converse-port.js';
import type { ExchangeContext } from './exchange.js';
import { providerErrorOf } from './provider-error-of.js';
import { withRetries } from './retry.js';
import { stoppedError } from './stopped-error.js';
import { TimeLimit } from './time-limit.js';

/** A stream whose first events have arrived. From here on nothing is tried again. */
export interface OpenStream {
  readonly requestId?: string;
  /** All events, the first ones included; read once. Errors are `ProviderError`s. */
  readonly events: AsyncIterable<readonly WireStreamEvent[]>;
}

/** A port that can stream. */
export type StreamingPort = Required<Pick<ConversePort, 'converseStream'>>;

/**
 * Opens a stream, as often as the retry policy allows, until its first events are there: a service
 * that throttles often says so in the first frame only.
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
  number: number,
): Promise<OpenStream> {
  const { limits, region, profile, headers, onSend } = context;
  const limit = new TimeLimit(context.signal);
  const failureOf = (error: unknown): ProviderError =>
    limit.signal.aborted
      ? stoppedError(limit.signal.reason, number)
      : providerErrorOf(error, { model: input.modelId, region, profile, attempts: number });
  limit.set({
    awaited: 'first event of the answer',
    milliseconds: limits.firstByteMs,
    hint: 'Raise timeout, or timeouts.firstByteMs.',
  });
  try {
    const call = { signal: limit.signal, headers, onSend };
    const { events, requestId } = await limit.race(port.converseStream(input, call));
    const batches = events[Symbol.asyncIterator]();
    const first = await limit.race(batches.next());
    return {
      events: readOn(first, batches, limit, limits.idleMs, failureOf),
      ...(requestId === undefined ? {} : { requestId }),
    };
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
  first: IteratorResult<Batch>,
  batches: AsyncIterator<Batch>,
  limit: TimeLimit,
  idleMs: number,
  failureOf: (error: unknown) => ProviderError,
): AsyncGenerator<Batch, void, undefined> {
  const awaited = 'further event of the answer';
  const hint = 'Raise timeout, or timeouts.idleMs.';
  try {
    for (let next = first; !next.done; next = await limit.race(batches.next())) {
      limit.clear();
      yield next.value;
      limit.set({ awaited, milliseconds: idleMs, hint });
    }
  } catch (error) {
    throw failureOf(error);
  } finally {
    limit.stop(undefined);
    limit.close();
    await batches.return?.();
  }
}
