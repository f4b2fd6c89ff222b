import type { CallSignal } from '@outcrop/provider-registry';
import { followSignal } from './follow-signal.js';

/** Something that has to happen in time. */
export interface Limit {
  /** What is waited for, as in "No … within 100 ms". */
  readonly awaited: string;
  readonly milliseconds: number;
  /** What to do when it is too short. */
  readonly hint: string;
}

/** Why a signal fired: a limit was reached. */
export class LimitReached extends Error {
  override readonly name: string = 'LimitReached';
  readonly limit: Limit;

  constructor(limit: Limit) {
    super(`No ${limit.awaited} within ${limit.milliseconds} ms`);
    this.limit = limit;
  }
}

/**
 * A signal that follows another one and also fires when a limit is reached. The limit can be
 * replaced again and again. Close it when done: it then holds neither a timer nor a listener.
 */
export class TimeLimit {
  readonly #controller = new AbortController();
  readonly #unfollow: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(parent?: CallSignal) {
    if (parent?.aborted) this.stop(parent.reason);
    else if (parent) this.#unfollow = followSignal(parent, () => this.stop(parent.reason));
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** From now on, that limit alone holds. */
  set(limit: Limit): void {
    clearTimeout(this.#timer);
    if (this.#isClosed || this.signal.aborted) return;
    this.#timer = setTimeout(() => this.stop(new LimitReached(limit)), limit.milliseconds);
  }

  /** From now on, no limit holds. */
  clear(): void {
    clearTimeout(this.#timer);
  }

  /** Ends what the signal was given to. */
  stop(reason: unknown): void {
    this.#controller.abort(reason);
  }

  /** The result, or the signal's reason as soon as it fires, whether the work heeds it or not. */
  race<Result>(work: Promise<Result>): Promise<Result> {
    const { signal } = this;
    return new Promise((resolve, reject) => {
      const onStop = (): void => reject(signal.reason);
      if (signal.aborted) onStop();
      else signal.addEventListener('abort', onStop, { once: true });
      work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onStop));
    });
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#unfollow?.();
  }
}
