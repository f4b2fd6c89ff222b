import { isPlainObject } from './json.js';

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
      return isPlainObject(value) ? 'an object' : `an instance of ${value.constructor?.name}`;
    default:
      return `a ${typeof value}`;
  }
}
