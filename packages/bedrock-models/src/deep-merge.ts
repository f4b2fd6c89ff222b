/** `T` with every property optional, at every depth. Lists are given whole. */
export type DeepPartial<T> = {
  readonly [K in keyof T]?: T[K] extends readonly unknown[]
    ? T[K]
    : T[K] extends object | undefined
      ? DeepPartial<T[K]>
      : T[K];
};

/** A copy of `base` with `changes` laid over it. Objects are merged, all else is replaced. */
export function deepMerge<T extends object>(base: T, changes: DeepPartial<T>): T {
  return mergeObjects(base, changes) as T;
}

function mergeObjects(base: object, changes: object): object {
  const merged = new Map<string, unknown>(Object.entries(base));
  for (const [key, change] of Object.entries(changes)) {
    if (change === undefined) continue;
    const old = merged.get(key);
    merged.set(
      key,
      isPlainObject(old) && isPlainObject(change) ? mergeObjects(old, change) : change,
    );
  }
  return Object.fromEntries(merged);
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
