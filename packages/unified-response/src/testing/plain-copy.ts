import { isPlainObject } from '../json.js';

/**
 * A copy in which bytes are a `Uint8Array` of their own and objects have the usual prototype: what
 * any of their variants is read back as.
 */
export function plainCopy(value: unknown): unknown {
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (Array.isArray(value)) return value.map(plainCopy);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainCopy(item)]));
}
