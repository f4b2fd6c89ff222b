import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { MessageReplyOptions } from './reply-types.js';

// All of these fail where a reply is written down, rather than later on the wire.

/** @throws RangeError for a status outside 200 to 599; TypeError for an invalid header. */
export function checkHead(
  status: number | undefined,
  headers: Readonly<Record<string, string>> | undefined,
): void {
  if (status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 599)) {
    throw new RangeError(`status must be a whole number from 200 to 599, not ${status}`);
  }
  for (const [name, value] of Object.entries(headers ?? {})) {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  }
}

/** @throws RangeError unless each number is absent or whole, and no less than `least`. */
export function checkCounts(
  counts: Readonly<Record<string, number | undefined>>,
  least: 0 | 1,
): void {
  for (const [name, count] of Object.entries(counts)) {
    if (count === undefined || (Number.isSafeInteger(count) && count >= least)) continue;
    throw new RangeError(`${name} must be a whole number from ${least} on, not ${count}`);
  }
}

/** @throws RangeError for a time that is negative or no number; `Infinity` is for ever. */
export function checkTimes(times: Readonly<Record<string, number | undefined>>): void {
  for (const [name, ms] of Object.entries(times)) {
    if (ms === undefined || ms >= 0) continue;
    throw new RangeError(`${name} must be a number of milliseconds from 0 on, not ${ms}`);
  }
}

/** @throws RangeError when what a reply says of its pace is out of range. */
export function checkPace(pace: MessageReplyOptions): void {
  const { delayMs, pacing, times, split, chunkCharacters, paddingSeed } = pace;
  checkTimes({ delayMs, pacing });
  checkCounts({ times, split, chunkCharacters }, 1);
  checkCounts({ paddingSeed }, 0);
}
