import { reply } from '@outcrop/bedrock-emulator';
import {
  ANSWER,
  BROKEN_AT_ONCE,
  BROKEN_MIDWAY,
  MIDWAY,
  type StreamFault,
  UNREACHED,
} from './stream-fault.js';

/** The connection breaks, or, over HTTP/2, the stream alone. */
export const BROKEN_CONNECTIONS: readonly StreamFault[] = [
  {
    fault: 'FIN before the headers',
    replies: reply.fault('fin', { after: 'start', answer: ANSWER }),
    ...UNREACHED,
  },
  {
    fault: 'FIN after the headers',
    replies: reply.fault('fin', { after: 'headers', answer: ANSWER }),
    ...BROKEN_AT_ONCE,
  },
  {
    fault: 'FIN inside the first event',
    replies: reply.fault('fin', { after: 'headers', bytes: 20, answer: ANSWER }),
    ...BROKEN_AT_ONCE,
  },
  {
    fault: 'FIN between two events',
    replies: reply.fault('fin', MIDWAY),
    ...BROKEN_MIDWAY,
  },
  {
    fault: 'FIN inside an event',
    replies: reply.fault('fin', { ...MIDWAY, bytes: 20 }),
    ...BROKEN_MIDWAY,
  },
  {
    fault: 'RST before the headers',
    replies: reply.fault('rst', { after: 'start', answer: ANSWER }),
    ...UNREACHED,
  },
  {
    fault: 'RST after the headers',
    replies: reply.fault('rst', { after: 'headers', answer: ANSWER }),
    ...BROKEN_AT_ONCE,
  },
  {
    fault: 'RST between two events',
    replies: reply.fault('rst', MIDWAY),
    ...BROKEN_MIDWAY,
  },
  {
    fault: 'RST inside an event',
    replies: reply.fault('rst', { ...MIDWAY, bytes: 20 }),
    ...BROKEN_MIDWAY,
  },
  {
    fault: 'GOAWAY before the headers',
    replies: reply.fault('goaway', { after: 'start', answer: ANSWER }),
    isOfHttp2: true,
    ...UNREACHED,
  },
  {
    fault: 'GOAWAY after the headers',
    replies: reply.fault('goaway', { after: 'headers', answer: ANSWER }),
    isOfHttp2: true,
    ...BROKEN_AT_ONCE,
  },
  {
    fault: 'GOAWAY between two events',
    replies: reply.fault('goaway', MIDWAY),
    isOfHttp2: true,
    ...BROKEN_MIDWAY,
  },
  {
    fault: 'GOAWAY inside an event',
    replies: reply.fault('goaway', { ...MIDWAY, bytes: 20 }),
    isOfHttp2: true,
    ...BROKEN_MIDWAY,
  },
  {
    fault: 'RST_STREAM REFUSED_STREAM before the headers',
    replies: reply.fault('rst-stream', { after: 'start', code: 'REFUSED_STREAM' }),
    isOfHttp2: true,
    ...UNREACHED,
  },
  {
    fault: 'RST_STREAM INTERNAL_ERROR before the headers',
    replies: reply.fault('rst-stream', { after: 'start' }),
    isOfHttp2: true,
    ...UNREACHED,
  },
  {
    fault: 'RST_STREAM CANCEL between two events',
    replies: reply.fault('rst-stream', { ...MIDWAY, code: 'CANCEL' }),
    isOfHttp2: true,
    ...BROKEN_MIDWAY,
  },
  {
    fault: 'RST_STREAM NO_ERROR between two events',
    replies: reply.fault('rst-stream', { ...MIDWAY, code: 'NO_ERROR' }),
    isOfHttp2: true,
    ...BROKEN_MIDWAY,
  },
  {
    fault: 'RST_STREAM INTERNAL_ERROR between two events',
    replies: reply.fault('rst-stream', { ...MIDWAY, code: 'INTERNAL_ERROR' }),
    isOfHttp2: true,
    ...BROKEN_MIDWAY,
  },
  {
    fault: 'RST_STREAM REFUSED_STREAM between two events',
    replies: reply.fault('rst-stream', { ...MIDWAY, code: 'REFUSED_STREAM' }),
    isOfHttp2: true,
    ...BROKEN_MIDWAY,
  },
];
