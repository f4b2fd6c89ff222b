/**
 * `T` with every property optional, at every depth. Lists are given whole; `null` takes an optional
 * property away.
 */
export type DeepPartial<T> = {
  readonly [K in keyof T]?:
    | (T[K] extends readonly unknown[]
        ? T[K]
        : T[K] extends object | undefined
          ? DeepPartial<T[K]>
          : T[K])
    | (object extends Pick<T, K> ? null : never);
};

/**
 * A copy of `base` with `changes` laid over it, as a JSON Merge Patch (RFC 7396): objects are merged,
 * `null` removes, all else is replaced.
 */
export function deepMerge<T extends object>(base: T, changes: DeepPartial<T>): T {
  return mergeObjects(base, changes) as T;
}

function mergeObjects(base: object, changes: object): object {
  const merged = new Map<string, unknown>(Object.entries(base));
  for (const [key, change] of Object.entries(changes)) {
    if (change === undefined) continue;
    if (change === null) {
      merged.delete(key);
      continue;
    }
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
