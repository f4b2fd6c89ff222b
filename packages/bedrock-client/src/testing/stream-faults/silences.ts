import { reply } from '@outcrop/bedrock-emulator';
import { ANSWER, BROKEN_MIDWAY, COMPLETE, MIDWAY, type StreamFault } from './stream-fault.js';

/** Nothing more comes. */
export const SILENCES: readonly StreamFault[] = [
  {
    fault: 'silence before the headers',
    replies: reply.fault('idle', { after: 'start', answer: ANSWER }),
    timeouts: { firstByteMs: 100 },
    ends: 'timeout',
    isRetried: false,
    hasNoHead: true,
    message: /^No first byte of the answer within 100 ms$/,
  },
  {
    fault: 'silence after the headers',
    replies: reply.fault('idle', { after: 'headers', answer: ANSWER }),
    timeouts: { firstByteMs: 500 },
    ends: 'timeout',
    isRetried: false,
    message: /^No first byte of the answer within 500 ms$/,
  },
  {
    fault: 'silence between two events',
    replies: reply.fault('idle', MIDWAY),
    timeouts: { idleMs: 100 },
    ...BROKEN_MIDWAY,
    ends: 'timeout',
    message: /^No further byte of the answer within 100 ms$/,
  },
  {
    fault: 'silence inside an event',
    replies: reply.fault('idle', { ...MIDWAY, bytes: 20 }),
    timeouts: { idleMs: 100 },
    ...BROKEN_MIDWAY,
    ends: 'timeout',
  },
  {
    fault: 'silence behind messageStop',
    replies: reply.fault('idle', { after: 6, answer: ANSWER }),
    timeouts: { idleMs: 100 },
    ...COMPLETE,
  },
  {
    fault: 'a stream that outlasts totalMs',
    replies: reply.fault('idle', MIDWAY),
    timeouts: { totalMs: 500 },
    ...BROKEN_MIDWAY,
    ends: 'timeout',
    message: /^No answer within 500 ms$/,
  },
];
