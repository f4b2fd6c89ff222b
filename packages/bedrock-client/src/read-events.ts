import type { Readable } from 'node:stream';
import type { WireStreamEvent } from '@outcrop/converse-mapping';
import { isPlainObject } from '@outcrop/unified-response';
import { ChunkQueue } from './chunk-queue.js';
import type { ExchangeOptions } from './converse-port.js';
import { type Frame, FrameDecoder, FrameError } from './event-stream.js';

/**
 * The events of a ConverseStream body, a batch for each chunk that brings any. Leaving early, or the
 * signal, closes the connection; neither does in the SDK (measured on 3.1164).
 *
 * @throws FrameError for bytes that are no frames and payloads that are no JSON object, what an
 * exception frame says, and whatever broke the connection; each after all events before it.
 */
export function readEvents(
  body: Readable,
  { signal, onProgress }: Pick<ExchangeOptions, 'signal' | 'onProgress'>,
): AsyncGenerator<readonly WireStreamEvent[], void, undefined> {
  const stop = (): void => {
    body.destroy();
  };
  // Both at once, not with the first read: until then a body may come and break.
  const chunks = new ChunkQueue(body);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return eventBatches(chunks, onProgress, () => {
    signal.removeEventListener('abort', stop);
    stop();
  });
}

async function* eventBatches(
  chunks: ChunkQueue,
  onProgress: (() => void) | undefined,
  close: () => void,
): AsyncGenerator<readonly WireStreamEvent[], void, undefined> {
  const frames = new FrameDecoder();
  try {
    for (let chunk = await chunks.next(); chunk; chunk = await chunks.next()) {
      onProgress?.();
      const { events, failure } = eventsOf(frames.push(chunk));
      if (events.length > 0) yield events;
      if (failure) throw failure.error;
    }
    frames.end();
  } finally {
    close();
  }
}

/** An error that the service sends inside a stream, in the form the SDK gives to those outside. */
class StreamedException extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** The events up to the first frame that is none, and what is wrong with that. */
function eventsOf(frames: Iterable<Frame>): {
  readonly events: readonly WireStreamEvent[];
  readonly failure?: { readonly error: unknown };
} {
  const events: WireStreamEvent[] = [];
  try {
    for (const frame of frames) {
      const event = eventOf(frame);
      if (event) events.push(event);
    }
    return { events };
  } catch (error) {
    return { events, failure: { error } };
  }
}

/** Other events, such as pings, say nothing of the answer. */
const PARTS_OF_A_MESSAGE: ReadonlySet<string> = new Set([
  'messageStart',
  'contentBlockStart',
  'contentBlockDelta',
  'contentBlockStop',
  'messageStop',
  'metadata',
]);

function eventOf({ headers, payload }: Frame): WireStreamEvent | undefined {
  switch (headers[':message-type']) {
    case 'exception':
      throw new StreamedException(headers[':exception-type'] ?? 'Unknown', messageOf(payload));
    case 'error':
      throw new StreamedException(
        headers[':error-code'] ?? 'Unknown',
        headers[':error-message'] ?? '',
      );
    case 'event': {
      const type = headers[':event-type'];
      if (type === undefined) throw new FrameError('An event of the stream has no type');
      if (!PARTS_OF_A_MESSAGE.has(type)) return undefined;
      return { [type]: parsePayload(payload, type) } as unknown as WireStreamEvent;
    }
    default:
      throw new FrameError('A frame of the stream does not say what it is');
  }
}

function parsePayload(payload: Buffer, type: string): object {
  try {
    const value: unknown = JSON.parse(payload.toString('utf8'));
    if (isPlainObject(value)) return value;
  } catch (cause) {
    throw new FrameError(`The payload of ${type} is no JSON`, { cause });
  }
  throw new FrameError(`The payload of ${type} is no JSON object`);
}

function messageOf(payload: Buffer): string {
  const text = payload.toString('utf8');
  try {
    const { message, Message } = JSON.parse(text);
    return String(message ?? Message ?? text);
  } catch {
    return text;
  }
}
