import type { UnifiedResponse, UnifiedStreamEvent } from '@outcrop/unified-response';
import type { Events, StreamSource } from '../event-iterator.js';

type Result = IteratorResult<UnifiedStreamEvent, unknown>;

/** Who is told of a stream: of its first event, and once of its end. */
export interface StreamListener {
  first(): void;
  answered(response: UnifiedResponse): void;
  failed(error: unknown): void;
  left(partial: UnifiedResponse | undefined): void;
}

/** The events of a stream as they are, and a listener that is told of them. */
export class LoggedEvents implements Events {
  readonly #open: () => StreamSource;
  readonly #listener: () => StreamListener;
  #listening: StreamListener | undefined;
  #events: Events | undefined;
  #isFirst = true;
  #isOver = false;

  /** @param listener Made when the first event is asked for: nothing is sent before. */
  constructor(open: () => StreamSource, listener: () => StreamListener) {
    this.#open = open;
    this.#listener = listener;
  }

  partial(): UnifiedResponse | undefined {
    return this.#events?.partial?.();
  }

  async next(): Promise<Result> {
    this.#listening ??= this.#listener();
    try {
      this.#events ??= this.#open()[Symbol.asyncIterator]();
      const next = await this.#events.next();
      if (!next.done) this.#note(next.value, this.#listening);
      return next;
    } catch (error) {
      this.#end(() => this.#listening?.failed(error));
      throw error;
    }
  }

  async return(): Promise<Result> {
    this.#end(() => this.#listening?.left(this.partial()));
    await this.#events?.return?.();
    return { done: true, value: undefined };
  }

  #note(event: UnifiedStreamEvent, listener: StreamListener): void {
    if (this.#isFirst) listener.first();
    this.#isFirst = false;
    if (event.type === 'finish') this.#end(() => listener.answered(event.response));
  }

  #end(tell: () => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    tell();
  }
}
