import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { isProviderError, type UnifiedStreamEvent } from '@outcrop/unified-response';
import { type FailedCall, toHostError } from '../host-error.js';
import type { StreamParts } from './stream-parts.js';

/**
 * The parts of a stream, told as they are asked for. What goes wrong before the first event rejects
 * this call; later, it is an `error` part and the `finish` after it. An abort breaks the stream, as
 * hosts expect it. Cancelling it closes the connection.
 */
export async function partStream(
  events: AsyncIterator<UnifiedStreamEvent, unknown, undefined>,
  parts: StreamParts,
  call: FailedCall,
): Promise<ReadableStream<LanguageModelV4StreamPart>> {
  let first: IteratorResult<UnifiedStreamEvent, unknown> | undefined = await events
    .next()
    .catch((error: unknown) => {
      throw toHostError(error, call);
    });

  return new ReadableStream<LanguageModelV4StreamPart>(
    {
      async pull(controller) {
        try {
          for (let told = 0; told === 0; ) {
            const result = first ?? (await events.next());
            first = undefined;
            if (result.done) {
              controller.close();
              return;
            }
            const news = parts.push(result.value);
            for (const part of news) controller.enqueue(part);
            told = news.length;
          }
        } catch (error) {
          const hostError = toHostError(error, call);
          if (call.signal?.aborted) {
            controller.error(hostError);
            return;
          }
          const { reason, partial } = isProviderError(error) ? error : {};
          const unified = reason === 'incomplete_stream' ? 'interrupted' : 'error';
          for (const part of parts.fail(hostError, partial, unified)) controller.enqueue(part);
          controller.close();
        }
      },
      async cancel() {
        await events.return?.();
      },
    },
    // Nothing is fetched before somebody asks for it.
    { highWaterMark: 0 },
  );
}
