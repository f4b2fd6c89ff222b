import { type Reply, reply } from '@outcrop/bedrock-emulator';
import type { ErrorReason } from '@outcrop/unified-response';
import type { BedrockClientOptions } from '../options.js';

/** What goes wrong with a stream, and what a client makes of it over every transport. */
export interface StreamFault {
  /** In words: the name of the test, and of the row in docs/reliability.md. */
  readonly fault: string;
  /** What each request is answered with. */
  readonly replies: Reply;
  /** Whether only HTTP/2 has it. */
  readonly isOfHttp2?: true;
  /** Short time limits, where one has to fire. */
  readonly timeouts?: BedrockClientOptions['timeouts'];
  /** How it ends, or `complete` where nothing is lost but the usage. */
  readonly ends: ErrorReason | 'complete';
  /** Whether it is tried again; what had arrived cannot be taken back. */
  readonly isRetried: boolean;
  /** The text in `partial`; `undefined` where nothing of a stream has arrived. */
  readonly partial?: string;
  /** Whether the request id is known: it is in the head. */
  readonly hasNoHead?: true;
  readonly message?: RegExp;
}

/** Its stream: messageStart, three deltas, contentBlockStop, messageStop, metadata. */
export const ANSWER = { text: 'Hello world.', chunkCharacters: 4 };
/** The events before most faults: messageStart, and the first delta. */
const after = 2;
const answer = ANSWER;

const brokenMidway = { ends: 'incomplete_stream', isRetried: false, partial: 'Hell' } as const;
const brokenAtOnce = { ends: 'incomplete_stream', isRetried: true, partial: '' } as const;
const unreached = { ends: 'transient', isRetried: true, hasNoHead: true } as const;

const BREAKS: readonly StreamFault[] = [
  {
    fault: 'FIN before the headers',
    replies: reply.fault('fin', { after: 'start', answer }),
    ...unreached,
  },
  {
    fault: 'FIN after the headers',
    replies: reply.fault('fin', { after: 'headers', answer }),
    ...brokenAtOnce,
  },
  {
    fault: 'FIN inside the first event',
    replies: reply.fault('fin', { after: 'headers', bytes: 20, answer }),
    ...brokenAtOnce,
  },
  {
    fault: 'FIN between two events',
    replies: reply.fault('fin', { after, answer }),
    ...brokenMidway,
  },
  {
    fault: 'FIN inside an event',
    replies: reply.fault('fin', { after, bytes: 20, answer }),
    ...brokenMidway,
  },
  {
    fault: 'RST before the headers',
    replies: reply.fault('rst', { after: 'start', answer }),
    ...unreached,
  },
  {
    fault: 'RST after the headers',
    replies: reply.fault('rst', { after: 'headers', answer }),
    ...brokenAtOnce,
  },
  {
    fault: 'RST between two events',
    replies: reply.fault('rst', { after, answer }),
    ...brokenMidway,
  },
  {
    fault: 'RST inside an event',
    replies: reply.fault('rst', { after, bytes: 20, answer }),
    ...brokenMidway,
  },
  {
    fault: 'GOAWAY before the headers',
    replies: reply.fault('goaway', { after: 'start', answer }),
    isOfHttp2: true,
    ...unreached,
  },
  {
    fault: 'GOAWAY after the headers',
    replies: reply.fault('goaway', { after: 'headers', answer }),
    isOfHttp2: true,
    ...brokenAtOnce,
  },
  {
    fault: 'GOAWAY between two events',
    replies: reply.fault('goaway', { after, answer }),
    isOfHttp2: true,
    ...brokenMidway,
  },
  {
    fault: 'GOAWAY inside an event',
    replies: reply.fault('goaway', { after, bytes: 20, answer }),
    isOfHttp2: true,
    ...brokenMidway,
  },
  {
    fault: 'RST_STREAM REFUSED_STREAM before the headers',
    replies: reply.fault('rst-stream', { after: 'start', code: 'REFUSED_STREAM' }),
    isOfHttp2: true,
    ...unreached,
  },
  {
    fault: 'RST_STREAM INTERNAL_ERROR before the headers',
    replies: reply.fault('rst-stream', { after: 'start' }),
    isOfHttp2: true,
    ...unreached,
  },
  {
    fault: 'RST_STREAM CANCEL between two events',
    replies: reply.fault('rst-stream', { code: 'CANCEL', after, answer }),
    isOfHttp2: true,
    ...brokenMidway,
  },
  {
    fault: 'RST_STREAM NO_ERROR between two events',
    replies: reply.fault('rst-stream', { code: 'NO_ERROR', after, answer }),
    isOfHttp2: true,
    ...brokenMidway,
  },
  {
    fault: 'RST_STREAM INTERNAL_ERROR between two events',
    replies: reply.fault('rst-stream', { code: 'INTERNAL_ERROR', after, answer }),
    isOfHttp2: true,
    ...brokenMidway,
  },
  {
    fault: 'RST_STREAM REFUSED_STREAM between two events',
    replies: reply.fault('rst-stream', { code: 'REFUSED_STREAM', after, answer }),
    isOfHttp2: true,
    ...brokenMidway,
  },
];

