import { type Cassette, type CassetteQuery, operationKey, requestKey } from './cassette.js';

/** The exchanges recorded for one request, in the order they are played. */
export class Reel {
  readonly #waiting: Cassette[] = [];

  add(cassette: Cassette): void {
    this.#waiting.push(cassette);
  }

  /** Each exchange once, the last again and again. */
  play(): Cassette | undefined {
    return this.#waiting.length > 1 ? this.#waiting.shift() : this.#waiting[0];
  }
}

/** The recorded exchanges of an emulator. */
export class CassetteLibrary {
  readonly #cassettes: readonly Cassette[];
  readonly #reels = new Map<string, Reel>();

  constructor(cassettes: readonly Cassette[] = []) {
    this.#cassettes = cassettes;
    for (const cassette of cassettes) {
      const key = requestKey(cassette);
      const reel = this.#reels.get(key) ?? new Reel();
      reel.add(cassette);
      this.#reels.set(key, reel);
    }
  }

  get isEmpty(): boolean {
    return this.#cassettes.length === 0;
  }

  /** What was recorded for a request. */
  find(query: CassetteQuery): Reel | undefined {
    // Without cassettes, large requests need not be brought into order for comparison.
    return this.isEmpty ? undefined : this.#reels.get(requestKey(query));
  }

  /** Why there is none for a request, in words. */
  missing(query: CassetteQuery): string {
    const operation = operationKey(query);
    const near = this.#cassettes.filter((cassette) => operationKey(cassette) === operation).length;
    return `None of ${this.#cassettes.length} cassettes answers this request to ${operation}; ${near} of them ${near === 1 ? 'has' : 'have'} its path, with another body.`;
  }
}
