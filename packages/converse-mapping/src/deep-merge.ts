import { isPlainObject } from '@outcrop/unified-response';

type Fields = Readonly<Record<string, unknown>>;

/** Both objects in one, the second's values before the first's, objects inside merged likewise. */
export function deepMerge(first: Fields, second: Fields): Record<string, unknown> {
  const merged = Object.entries(second).map(([name, value]) => {
    const before = Object.hasOwn(first, name) ? first[name] : undefined;
    return [name, isPlainObject(before) && isPlainObject(value) ? deepMerge(before, value) : value];
  });
  // A member called __proto__ must stay one.
  return { ...first, ...Object.fromEntries(merged) };
}
