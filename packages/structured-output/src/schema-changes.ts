/** Something that the model is told differently than the caller wrote it. */
export interface SchemaChange {
  /** Where, as a JSON pointer into the caller's schema; empty for its root. */
  readonly path: string;
  readonly message: string;
}

/** What was changed, each thing once: a definition may be spelled out many times. */
export class SchemaChanges {
  readonly #changes = new Map<string, SchemaChange>();

  add(path: string, message: string): void {
    this.#changes.set(`${path} ${message}`, { path, message });
  }

  get list(): readonly SchemaChange[] {
    return [...this.#changes.values()];
  }
}
