import type { ConverseStreamDecoder } from '@outcrop/converse-mapping';
import {
  isProviderError,
  type UnifiedResponse,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';
import { changedError } from './changed-error.js';
import type { OpenStream } from './open-stream.js';

/** Events that have arrived together. */
export type EventBatch = readonly UnifiedStreamEvent[];

/** What makes a response of the events of a stream. */
export interface StreamDecoding {
  readonly decoder: ConverseStreamDecoder;
  /** Adds what the events do not say. */
  finished(response: UnifiedResponse): UnifiedResponse;
  /** What the caller gets to see of a response that is not whole. */
  partial(response: UnifiedResponse): UnifiedResponse;
}

/**
 * The events of an open stream in our terms; the last is `finish`, with the response made complete.
 * A stream that breaks behind the end of the message is complete, too.
 *
 * @throws ProviderError with what had arrived in `partial`, never retryable; `incomplete_stream` when
 * the connection ended, or broke, before the model had finished.
 */
export async function* decodeStream(
  { events, requestId, attempts }: OpenStream,
  decoding: StreamDecoding,
): AsyncGenerator<EventBatch, void, undefined> {
  const { decoder, finished } = decoding;
  try {
    try {
      for await (const batch of events) {
        const decoded = batch.flatMap((event) => decoder.push(event));
        if (decoded.length > 0) yield decoded;
      }
    } catch (error) {
      if (!decoder.isComplete || isAbort(error)) throw error;
    }
    yield decoder
      .end()
      .map((event) =>
        event.type === 'finish' ? { ...event, response: finished(event.response) } : event,
      );
  } catch (error) {
    if (!isProviderError(error)) throw error;
    const { hint = 'What arrived is in partial.' } = error;
    const partial = arrivedOf(decoding);
    throw changedError(error, { requestId, attempts, retryable: false, hint, partial });
  }
}

/** The response as far as it has arrived. */
export function arrivedOf({ decoder, finished, partial }: StreamDecoding): UnifiedResponse {
  return partial(finished(decoder.partial()));
}

function isAbort(error: unknown): boolean {
  return isProviderError(error) && error.reason === 'aborted';
}

/** An incomplete stream has its part even where that is nothing. */
export function withNothing(
  error: unknown,
  decoding: (requestId: string | undefined) => StreamDecoding,
): unknown {
  if (!isProviderError(error) || error.reason !== 'incomplete_stream') return error;
  return changedError(error, { partial: arrivedOf(decoding(error.requestId)) });
}
