import { isPlainObject } from '@outcrop/unified-response';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Fields of a chunk added to those before: lists grow, objects are joined field by field, and of all
 * else the last that is something counts.
 */
export function joinedFields(before: Fields, more: Fields): Fields {
  const joined: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(more)) {
    if (value === null || value === undefined) continue;
    joined[name] = joinedValue(joined[name], value);
  }
  return joined;
}

function joinedValue(before: unknown, more: unknown): unknown {
  if (Array.isArray(before) && Array.isArray(more)) return [...before, ...more];
  if (isPlainObject(before) && isPlainObject(more)) return joinedFields(before, more);
  return more;
}
