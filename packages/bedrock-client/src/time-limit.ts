import type { CallSignal } from '@outcrop/provider-registry';
import { ProviderError } from '@outcrop/unified-response';

/**
 * A signal that follows another one and can also fire by a timer that is set anew again and again.
 * Close it when done: it then holds neither a timer nor a listener.
 */
export class TimeLimit {
  readonly #controller = new AbortController();
  readonly #parent: CallSignal | undefined;
  readonly #follow: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(parent?: CallSignal) {
    this.#parent = parent;
    this.#follow = () => this.#controller.abort(parent?.reason);
    if (parent?.aborted) this.#follow();
    else parent?.addEventListener('abort', this.#follow, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** From now on, so many milliseconds are left. Replaces the limit set before. */
  set(milliseconds: number | undefined, error: () => ProviderError): void {
    clearTimeout(this.#timer);
    if (milliseconds === undefined || this.signal.aborted) return;
    this.#timer = setTimeout(() => this.#controller.abort(error()), milliseconds);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#parent?.removeEventListener('abort', this.#follow);
  }
}

/** The error for a limit that was reached. Not retried: the model may have done, and billed, the work. */
export function timeoutError(limit: string, milliseconds: number, hint: string): ProviderError {
  return new ProviderError(`No ${limit} within ${milliseconds} ms`, {
    reason: 'timeout',
    retryable: false,
    provider: 'bedrock',
    hint,
  });
}

/** The error for a signal that fired: its own reason where that says more than "aborted". */
export function abortError(reason: unknown): ProviderError {
  const timedOut = reason instanceof Error && reason.name === 'TimeoutError';
  return new ProviderError(
    timedOut ? "The caller's time limit was reached" : 'The call was aborted',
    {
      reason: timedOut ? 'timeout' : 'aborted',
      retryable: false,
      provider: 'bedrock',
      cause: reason,
    },
  );
}
