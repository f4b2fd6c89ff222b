import type { UnifiedResponse, UnifiedStreamEvent } from '@outcrop/unified-response';
import type { EventBatch } from './decode-stream.js';

/** Reads batches, and can be stopped at any time. */
export interface BatchReading {
  readonly batches: AsyncGenerator<EventBatch, void, undefined>;
  /** Whether what has arrived is no longer wanted. */
  isStopped(): boolean;
  /** Ends the reading at once, also while a batch is being waited for. */
  stop(): void;
  /** What has arrived of the response, once there is any. */
  arrived(): UnifiedResponse | undefined;
}

type Result = IteratorResult<UnifiedStreamEvent, undefined>;

/** Hands out the events of batches one by one. */
export class EventQueue implements AsyncIterableIterator<UnifiedStreamEvent, undefined> {
  readonly #reading: BatchReading;
  #events: UnifiedStreamEvent[] = [];

  constructor(reading: BatchReading) {
    this.#reading = reading;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<Result> {
    // What has come to its end cannot be stopped any more.
    const isFinished = this.#events.at(-1)?.type === 'finish';
    if (!isFinished && this.#reading.isStopped()) this.#events = [];
    for (;;) {
      const event = this.#events.shift();
      if (event) return { done: false, value: event };
      const next = await this.#reading.batches.next();
      if (next.done) return { done: true, value: undefined };
      this.#events.push(...next.value);
    }
  }

  partial(): UnifiedResponse | undefined {
    return this.#reading.arrived();
  }

  async return(): Promise<Result> {
    this.#events = [];
    this.#reading.stop();
    await this.#reading.batches.return();
    return { done: true, value: undefined };
  }
}