const ENDINGS: readonly StreamFault[] = [
  {
    fault: 'status 200 and an empty body',
    replies: reply.fault('end', { after: 'headers' }),
    ...brokenAtOnce,
    message: /^The stream ended before its first event$/,
  },
  {
    fault: 'a clean end without messageStop',
    replies: reply.fault('end', { after, answer }),
    ...brokenMidway,
    message: /^The stream ended before the model had finished\.$/,
  },
  {
    fault: 'a clean end without messageStop, all blocks whole',
    replies: reply.fault('end', { after: 5, answer }),
    ...brokenMidway,
    partial: 'Hello world.',
  },
  {
    fault: 'a clean end inside the length of an event',
    replies: reply.fault('end', { after, bytes: 2, answer }),
    ...brokenMidway,
    message: /inside a frame/,
  },
  {
    fault: 'a clean end inside an event',
    replies: reply.fault('end', { after, bytes: 20, answer }),
    ...brokenMidway,
    message: /inside a frame/,
  },
  {
    fault: 'a clean end behind messageStop',
    replies: reply.fault('end', { after: 6, answer }),
    ends: 'complete',
    isRetried: false,
  },
  {
    fault: 'FIN behind messageStop',
    replies: reply.fault('fin', { after: 6, answer }),
    ends: 'complete',
    isRetried: false,
  },
  {
    fault: 'RST inside the usage',
    replies: reply.fault('rst', { after: 6, bytes: 20, answer }),
    ends: 'complete',
    isRetried: false,
  },
];

const FRAMES: readonly StreamFault[] = [
  {
    fault: 'a wrong checksum of an event',
    replies: reply.fault('message-crc', { after, answer }),
    ...brokenMidway,
    message: /checksum of a frame/,
  },
  {
    fault: 'a wrong checksum of the first event',
    replies: reply.fault('message-crc', { after: 0, answer }),
    ...brokenAtOnce,
  },
  {
    fault: "a wrong checksum of an event's lengths",
    replies: reply.fault('prelude-crc', { after, answer }),
    ...brokenMidway,
    message: /checksum of a frame's lengths/,
  },
  {
    fault: 'an event that says it has 8 bytes',
    replies: reply.fault('frame-length', { after, answer }),
    ...brokenMidway,
    message: /cannot have 8 bytes/,
  },
  {
    fault: 'an event that says it has 4 GB',
    replies: reply.fault('frame-length', { length: 0xf0000000, after, answer }),
    ...brokenMidway,
    message: /exceeds the limit/,
  },
  {
    fault: 'a payload that is no JSON',
    replies: reply.fault('payload', { after, answer }),
    ...brokenMidway,
    message: /is no JSON$/,
  },
  {
    fault: 'the payload null',
    replies: reply.fault('payload', { payload: 'null', after, answer }),
    ...brokenMidway,
    message: /is no JSON object/,
  },
  {
    fault: 'the payload "x"',
    replies: reply.fault('payload', { payload: '"x"', after, answer }),
    ...brokenMidway,
    message: /is no JSON object/,
  },
  {
    fault: 'the payload []',
    replies: reply.fault('payload', { payload: '[]', after, answer }),
    ...brokenMidway,
    message: /is no JSON object/,
  },
  {
    fault: 'a payload of no bytes',
    replies: reply.fault('payload', { payload: '', after, answer }),
    ...brokenMidway,
    message: /is no JSON$/,
  },
  {
    fault: 'an event without :message-type',
    replies: reply.fault('missing-header', { after, answer }),
    ...brokenMidway,
  },
  {
    fault: 'an event without :event-type',
    replies: reply.fault('missing-header', { header: ':event-type', after, answer }),
    ...brokenMidway,
  },
];

