/** The secrets of a client, so that texts of others can be cleared of them. */
export class Secrets {
  readonly #known = new Set<string>();

  /** Shorter ones would be found in any text. */
  add(...secrets: readonly (string | undefined)[]): void {
    for (const secret of secrets) if (secret && secret.length >= 6) this.#known.add(secret);
  }

  hide(text: string): string {
    let clean = text;
    for (const secret of this.#known) clean = clean.replaceAll(secret, '[redacted]');
    return clean;
  }
}
