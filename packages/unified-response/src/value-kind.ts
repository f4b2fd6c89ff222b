import { isPlainObject } from './json.js';
import type { ResponseFormat } from './response-format.js';

/** A kind of value: how an error calls it, and how it is recognised. */
export interface ValueKind<Value> {
  readonly expected: string;
  readonly accepts: (value: unknown) => value is Value;
}

function kind<Value>(expected: string, accepts: (value: unknown) => boolean): ValueKind<Value> {
  return { expected, accepts: accepts as (value: unknown) => value is Value };
}

export const NUMBER: ValueKind<number> = kind('a number', (value) => typeof value === 'number');
export const FINITE_NUMBER: ValueKind<number> = kind('a finite number', Number.isFinite);
export const INTEGER: ValueKind<number> = kind('an integer', Number.isSafeInteger);
export const COUNT: ValueKind<number> = kind(
  'an integer of at least 0',
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
);
export const FORMAT: ValueKind<ResponseFormat> = kind(
  "a JSON Schema, OpenAI's response_format, a Standard Schema or a formatter",
  (value) =>
    (typeof value === 'object' && value !== null && !Array.isArray(value)) ||
    typeof value === 'function',
);
export const STRING: ValueKind<string> = kind('a string', (value) => typeof value === 'string');
export const NON_EMPTY_STRING: ValueKind<string> = kind(
  'a non-empty string',
  (value) => typeof value === 'string' && value !== '',
);
export const BOOLEAN: ValueKind<boolean> = kind(
  'true or false',
  (value) => typeof value === 'boolean',
);
export const BYTES: ValueKind<Uint8Array> = kind(
  'bytes (a Uint8Array)',
  (value) => value instanceof Uint8Array,
);
export const OBJECT: ValueKind<Record<string, unknown>> = kind('an object', isPlainObject);
export const CACHE: ValueKind<Record<string, unknown>> = kind(
  '"auto", "off" or {ttl: "5m" | "1h"}',
  isPlainObject,
);
export const ARRAY: ValueKind<readonly unknown[]> = kind('an array', Array.isArray);
export const STRINGS: ValueKind<readonly string[]> = kind(
  'an array of strings',
  (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
);
export const STRING_OR_STRINGS: ValueKind<string | readonly string[]> = kind(
  'a string or an array of strings',
  (value) => typeof value === 'string' || STRINGS.accepts(value),
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

/** That kind, or nothing at all. */
export function absentOr<Value>(present: ValueKind<Value>): ValueKind<Value | undefined> {
  return kind(present.expected, (value) => value === undefined || present.accepts(value));
}

/** What the fields of an object must be. */
export type FieldKinds = Readonly<Record<string, ValueKind<unknown>>>;

/** A field that is not what it must be. */
interface FieldFault {
  readonly field: string;
  readonly expected: string;
  readonly value: unknown;
}

/** The first field that is not of its kind. */
export function findFault(
  object: Readonly<Record<string, unknown>>,
  kinds: FieldKinds,
): FieldFault | undefined {
  for (const [field, { expected, accepts }] of Object.entries(kinds)) {
    if (!accepts(object[field])) return { field, expected, value: object[field] };
  }
  return undefined;
}
