import { base64ToBytes, bytesToBase64 } from './base64.js';
import { describeValue } from './describe-value.js';
import { isPlainObject } from './json.js';

/**
 * JSON that keeps what plain JSON loses. A value that JSON cannot hold becomes an object with one
 * tagged key; data that happens to look like such an object gets one more `$`, so that nothing is
 * ever taken for something else.
 */
const TAGGED_KEY = /^\$+(?:bytes|bigint|number)$/;

interface Tag {
  readonly expected: string;
  readonly pattern: RegExp;
  readonly read: (text: string) => unknown;
}

const TAGS: ReadonlyMap<string, Tag> = new Map<string, Tag>([
  // `read` itself is the check of base64.
  ['$bytes', { expected: 'base64 text', pattern: /^/, read: base64ToBytes }],
  ['$bigint', { expected: 'an integer as text', pattern: /^-?\d+$/, read: BigInt }],
  [
    '$number',
    {
      expected: '"NaN", "Infinity", "-Infinity" or "-0"',
      pattern: /^(?:NaN|-?Infinity|-0)$/,
      read: Number,
    },
  ],
]);

/**
 * A value that `JSON.stringify` writes without loss, where `fromTaggedJson` reads it; `undefined`
 * for what is no data: `undefined`, functions and symbols.
 */
export function toTaggedJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: bytesToBase64(value) };
  if (typeof value === 'bigint') return { $bigint: String(value) };
  if (typeof value === 'number') {
    if (Object.is(value, -0)) return { $number: '-0' };
    return Number.isFinite(value) ? value : { $number: String(value) };
  }
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  // An item that is no data holds its place, as in `JSON.stringify`.
  if (Array.isArray(value)) return Array.from(value, (item) => toTaggedJson(item) ?? null);
  if (typeof value !== 'object' || value === null) return value;
  if (!isPlainObject(value) && 'toJSON' in value && typeof value.toJSON === 'function') {
    return toTaggedJson(value.toJSON());
  }
  const entries = Object.entries(value)
    .map(([key, item]) => [key, toTaggedJson(item)] as const)
    .filter(([, item]) => item !== undefined);
  const only = taggedEntry(entries);
  return only ? { [`$${only[0]}`]: only[1] } : Object.fromEntries(entries);
}

/**
 * The value that `toTaggedJson` was given.
 * @throws TypeError naming the path of a tagged value that cannot be read.
 */
export function fromTaggedJson(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((item, at) => fromTaggedJson(item, `${path}[${at}]`));
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value);
  const only = taggedEntry(entries);
  if (only) return untag(only[0], only[1], path);
  return Object.fromEntries(
    entries.map(([key, item]) => [key, fromTaggedJson(item, `${path}.${key}`)]),
  );
}

type Entry = readonly [key: string, value: unknown];

function taggedEntry(entries: readonly Entry[]): Entry | undefined {
  const only = entries.length === 1 ? entries[0] : undefined;
  return only && TAGGED_KEY.test(only[0]) ? only : undefined;
}

function untag(key: string, content: unknown, path: string): unknown {
  const tag = TAGS.get(key);
  if (!tag) return { [key.slice(1)]: fromTaggedJson(content, `${path}.${key}`) };
  try {
    if (typeof content === 'string' && tag.pattern.test(content)) return tag.read(content);
  } catch {
    // Told below, with the path.
  }
  throw new TypeError(`${path}.${key}: expected ${tag.expected}, got ${describeValue(content)}`);
}
