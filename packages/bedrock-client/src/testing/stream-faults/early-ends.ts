import { reply } from '@outcrop/bedrock-emulator';
import {
  ANSWER,
  BROKEN_AT_ONCE,
  BROKEN_MIDWAY,
  COMPLETE,
  MIDWAY,
  type StreamFault,
} from './stream-fault.js';

/** The answer ends too early, in good order or behind its end. */
export const EARLY_ENDS: readonly StreamFault[] = [
  {
    fault: 'status 200 and an empty body',
    replies: reply.fault('end', { after: 'headers' }),
    ...BROKEN_AT_ONCE,
    message: /^The stream ended before its first event$/,
  },
  {
    fault: 'a clean end without messageStop',
    replies: reply.fault('end', MIDWAY),
    ...BROKEN_MIDWAY,
    message: /^The stream ended before the model had finished\.$/,
  },
  {
    fault: 'a clean end without messageStop, all blocks whole',
    replies: reply.fault('end', { after: 5, answer: ANSWER }),
    ...BROKEN_MIDWAY,
    partial: 'Hello world.',
  },
  {
    fault: 'a clean end inside the length of an event',
    replies: reply.fault('end', { ...MIDWAY, bytes: 2 }),
    ...BROKEN_MIDWAY,
    message: /inside a frame/,
  },
  {
    fault: 'a clean end inside an event',
    replies: reply.fault('end', { ...MIDWAY, bytes: 20 }),
    ...BROKEN_MIDWAY,
    message: /inside a frame/,
  },
  {
    fault: 'a clean end behind messageStop',
    replies: reply.fault('end', { after: 6, answer: ANSWER }),
    ...COMPLETE,
  },
  {
    fault: 'FIN behind messageStop',
    replies: reply.fault('fin', { after: 6, answer: ANSWER }),
    ...COMPLETE,
  },
  {
    fault: 'RST inside the usage',
    replies: reply.fault('rst', { after: 6, bytes: 20, answer: ANSWER }),
    ...COMPLETE,
  },
];
