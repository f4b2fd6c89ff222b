import {
  ProviderError,
  type UnifiedResponse,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';

/**
 * A response as it arrives. Iterate it once for the events, await `response` for the whole, or do
 * both. Iterating alone never causes an unhandled rejection.
 */
export interface ResponseStream extends AsyncIterable<UnifiedStreamEvent> {
  /**
   * The whole response; rejects with the error that ended the stream, and with a `ProviderError`
   * `aborted` when the reader left early. Asked for while nobody iterates, it drives the stream.
   */
  readonly response: Promise<UnifiedResponse>;
}

/**
 * A stream over a source of events, of which `finish` is the last; a source that ends without it
 * ends the stream with a `ProviderError` `incomplete_stream`. The source starts when somebody
 * iterates or asks for `response`, and is told, by its iterator's `return`, when the reader leaves.
 */
export function createResponseStream(
  source: () => AsyncIterable<UnifiedStreamEvent>,
): ResponseStream {
  return new SourcedStream(source);
}

class SourcedStream implements ResponseStream {
  readonly #source: () => AsyncIterable<UnifiedStreamEvent>;
  readonly #settled: Promise<UnifiedResponse>;
  #resolve: (response: UnifiedResponse) => void = () => {};
  #reject: (error: unknown) => void = () => {};
  #taken = false;

  constructor(source: () => AsyncIterable<UnifiedStreamEvent>) {
    this.#source = source;
    this.#settled = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Who iterates gets the error there; nobody is obliged to look at `response` as well.
    this.#settled.catch(() => {});
  }

  get response(): Promise<UnifiedResponse> {
    void this.#drain();
    return this.#settled;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<UnifiedStreamEvent, void, undefined> {
    if (this.#taken) {
      throw new TypeError('A response stream is read once: by iterating or awaiting its response.');
    }
    this.#taken = true;
    let finished = false;
    try {
      for await (const event of this.#source()) {
        if (event.type === 'finish') {
          finished = true;
          this.#resolve(event.response);
        }
        yield event;
      }
      if (!finished) throw incomplete();
    } catch (error) {
      this.#reject(error);
      throw error;
    } finally {
      // Left early: whoever waits for the response must not wait for ever.
      if (!finished) this.#reject(abandoned());
    }
  }

  async #drain(): Promise<void> {
    // Whoever asks for `response` and then iterates without a pause in between gets the events.
    await undefined;
    if (this.#taken) return;
    try {
      for await (const _ of this);
    } catch {
      // `response` carries the error.
    }
  }
}

function incomplete(): ProviderError {
  return new ProviderError('The stream ended without a finish event.', {
    reason: 'incomplete_stream',
    hint: 'Send the call again; what arrived before is in the events.',
  });
}

function abandoned(): ProviderError {
  return new ProviderError('The stream was left before its end.', {
    reason: 'aborted',
    hint: 'Read the stream to its end, or await response alone, to get the whole response.',
  });
}
