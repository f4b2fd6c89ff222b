/** What is told of a JSON text as it comes. */
export interface JsonListener {
  openObject(): void;
  openArray(): void;
  /** Ends the object or array that was opened last. */
  close(): void;
  key(name: string): void;
  /** More of a string that has not ended; what it has so far. */
  text(soFar: string): void;
  /** A string, number, boolean or null that is complete. */
  scalar(value: unknown): void;
}

type State =
  | 'value'
  | 'first item'
  | 'first key'
  | 'key'
  | 'colon'
  | 'after'
  | 'string'
  | 'word'
  | 'done'
  | 'broken';

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const OF_WORD = /[-+.0-9A-Za-z]+/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings have none.
const OF_STRING = /[^"\\\u0000-\u001f]+/y;
const IS_SPACE = /[ \t\n\r]/;

/** Reads one JSON value, chunk by chunk, each character once. */
export class JsonTokens {
  readonly #listener: JsonListener;
  /** The brackets that are open. */
  readonly #open: ('{' | '[')[] = [];
  #state: State = 'value';
  /** A number or literal so far. */
  #word = '';
  /** A string so far. */
  #text = '';
  /** Half a surrogate pair, which is not shown alone. */
  #half = '';
  /** An escape so far, without its backslash; `undefined` outside of one. */
  #escape: string | undefined;
  #isKey = false;

  constructor(listener: JsonListener) {
    this.#listener = listener;
  }

  get status(): 'open' | 'complete' | 'broken' {
    if (this.#state === 'done') return 'complete';
    return this.#state === 'broken' ? 'broken' : 'open';
  }

  /** Reads on, as far as the value goes. Returns where in the chunk it stopped. */
  push(chunk: string, from = 0): number {
    let at = from;
    while (at < chunk.length && this.#state !== 'done' && this.#state !== 'broken') {
      if (this.#state === 'string') at = this.#readString(chunk, at);
      else if (this.#state === 'word') at = this.#readWord(chunk, at);
      else at = this.#readMark(chunk, at);
    }
    if (this.#state === 'string' && !this.#isKey && this.#text !== '') {
      this.#listener.text(this.#text);
    }
    return at;
  }

  /** A number or literal that is the whole text is complete only when nothing follows. */
  end(): void {
    if (this.#state === 'word' && this.#open.length === 0) this.#endWord();
  }

  #readMark(chunk: string, at: number): number {
    const mark = chunk.charAt(at);
    if (IS_SPACE.test(mark)) return at + 1;
    const state = this.#state;
    if (mark === '"' && state !== 'colon' && state !== 'after') {
      this.#isKey = state === 'key' || state === 'first key';
      this.#text = '';
      this.#state = 'string';
    } else if (state === 'value' || state === 'first item') {
      if (mark === ']' && state === 'first item') this.#close('[');
      else if (mark === '{' || mark === '[') this.#openBracket(mark);
      else {
        this.#word = '';
        this.#state = 'word';
        return at;
      }
    } else if (state === 'first key' && mark === '}') this.#close('{');
    else if (state === 'colon' && mark === ':') this.#state = 'value';
    else if (state === 'after' && mark === ',') {
      this.#state = this.#open.at(-1) === '{' ? 'key' : 'value';
    } else if (state === 'after' && mark === '}') this.#close('{');
    else if (state === 'after' && mark === ']') this.#close('[');
    else this.#state = 'broken';
    return at + 1;
  }

  #openBracket(bracket: '{' | '['): void {
    this.#open.push(bracket);
    this.#state = bracket === '{' ? 'first key' : 'first item';
    if (bracket === '{') this.#listener.openObject();
    else this.#listener.openArray();
  }

  #close(bracket: '{' | '['): void {
    if (this.#open.pop() !== bracket) {
      this.#state = 'broken';
      return;
    }
    this.#afterValue();
    this.#listener.close();
  }

  #afterValue(): void {
    this.#state = this.#open.length === 0 ? 'done' : 'after';
  }

  #readWord(chunk: string, at: number): number {
    OF_WORD.lastIndex = at;
    const piece = OF_WORD.exec(chunk)?.[0] ?? '';
    this.#word += piece;
    const next = at + piece.length;
    if (next < chunk.length) this.#endWord();
    return next;
  }

  #endWord(): void {
    const isNumber = NUMBER.test(this.#word);
    if (!isNumber && !WORDS.has(this.#word)) {
      this.#state = 'broken';
      return;
    }
    this.#afterValue();
    this.#listener.scalar(isNumber ? Number(this.#word) : WORDS.get(this.#word));
  }

  #readString(chunk: string, at: number): number {
    if (this.#escape !== undefined) return this.#readEscape(chunk.charAt(at), at);
    OF_STRING.lastIndex = at;
    const piece = OF_STRING.exec(chunk)?.[0];
    if (piece !== undefined) {
      this.#add(piece);
      return at + piece.length;
    }
    const mark = chunk.charAt(at);
    if (mark === '\\') this.#escape = '';
    else if (mark === '"') this.#endString();
    else this.#state = 'broken';
    return at + 1;
  }

  #readEscape(mark: string, at: number): number {
    const escaped = `${this.#escape}${mark}`;
    this.#escape = escaped;
    if (!escaped.startsWith('u')) {
      const meant = ESCAPES[escaped];
      this.#escape = undefined;
      if (meant === undefined) this.#state = 'broken';
      else this.#add(meant);
    } else if (!/^u[0-9a-fA-F]*$/.test(escaped)) this.#state = 'broken';
    else if (escaped.length === 5) {
      this.#escape = undefined;
      this.#add(String.fromCharCode(Number.parseInt(escaped.slice(1), 16)));
    }
    return at + 1;
  }

  /** Looks at the piece only: to look at the whole would be to copy it, each time. */
  #add(piece: string): void {
    const last = piece.charCodeAt(piece.length - 1);
    const isHalf = last >= 0xd800 && last <= 0xdbff;
    this.#text += this.#half + (isHalf ? piece.slice(0, -1) : piece);
    this.#half = isHalf ? piece.slice(-1) : '';
  }

  #endString(): void {
    const text = this.#text + this.#half;
    this.#text = '';
    this.#half = '';
    if (this.#isKey) {
      this.#state = 'colon';
      this.#listener.key(text);
      return;
    }
    this.#afterValue();
    this.#listener.scalar(text);
  }
}
