import { context, metrics, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { reply } from '@outcrop/bedrock-emulator';
import type { ProviderError } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { createBedrockClient } from './bedrock-client.js';
import type { ConversePort } from './converse-port.js';
import { answeringServer } from './testing/answering-server.js';
import { caughtError } from './testing/caught-error.js';
import { clientOf, emulated, HELLO, MODEL } from './testing/emulated.js';
import { type Telemetry, telemetry } from './testing/telemetry.js';

const SECRET_TEXT = 'what nobody but the model may read';
const params = { model: MODEL, messages: [{ role: 'user', content: SECRET_TEXT }] } as const;

const ANSWER = reply({
  text: SECRET_TEXT,
  usage: {
    inputTokens: 2,
    outputTokens: 5,
    cacheReadInputTokens: 1000,
    cacheWriteInputTokens: 300,
    totalTokens: 1307,
  },
});

const attributesOf = ({ spans }: Telemetry): object[] =>
  spans().map(({ attributes }) => attributes);

describe('the span of a call', () => {
  it('says what was asked for and what came, in the words of the conventions', async () => {
    const seen = telemetry();
    const emulator = await emulated({ replies: ANSWER });
    const response = await clientOf(emulator, { telemetry: seen }).create({
      ...params,
      temperature: 0.25,
      max_tokens: 100,
      stop: ['END'],
      top_k: 40,
      guardrail: { guardrailIdentifier: 'gr4rd1d', guardrailVersion: '1' },
    });
    const [span] = seen.spans();
    expect(seen.spans()).toHaveLength(1);
    expect(span).toMatchObject({
      name: `chat ${MODEL}`,
      kind: SpanKind.CLIENT,
      status: { code: SpanStatusCode.UNSET },
    });
    expect(span?.attributes).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'aws.bedrock',
      'gen_ai.request.model': MODEL,
      'gen_ai.request.temperature': 0.25,
      'gen_ai.request.max_tokens': 100,
      'gen_ai.request.stop_sequences': ['END'],
      'gen_ai.request.top_k': 40,
      'aws.bedrock.guardrail.id': 'gr4rd1d',
      'gen_ai.response.id': response.id,
      'gen_ai.response.model': 'anthropic.claude-haiku-4-5-20251001-v1:0',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 1302,
      'gen_ai.usage.output_tokens': 5,
      'gen_ai.usage.cache_read.input_tokens': 1000,
      'gen_ai.usage.cache_creation.input_tokens': 300,
      'aws.request_id': response.id,
      'outcrop.cost.usd': expect.any(Number),
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(emulator.url).port),
    });
    expect(JSON.stringify(span?.attributes)).not.toContain(SECRET_TEXT);
  });

  it('is there once for all attempts, with an event for each retry', async () => {
    const seen = telemetry();
    const emulator = await emulated({ replies: [reply.error('InternalServerException'), 'Hi'] });
    await clientOf(emulator, { telemetry: seen }).create(params);
    expect(seen.spans()).toHaveLength(1);
    expect(seen.spans()[0]?.events).toMatchObject([
      {
        name: 'outcrop.retry',
        attributes: { 'outcrop.retry.attempt': 1, 'error.type': 'transient' },
      },
    ]);
  });

  it('ends with the error, and the id of the request', async () => {
    const seen = telemetry();
    const emulator = await emulated({ replies: reply.error('AccessDeniedException') });
    const error = await caughtError(clientOf(emulator, { telemetry: seen }).create(params));
    expect(seen.spans()[0]).toMatchObject({
      status: { code: SpanStatusCode.ERROR, message: error.message },
      attributes: { 'error.type': 'access_denied', 'aws.request_id': error.requestId },
    });
    expect(error.requestId).toMatch(/./);
  });

  it('has the caller as parent, and is the parent of what the call starts', async () => {
    const seen = telemetry();
    const during: unknown[] = [];
    const port: ConversePort = {
      converse: async () => {
        await Promise.resolve();
        during.push(trace.getActiveSpan()?.spanContext().spanId);
        return { output: { stopReason: 'end_turn' } };
      },
    };
    const client = createBedrockClient({ port, telemetry: seen });
    const parent = seen.tracerProvider.getTracer('test').startSpan('parent');
    await context.with(trace.setSpan(context.active(), parent), () => client.create(params));
    const [span] = seen.spans();
    expect(span?.parentSpanContext?.spanId).toBe(parent.spanContext().spanId);
    expect(during).toEqual([span?.spanContext().spanId]);
    expect(trace.getActiveSpan()).toBeUndefined();
  });

  it('shows messages, prompts and tools only where that is asked for', async () => {
    const seen = telemetry();
    const emulator = await emulated({ replies: ANSWER });
    const options = { telemetry: { ...seen, captureContent: true } };
    await clientOf(emulator, options).create({
      model: MODEL,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'text', text: SECRET_TEXT }] },
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            { id: 'c1', type: 'function', function: { name: 'clock', arguments: '{}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'c1', content: 'noon' },
      ],
      tools: [{ type: 'function', function: { name: 'clock', parameters: { type: 'object' } } }],
    });
    const attributes = seen.spans()[0]?.attributes ?? {};
    const shown = (name: string): unknown => JSON.parse(String(attributes[name]));
    expect(shown('gen_ai.system_instructions')).toEqual([{ type: 'text', content: 'Be brief.' }]);
    expect(shown('gen_ai.input.messages')).toEqual([
      { role: 'user', parts: [{ type: 'text', content: SECRET_TEXT }] },
      {
        role: 'assistant',
        parts: [{ type: 'tool_call', id: 'c1', name: 'clock', arguments: '{}' }],
      },
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c1', response: 'noon' }] },
    ]);
    expect(shown('gen_ai.output.messages')).toEqual([
      { role: 'assistant', parts: [{ type: 'text', content: SECRET_TEXT }], finish_reason: 'stop' },
    ]);
    expect(shown('gen_ai.tool.definitions')).toEqual([{ type: 'function', name: 'clock' }]);
  });

  it('leaves bytes out of what it shows', async () => {
    const seen = telemetry();
    const emulator = await emulated({ replies: ANSWER });
    const url =
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const content = [{ type: 'image_url', image_url: { url } }] as const;
    const client = clientOf(emulator, { telemetry: { ...seen, captureContent: true } });
    await client.create({ model: MODEL, messages: [{ role: 'user', content: [...content] }] });
    expect(seen.spans()[0]?.attributes['gen_ai.input.messages']).toBe(
      '[{"role":"user","parts":[{"type":"image"}]}]',
    );
  });

  it('is made with the registered providers by default', async () => {
    const seen = telemetry();
    trace.setGlobalTracerProvider(seen.tracerProvider);
    metrics.setGlobalMeterProvider(seen.meterProvider);
    const emulator = await emulated({ replies: 'Hi' });
    await clientOf(emulator, { telemetry: true }).create(params);
    expect(seen.spans()).toHaveLength(1);
    expect(await seen.points('gen_ai.client.operation.duration')).toHaveLength(1);
  });

  it('is made beside the hooks', async () => {
    const seen = telemetry();
    const emulator = await emulated({ replies: 'Hi' });
    const ended: unknown[] = [];
    const hooks = { onResponse: () => ended.push(trace.getActiveSpan()) };
    await clientOf(emulator, { telemetry: seen, ...hooks }).create(params);
    expect(ended).toHaveLength(1);
    expect(seen.spans()).toHaveLength(1);
  });
});

