/** A stretch of text, and whether it stood within the tag. */
export interface Stretch {
  readonly kind: 'text' | 'reasoning';
  readonly text: string;
}

/**
 * Takes reasoning out of a text that begins with `<tag>…</tag>`, piece by piece. Only the head is
 * looked at: what a model writes later about the tag is text.
 */
export class ReasoningTag {
  readonly #open: string;
  readonly #close: string;
  #state: 'head' | 'within' | 'behind';
  #held = '';

  /** @param tag Its name; without one, all is text. */
  constructor(tag: string | undefined) {
    this.#open = `<${tag}>`;
    this.#close = `</${tag}>`;
    this.#state = tag === undefined ? 'behind' : 'head';
  }

  push(piece: string): Stretch[] {
    if (this.#state === 'behind') return stretch('text', piece);
    const text = this.#held + piece;
    this.#held = '';
    if (this.#state === 'head') {
      const begun = text.trimStart();
      if (begun.length < this.#open.length && this.#open.startsWith(begun)) {
        this.#held = text;
        return [];
      }
      this.#state = begun.startsWith(this.#open) ? 'within' : 'behind';
      if (this.#state === 'behind') return stretch('text', text);
      return this.push(begun.slice(this.#open.length));
    }
    const end = text.indexOf(this.#close);
    if (end >= 0) {
      this.#state = 'behind';
      const rest = text.slice(end + this.#close.length);
      return [...stretch('reasoning', text.slice(0, end)), ...this.push(rest)];
    }
    // What may be the beginning of the closing tag waits for the rest of it.
    const last = text.lastIndexOf('<');
    const held = last >= 0 && this.#close.startsWith(text.slice(last)) ? last : text.length;
    this.#held = text.slice(held);
    return stretch('reasoning', text.slice(0, held));
  }

  /** What was held back: it has turned out to be no tag. */
  end(): Stretch[] {
    const held = this.#held;
    this.#held = '';
    return stretch(this.#state === 'within' ? 'reasoning' : 'text', held);
  }
}

function stretch(kind: Stretch['kind'], text: string): Stretch[] {
  return text === '' ? [] : [{ kind, text }];
}
