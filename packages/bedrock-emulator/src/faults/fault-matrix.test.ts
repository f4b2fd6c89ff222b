import {
  type BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { reply } from '../reply.js';
import type { Reply } from '../reply-types.js';
import { transports } from '../testing/transports.js';

/**
 * What the AWS SDK makes of each fault, as measured with 3.1164.0: this is what a client has to cope
 * with, and what proves that the fault is on the wire. A stream of 7 events: two before the fault.
 */
interface Row {
  readonly fault: string;
  readonly replies: Reply;
  readonly operation?: 'Converse';
  readonly http1: string | RegExp;
  /** @defaultValue the same as over HTTP/1.1 */
  readonly http2?: string | RegExp;
}

const answer = reply({ text: 'Hello world.', chunkCharacters: 4 });
const after = 2;
const SCRIPT_ERROR =
  /^rejected, 1 attempts: EmulatorScriptException: The fault '[a-z-]+' is one of/;
const TRUNCATED = '2 events, then Error: Truncated event message received.';
const RESET = '2 events, then Error ECONNRESET: aborted';

const cuts: Row[] = (['fin', 'rst', 'goaway'] as const).flatMap((kind) => {
  const onHttp1 = (outcome: string | RegExp) => (kind === 'goaway' ? SCRIPT_ERROR : outcome);
  return [
    {
      fault: `${kind} between two events`,
      replies: reply.fault(kind, { after, answer }),
      http1: onHttp1(RESET),
      http2: '2 events',
    },
    {
      fault: `${kind} inside an event`,
      replies: reply.fault(kind, { after, bytes: 20, answer }),
      http1: onHttp1(RESET),
      http2: TRUNCATED,
    },
    {
      fault: `${kind} after the headers`,
      replies: reply.fault(kind, { after: 'headers', answer }),
      http1: onHttp1('rejected, 3 attempts: Error ECONNRESET: aborted'),
      http2: '0 events',
    },
    {
      fault: `${kind} before the headers`,
      replies: reply.fault(kind, { after: 'start', answer }),
      http1: onHttp1(/^rejected, 3 attempts: TimeoutError ECONNRESET: /),
      http2: /^rejected, 3 attempts: TimeoutError: .*http2 request did not get a response/,
    },
    {
      fault: `${kind} half-way in the body of Converse`,
      operation: 'Converse',
      replies: reply.fault(kind, { answer }),
      http1: onHttp1('rejected, 3 attempts: Error ECONNRESET: aborted'),
      http2: /^rejected, 1 attempts: SyntaxError: /,
    },
  ] satisfies Row[];
});

const streamResets: Row[] = (
  [
    ['CANCEL', '2 events'],
    ['NO_ERROR', '2 events'],
    ['INTERNAL_ERROR', /^2 events, then Error ERR_HTTP2_STREAM_ERROR: .*INTERNAL_ERROR/],
    ['REFUSED_STREAM', /^2 events, then Error ERR_HTTP2_STREAM_ERROR: .*REFUSED_STREAM/],
  ] as const
).map(([code, http2]) => ({
  fault: `RST_STREAM ${code}`,
  replies: reply.fault('rst-stream', { code, after, answer }),
  http1: SCRIPT_ERROR,
  http2,
}));

const endings: Row[] = [
  {
    fault: 'a clean end without messageStop',
    replies: reply.fault('end', { after, answer }),
    http1: '2 events',
  },
  {
    fault: 'a clean end inside the length of an event',
    replies: reply.fault('end', { after, bytes: 2, answer }),
    http1: '2 events',
  },
  {
    fault: 'a clean end inside an event',
    replies: reply.fault('end', { after, bytes: 20, answer }),
    http1: TRUNCATED,
  },
  {
    fault: 'status 200 and an empty body',
    replies: reply.fault('end', { after: 'headers' }),
    http1: '0 events',
  },
  {
    fault: 'a clean end half-way in the body of Converse',
    operation: 'Converse',
    replies: reply.fault('end', { answer }),
    http1: /^rejected, 1 attempts: SyntaxError: /,
  },
  ...cuts,
  ...streamResets,
  {
    fault: 'RST_STREAM INTERNAL_ERROR before the headers',
    replies: reply.fault('rst-stream', { after: 'start' }),
    http1: SCRIPT_ERROR,
    http2: /^rejected, 1 attempts: Error ERR_HTTP2_STREAM_ERROR: /,
  },
  {
    fault: 'RST_STREAM REFUSED_STREAM before the headers',
    replies: reply.fault('rst-stream', { after: 'start', code: 'REFUSED_STREAM' }),
    http1: SCRIPT_ERROR,
    http2: /^rejected, 3 attempts: Error ERR_HTTP2_STREAM_ERROR: /,
  },
];

const exceptions: Row[] = [
  {
    fault: 'a modeled exception',
    replies: reply.fault('exception-frame', { after, answer }),
    http1: /^2 events, then InternalServerException: The system encountered an unexpected error/,
  },
  {
    fault: 'a throttling exception as the first event',
    replies: reply.fault('exception-frame', { exception: 'throttlingException', after: 0 }),
    http1: /^rejected, 3 attempts: ThrottlingException: Too many requests/,
  },
  ...['internalServer', 'serviceUnavailable', 'modelStreamError', 'validation'].map((name) => ({
    fault: `${name}Exception as the first event`,
    replies: reply.fault('exception-frame', {
      exception: `${name}Exception`,
      message: 'No.',
      after: 0,
    }),
    http1: new RegExp(`^rejected, 1 attempts: ${name}Exception: No.$`, 'i'),
  })),
  ...['modelTimeoutException', 'ThrottlingException'].map((exception) => ({
    fault: `an exception the stream does not model, ${exception}`,
    replies: reply.fault('exception-frame', { exception, message: 'No.', after, answer }),
    http1: `2 events, then ${exception}: {"message":"No."}`,
  })),
  {
    fault: 'an error frame',
    replies: reply.fault('error-frame', { code: 'Broken', message: 'No.', after, answer }),
    http1: '2 events, then Broken: No.',
  },
];

const frames: Row[] = [
  {
    fault: 'an unknown event',
    replies: reply.fault('unknown-event', { answer }),
    http1: '7 events',
  },
  {
    fault: 'an initial response',
    replies: reply.fault('initial-response', { answer }),
    http1: '7 events',
  },
  {
    fault: 'events after the last one',
    replies: reply.fault('late-events', { answer }),
    http1: '8 events',
  },
  {
    fault: 'a payload that is no JSON',
    replies: reply.fault('payload', { after, answer }),
    http1: /^2 events, then SyntaxError: /,
  },
  {
    fault: 'a payload that is no JSON as the first event',
    replies: reply.fault('payload', { after: 0, answer }),
    http1: /^rejected, 1 attempts: SyntaxError: /,
  },
  ...['null', '"x"', '[]', ''].map((payload) => ({
    fault: `the payload ${payload || 'of no bytes'}`,
    replies: reply.fault('payload', { payload, after, answer }),
    http1: '7 events',
  })),
  {
    fault: 'a wrong checksum of the message',
    replies: reply.fault('message-crc', { after, answer }),
    http1: /^2 events, then Error: The message checksum \(\d+\) did not match/,
  },
  {
    fault: 'a wrong checksum of the prelude',
    replies: reply.fault('prelude-crc', { after, answer }),
    http1: /^2 events, then Error: The prelude checksum specified in the message \(\d+\)/,
  },
  {
    fault: 'a frame that says it has 8 bytes',
    replies: reply.fault('frame-length', { after, answer }),
    http1: /^2 events, then Error: Provided message too short/,
  },
  {
    fault: 'a frame that says it has 0xF0000000 bytes',
    replies: reply.fault('frame-length', { length: 0xf0000000, after, answer }),
    http1: TRUNCATED,
  },
  ...[':message-type', ':event-type'].map((header) => ({
    fault: `no ${header}`,
    replies: reply.fault('missing-header', { header, after, answer }),
    http1: /^2 events, then TypeError: /,
  })),
];

const rest: Row[] = [
  {
    fault: 'silence between two events',
    replies: reply.fault('idle', { ms: 30, after, answer }),
    http1: '7 events',
  },
  {
    fault: 'silence before the headers',
    replies: reply.fault('idle', { ms: 30, after: 'start', answer }),
    http1: '7 events',
  },
  {
    fault: 'a drip of bytes',
    replies: reply.fault('drip', { bytes: 100, ms: 1, answer }),
    http1: '7 events',
  },
  {
    fault: 'a drip of the bytes of Converse',
    operation: 'Converse',
    replies: reply.fault('drip', { bytes: 100, ms: 1, answer }),
    http1: 'a message',
  },
  {
    fault: "a proxy's page",
    replies: reply.fault('html-page'),
    http1: /^rejected, 3 attempts: SyntaxError: /,
  },
  {
    fault: "a proxy's page with status 403",
    replies: reply.fault('html-page', { status: 403, body: '<html>Blocked</html>' }),
    http1: /^rejected, 1 attempts: SyntaxError: /,
  },
  {
    fault: 'a redirect',
    replies: reply.fault('redirect'),
    http1: 'rejected, 1 attempts: Unknown: UnknownError',
  },
];

const input = { modelId: 'm', messages: [{ role: 'user' as const, content: [{ text: 'Hi' }] }] };

function described(error: unknown): string {
  const { name, message, code } = error as Error & { readonly code?: string };
  return `${name}${code === undefined ? '' : ` ${code}`}: ${message.split('\n')[0]}`;
}

async function outcome(client: BedrockRuntimeClient, operation: Row['operation']): Promise<string> {
  let events = -1;
  try {
    if (operation === 'Converse') {
      await client.send(new ConverseCommand(input));
      return 'a message';
    }
    const { stream = [] } = await client.send(new ConverseStreamCommand(input));
    events = 0;
    for await (const _event of stream) events += 1;
    return `${events} events`;
  } catch (error) {
    if (events >= 0) return `${events} events, then ${described(error)}`;
    const { attempts } = (error as { $metadata: { attempts: number } }).$metadata;
    return `rejected, ${attempts} attempts: ${described(error)}`;
  }
}

describe.each(transports)('over $name the SDK makes of', ({ protocol, connect }) => {
  // The SDK waits a random part of its backoff.
  beforeAll(() => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it.each([...endings, ...exceptions, ...frames, ...rest])(
    '$fault',
    async ({ operation, replies, http1, http2 = http1 }) => {
      const { client, emulator, close } = await connect({ replies });
      const found = await outcome(client, operation);
      const closers = () => new Set(emulator.requests.map(({ closedBy }) => closedBy));
      await expect.poll(closers).toEqual(new Set(['server']));
      await close();
      const expected = protocol === 'http1' ? http1 : http2;
      if (typeof expected === 'string') expect(found).toBe(expected);
      else expect(found).toMatch(expected);
    },
  );
});
