import { reply } from '@outcrop/bedrock-emulator';
import { ANSWER, BROKEN_AT_ONCE, BROKEN_MIDWAY, MIDWAY, type StreamFault } from './stream-fault.js';

/** Bytes that are no frames, and payloads that are no events. */
export const BAD_FRAMES: readonly StreamFault[] = [
  {
    fault: 'a wrong checksum of an event',
    replies: reply.fault('message-crc', MIDWAY),
    ...BROKEN_MIDWAY,
    message: /checksum of a frame/,
  },
  {
    fault: 'a wrong checksum of the first event',
    replies: reply.fault('message-crc', { after: 0, answer: ANSWER }),
    ...BROKEN_AT_ONCE,
  },
  {
    fault: "a wrong checksum of an event's lengths",
    replies: reply.fault('prelude-crc', MIDWAY),
    ...BROKEN_MIDWAY,
    message: /checksum of a frame's lengths/,
  },
  {
    fault: 'an event that says it has 8 bytes',
    replies: reply.fault('frame-length', MIDWAY),
    ...BROKEN_MIDWAY,
    message: /cannot have 8 bytes/,
  },
  {
    fault: 'an event that says it has 4 GB',
    replies: reply.fault('frame-length', { ...MIDWAY, length: 0xf0000000 }),
    ...BROKEN_MIDWAY,
    message: /exceeds the limit/,
  },
  {
    fault: 'a payload that is no JSON',
    replies: reply.fault('payload', MIDWAY),
    ...BROKEN_MIDWAY,
    message: /is no JSON$/,
  },
  {
    fault: 'the payload null',
    replies: reply.fault('payload', { ...MIDWAY, payload: 'null' }),
    ...BROKEN_MIDWAY,
    message: /is no JSON object/,
  },
  {
    fault: 'the payload "x"',
    replies: reply.fault('payload', { ...MIDWAY, payload: '"x"' }),
    ...BROKEN_MIDWAY,
    message: /is no JSON object/,
  },
  {
    fault: 'the payload []',
    replies: reply.fault('payload', { ...MIDWAY, payload: '[]' }),
    ...BROKEN_MIDWAY,
    message: /is no JSON object/,
  },
  {
    fault: 'a payload of no bytes',
    replies: reply.fault('payload', { ...MIDWAY, payload: '' }),
    ...BROKEN_MIDWAY,
    message: /is no JSON$/,
  },
  {
    fault: 'an event without :message-type',
    replies: reply.fault('missing-header', MIDWAY),
    ...BROKEN_MIDWAY,
  },
  {
    fault: 'an event without :event-type',
    replies: reply.fault('missing-header', { ...MIDWAY, header: ':event-type' }),
    ...BROKEN_MIDWAY,
  },
];
