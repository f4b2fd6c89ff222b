import type { ModelProfile } from '@outcrop/bedrock-models';

/**
 * Tool names as the model takes them, and back. Legal names stay as they are; others get an alias
 * that is legal and unique. One mapping covers offered tools, replayed calls and the tool choice.
 */
export class ToolNames {
  readonly #legal: RegExp;
  readonly #maxLength: number;
  readonly #wire = new Map<string, string>();
  readonly #own = new Map<string, string>();
  /** Where to go on counting, for each alias that was wanted more than once. */
  readonly #next = new Map<string, number>();

  constructor(profile: ModelProfile, names: Iterable<string>) {
    this.#legal = new RegExp(profile.toolName.pattern);
    this.#maxLength = profile.toolName.maxLength;
    // Legal names first, so that an alias never takes the name of another tool.
    const all = [...new Set(names)];
    for (const name of all) if (this.#isLegal(name)) this.#set(name, name);
    for (const name of all) if (!this.#isLegal(name)) this.#set(name, this.#alias(name));
  }

  /** The name to send. */
  toWire(name: string): string {
    return this.#wire.get(name) ?? name;
  }

  /** The own name of each name that was sent. */
  get ownNames(): ReadonlyMap<string, string> {
    return this.#own;
  }

  #set(own: string, wire: string): void {
    this.#wire.set(own, wire);
    this.#own.set(wire, own);
  }

  #isLegal(name: string): boolean {
    return name.length <= this.#maxLength && this.#legal.test(name);
  }

  #alias(name: string): string {
    // Underscores are legal for every family; Nova fails on hyphens.
    const clean = name.replace(/[^A-Za-z0-9_]/g, '_').slice(0, this.#maxLength) || 'tool';
    let alias = clean;
    let number = this.#next.get(clean) ?? 2;
    for (; this.#own.has(alias); number += 1) {
      const suffix = `_${number}`;
      alias = clean.slice(0, this.#maxLength - suffix.length) + suffix;
    }
    this.#next.set(clean, number);
    return alias;
  }
}
