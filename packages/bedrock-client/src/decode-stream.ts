import type { ConverseStreamDecoder, WireStreamEvent } from '@outcrop/converse-mapping';
import {
  isProviderError,
  ProviderError,
  type UnifiedResponse,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';

/**
 * The events of an open stream in our terms; the last is `finish`, with the response made complete.
 * @throws ProviderError with what had arrived in `partial`; `incomplete_stream` when the connection
 * ended, or broke, before the model had finished.
 */
export async function* decodeStream(
  events: AsyncIterable<readonly WireStreamEvent[]>,
  decoder: ConverseStreamDecoder,
  finished: (response: UnifiedResponse) => UnifiedResponse,
): AsyncGenerator<UnifiedStreamEvent, void, undefined> {
  try {
    for await (const batch of events) {
      for (const event of batch) yield* decoder.push(event);
    }
    for (const event of decoder.end()) {
      yield event.type === 'finish' ? { ...event, response: finished(event.response) } : event;
    }
  } catch (error) {
    throw withPartial(error, finished(decoder.partial()));
  }
}

/** Once events have been handed over, a broken connection is no longer transient: it cost a part. */
function withPartial(error: unknown, partial: UnifiedResponse): unknown {
  if (!isProviderError(error)) return error;
  const { message, reason, hint, suggestions, requestId, status, provider, attempts, cause } =
    error;
  const broken = reason === 'transient';
  return new ProviderError(broken ? `The stream broke off: ${message}` : message, {
    reason: broken ? 'incomplete_stream' : reason,
    retryable: false,
    suggestions,
    partial,
    ...(cause === undefined ? {} : { cause }),
    ...(hint === undefined ? {} : { hint }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(status === undefined ? {} : { status }),
    ...(provider === undefined ? {} : { provider }),
    ...(attempts === undefined ? {} : { attempts }),
  });
}