const EXCEPTIONS: readonly StreamFault[] = [
  {
    fault: 'throttlingException as the first event',
    replies: reply.fault('exception-frame', { exception: 'throttlingException', after: 0, answer }),
    ends: 'throttled',
    isRetried: true,
  },
  {
    fault: 'serviceUnavailableException as the first event',
    replies: reply.fault('exception-frame', {
      exception: 'serviceUnavailableException',
      after: 0,
      answer,
    }),
    ends: 'overloaded',
    isRetried: true,
  },
  {
    fault: 'validationException as the first event',
    replies: reply.fault('exception-frame', {
      exception: 'validationException',
      message: 'messages: is malformed',
      after: 0,
      answer,
    }),
    ends: 'invalid_request',
    isRetried: false,
  },
  {
    fault: 'throttlingException',
    replies: reply.fault('exception-frame', { exception: 'throttlingException', after, answer }),
    ...brokenMidway,
    ends: 'throttled',
  },
  {
    fault: 'serviceUnavailableException',
    replies: reply.fault('exception-frame', {
      exception: 'serviceUnavailableException',
      after,
      answer,
    }),
    ...brokenMidway,
    ends: 'overloaded',
  },
  {
    fault: 'internalServerException',
    replies: reply.fault('exception-frame', { after, answer }),
    ...brokenMidway,
    ends: 'transient',
  },
  {
    fault: 'modelStreamErrorException',
    replies: reply.fault('exception-frame', {
      exception: 'modelStreamErrorException',
      message: 'The model broke.',
      after,
      answer,
    }),
    ...brokenMidway,
    ends: 'model_error',
    message: /The model broke\./,
  },
  {
    fault: 'validationException',
    replies: reply.fault('exception-frame', {
      exception: 'validationException',
      message: 'messages: is malformed',
      after,
      answer,
    }),
    ...brokenMidway,
    ends: 'invalid_request',
  },
  {
    fault: 'modelTimeoutException, which streams do not model',
    replies: reply.fault('exception-frame', { exception: 'modelTimeoutException', after, answer }),
    ...brokenMidway,
    ends: 'timeout',
  },
  {
    fault: 'ThrottlingException, written as outside of streams',
    replies: reply.fault('exception-frame', {
      exception: 'ThrottlingException',
      message: 'Slow down.',
      after,
      answer,
    }),
    ...brokenMidway,
    ends: 'throttled',
    // The SDK has the raw payload as its message.
    message: /^ThrottlingException: Slow down\.$/,
  },
  {
    fault: 'an exception that nobody knows',
    replies: reply.fault('exception-frame', {
      exception: 'somethingNewException',
      message: 'No.',
      after,
      answer,
    }),
    ...brokenMidway,
    message: /somethingNewException: No\.$/,
  },
  {
    fault: 'a frame of :message-type error',
    replies: reply.fault('error-frame', { code: 'InternalFailure', message: 'No.', after, answer }),
    ...brokenMidway,
    message: /InternalFailure: No\.$/,
  },
  {
    fault: 'a frame of :message-type error that throttles, as the first event',
    replies: reply.fault('error-frame', { code: 'ThrottlingException', after: 0, answer }),
    ends: 'throttled',
    isRetried: true,
  },
];

const REST: readonly StreamFault[] = [
  {
    fault: 'silence before the headers',
    replies: reply.fault('idle', { after: 'start', answer }),
    timeouts: { firstByteMs: 100 },
    ends: 'timeout',
    isRetried: false,
    hasNoHead: true,
    message: /^No first byte of the answer within 100 ms$/,
  },
  {
    fault: 'silence after the headers',
    replies: reply.fault('idle', { after: 'headers', answer }),
    timeouts: { firstByteMs: 500 },
    ends: 'timeout',
    isRetried: false,
    message: /^No first byte of the answer within 500 ms$/,
  },
  {
    fault: 'silence between two events',
    replies: reply.fault('idle', { after, answer }),
    timeouts: { idleMs: 100 },
    ...brokenMidway,
    ends: 'timeout',
    message: /^No further byte of the answer within 100 ms$/,
  },
  {
    fault: 'silence inside an event',
    replies: reply.fault('idle', { after, bytes: 20, answer }),
    timeouts: { idleMs: 100 },
    ...brokenMidway,
    ends: 'timeout',
  },
  {
    fault: 'silence behind messageStop',
    replies: reply.fault('idle', { after: 6, answer }),
    timeouts: { idleMs: 100 },
    ends: 'complete',
    isRetried: false,
  },
  {
    fault: 'a stream that outlasts totalMs',
    replies: reply.fault('idle', { after, answer }),
    timeouts: { totalMs: 500 },
    ...brokenMidway,
    ends: 'timeout',
    message: /^No answer within 500 ms$/,
  },
  {
    fault: "a proxy's page with status 502",
    replies: reply.fault('html-page'),
    ends: 'transient',
    isRetried: true,
  },
  {
    fault: "a proxy's page with status 403",
    replies: reply.fault('html-page', { status: 403 }),
    ends: 'access_denied',
    isRetried: false,
  },
  {
    fault: "a proxy's page with status 200",
    replies: reply.fault('html-page', { status: 200, body: '<title>Sign in</title>' }),
    ends: 'transient',
    isRetried: false,
    message: /text\/html/,
  },
  {
    fault: 'a redirect',
    replies: reply.fault('redirect'),
    ends: 'config',
    isRetried: false,
  },
];

export const STREAM_FAULTS: readonly StreamFault[] = [
  ...BREAKS,
  ...ENDINGS,
  ...FRAMES,
  ...EXCEPTIONS,
  ...REST,
];
