import {
  ConverseCommand,
  ConverseStreamCommand,
  type ConverseStreamOutput,
} from '@aws-sdk/client-bedrock-runtime';
import fc from 'fast-check';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { EmulatorOptions } from './emulator-options.js';
import type { JsonObject, JsonValue } from './json.js';
import { reply } from './reply.js';
import type { WireEvent } from './stream/wire-event.js';
import { collectMessage } from './testing/collect-message.js';
import { decodeFrames } from './testing/decode-frames.js';
import { NO_RECORDINGS, recordedStreams } from './testing/recorded-exchanges.js';
import { type Pair, type Transport, transports } from './testing/transports.js';

const open: Pair[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((pair) => pair.close()));
});

async function connect(transport: Transport, options?: EmulatorOptions): Promise<Pair> {
  const pair = await transport.connect(options);
  open.push(pair);
  return pair;
}

const input = { modelId: 'm', messages: [{ role: 'user' as const, content: [{ text: 'Hi' }] }] };

async function streamed({ client }: Pair): Promise<ConverseStreamOutput[]> {
  const { stream = [] } = await client.send(new ConverseStreamCommand(input));
  const events: ConverseStreamOutput[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

/** A value of the SDK's in JSON: its blobs as base64. */
function asJson(value: unknown): JsonValue {
  const text = JSON.stringify(value, (_key, member) =>
    member instanceof Uint8Array ? Buffer.from(member).toString('base64') : member,
  );
  return JSON.parse(text) as JsonValue;
}

/** The events of a recorded stream, without what the SDK's model does not know. */
function recordedEvents(bytes: Uint8Array): JsonValue[] {
  return decodeFrames([bytes]).map(({ headers, payload }) => {
    const { p: _padding, ...members } = JSON.parse(payload);
    if (members.usage) delete members.usage.serverToolUsage;
    return { [headers[0]?.[1] ?? '']: members };
  });
}

const everything = reply({
  reasoning: { text: 'Let me think about that.', signature: 'c2lnbmF0dXJl' },
  text: 'I look up the weather in Zürich 🌧 for you.',
  toolCalls: [
    { name: 'get_weather', input: { city: 'Zürich', days: [1, 2, { deep: null }] } },
    { name: 'get_time' },
  ],
  content: [{ reasoningContent: { redactedContent: 'AAECAw==' } }],
  usage: { inputTokens: 3, outputTokens: 5, cacheReadInputTokens: 7 },
  latencyMs: 12,
  members: { additionalModelResponseFields: { stop_sequence: null }, trace: {} },
  chunkCharacters: 5,
});

describe.each(transports)('ConverseStream over $name', (transport) => {
  it('streams what Converse answers', async () => {
    const pair = await connect(transport, { replies: everything });
    const events = await streamed(pair);
    const response = await pair.client.send(new ConverseCommand(input));
    const { $metadata: _metadata, ...whole } = response;
    const message = collectMessage(asJson(events) as unknown as WireEvent[]);
    const ids = /tooluse_[\w-]{22}/;
    expect(JSON.stringify(message)).toMatch(ids);
    expect(message).toEqual(asJson(whole));
    expect(pair.emulator.requests[0]).toMatchObject({
      operation: 'ConverseStream',
      protocol: transport.protocol,
      response: { status: 200, headers: { 'content-type': 'application/vnd.amazon.eventstream' } },
      closedBy: 'server',
    });
  });

  it('streams the events of a script as they are, with any pace and split', async () => {
    const events = [
      { contentBlockDelta: { contentBlockIndex: 3, delta: { text: 'in the middle' } } },
      { messageStart: { role: 'assistant' } },
      { messageStop: { stopReason: 'new_reason' } },
      { messageStop: { stopReason: 'end_turn' } },
    ];
    const pair = await connect(transport, {
      replies: [
        reply.events(events),
        reply.events(events, { pacing: 1 }),
        reply.events(events, { split: 3, paddingSeed: 4 }),
      ],
    });
    for (let call = 0; call < 3; call += 1) expect(await streamed(pair)).toEqual(events);
    const sizes = pair.emulator.requests.map(({ response }) => response.body.length);
    expect(sizes[0]).toBe(sizes[1]);
    expect(sizes[0]).not.toBe(sizes[2]);
  });

  it('refuses before the stream, in the words of Converse', async () => {
    const { client, emulator } = await connect(transport, {
      replies: [reply.error('ModelErrorException', 'It broke.')],
    });
    const ask = (modelId: string, text: string) =>
      client.send(
        new ConverseStreamCommand({
          modelId,
          messages: [{ role: 'user', content: [{ text }] }],
        }),
      );
    await expect(ask('m', '')).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(/^The text field in the ContentBlock object/),
      $metadata: { httpStatusCode: 400 },
    });
    await expect(ask('m', 'Hi')).rejects.toMatchObject({
      name: 'ModelErrorException',
      message: 'It broke.',
    });
    expect(emulator.requests.map(({ response }) => response.status)).toEqual([400, 424]);
  });

  it('closes nothing that the client still reads', async () => {
    const pair = await connect(transport, {
      replies: reply({ text: 'x'.repeat(2_000_000), chunkCharacters: 300_000, split: 16_384 }),
    });
    const message = collectMessage((await streamed(pair)) as unknown as WireEvent[]);
    expect(JSON.stringify(message).length).toBeGreaterThan(2_000_000);
  });

  it.skipIf(recordedStreams().length === 0)(
    `replays recorded streams byte by byte (skipped where ${NO_RECORDINGS})`,
    async () => {
      const streams = recordedStreams();
      const pair = await connect(transport, {
        replies: streams.map(({ bytes }) => reply.frames(bytes, { split: 1 })),
      });
      for (const { bytes } of streams) {
        expect(asJson(await streamed(pair))).toEqual(recordedEvents(bytes));
      }
      expect(pair.emulator.requests).toHaveLength(5);
    },
  );
});

