type Present<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/** The same object without the members that are `undefined`, fit for exact optional types. */
export function present<Fields extends object>(fields: Fields): Present<Fields> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) kept[name] = value;
  return kept as Present<Fields>;
}

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
