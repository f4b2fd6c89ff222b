import type { UnifiedResponse, UnifiedStreamEvent } from '@outcrop/unified-response';
import { EventIterator, type Events, type Reading, type StreamSource } from './event-iterator.js';
import { type EventReadableStream, readableStreamOf } from './event-readable-stream.js';

/**
 * A response as it arrives. It is read once: iterate it, or its `textStream()`, or read
 * `toReadableStream()`, or await `response` for the whole; `response` may also be awaited beside any
 * of the others. Reading alone never causes an unhandled rejection. Nothing is buffered: the next
 * event is fetched when it is asked for. `Parsed` and `Partial` are the types of a structured output,
 * whole and on its way.
 */
export interface ResponseStream<Parsed = unknown, Partial = unknown>
  extends AsyncIterable<UnifiedStreamEvent<Parsed, Partial>> {
  /**
   * The whole response; rejects with the error that ended the stream, and with a `ProviderError`
   * `aborted` when the reader left early, what had arrived in its `partial`, where the provider keeps
   * that. Asked for while nobody reads, it drives the stream.
   */
  readonly response: Promise<UnifiedResponse<Parsed>>;
  /** The text alone, piece by piece, of all text blocks in the order in which it arrives. */
  textStream(): AsyncIterable<string>;
  /** The events as a Web stream. Cancelling it closes the source. */
  toReadableStream(): EventReadableStream;
}

/**
 * A stream over a source of events, of which `finish` is the last; a source that ends without it
 * ends the stream with a `ProviderError` `incomplete_stream`. The source is opened when the first
 * event is asked for, and told by its iterator's `return` when the reader leaves: at once, even
 * while its `next` has not answered yet. Just before, its iterator's `partial`, if it has one, is
 * asked for what has arrived.
 */
export function createResponseStream<Parsed = unknown, Partial = unknown>(
  source: () => StreamSource,
): ResponseStream<Parsed, Partial> {
  // Whoever makes the events has held them to the format.
  return new SourcedStream(source) as ResponseStream as ResponseStream<Parsed, Partial>;
}

class SourcedStream implements ResponseStream {
  readonly #source: () => StreamSource;
  readonly #settled: Promise<UnifiedResponse>;
  #resolve: (response: UnifiedResponse) => void = () => {};
  #reject: (error: unknown) => void = () => {};
  #isTaken = false;

  constructor(source: () => StreamSource) {
    this.#source = source;
    this.#settled = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Who reads gets the error there; nobody is obliged to look at `response` as well.
    this.#settled.catch(() => {});
  }

  get response(): Promise<UnifiedResponse> {
    void this.#drain();
    return this.#settled;
  }

  [Symbol.asyncIterator](): EventIterator {
    return new EventIterator(() => this.#begin());
  }

  textStream(): AsyncIterable<string> {
    return { [Symbol.asyncIterator]: () => texts(this[Symbol.asyncIterator]()) };
  }

  toReadableStream(): EventReadableStream {
    return readableStreamOf(this[Symbol.asyncIterator]());
  }

  #begin(): Reading {
    if (this.#isTaken) {
      throw new TypeError('A response stream is read once: by iterating or awaiting its response.');
    }
    this.#isTaken = true;
    const open = (): Events => this.#source()[Symbol.asyncIterator]();
    return { open, resolve: this.#resolve, reject: this.#reject };
  }

  async #drain(): Promise<void> {
    // Whoever asks for `response` and then reads without a pause in between gets the events.
    await undefined;
    if (this.#isTaken) return;
    try {
      for await (const _ of this);
    } catch {
      // `response` carries the error.
    }
  }
}

function texts(events: EventIterator): AsyncIterator<string, undefined> {
  return {
    next: async () => {
      for (;;) {
        const next = await events.next();
        if (next.done) return next;
        if (next.value.type === 'text-delta') return { done: false, value: next.value.text };
      }
    },
    return: async () => {
      await events.return();
      return { done: true, value: undefined };
    },
  };
}
