import {
  ProviderError,
  type UnifiedResponse,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';

/** The events of one answer. */
export interface StreamSource {
  [Symbol.asyncIterator](): Events;
}

/** An iterator of them, which may know what has arrived of the response. */
export interface Events extends AsyncIterator<UnifiedStreamEvent, unknown, undefined> {
  /** The response as far as it has arrived; asked for when the reader leaves, before `return`. */
  partial?(): UnifiedResponse | undefined;
}

type Result = IteratorResult<UnifiedStreamEvent, undefined>;

const DONE: Result = { done: true, value: undefined };

/** A source that is being read, and who waits for its response. */
export interface Reading {
  /** @throws what opening the source throws. */
  open(): Events;
  resolve(response: UnifiedResponse): void;
  reject(error: unknown): void;
}

/**
 * Reads a source to its end, and passes on the response of its `finish`. Its `return` reaches the
 * source at once, also while an event is being waited for; a generator's would wait for that event.
 */
export class EventIterator implements Events, AsyncIterableIterator<UnifiedStreamEvent, undefined> {
  readonly #begin: () => Reading;
  #reading: Reading | undefined;
  #events: Events | undefined;
  #isFinished = false;
  #isOver = false;

  /** @param begin Called when the first event is asked for; throws when that is not allowed. */
  constructor(begin: () => Reading) {
    this.#begin = begin;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** For who reads this as a source of his own. */
  partial(): UnifiedResponse | undefined {
    return this.#events?.partial?.();
  }

  async next(): Promise<Result> {
    if (this.#isOver) return DONE;
    this.#reading ??= this.#begin();
    try {
      this.#events ??= this.#reading.open();
      const next = await this.#events.next();
      // Left in the meantime.
      if (this.#isOver) return DONE;
      if (!next.done) {
        this.#noteFinish(next.value);
        return { done: false, value: next.value };
      }
      if (!this.#isFinished) throw incomplete();
    } catch (error) {
      if (this.#isOver) return DONE;
      this.#isOver = true;
      this.#reading.reject(error);
      throw error;
    }
    this.#isOver = true;
    return DONE;
  }

  async return(): Promise<Result> {
    if (this.#isOver) return DONE;
    this.#isOver = true;
    if (!this.#isFinished) this.#reading?.reject(abandoned(this.partial()));
    await this.#events?.return?.();
    return DONE;
  }

  #noteFinish(event: UnifiedStreamEvent): void {
    if (event.type !== 'finish') return;
    this.#isFinished = true;
    this.#reading?.resolve(event.response);
  }
}

function incomplete(): ProviderError {
  return new ProviderError('The stream ended without a finish event.', {
    reason: 'incomplete_stream',
    hint: 'Send the call again; what arrived before is in the events.',
  });
}

function abandoned(partial: UnifiedResponse | undefined): ProviderError {
  return new ProviderError('The stream was left before its end.', {
    reason: 'aborted',
    hint: 'Read the stream to its end, or await response alone, to get the whole response.',
    ...(partial && { partial }),
  });
}