describe('the span of a stream', () => {
  it('ends when it has been read, with all that a whole answer has', async () => {
    const seen = telemetry();
    const emulator = await emulated({ replies: [ANSWER, ANSWER] });
    const client = clientOf(emulator, { telemetry: seen });
    const kinds: string[] = [];
    for await (const { type } of client.stream(params)) {
      if (type !== 'finish') expect(seen.spans()).toHaveLength(0);
      kinds.push(type);
    }
    expect(kinds.at(-1)).toBe('finish');
    await client.create(params);
    const [streamed, whole] = attributesOf(seen);
    expect(streamed).toEqual({
      ...whole,
      'gen_ai.request.stream': true,
      'gen_ai.response.time_to_first_chunk': expect.any(Number),
      'gen_ai.response.id': expect.any(String),
      'aws.request_id': expect.any(String),
    });
  });

  it('has ended when the response is there', async () => {
    const seen = telemetry();
    const emulator = await emulated({ replies: 'Hi' });
    await clientOf(emulator, { telemetry: seen }).stream(params).response;
    expect(seen.spans()).toHaveLength(1);
  });

  it('ends when its reader leaves, which is no error', async () => {
    const seen = telemetry();
    const emulator = await emulated({ replies: 'one two three four five six seven' });
    for await (const event of clientOf(emulator, { telemetry: seen }).stream(params)) {
      if (event.type === 'text-delta') break;
    }
    const [span] = seen.spans();
    expect(span?.status.code).toBe(SpanStatusCode.UNSET);
    expect(span?.attributes).toMatchObject({ 'outcrop.stream.left': true });
    expect(span?.attributes).not.toHaveProperty(['error.type']);
    expect(await seen.points('gen_ai.client.token.usage')).toEqual([]);
  });

  it.each<[string, string, (client: ReturnType<typeof clientOf>) => Promise<ProviderError>]>([
    [
      'its signal fires',
      'aborted',
      async (client) => {
        const stop = new AbortController();
        const stream = client.stream(params, { signal: stop.signal });
        return caughtError(
          (async () => {
            for await (const event of stream) if (event.type === 'text-delta') stop.abort();
          })(),
        );
      },
    ],
    ['it breaks off', 'incomplete_stream', (client) => caughtError(client.stream(params).response)],
  ])('ends when %s, with the error', async (_, reason, fail) => {
    const seen = telemetry();
    const answer = 'one two three four five six seven eight nine ten';
    const emulator = await emulated({
      replies: reply.fault(reason === 'aborted' ? 'idle' : 'rst', { answer, after: 3 }),
    });
    const error = await fail(clientOf(emulator, { telemetry: seen }));
    expect(error.reason).toBe(reason);
    expect(seen.spans()).toHaveLength(1);
    expect(seen.spans()[0]).toMatchObject({
      status: { code: SpanStatusCode.ERROR },
      attributes: { 'error.type': reason },
    });
  });

  it('ends when the service refuses it', async () => {
    const seen = telemetry();
    const emulator = await emulated({ replies: reply.error('AccessDeniedException') });
    const stream = clientOf(emulator, { telemetry: seen }).stream(params);
    await caughtError(stream.response);
    expect(attributesOf(seen)).toMatchObject([{ 'error.type': 'access_denied' }]);
  });

  it('is the parent of what the stream starts, and leaves the reader its own context', async () => {
    const seen = telemetry();
    const during = new Set<unknown>();
    const active = (): unknown => trace.getActiveSpan()?.spanContext().spanId;
    const port: ConversePort = {
      converse: () => Promise.reject(new Error('not to be called')),
      converseStream: async () => ({
        events: (async function* () {
          for (const event of [
            { messageStart: { role: 'assistant' } },
            { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'Hi' } } },
            { messageStop: { stopReason: 'end_turn' } },
          ]) {
            during.add(active());
            yield [event] as never;
          }
        })(),
      }),
    };
    for await (const _ of createBedrockClient({ port, telemetry: seen }).stream(params)) {
      expect(active()).toBeUndefined();
    }
    expect([...during]).toEqual([seen.spans()[0]?.spanContext().spanId]);
  });

  it('begins when it is read: a stream that nobody reads is none', async () => {
    const seen = telemetry();
    const emulator = await emulated({ replies: 'Hi' });
    clientOf(emulator, { telemetry: seen }).stream(params);
    await new Promise(setImmediate);
    expect(emulator.requests).toEqual([]);
    expect(seen.spans()).toEqual([]);
  });
});