describe('a stream', () => {
  const [http1] = transports as readonly [Transport];

  it('is the same in any split of its bytes', async () => {
    const pair = await connect(http1);
    pair.emulator.reply(everything);
    const whole = await streamed(pair);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4_000 }), async (split) => {
        pair.emulator.reply({ ...everything, split });
        expect(await streamed(pair)).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });

  it('is what the stand-in model says, without a script', async () => {
    const pair = await connect(http1);
    const { output, stopReason } = collectMessage(
      (await streamed(pair)) as unknown as WireEvent[],
    ) as JsonObject;
    expect(stopReason).toBe('end_turn');
    expect(output).toMatchObject({
      message: {
        content: [{ text: 'I am the Outcrop stand-in model, not a real one. You asked: “Hi”' }],
      },
    });
  });

  it('takes part in sequences, globs and functions, and in bursts of errors', async () => {
    const throttled = reply.error('ThrottlingException', undefined, {
      times: 2,
      headers: { 'x-amz-retry-after': '1' },
    });
    // The SDK waits a random part of its backoff.
    const random = vi.spyOn(Math, 'random').mockReturnValue(0);
    onTestFinished(() => random.mockRestore());
    const pair = await connect(http1, { replies: { '*': ['first', throttled, () => 'third'] } });
    const text = async () =>
      collectMessage((await streamed(pair)) as unknown as WireEvent[]).output as JsonObject;
    expect(await text()).toMatchObject({ message: { content: [{ text: 'first' }] } });
    expect(await text()).toMatchObject({ message: { content: [{ text: 'third' }] } });
    expect(pair.emulator.requests.map(({ response }) => response.status)).toEqual([
      200, 429, 429, 200,
    ]);
  });

  it('is no answer to Converse', async () => {
    const pair = await connect(http1, {
      replies: [reply.events([{ messageStart: {} }]), reply.fault('message-crc')],
    });
    const messages = [];
    for (let call = 0; call < 2; call += 1) {
      const error = await pair.client.send(new ConverseCommand(input)).catch((thrown) => thrown);
      messages.push(`${error.name}: ${error.message}`);
    }
    expect(messages).toEqual([
      'EmulatorScriptException: reply.events answers ConverseStream only.',
      "EmulatorScriptException: The fault 'message-crc' answers ConverseStream only.",
    ]);
  });

  it('is checked where it is written down', () => {
    expect(() => reply.events([{ messageStart: {}, messageStop: {} }])).toThrow(
      'events[0] must be an object with one member, the type of the event',
    );
    expect(() => reply({ text: 'x', split: 0 })).toThrow(
      'split must be a whole number from 1 on, not 0',
    );
    expect(() => reply({ text: 'x', chunkCharacters: 1.5 })).toThrow(RangeError);
    expect(() => reply({ text: 'x', pacing: -1 })).toThrow(
      'pacing must be a number of milliseconds from 0 on, not -1',
    );
    expect(() => reply.fault('fin', { after: -1 })).toThrow(RangeError);
    expect(() => reply.fault('end', { after: 'start' })).toThrow(RangeError);
    expect(() => reply.fault('idle', { answer: { text: 'x', split: 0 } })).toThrow(RangeError);
    expect(() => reply.fault('redirect', { status: 99 })).toThrow(RangeError);
  });

  it('has no event where a fault wants one', async () => {
    const pair = await connect(http1, { replies: reply.fault('payload', { after: 99 }) });
    await expect(streamed(pair)).rejects.toThrow(/^The stream has \d+ events; none comes after 99/);
  });
});
