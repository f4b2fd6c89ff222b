import type { JsonSchema } from '@outcrop/unified-response';
import { typeOfValue } from './json-schema.js';
import type { JsonListener } from './json-tokens.js';
import { type Candidates, mayBe, SchemaCandidates } from './schema-candidates.js';
import { type Codec, decodeValue } from './value-codec.js';

/** Where a value goes. */
interface Slot {
  readonly asked: Candidates;
  readonly codec: Codec | undefined;
  /** Puts a value there; `undefined`: it is never shown. */
  readonly put: ((value: unknown) => void) | undefined;
}

/** An object or array that has not ended. */
interface Frame {
  readonly holder: unknown[] | Record<string, unknown>;
  readonly slot: Slot;
  /** What is to be done with it when it ends. */
  readonly whenClosed: (() => void) | undefined;
  /** The name of the property that comes next. */
  key: string;
  /** How many items are complete. */
  length: number;
  /** Does it stand only for the value in it? */
  readonly isWrapper?: boolean;
}

const HIDDEN: Slot = { asked: undefined, codec: undefined, put: undefined };

/** The value that a JSON text has so far, as the caller's schema has it. */
export class PartialValue implements JsonListener {
  readonly #candidates: SchemaCandidates | undefined;
  readonly #root: Slot;
  readonly #frames: Frame[] = [];
  #value: unknown;
  #hasNews = false;
  isShown = false;

  constructor(schema: JsonSchema | undefined, codec: Codec | undefined) {
    this.#candidates = schema && new SchemaCandidates(schema);
    const put = (value: unknown): void => {
      this.#value = value;
      this.isShown = true;
      this.#hasNews = true;
    };
    this.#root = { asked: this.#candidates?.value, codec, put };
  }

  /** The value, if there is more of it than last time. */
  takeNews(): unknown {
    if (!this.#hasNews) return undefined;
    this.#hasNews = false;
    return this.#value;
  }

  openObject(): void {
    this.#open({}, 'object');
  }

  openArray(): void {
    this.#open([], 'array');
  }

  key(name: string): void {
    const frame = this.#frames.at(-1);
    if (frame) frame.key = name;
  }

  text(soFar: string): void {
    const { asked, codec, put } = this.#next();
    if (put && !codec && mayGrow(asked)) put(soFar);
  }

  scalar(value: unknown): void {
    const { asked, codec, put } = this.#next();
    if (put) this.#show(decodeValue(value, codec), asked, put);
    this.#count();
  }

  close(): void {
    this.#frames.pop()?.whenClosed?.();
    this.#count();
  }

  /** The item that came is complete; one that is not shown leaves no gap. */
  #count(): void {
    const frame = this.#frames.at(-1);
    if (frame && Array.isArray(frame.holder)) frame.length = frame.holder.length;
  }

  #show(value: unknown, asked: Candidates, put: (value: unknown) => void): void {
    if (mayBe(typeOfValue(value), asked)) put(value);
  }

  #open(holder: unknown[] | Record<string, unknown>, type: 'object' | 'array'): void {
    const slot = this.#next();
    const { asked, put } = slot;
    const codec = codecFor(type, slot.codec);
    if (codec?.kind === 'data' && type === 'object' && this.#frames.length === 0) {
      const inner = { ...slot, codec: codec.value };
      this.#frames.push({
        holder,
        slot: inner,
        whenClosed: undefined,
        key: '',
        length: 0,
        isWrapper: true,
      });
    } else if (put && codec && codec.kind !== type) {
      // What is written differently is shown when all of it is there.
      const whenClosed = (): void => this.#show(decodeValue(holder, codec), asked, put);
      const own = { asked: undefined, codec: undefined, put: () => {} };
      this.#frames.push({ holder, slot: own, whenClosed, key: '', length: 0 });
    } else {
      const isShown = put !== undefined && mayBe(type, asked);
      if (isShown) put(holder);
      const own = isShown ? { asked: this.#ofType(type, asked), codec, put } : HIDDEN;
      this.#frames.push({ holder, slot: own, whenClosed: undefined, key: '', length: 0 });
    }
  }

  #ofType(type: string, asked: Candidates): Candidates {
    return this.#candidates?.ofType(type, asked);
  }

  /** Where the next value goes. */
  #next(): Slot {
    const frame = this.#frames.at(-1);
    if (!frame) return this.#root;
    const { holder, slot, key, length } = frame;
    if (frame.isWrapper) return key === 'data' ? slot : HIDDEN;
    if (!slot.put) return HIDDEN;
    return Array.isArray(holder)
      ? this.#item(holder, slot, length)
      : this.#property(holder, slot, key);
  }

  #item(holder: unknown[], { asked, codec }: Slot, at: number): Slot {
    const put = (value: unknown): void => {
      holder[at] = value;
      this.#hasNews = true;
    };
    const tuple = codec?.kind === 'array' ? codec : undefined;
    const own = tuple && at in tuple.items ? tuple.items[at] : tuple?.rest;
    return { asked: this.#candidates?.item(asked, at), codec: own, put };
  }

  #property(holder: Record<string, unknown>, { asked, codec }: Slot, name: string): Slot {
    const object = codec?.kind === 'object' ? codec : undefined;
    if (object?.rest?.name === name) {
      const put = (more: unknown): void => this.#addMissing(holder, more);
      return { asked: undefined, codec: object.rest.entries, put };
    }
    const put = (value: unknown): void => {
      if (value === null && object?.missing.get(name)) return;
      setProperty(holder, name, value);
      this.#hasNews = true;
    };
    const property = this.#candidates?.property(asked, name);
    return { asked: property, codec: object?.properties.get(name), put };
  }

  #addMissing(holder: Record<string, unknown>, more: unknown): void {
    for (const [name, value] of Object.entries(more ?? {})) {
      if (!Object.hasOwn(holder, name)) setProperty(holder, name, value);
    }
    this.#hasNews = true;
  }
}

/** How an object or array is written, as far as that is known when it starts. */
function codecFor(type: 'object' | 'array', codec: Codec | undefined): Codec | undefined {
  if (codec?.kind === 'reference') return codecFor(type, codec.target.codec);
  if (codec?.kind !== 'union') return codec;
  const possible = codec.branches.filter(
    (branch) => branch.type === undefined || branch.type === type,
  );
  const [only, ...others] = possible;
  return only && others.length === 0 ? codecFor(type, only.codec) : codec;
}

/** Whether a part of a string is as good as the whole: it has no form to keep. */
function mayGrow(asked: Candidates): boolean {
  if (!asked) return true;
  const strings = asked.filter((one) => mayBe('string', [one])).flat();
  const hasForm = ['enum', 'const', 'format', 'pattern'];
  return strings.length > 0 && !strings.some((schema) => hasForm.some((word) => word in schema));
}

/** As `JSON.parse` does it, `__proto__` included. */
function setProperty(holder: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') holder[name] = value;
  else
    Object.defineProperty(holder, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
}