describe('the metrics', () => {
  it('are the duration in seconds and the tokens by type', async () => {
    const seen = telemetry();
    const emulator = await emulated({ replies: [ANSWER, reply.error('AccessDeniedException')] });
    const client = clientOf(emulator, { telemetry: seen });
    await client.create(params);
    await caughtError(client.create(params));
    const common = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'aws.bedrock',
      'gen_ai.request.model': MODEL,
      'gen_ai.response.model': 'anthropic.claude-haiku-4-5-20251001-v1:0',
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(emulator.url).port),
    };
    const durations = await seen.points('gen_ai.client.operation.duration');
    expect(durations.map(({ attributes }) => attributes)).toEqual([
      common,
      { ...common, 'error.type': 'access_denied' },
    ]);
    expect(durations[0]?.value).toMatchObject({ count: 1, sum: expect.any(Number) });
    expect(durations[0]?.value.buckets.boundaries).toEqual([
      0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
    ]);
    const tokens = await seen.points('gen_ai.client.token.usage');
    expect(tokens.map(({ attributes, value }) => [attributes, value.sum])).toEqual([
      [{ ...common, 'gen_ai.token.type': 'input' }, 1302],
      [{ ...common, 'gen_ai.token.type': 'output' }, 5],
    ]);
    expect(tokens[0]?.value.buckets.boundaries).toEqual([
      1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864,
    ]);
    expect(await seen.unitOf('gen_ai.client.operation.duration')).toBe('s');
    expect(await seen.unitOf('gen_ai.client.token.usage')).toBe('{token}');
  });

  it('count the tokens of embeddings', async () => {
    const seen = telemetry();
    const model = 'amazon.titan-embed-text-v2:0';
    const server = await answeringServer(() => ({
      body: { embedding: [1], inputTextTokenCount: 3 },
    }));
    await clientOf(server, { telemetry: seen }).embed({ model, input: ['a', 'b'] });
    const tokens = await seen.points('gen_ai.client.token.usage');
    expect(tokens.map(({ attributes, value }) => [attributes, value.sum])).toMatchObject([
      [{ 'gen_ai.operation.name': 'embeddings', 'gen_ai.token.type': 'input' }, 6],
    ]);
    expect(seen.spans().map(({ name }) => name)).toEqual([`embeddings ${model}`]);
  });
});

it('a client without telemetry makes no span', async () => {
  const seen = telemetry();
  trace.setGlobalTracerProvider(seen.tracerProvider);
  const emulator = await emulated({ replies: 'Hi' });
  await clientOf(emulator).create(HELLO);
  await clientOf(emulator, { telemetry: false }).create(HELLO);
  expect(seen.spans()).toEqual([]);
});
