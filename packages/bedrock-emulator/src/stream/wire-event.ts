import { isJsonObject, type JsonValue } from '../json.js';
import type { Frame } from './frame.js';
import { paddingOf } from './padding.js';

/**
 * An event of a stream as the service's model writes it: an object with one member, the event's
 * type, which holds its payload, such as `{ messageStart: { role: 'assistant' } }`. Blobs are
 * base64. A type that ends in `Exception` is an exception.
 */
export interface WireEvent {
  readonly [eventType: string]: JsonValue;
}

/** Real payloads have their members in the order of the alphabet, the padding among them. */
function padded(payload: JsonValue, padding: string): JsonValue {
  if (!isJsonObject(payload)) return payload;
  const members = Object.entries({ p: padding, ...payload });
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A frame with a JSON payload. */
export function jsonFrame(kind: 'event' | 'exception', type: string, payload: JsonValue): Frame {
  return {
    headers: [
      [`:${kind}-type`, type],
      [':content-type', 'application/json'],
      [':message-type', kind],
    ],
    payload: Buffer.from(JSON.stringify(payload), 'utf8'),
  };
}

/** The frame of an event: headers in the order of recorded streams, padding in the payload. */
export function eventFrame(event: WireEvent, padding: string): Frame {
  const [[type, payload] = ['', null]] = Object.entries(event);
  return type.endsWith('Exception')
    ? jsonFrame('exception', type, payload)
    : jsonFrame('event', type, padded(payload, padding));
}

/** The frames of a stream, padded by a seed. */
export function eventFrames(events: readonly WireEvent[], paddingSeed: number): Frame[] {
  return events.map((event, index) => eventFrame(event, paddingOf(paddingSeed, index)));
}
