import { isPlainObject } from '@outcrop/unified-response';

type Fields = Readonly<Record<string, unknown>>;

/** Both objects in one, the second's values before the first's, objects inside merged likewise. */
export function deepMerge(first: Fields, second: Fields): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...first };
  for (const [name, value] of Object.entries(second)) {
    const before = Object.hasOwn(first, name) ? first[name] : undefined;
    merged[name] = isPlainObject(before) && isPlainObject(value) ? deepMerge(before, value) : value;
  }
  return merged;
}
