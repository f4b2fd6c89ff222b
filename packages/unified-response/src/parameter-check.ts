import { isPlainObject } from './json.js';
import { ProviderError } from './provider-error.js';

/** The longest piece of a caller's value that an error repeats. */
const MAX_SHOWN = 60;

/** A value in a few words, for an error: its kind, and what it is where that is short. */
export function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`;
  switch (typeof value) {
    case 'string': {
      const shown = value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}…` : value;
      return `the string ${JSON.stringify(shown)}`;
    }
    case 'number':
    case 'boolean':
    case 'bigint':
      return `the ${typeof value} ${String(value)}`;
    case 'undefined':
      return 'nothing';
    case 'object':
      return 'an object';
    default:
      return `a ${typeof value}`;
  }
}

/** The error for a value of the wrong kind: names the field, what came and what was expected. */
export function invalidParameter(path: string, expected: string, value: unknown): ProviderError {
  return new ProviderError(`${path}: expected ${expected}, got ${describeValue(value)}`, {
    reason: 'invalid_request',
    path,
    hint: `Pass ${expected} as ${path}.`,
  });
}

/** A kind of value: how an error calls it, and how it is recognised. */
export interface ValueKind<Value> {
  readonly expected: string;
  readonly accepts: (value: unknown) => value is Value;
}

function kind<Value>(expected: string, accepts: (value: unknown) => boolean): ValueKind<Value> {
  return { expected, accepts: accepts as (value: unknown) => value is Value };
}

export const NUMBER: ValueKind<number> = kind('a number', Number.isFinite);
export const INTEGER: ValueKind<number> = kind('an integer', Number.isSafeInteger);
export const STRING: ValueKind<string> = kind('a string', (value) => typeof value === 'string');
export const NON_EMPTY_STRING: ValueKind<string> = kind(
  'a non-empty string',
  (value) => typeof value === 'string' && value !== '',
);
export const BOOLEAN: ValueKind<boolean> = kind(
  'true or false',
  (value) => typeof value === 'boolean',
);
export const OBJECT: ValueKind<Record<string, unknown>> = kind('an object', isPlainObject);
export const ARRAY: ValueKind<readonly unknown[]> = kind('an array', Array.isArray);
export const STRINGS: ValueKind<readonly string[]> = kind(
  'an array of strings',
  (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
);
export const STRING_MAP: ValueKind<Readonly<Record<string, string>>> = kind(
  'an object whose values are strings',
  (value) => isPlainObject(value) && Object.values(value).every((item) => typeof item === 'string'),
);
export const PRICE: ValueKind<readonly [number, number]> = kind(
  'a pair of numbers of at least 0, [inputPer1k, outputPer1k]',
  (value) =>
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((item) => Number.isFinite(item) && item >= 0),
);

/** One of some words. */
export function oneOf<const Word extends string>(words: readonly Word[]): ValueKind<Word> {
  return kind(`one of ${words.map((word) => JSON.stringify(word)).join(', ')}`, (value) =>
    (words as readonly unknown[]).includes(value),
  );
}

/**
 * The value, if it is of that kind; `undefined` if it is absent or null.
 * @throws ProviderError `invalid_request` naming the path, the value and what was expected.
 */
export function optional<Value>(
  path: string,
  value: unknown,
  expected: ValueKind<Value>,
): Value | undefined {
  if (value === undefined || value === null) return undefined;
  if (!expected.accepts(value)) throw invalidParameter(path, expected.expected, value);
  return value;
}

/**
 * The value, which must be there and of that kind.
 * @throws ProviderError `invalid_request` naming the path, the value and what was expected.
 */
export function required<Value>(path: string, value: unknown, expected: ValueKind<Value>): Value {
  if (!expected.accepts(value)) throw invalidParameter(path, expected.expected, value);
  return value;
}

type Defined<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/** The same object without the fields that are `undefined`. */
export function definedFields<Fields extends object>(fields: Fields): Defined<Fields> {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as Defined<Fields>;
}
