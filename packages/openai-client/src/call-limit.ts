import type { CallSignal } from '@outcrop/provider-registry';

/** Why a call was ended: something did not happen in time. */
export class LimitReached extends Error {
  override readonly name: string = 'LimitReached';
  /** The limit to raise. */
  readonly option: string;

  constructor(awaited: string, option: string, milliseconds: number) {
    super(`No ${awaited} within ${milliseconds} ms`);
    this.option = option;
  }
}

/** Why a call was ended whose reader has left. */
export const LEFT: Error = new Error('The reader has left.');

/**
 * What may end a call early: the caller's signal, the limit for the whole, and one for what is being
 * waited for. To be closed when the call is over: it then holds neither a timer nor a listener.
 */
export class CallLimit {
  readonly deadline: number | undefined;
  readonly #controller = new AbortController();
  readonly #caller: CallSignal | undefined;
  readonly #whole: NodeJS.Timeout | undefined;
  #step: NodeJS.Timeout | undefined;

  constructor(caller: CallSignal | undefined, totalMs: number | undefined) {
    this.#caller = caller;
    if (caller?.aborted) this.#follow();
    caller?.addEventListener('abort', this.#follow, { once: true });
    if (totalMs === undefined) return;
    this.deadline = Date.now() + totalMs;
    const reached = new LimitReached('answer', 'totalMs', totalMs);
    this.#whole = setTimeout(() => this.stop(reached), totalMs);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ends the call now. */
  stop(reason: unknown): void {
    this.#controller.abort(reason);
  }

  /** The outcome of the work, which has that long. */
  async within<Result>(
    awaited: string,
    option: 'firstByteMs' | 'idleMs',
    milliseconds: number,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const reached = new LimitReached(awaited, option, milliseconds);
    this.#step = setTimeout(() => this.stop(reached), milliseconds);
    try {
      return await work();
    } finally {
      clearTimeout(this.#step);
    }
  }

  /** Resolves after that time, or as soon as the call is ended. */
  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      if (this.signal.aborted) done();
      else this.signal.addEventListener('abort', done, { once: true });
    });
  }

  close(): void {
    clearTimeout(this.#whole);
    clearTimeout(this.#step);
    this.#caller?.removeEventListener('abort', this.#follow);
  }

  readonly #follow = (): void => this.stop(this.#caller?.reason);
}
