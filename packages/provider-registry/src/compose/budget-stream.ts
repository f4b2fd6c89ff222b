import type { UnifiedResponse, UnifiedStreamEvent } from '@outcrop/unified-response';
import type { Events, StreamSource } from '../event-iterator.js';
import type { Hold } from './budget-hold.js';

type Result = IteratorResult<UnifiedStreamEvent, undefined>;

const DONE: Result = { done: true, value: undefined };

/**
 * The events of a stream that is paid for: nothing is set aside before the first one is asked for,
 * and it is settled before whoever waits for the response gets it.
 */
export class BudgetedEvents implements Events {
  readonly #reserve: () => Promise<Hold>;
  readonly #open: () => StreamSource;
  #opening: Promise<Hold> | undefined;
  #hold: Hold | undefined;
  #events: Events | undefined;
  #isLeft = false;

  constructor(reserve: () => Promise<Hold>, open: () => StreamSource) {
    this.#reserve = reserve;
    this.#open = open;
  }

  partial(): UnifiedResponse | undefined {
    return this.#events?.partial?.();
  }

  async next(): Promise<Result> {
    this.#opening ??= this.#reserve();
    const hold = await this.#opening;
    this.#hold = hold;
    if (this.#isLeft) {
      await hold.release();
      return DONE;
    }
    try {
      this.#events ??= this.#open()[Symbol.asyncIterator]();
      const next = await this.#events.next();
      if (next.done) {
        await hold.cut(undefined);
        return DONE;
      }
      if (next.value.type !== 'finish') return { done: false, value: next.value };
      const response = await hold.settle(next.value.response);
      return { done: false, value: { ...next.value, response } };
    } catch (error) {
      // What broke the stream goes before what breaks the store.
      await hold.fail(error).catch(() => {});
      throw error;
    }
  }

  async return(): Promise<Result> {
    this.#isLeft = true;
    const partial = this.partial();
    await this.#events?.return?.();
    await this.#hold?.cut(partial);
    return DONE;
  }
}
