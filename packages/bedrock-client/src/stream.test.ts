import { ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { type MessageReplyOptions, reply } from '@outcrop/bedrock-emulator';
import type { UnifiedResponse, UnifiedStreamEvent } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { clientOf, emulated, HELLO, MODEL } from './testing/emulated.js';
import { recordedStreams } from './testing/recorded-streams.js';
import { TRANSPORTS } from './testing/transports.js';

/** What differs between two calls that are answered alike: the id of the request. */
function withoutRequest(response: UnifiedResponse): object {
  const { requestId: _, ...providerMetadata } = response.providerMetadata;
  return { ...response, id: '', providerMetadata };
}

const ANSWERS: Readonly<Record<string, MessageReplyOptions>> = {
  'of text': { text: 'Hello world, how are you?' },
  'of many characters': { text: '日本語 😀 – ñ'.repeat(50), chunkCharacters: 3 },
  'of reasoning': { reasoning: { text: 'Hm, well.', signature: 'c2lnbmVk' }, text: 'Hello.' },
  'of tool calls': {
    text: 'I look.',
    toolCalls: [
      { name: 'find', input: { city: 'Zürich', days: [1, 2.5], deep: { null: null } } },
      { name: 'find' },
    ],
  },
  'of every kind of block': {
    content: [
      { reasoningContent: { redactedContent: 'AQIDBA==' } },
      { text: '' },
      {
        citationsContent: {
          content: [{ text: 'As it is said.' }],
          citations: [
            {
              title: 'A title',
              source: 'a source',
              sourceContent: [{ text: 'said' }],
              location: { web: { url: 'https://example.com', domain: 'example.com' } },
            },
          ],
        },
      },
      {
        toolUse: {
          toolUseId: 'server-1',
          name: 'nova_code_interpreter',
          type: 'server_tool_use',
          input: { snippet: '1 + 1' },
        },
      },
      {
        toolResult: {
          toolUseId: 'server-1',
          type: 'nova_code_interpreter_result',
          status: 'success',
          content: [{ json: { stdOut: '2' } }],
        },
      },
      { image: { format: 'png', source: { bytes: 'iVBORw0KGgo=' } } },
      { hologram: { depth: 3 } },
    ],
  },
  'that is cut': { text: 'Once upon a', stopReason: 'max_tokens' },
  'that a guardrail stopped': {
    text: 'I cannot say.',
    stopReason: 'guardrail_intervened',
    members: { trace: { guardrail: { inputAssessment: {}, actionReason: 'Guardrail blocked.' } } },
  },
  'with all there is to say about it': {
    text: 'Hi.',
    latencyMs: 321,
    usage: {
      inputTokens: 3,
      outputTokens: 5,
      cacheReadInputTokens: 7,
      cacheWriteInputTokens: 11,
    },
    members: {
      additionalModelResponseFields: { stop_sequence: null },
      serviceTier: { type: 'flex' },
      performanceConfig: { latency: 'optimized' },
      hereafter: { answer: true },
    },
  },
};

const TOOLS = [
  { type: 'function', function: { name: 'find', parameters: { type: 'object' } } },
] as const;

/** A conversation that gives warnings, repairs and an alias for a tool's name. */
const CONVERSATION = {
  model: MODEL,
  messages: [
    { role: 'user', content: 'Find it.' },
    {
      role: 'assistant',
      tool_calls: [{ id: 'a', type: 'function', function: { name: 'find it', arguments: '{}' } }],
    },
    { role: 'user', content: 'And?' },
  ],
  tools: [{ type: 'function', function: { name: 'find it', parameters: { type: 'object' } } }],
  logit_bias: { '1': 1 },
  price: [0.001, 0.002],
} as const;

describe.each(TRANSPORTS)('a stream over $name', ({ protocol, connect }) => {
  it.each(Object.entries(ANSWERS))('gives an answer %s as create does', async (_, answer) => {
    const { emulator, client } = await connect({ replies: reply(answer) });
    const params = { ...HELLO, tools: TOOLS };
    const created = await client.create(params);
    const stream = client.stream(params);
    const events: UnifiedStreamEvent[] = [];
    for await (const event of stream) events.push(event);
    const streamed = await stream.response;
    const [first, second] = emulator.requests;
    expect([first?.operation, second?.operation]).toEqual(['Converse', 'ConverseStream']);
    expect(first?.body).toEqual(second?.body);
    expect(withoutRequest(streamed)).toEqual(withoutRequest(created));
    expect(streamed.id).toBe(second?.response.requestId);
    expect(streamed.providerMetadata.requestId).toBe(second?.response.requestId);
    expect(created.cost.status).toBe(streamed.cost.status);
    expect(events[0]).toEqual({
      type: 'response-start',
      id: streamed.id,
      model: MODEL,
      provider: 'bedrock',
    });
    expect(events.at(-1)).toEqual({
      type: 'finish',
      finishReason: created.finishReason,
      response: streamed,
    });
    const deltas = events.flatMap((event) => (event.type === 'text-delta' ? [event.text] : []));
    expect(deltas.join('')).toBe(created.text);
  });

  it('gives warnings, repairs, own tool names and the price of the call as create does', async () => {
    const replies = (): ReturnType<typeof reply> =>
      reply({ toolCalls: [{ name: 'find_it', input: { a: 1 } }] });
    const { client } = await connect({ replies });
    const created = await client.create(CONVERSATION);
    const streamed = await client.stream(CONVERSATION).response;
    expect(withoutRequest(streamed)).toEqual(withoutRequest(created));
    expect(streamed.warnings.length).toBeGreaterThan(0);
    expect(streamed.repairs.length).toBeGreaterThan(0);
    expect(streamed.toolCalls).toMatchObject([{ name: 'find it', arguments: '{"a":1}' }]);
    expect(streamed.cost).toMatchObject({ status: 'priced' });
  });

  it('keeps numbers as long as the model wrote them, and sends them back so', async () => {
    const { emulator, client } = await connect();
    const input = '{"id":12345678901234567890,"price":0.1000000000000000055}';
    const events = [
      { messageStart: { role: 'assistant' } },
      {
        contentBlockStart: {
          contentBlockIndex: 0,
          start: { toolUse: { toolUseId: 'a', name: 'find' } },
        },
      },
      { contentBlockDelta: { contentBlockIndex: 0, delta: { toolUse: { input } } } },
      { contentBlockStop: { contentBlockIndex: 0 } },
      { messageStop: { stopReason: 'tool_use' } },
      { metadata: { usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 } } },
    ];
    const message = `{"output":{"message":{"role":"assistant","content":[{"toolUse":{"toolUseId":"a","name":"find","input":${input}}}]}},"stopReason":"tool_use"}`;
    emulator.reply([
      reply.events(events),
      reply.raw({ headers: { 'content-type': 'application/json' }, body: message }),
    ]);
    const params = { ...HELLO, tools: TOOLS };
    for (const response of [await client.stream(params).response, await client.create(params)]) {
      expect(response.toolCalls[0]?.arguments).toBe(input);
      const result = { role: 'tool', tool_call_id: 'a', content: 'Found.' } as const;
      await client.create({
        ...params,
        messages: [...HELLO.messages, ...response.messages, result],
      });
      const sent = Buffer.from(emulator.requests.at(-1)?.rawBody ?? []).toString();
      expect(sent).toContain(`"input":${input}`);
    }
  });

  it('is read as text, as a Web stream, or whole', async () => {
    const { client } = await connect({
      replies: reply({ text: 'Hello world.', chunkCharacters: 4 }),
    });
    const texts: string[] = [];
    for await (const text of client.stream(HELLO).textStream()) texts.push(text);
    expect(texts).toEqual(['Hell', 'o wo', 'rld.']);
    const types: string[] = [];
    for await (const event of client.stream(HELLO).toReadableStream()) types.push(event.type);
    expect(types).toEqual([
      'response-start',
      'text-start',
      ...['text-delta', 'text-delta', 'text-delta'],
      'text-end',
      'usage',
      'finish',
    ]);
    expect((await client.stream(HELLO).response).text).toBe('Hello world.');
  });

  it('sends nothing before it is read', async () => {
    const { emulator, client } = await connect();
    const stream = client.stream(HELLO);
    await client.create(HELLO);
    expect(emulator.requests.map(({ operation }) => operation)).toEqual(['Converse']);
    await stream.response;
    expect(emulator.requests).toHaveLength(2);
  });

  it('of a model that cannot stream with tools comes in one piece, and says so', async () => {
    const { emulator, client } = await connect({ replies: 'In one piece.' });
    const model = 'us.meta.llama3-3-70b-instruct-v1:0';
    const stream = client.stream({ ...HELLO, model, tools: TOOLS });
    const events: UnifiedStreamEvent[] = [];
    for await (const event of stream) events.push(event);
    expect(emulator.requests.map(({ operation }) => operation)).toEqual(['Converse']);
    const response = await stream.response;
    expect(response.text).toBe('In one piece.');
    const warning = {
      code: 'stream_in_one_piece',
      message: 'The model cannot stream with tools: the answer comes in one piece.',
    };
    expect(response.warnings).toContainEqual(warning);
    expect(events).toContainEqual({ type: 'warning', ...warning });
    expect(events.at(-1)).toMatchObject({ type: 'finish', response });
    await client.stream({ ...HELLO, model }).response;
    expect(emulator.requests.at(-1)?.operation).toBe('ConverseStream');
  });

  if (protocol === 'http2')
    it('that the AWS SDK takes for complete is not', async () => {
      const { BedrockRuntimeClient } = await import('@aws-sdk/client-bedrock-runtime');
      const { emulator } = await connect({
        replies: reply.fault('rst', {
          after: 2,
          answer: { text: 'Hello world.', chunkCharacters: 4 },
        }),
      });
      const { NodeHttp2Handler } = await import('@smithy/node-http-handler');
      const requestHandler = new NodeHttp2Handler({
        disableConcurrentStreams: true,
        nodeHttp2ConnectOptions: { rejectUnauthorized: false },
      });
      const sdk = new BedrockRuntimeClient({ ...emulator.clientOptions, requestHandler });
      const seen: string[] = [];
      const messages = [{ role: 'user' as const, content: [{ text: 'Hello' }] }];
      const { stream = [] } = await sdk.send(
        new ConverseStreamCommand({ modelId: MODEL, messages }),
      );
      for await (const event of stream) seen.push(...Object.keys(event));
      expect(seen).toEqual(['messageStart', 'contentBlockDelta']);

      const { createBedrockClient } = await import('./bedrock-client.js');
      const ours = createBedrockClient({ client: sdk });
      await expect(ours.stream(HELLO).response).rejects.toMatchObject({
        reason: 'incomplete_stream',
        partial: { text: 'Hell' },
      });
      sdk.destroy();
    });
});

