/** Chains of causes end long before this. */
const MAX_DEPTH = 12;

/**
 * Every text that a log shows of a value: its message, stack and causes, its own enumerable fields
 * all the way down, and its JSON.
 */
export function textsShownBy(value: unknown): string[] {
  const texts: string[] = [];
  const seen = new Set<unknown>();
  const visit = (item: unknown, depth: number): void => {
    if (typeof item === 'string') texts.push(item);
    if (typeof item !== 'object' || item === null || depth > MAX_DEPTH || seen.has(item)) return;
    seen.add(item);
    if (item instanceof Error) {
      texts.push(String(item), item.stack ?? '');
      visit(item.cause, depth + 1);
    }
    for (const [name, field] of Object.entries(item)) {
      texts.push(name);
      visit(field, depth + 1);
    }
  };
  visit(value, 0);
  texts.push(JSON.stringify(value) ?? '');
  return texts;
}
