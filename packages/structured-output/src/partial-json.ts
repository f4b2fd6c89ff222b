import type { JsonSchema } from '@outcrop/unified-response';
import type { CompiledSchema } from './compile-schema.js';
import { JsonTokens } from './json-tokens.js';
import { PartialValue } from './partial-value.js';

export interface PartialJson {
  /**
   * Reads on. Returns the value so far if there is more of it to show, else `undefined`. It is one
   * value that grows: copy it to keep a state.
   */
  push(chunk: string): unknown;
  /** Ends the text: a number or a literal that is all of it is complete only then. */
  end(): unknown;
  /** `broken`: what came is no JSON, and the value grows no more. */
  readonly status: 'open' | 'complete' | 'broken';
}

/**
 * Reads JSON as it comes, in time linear in the text. Each state is a part of the whole: strings grow
 * where the schema has free ones, and all else is shown when it is complete. What stands before and
 * after the value, such as a fence, is passed over.
 *
 * @param schema the caller's; what it has no place for is not shown. Default: any value.
 * @param compiled what the text follows; what is shown is as the caller's schema has it.
 */
export function createPartialJson(schema?: JsonSchema, compiled?: CompiledSchema): PartialJson {
  return new PartialReader(schema, compiled);
}

class PartialReader implements PartialJson {
  readonly #schema: JsonSchema | undefined;
  readonly #compiled: CompiledSchema | undefined;
  #value: PartialValue;
  #tokens: JsonTokens | undefined;
  /** Whether something came that was no JSON. */
  #inProse = false;

  constructor(schema: JsonSchema | undefined, compiled: CompiledSchema | undefined) {
    this.#schema = schema;
    this.#compiled = compiled;
    this.#value = new PartialValue(schema, compiled?.codec);
  }

  get status(): 'open' | 'complete' | 'broken' {
    return this.#tokens?.status ?? 'open';
  }

  push(chunk: string): unknown {
    let at = 0;
    while (at < chunk.length && this.status === 'open') {
      if (!this.#tokens) {
        const start = this.#inProse ? /[{[]/g : /[^\s\uFEFF]/g;
        start.lastIndex = at;
        const found = start.exec(chunk);
        if (!found) break;
        at = found.index;
        this.#tokens = new JsonTokens(this.#value);
      }
      at = this.#tokens.push(chunk, at);
      // Prose, or something in it that looked like JSON.
      if (this.status !== 'open' && !this.#value.isShown) this.#startOver();
    }
    return this.#value.takeNews();
  }

  end(): unknown {
    this.#tokens?.end();
    return this.#value.takeNews();
  }

  #startOver(): void {
    this.#inProse = true;
    this.#tokens = undefined;
    this.#value = new PartialValue(this.#schema, this.#compiled?.codec);
  }
}
