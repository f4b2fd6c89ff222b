import type { CallOptions } from '@outcrop/provider-registry';

/**
 * What may end a call early: the caller's signal, or the time limit. `AbortSignal.any` and `.timeout`
 * would be shorter; on Node 20, a timeout that only the former refers to may be collected unfired.
 */
export class CallLimit {
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #given: CallOptions['signal'];
  readonly #timer: NodeJS.Timeout | undefined;
  #reason: 'aborted' | 'timeout' | undefined;

  constructor({ signal, timeouts: { totalMs } = {} }: CallOptions) {
    this.signal = this.#controller.signal;
    this.#given = signal;
    if (signal?.aborted) this.#abort();
    signal?.addEventListener('abort', this.#abort, { once: true });
    if (totalMs !== undefined) this.#timer = setTimeout(() => this.#fire('timeout'), totalMs);
  }

  /** Why the call was ended, if it was. */
  get reason(): 'aborted' | 'timeout' | undefined {
    return this.#reason;
  }

  /** To be called when the call is over. */
  end(): void {
    clearTimeout(this.#timer);
    this.#given?.removeEventListener('abort', this.#abort);
  }

  readonly #abort = (): void => this.#fire('aborted');

  #fire(reason: 'aborted' | 'timeout'): void {
    this.#reason ??= reason;
    this.#controller.abort();
  }
}
