import type { UnifiedStreamEvent } from '@outcrop/unified-response';
import { createPartialJson, type PartialJson } from '../partial-json.js';
import { AnswerText } from './answer-text.js';
import type { AnswerContext } from './plan.js';

/** The answer as it is written: its text, and its value as far as it has come. */
export class AnswerStream {
  readonly index: number;
  readonly #text: AnswerText | undefined;
  readonly #value: PartialJson;
  #isOpen = false;
  #hasText = false;

  constructor(index: number, { compiled, format, streamsText }: AnswerContext) {
    this.index = index;
    this.#text = streamsText ? new AnswerText(compiled.wrapped) : undefined;
    this.#value = createPartialJson(format.schema, compiled);
  }

  /** Whether its text has been shown. */
  get hasText(): boolean {
    return this.#hasText;
  }

  push(chunk: string): UnifiedStreamEvent[] {
    const partial = this.#value.push(chunk);
    const text = this.#value.status === 'broken' ? '' : (this.#text?.push(chunk) ?? '');
    return [...this.#shown(text), ...shownValue(partial)];
  }

  end(): UnifiedStreamEvent[] {
    const partial = this.#value.end();
    const ended: UnifiedStreamEvent[] = this.#isOpen
      ? [{ type: 'text-end', index: this.index }]
      : [];
    this.#isOpen = false;
    return [...shownValue(partial), ...ended];
  }

  #shown(text: string): UnifiedStreamEvent[] {
    if (text === '') return [];
    const { index } = this;
    const isFirst = !this.#hasText;
    this.#isOpen = true;
    this.#hasText = true;
    const delta = { type: 'text-delta', index, text } as const;
    return isFirst ? [{ type: 'text-start', index }, delta] : [delta];
  }
}

function shownValue(partial: unknown): UnifiedStreamEvent[] {
  return partial === undefined ? [] : [{ type: 'partial', partial }];
}
