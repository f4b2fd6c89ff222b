import type { Readable } from 'node:stream';
import type { WireStreamEvent } from '@outcrop/converse-mapping';
import type { ExchangeOptions } from './converse-port.js';
import { type Frame, FrameDecoder, FrameError } from './event-stream.js';

/**
 * The events of a ConverseStream body, a batch for each chunk that brings any. Leaving early, or the
 * signal, closes the connection; neither does in the SDK (measured on 3.1164).
 *
 * @throws FrameError for bytes that are no frames and payloads that are no JSON, what an exception
 * frame says, and whatever broke the connection.
 */
export async function* readEvents(
  body: Readable,
  { signal, onProgress }: ExchangeOptions,
): AsyncGenerator<readonly WireStreamEvent[], void, undefined> {
  const stop = (): void => {
    body.destroy();
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  const decoder = new FrameDecoder();
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      onProgress?.();
      const events = decoder.push(chunk).map(eventOf);
      if (events.length > 0) yield events;
    }
    decoder.end();
  } finally {
    signal.removeEventListener('abort', stop);
    body.destroy();
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

function eventOf({ headers, payload }: Frame): WireStreamEvent {
  switch (headers[':message-type']) {
    case 'exception':
      throw new StreamedException(headers[':exception-type'] ?? 'Unknown', messageOf(payload));
    case 'error':
      throw new StreamedException(
        headers[':error-code'] ?? 'Unknown',
        headers[':error-message'] ?? '',
      );
    default: {
      const event = { [headers[':event-type'] ?? 'unknown']: parsePayload(payload) };
      return event as unknown as WireStreamEvent;
    }
  }
}

function parsePayload(payload: Buffer): unknown {
  if (payload.length === 0) return {};
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch (cause) {
    throw new FrameError('An event of the stream is no JSON', { cause });
  }
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
