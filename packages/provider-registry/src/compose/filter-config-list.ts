import type { ClientConfig } from '../adapter.js';

/** Which entries of a `config_list` are used, as AG2's `filter_config` chooses them. */
export interface ConfigFilter {
  /** Entries with one of these tags: short for `filter: {tags}`. */
  readonly tags?: readonly string[];
  /**
   * What an entry must have, by field: a value, or a list of values of which one will do. An entry's
   * own list will do when it has one of them. `null` stands for a field that is absent.
   */
  readonly filter?: Readonly<Record<string, unknown>>;
  /** Take the entries that meet none of the criteria instead. Default false. */
  readonly exclude?: boolean;
}

/** The entries that pass, in their order. Without criteria, all of them do. */
export function filterConfigList<Entry extends ClientConfig>(
  list: readonly Entry[],
  filter: ConfigFilter,
): Entry[] {
  return list.filter((entry) => passes(entry, filter));
}

/** Whether an entry passes. */
export function passes(
  entry: ClientConfig,
  { tags, filter, exclude = false }: ConfigFilter,
): boolean {
  return Object.entries({ ...filter, ...(tags && { tags }) }).every(([field, accepted]) => {
    const choice = listOf(accepted);
    return listOf(entry[field]).some((value) => choice.includes(value)) !== exclude;
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value ?? null];
}
