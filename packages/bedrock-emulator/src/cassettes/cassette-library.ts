import { type Cassette, type CassetteQuery, operationKey, requestKey } from './cassette.js';

/** The recorded exchanges of an emulator. */
export class CassetteLibrary {
  readonly #cassettes: readonly Cassette[];
  /** The cassettes of each request, those to be played first in front. */
  readonly #waiting = new Map<string, Cassette[]>();

  constructor(cassettes: readonly Cassette[] = []) {
    this.#cassettes = cassettes;
    for (const cassette of cassettes) {
      const key = requestKey(cassette);
      this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), cassette]);
    }
  }

  get isEmpty(): boolean {
    return this.#cassettes.length === 0;
  }

  has(query: CassetteQuery): boolean {
    return this.#waiting.has(requestKey(query));
  }

  /** The exchanges of one request in the order of recording; the last one again and again. */
  take(query: CassetteQuery): Cassette | undefined {
    const waiting = this.#waiting.get(requestKey(query));
    return waiting && waiting.length > 1 ? waiting.shift() : waiting?.[0];
  }

  /** Why there is none for a request, in words. */
  missing(query: CassetteQuery): string {
    const operation = operationKey(query);
    const near = this.#cassettes.filter((cassette) => operationKey(cassette) === operation).length;
    return `None of ${this.#cassettes.length} cassettes answers this request to ${operation}; ${near} of them ${near === 1 ? 'has' : 'have'} its path, with another body.`;
  }
}
