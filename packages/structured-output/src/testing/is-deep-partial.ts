/** Whether a value is a part of another: less properties, less items, shorter strings, nothing else. */
export function isDeepPartial(part: unknown, whole: unknown): boolean {
  if (typeof part === 'string') return typeof whole === 'string' && whole.startsWith(part);
  if (Array.isArray(part)) {
    return (
      Array.isArray(whole) &&
      part.length <= whole.length &&
      part.every((item, at) => isDeepPartial(item, whole[at]))
    );
  }
  if (typeof part !== 'object' || part === null) return Object.is(part, whole);
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) return false;
  return Object.entries(part).every(
    ([name, held]) =>
      Object.hasOwn(whole, name) && isDeepPartial(held, (whole as Record<string, unknown>)[name]),
  );
}
