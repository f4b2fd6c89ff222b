type Method = (this: unknown, ...parameters: unknown[]) => unknown;

/** Methods of strings that look at more than one character. */
const STRING_METHODS = [
  ...['slice', 'substring', 'indexOf', 'search', 'split', 'match', 'replace', 'replaceAll'],
  ...['startsWith', 'endsWith', 'includes', 'trim', 'codePointAt', 'charCodeAt', 'charAt'],
] as const;

/**
 * How many characters are looked at, or copied, while `run` runs: a time that depends on no machine. A
 * method of strings counts with the length of what it returns if that is a string, else with one; a
 * regular expression with the length of what it found, or of all that it looked through in vain.
 */
export function countWork(run: () => void): number {
  let count = 0;
  const restore: (() => void)[] = [];
  const watch = (
    prototype: object,
    name: string,
    cost: (self: unknown, result: unknown, parameters: unknown[]) => number,
  ): void => {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
    if (!descriptor) return;
    const original = descriptor.value as Method;
    const counting: Method = function counting(...parameters) {
      const result = original.apply(this, parameters);
      count += cost(this, result, parameters);
      return result;
    };
    Object.defineProperty(prototype, name, { ...descriptor, value: counting });
    restore.push(() => Object.defineProperty(prototype, name, descriptor));
  };
  for (const name of STRING_METHODS) {
    watch(String.prototype, name, (_, result) => (typeof result === 'string' ? result.length : 1));
  }
  watch(RegExp.prototype, 'exec', (self, result, [text]) => {
    const from = (self as RegExp).sticky ? String(text).length - 1 : 0;
    return Array.isArray(result) ? 1 + String(result[0]).length : String(text).length - from;
  });
  watch(JSON, 'parse', (_, __, [text]) => String(text).length);
  watch(Object, 'entries', (_, result) => (result as unknown[]).length);
  watch(Array.prototype, 'filter', (self) => (self as unknown[]).length);
  try {
    run();
  } finally {
    for (const undo of restore) undo();
  }
  return count;
}
