type Method = (this: unknown, ...parameters: unknown[]) => unknown;

/** Methods that walk the array they are called on, and what they cost beside that. */
const ARRAY_METHODS = [
  ...['includes', 'indexOf', 'lastIndexOf', 'find', 'findIndex', 'findLast', 'findLastIndex'],
  ...['every', 'some', 'filter', 'map', 'flatMap', 'forEach', 'reduce', 'reduceRight', 'flat'],
  ...['slice', 'splice', 'concat', 'join', 'reverse', 'shift', 'unshift', 'sort', 'at', 'push'],
  ...['entries', 'keys', 'values'],
] as const;
const CONSTANT = new Set<string>(['at', 'push']);
const LOOKUPS = ['has', 'get', 'set', 'add'] as const;

/**
 * How many array elements and map entries are touched while `run` runs: a time that depends on no
 * machine. Walks count with the whole length of the array, whether they end early or not.
 */
export function countOperations(run: () => void): number {
  let count = 0;
  const restore: (() => void)[] = [];
  const watch = (prototype: object, name: PropertyKey, cost: (self: unknown) => number): void => {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
    if (!descriptor) return;
    const original = descriptor.value as Method;
    const counting: Method = function counting(...parameters) {
      count += cost(this);
      return original.apply(this, parameters);
    };
    Object.defineProperty(prototype, name, { ...descriptor, value: counting });
    restore.push(() => Object.defineProperty(prototype, name, descriptor));
  };
  const length = (self: unknown): number => (self as readonly unknown[]).length;
  for (const name of ARRAY_METHODS) {
    watch(Array.prototype, name, CONSTANT.has(name) ? () => 1 : length);
  }
  // Spread and for-of.
  watch(Array.prototype, Symbol.iterator, length);
  for (const prototype of [Map.prototype, Set.prototype]) {
    for (const name of LOOKUPS) watch(prototype, name, () => 1);
  }
  try {
    run();
  } finally {
    for (const undo of restore) undo();
  }
  return count;
}
