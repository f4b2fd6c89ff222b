import type { UnifiedResponse, UnifiedStreamEvent } from '@outcrop/unified-response';
import type { EventBatch } from './answer-stream.js';

type Result = IteratorResult<UnifiedStreamEvent, undefined>;

/** Hands out the events of batches one by one, and can be left while it waits for the next. */
export class EventQueue implements AsyncIterableIterator<UnifiedStreamEvent, undefined> {
  readonly #batches: AsyncGenerator<EventBatch, void, undefined>;
  readonly #stop: () => void;
  readonly #arrived: () => UnifiedResponse | undefined;
  #events: UnifiedStreamEvent[] = [];

  constructor(
    batches: AsyncGenerator<EventBatch, void, undefined>,
    stop: () => void,
    arrived: () => UnifiedResponse | undefined,
  ) {
    this.#batches = batches;
    this.#stop = stop;
    this.#arrived = arrived;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<Result> {
    for (;;) {
      const event = this.#events.shift();
      if (event) return { done: false, value: event };
      const next = await this.#batches.next();
      if (next.done) return { done: true, value: undefined };
      this.#events.push(...next.value);
    }
  }

  partial(): UnifiedResponse | undefined {
    return this.#arrived();
  }

  async return(): Promise<Result> {
    this.#events = [];
    this.#stop();
    await this.#batches.return();
    return { done: true, value: undefined };
  }
}
