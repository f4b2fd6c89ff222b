import type { CallOptions } from '@outcrop/provider-registry';

/**
 * What may end a call early: the caller's signal, or the time limit. `AbortSignal.any` over
 * `AbortSignal.timeout` would be shorter, but on Node 20 such a timeout may be collected before it
 * fires.
 */
export class CallLimit {
  readonly #controller = new AbortController();
  readonly #caller: CallOptions['signal'];
  readonly #timer: NodeJS.Timeout | undefined;

  constructor({ signal, timeouts }: CallOptions) {
    this.#caller = signal;
    if (signal?.aborted) this.#abort();
    signal?.addEventListener('abort', this.#abort, { once: true });
    const { totalMs } = timeouts ?? {};
    if (totalMs !== undefined) this.#timer = setTimeout(this.#abort, totalMs);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Why the call was ended, if it was. */
  get reason(): 'aborted' | 'timeout' | undefined {
    if (this.#caller?.aborted) return 'aborted';
    return this.signal.aborted ? 'timeout' : undefined;
  }

  /** To be called when the call is over. */
  end(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener('abort', this.#abort);
  }

  readonly #abort = (): void => this.#controller.abort();
}
