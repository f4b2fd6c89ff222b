/** Every runtime has it; the types of the language alone do not. */
interface Host {
  readonly performance: { now(): number };
}

/** Milliseconds on a clock that never goes back. */
export function milliseconds(): number {
  return (globalThis as unknown as Host).performance.now();
}
