/** The beginning of the object that holds a value whose schema is no object's. */
const WRAPPING = '{"data":';

/**
 * JSON text on its way, as `JSON.stringify` would write it: without white space, and without the
 * object that a value was wrapped in for the model. What follows the value is left out.
 */
export class AnswerText {
  /** How much of the wrapping has come; `undefined` when there is none. */
  #matched: number | undefined;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isOver = false;

  constructor(isWrapped: boolean) {
    this.#matched = isWrapped ? 0 : undefined;
  }

  /** The next piece of the text. */
  push(chunk: string): string {
    let text = '';
    for (const character of chunk) {
      if (!this.#isOver && this.#isPart(character)) text += this.#unwrapped(character);
    }
    return text;
  }

  /** Whether a character is more than white space. */
  #isPart(character: string): boolean {
    if (this.#isInString) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (character === '\\') this.#isEscaped = true;
      else if (character === '"') this.#isInString = false;
      return true;
    }
    if (character === '"') this.#isInString = true;
    else if (character === '{' || character === '[') this.#depth += 1;
    else if (character === '}' || character === ']') {
      this.#depth -= 1;
      this.#isOver = this.#depth <= 0;
    }
    return !/[ \t\n\r]/.test(character);
  }

  #unwrapped(character: string): string {
    const matched = this.#matched;
    if (matched === undefined) return character;
    if (matched === WRAPPING.length) return this.#isOver ? '' : character;
    if (character === WRAPPING[matched]) {
      this.#matched = matched + 1;
      return '';
    }
    this.#matched = undefined;
    return WRAPPING.slice(0, matched) + character;
  }
}
