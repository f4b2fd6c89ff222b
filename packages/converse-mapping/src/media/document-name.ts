const MAX_LENGTH = 200;

/**
 * Gives every document of a request a name that Bedrock takes, unique and stable: the same documents
 * in the same order get the same names.
 *
 * The rule (validation text): "The document file name can only contain alphanumeric characters,
 * whitespace characters, hyphens, parentheses, and square brackets. The name can't contain more than
 * one consecutive whitespace character." An underscore is accepted too; U+3000, a tab or a dot is not
 * (measured, vercel/ai#20365, generative-ai-use-cases#1671).
 */
export class DocumentNames {
  readonly #taken = new Set<string>();
  /** Where to go on counting, for each name that came more than once. */
  readonly #next = new Map<string, number>();
  #unnamed = 0;

  /** A legal name that no other document of the request has. */
  legalName(wanted: string | undefined): string {
    const legal = legalize(wanted ?? '');
    if (legal === '') this.#unnamed += 1;
    const base = legal === '' ? `document-${this.#unnamed}` : legal;
    let name = base;
    let number = this.#next.get(base) ?? 2;
    for (; this.#taken.has(name); number += 1) {
      const suffix = ` (${number})`;
      name = base.slice(0, MAX_LENGTH - suffix.length).trimEnd() + suffix;
    }
    this.#next.set(base, number);
    this.#taken.add(name);
    return name;
  }
}

function legalize(name: string): string {
  return name
    .replace(/[^A-Za-z0-9\s\-()[\]_]/g, '-')
    .replace(/\s+/g, ' ')
    .slice(0, MAX_LENGTH)
    .trim();
}
