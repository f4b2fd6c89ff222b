import type { WireStreamEvent } from '@outcrop/converse-mapping';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBedrockClient } from './bedrock-client.js';
import type { ConversePort, SdkClient } from './converse-port.js';
import { caughtError } from './testing/caught-error.js';
import { HELLO } from './testing/emulated.js';

beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const delta = (text: string): object => ({
  contentBlockDelta: { contentBlockIndex: 0, delta: { text } },
});
const START = { messageStart: { role: 'assistant' } };
const END = [
  { contentBlockStop: { contentBlockIndex: 0 } },
  { messageStop: { stopReason: 'end_turn' } },
  { metadata: { usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 } } },
];

/** Nothing but `send`, which answers with a stream of these events, and then what `last` does. */
function double(
  events: readonly object[],
  last: () => Promise<void> = async () => {},
): SdkClient & { readonly sent: unknown[]; readonly left: () => number } {
  const sent: unknown[] = [];
  let left = 0;
  async function* stream(): AsyncGenerator<object> {
    try {
      yield* events;
      await last();
    } finally {
      left += 1;
    }
  }
  return {
    sent,
    left: () => left,
    send: async (command: { readonly input: unknown }) => {
      sent.push(command.input);
      return { stream: stream(), $metadata: { requestId: `request-${sent.length}` } };
    },
  };
}

const failing = (name: string): (() => Promise<void>) => {
  return async () => {
    throw Object.assign(new Error('No.'), { name });
  };
};

const hanging = (): Promise<void> => new Promise(() => {});

describe('the stream of a test double', () => {
  it('is taken as it is', async () => {
    const client = double([
      START,
      delta('Hi'),
      { $unknown: ['ping', {}] },
      delta(' there.'),
      { contentBlockStop: { contentBlockIndex: 0 } },
      {
        contentBlockDelta: {
          contentBlockIndex: 1,
          delta: { reasoningContent: { redactedContent: Uint8Array.of(1, 2) } },
        },
      },
      { contentBlockStop: { contentBlockIndex: 1 } },
      ...END.slice(1),
    ]);
    const response = await createBedrockClient({ client, region: 'us-east-1' }).stream(HELLO)
      .response;
    expect(client.sent).toEqual([
      { modelId: HELLO.model, messages: [{ role: 'user', content: [{ text: 'Hello' }] }] },
    ]);
    expect(response).toMatchObject({ id: 'request-1', text: 'Hi there.', status: 'completed' });
    expect(response.reasoning[0]?.redacted).toEqual(Uint8Array.of(1, 2));
    expect(response.cost.status).toBe('priced');
    expect(client.left()).toBe(1);
  });

  it('without messageStop is incomplete', async () => {
    const client = double([START, delta('Hi')]);
    const error = await caughtError(createBedrockClient({ client }).stream(HELLO).response);
    expect(error).toMatchObject({
      reason: 'incomplete_stream',
      retryable: false,
      attempts: 1,
      requestId: 'request-1',
      partial: { text: 'Hi' },
    });
  });

  it.each<[string, () => SdkClient]>([
    ['thrown', () => double([START, delta('Hi')], failing('ThrottlingException'))],
    ['an event', () => double([START, delta('Hi'), { throttlingException: { message: 'No.' } }])],
    [
      'an error as an event',
      () => double([START, delta('Hi'), { throttlingException: new TypeError('No.') }]),
    ],
  ])('may have an exception in it: %s', async (_, make) => {
    const error = await caughtError(createBedrockClient({ client: make() }).stream(HELLO).response);
    expect(error.retryable).toBe(false);
    expect(error.partial?.text).toBe('Hi');
    expect(error.message).toContain('No.');
  });

  it.each(['ThrottlingException', 'throttlingException'])(
    'that begins with %s is tried again',
    async (name) => {
      const first = double([], failing(name));
      const second = double([START, delta('Hi'), ...END]);
      let calls = 0;
      const client: SdkClient = {
        send: (command) => {
          calls += 1;
          return (calls === 1 ? first : second).send(command);
        },
      };
      const response = await createBedrockClient({ client }).stream(HELLO).response;
      expect(response.text).toBe('Hi');
      expect(calls).toBe(2);
    },
  );

  it.each<[string, () => object]>([
    ['nothing at all', () => ({})],
    ['no stream', () => ({ stream: undefined })],
    ['an empty stream', () => ({ stream: (async function* () {})() })],
  ])('may be missing: %s', async (_, answer) => {
    const client: SdkClient = { send: async () => answer() };
    const ours = createBedrockClient({ client, totalMaxAttempts: 2 });
    const error = await caughtError(ours.stream(HELLO).response);
    expect(error).toMatchObject({
      reason: 'incomplete_stream',
      attempts: 2,
      partial: { text: '' },
    });
  });

  it('that heeds no signal does not hold back an abort, nor a reader who leaves', async () => {
    const client = double([START, delta('Hi')], hanging);
    const ours = createBedrockClient({ client });
    const controller = new AbortController();
    const stream = ours.stream(HELLO, { signal: controller.signal });
    const reading = (async () => {
      for await (const _ of stream.textStream()) controller.abort();
    })();
    const error = await caughtError(reading);
    expect(error).toMatchObject({ reason: 'aborted', partial: { text: 'Hi' } });

    const events = ours.stream(HELLO)[Symbol.asyncIterator]();
    for (let at = 0; at < 3; at += 1) await events.next();
    const next = events.next();
    await events.return?.();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  it('is told when its reader leaves', async () => {
    const client = double([START, delta('Hi'), ...END]);
    for await (const _ of createBedrockClient({ client }).stream(HELLO)) break;
    await expect.poll(client.left).toBe(1);
  });
});

describe("a port of the caller's own", () => {
  const OUTPUT = {
    output: { message: { role: 'assistant', content: [{ text: 'Hi.' }] } },
    stopReason: 'end_turn',
  };

  it('that cannot stream gives the answer in one piece, and says so', async () => {
    const port: ConversePort = { converse: async () => ({ output: OUTPUT, requestId: 'r' }) };
    const stream = createBedrockClient({ port }).stream(HELLO);
    const types: string[] = [];
    for await (const event of stream) types.push(event.type);
    expect(types).toContain('text-delta');
    expect(await stream.response).toMatchObject({
      id: 'r',
      text: 'Hi.',
      warnings: [{ code: 'stream_in_one_piece' }],
    });
  });

  it('gives events in batches of any size', async () => {
    const events = [START, delta('Hi'), delta('.'), ...END] as WireStreamEvent[];
    const port: ConversePort = {
      converse: async () => ({ output: OUTPUT }),
      converseStream: async () => ({
        events: (async function* () {
          yield [];
          yield events.slice(0, 3);
          yield events.slice(3);
        })(),
      }),
    };
    const response = await createBedrockClient({ port }).stream(HELLO).response;
    expect(response).toMatchObject({ id: '', text: 'Hi.', warnings: [] });
  });
});
