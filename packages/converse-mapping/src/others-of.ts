/** The members of an object that are not named, or `undefined` when there are none. */
export function othersOf(
  value: object,
  known: readonly string[],
): Record<string, unknown> | undefined {
  const others = Object.entries(value).filter(
    ([name, member]) => member !== undefined && !known.includes(name),
  );
  return others.length === 0 ? undefined : Object.fromEntries(others);
}
