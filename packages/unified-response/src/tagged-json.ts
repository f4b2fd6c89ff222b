import { base64ToBytes, bytesToBase64 } from './base64.js';
import { isPlainObject } from './json.js';

/**
 * JSON that keeps what plain JSON loses. A value that JSON cannot hold becomes an object with one
 * tagged key; data that happens to look like such an object gets one more `$`, so that nothing is
 * ever taken for something else.
 */
const TAG = /^\$+(bytes|bigint|number)$/;

/** A value that `JSON.stringify` writes without loss, where `fromTaggedJson` reads it. */
export function toTaggedJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: bytesToBase64(value) };
  if (typeof value === 'bigint') return { $bigint: String(value) };
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0) ? value : { $number: numberName(value) };
  }
  // An item that is `undefined` holds its place, as in `JSON.stringify`.
  if (Array.isArray(value)) return value.map((item) => toTaggedJson(item ?? null));
  if (typeof value !== 'object' || value === null) return value;
  if (!isPlainObject(value) && 'toJSON' in value && typeof value.toJSON === 'function') {
    return toTaggedJson(value.toJSON());
  }
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const only = entries.length === 1 ? entries[0] : undefined;
  if (only && TAG.test(only[0])) return { [`$${only[0]}`]: toTaggedJson(only[1]) };
  return Object.fromEntries(entries.map(([key, item]) => [key, toTaggedJson(item)]));
}

/** The value that `toTaggedJson` was given. */
export function fromTaggedJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromTaggedJson);
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value);
  const only = entries.length === 1 ? entries[0] : undefined;
  if (only && TAG.test(only[0])) return untag(only[0], only[1]);
  return Object.fromEntries(entries.map(([key, item]) => [key, fromTaggedJson(item)]));
}

function untag(tag: string, content: unknown): unknown {
  if (tag === '$bytes' && typeof content === 'string') return base64ToBytes(content);
  if (tag === '$bigint' && typeof content === 'string') return BigInt(content);
  if (tag === '$number' && typeof content === 'string') return Number(content);
  return { [tag.slice(1)]: fromTaggedJson(content) };
}

function numberName(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