const streams = recordedStreams();

describe.skipIf(streams.length === 0)('recorded streams (skipped: no recordings here)', () => {
  it.each(streams)(
    '$cassette: every split over every transport gives the same',
    async (recorded) => {
      const { bytes, model } = recorded;
      const responses: object[] = [];
      for (const { connect } of TRANSPORTS) {
        for (const split of [undefined, 1, 7, 1000]) {
          const { client } = await connect({
            replies: reply.frames(bytes, split === undefined ? {} : { split }),
          });
          const response = await client.stream({ ...HELLO, model }).response;
          expect(response.status).toBe('completed');
          responses.push(withoutRequest(response));
        }
      }
      for (const response of responses) expect(response).toEqual(responses[0]);
    },
  );
});

it('the mode of processing a stream goes with a stream alone', async () => {
  const emulator = await emulated({ rules: 'strict' });
  const client = clientOf(emulator);
  const guardrail = { guardrailIdentifier: 'abc', guardrailVersion: '1' };
  const params = { ...HELLO, guardrail: { ...guardrail, streamProcessingMode: 'async' } } as const;
  await client.stream(params).response;
  await client.create(params);
  expect(emulator.requests.map(({ body }) => body)).toMatchObject([
    { guardrailConfig: { ...guardrail, streamProcessingMode: 'async' } },
    { guardrailConfig: guardrail },
  ]);
});
