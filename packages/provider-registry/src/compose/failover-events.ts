import type { UnifiedResponse, UnifiedStreamEvent } from '@outcrop/unified-response';
import type { Events, StreamSource } from '../event-iterator.js';
import type { CallOptions, ModelClient } from '../model-client.js';
import { type Answered, firstAnswer, recorded, type Turns } from './failover-turns.js';

type Result = IteratorResult<UnifiedStreamEvent, unknown>;

/** Opens the stream of one of the clients. */
export type OpenStream = (client: ModelClient, options: CallOptions | undefined) => StreamSource;

/**
 * The events of the first client that sends one. From then on the answer is its own, errors included:
 * what has been handed out cannot be taken back.
 */
export class FailoverEvents implements Events {
  readonly #turns: Turns;
  readonly #open: OpenStream;
  #opening: Promise<Answered<Result>> | undefined;
  #events: Events | undefined;
  #isLeft = false;

  constructor(turns: Turns, open: OpenStream) {
    this.#turns = { ...turns, isLeft: () => this.#isLeft };
    this.#open = open;
  }

  partial(): UnifiedResponse | undefined {
    return this.#events?.partial?.();
  }

  async next(): Promise<Result> {
    if (!this.#opening) {
      this.#opening = firstAnswer(this.#turns, (client, options) => {
        this.#events = this.#open(client, options)[Symbol.asyncIterator]();
        return this.#events.next();
      });
      const opened = await this.#opening;
      return withRecord(opened.answer, opened);
    }
    const opened = await this.#opening;
    const next = await this.#events?.next();
    return next ? withRecord(next, opened) : { done: true, value: undefined };
  }

  async return(): Promise<Result> {
    this.#isLeft = true;
    await this.#events?.return?.();
    return { done: true, value: undefined };
  }
}

function withRecord(next: Result, opened: Answered<Result>): Result {
  if (next.done || next.value.type !== 'finish') return next;
  const response = recorded({ ...opened, answer: next.value.response });
  return { done: false, value: { ...next.value, response } };
}
