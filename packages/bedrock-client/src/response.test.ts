import { reply } from '@outcrop/bedrock-emulator';
import { UnifiedResponse } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { createBedrockClient } from './bedrock-client.js';
import type { BedrockClientOptions } from './options.js';
import { clientOf, emulated, HELLO, MODEL } from './testing/emulated.js';

const PROTOCOLS = ['http1', 'http2'] as const;
const NOWHERE_LISTED = 'acme.unheard-of-v1:0';

/** The response to one call that is answered like this. */
async function responseTo(
  answer: Parameters<typeof reply>[0],
  options: BedrockClientOptions = {},
  params: object = {},
): Promise<UnifiedResponse> {
  const emulator = await emulated({ replies: reply(answer) });
  return clientOf(emulator, options).create({ ...HELLO, ...params });
}

describe.each(PROTOCOLS)('a response over %s', (protocol) => {
  it('keeps all that came, what the AWS SDK does not know included', async () => {
    const emulator = await emulated();
    emulator.reply(
      reply({
        content: [
          { text: 'See: ' },
          { image: { format: 'png', source: { bytes: 'AQID' } } },
          { hologram: { depth: 3, format: 'new' } },
          { text: 'there.' },
        ],
        usage: {
          inputTokens: 3,
          outputTokens: 5,
          cacheReadInputTokens: 7,
          cacheWriteInputTokens: 11,
        },
        latencyMs: 42,
        members: {
          trace: { guardrail: { inputAssessment: {} } },
          additionalModelResponseFields: { stop_sequence: null },
          hereafter: { answer: true },
        },
      }),
    );
    const response = await clientOf(emulator, { protocol }).create(HELLO);
    const { requestId } = emulator.requests[0]?.response ?? {};
    expect(response.id).toBe(requestId);
    expect(response).toMatchObject({ model: MODEL, provider: 'bedrock', status: 'completed' });
    expect(response.text).toBe('See: there.');
    expect(response.messages).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'See: ' },
          { type: 'image', data: new Uint8Array([1, 2, 3]), mediaType: 'image/png' },
          expect.objectContaining({ type: 'generic', provider: 'bedrock' }),
          { type: 'text', text: 'there.' },
        ],
      },
    ]);
    expect(JSON.stringify(response.getContentByType('generic'))).toContain(
      '{"depth":3,"format":"new"}',
    );
    expect(response.usage).toMatchObject({
      inputTokens: 3,
      outputTokens: 5,
      totalTokens: 26,
      cacheReadInputTokens: 7,
      cacheWriteInputTokens: 11,
      raw: { serverToolUsage: {} },
    });
    expect(response.providerMetadata).toEqual({
      stopReason: 'end_turn',
      metrics: { latencyMs: 42 },
      trace: { guardrail: { inputAssessment: {} } },
      additionalModelResponseFields: { stop_sequence: null },
      hereafter: { answer: true },
      requestId,
      region: 'us-east-1',
    });
    expect(UnifiedResponse.fromJSON(JSON.stringify(response))).toEqual(response);
  });

  it('says by time to live what was written to a cache', async () => {
    const emulator = await emulated({
      replies: reply({
        text: 'Hi',
        members: {
          usage: {
            inputTokens: 2,
            outputTokens: 5,
            totalTokens: 1322,
            cacheWriteInputTokens: 1315,
            cacheDetails: [
              { ttl: '1h', inputTokens: 1000 },
              { ttl: '5m', inputTokens: 315 },
            ],
          },
        },
      }),
    });
    const { usage } = await clientOf(emulator, { protocol }).create(HELLO);
    expect(usage).toMatchObject({
      cacheWriteInputTokens: 1315,
      cacheWrite5mInputTokens: 315,
      cacheWrite1hInputTokens: 1000,
    });
  });

  it('comes through with text in any script', async () => {
    const text = '“Grüße” – 你好, 👩‍👩‍👧‍👦 \u0000 \uD83D\uDE00 '.repeat(2000);
    const emulator = await emulated({ replies: text });
    expect((await clientOf(emulator, { protocol }).create(HELLO)).text).toBe(text);
  });
});

describe('stop reasons', () => {
  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['tool_use', 'tool_calls'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['guardrail_intervened', 'content_filter'],
    ['content_filtered', 'content_filter'],
    ['malformed_tool_use', 'unknown'],
    ['a_new_one', 'unknown'],
  ])('%s is %s, and kept', async (stopReason, finishReason) => {
    const response = await responseTo({ text: 'Hi', stopReason });
    expect(response.finishReason).toBe(finishReason);
    expect(response.providerMetadata.stopReason).toBe(stopReason);
  });
});

describe('reasoning', () => {
  it('goes back unchanged, signature included', async () => {
    const emulator = await emulated();
    emulator.reply(
      reply({
        reasoning: { text: 'Two and two.', signature: 'c2lnbmF0dXJl' },
        toolCalls: [{ name: 'add', input: { a: 2 }, id: 'tooluse_1' }],
      }),
    );
    const client = clientOf(emulator);
    const tools = [{ type: 'function', function: { name: 'add' } }] as const;
    const first = await client.create({ ...HELLO, tools });
    expect(first.reasoning).toMatchObject([{ reasoning: 'Two and two.' }]);
    expect(first.text).toBe('');
    const result = { role: 'tool', tool_call_id: 'tooluse_1', content: '4' } as const;
    await client.create({
      ...HELLO,
      tools,
      messages: [...HELLO.messages, ...first.messages, result],
    });
    expect(emulator.requests[1]?.body).toMatchObject({
      messages: [
        {},
        {
          content: [
            {
              reasoningContent: {
                reasoningText: { text: 'Two and two.', signature: 'c2lnbmF0dXJl' },
              },
            },
            { toolUse: { toolUseId: 'tooluse_1' } },
          ],
        },
        {},
      ],
    });
  });
});

describe('the cost', () => {
  const USAGE = { inputTokens: 1000, outputTokens: 500 };

  it('comes from the table, by model and region', async () => {
    const response = await responseTo({ text: 'Hi', usage: USAGE });
    expect(response.cost).toMatchObject({
      status: 'priced',
      price: { model: expect.stringContaining('claude-haiku-4-5'), region: 'us-east-1' },
    });
    expect(response.cost.status === 'priced' && response.cost.usd).toBeGreaterThan(0);
  });

  it('of an unknown model is unknown, and never 0', async () => {
    const response = await responseTo({ text: 'Hi' }, {}, { model: NOWHERE_LISTED });
    expect(response.cost).toMatchObject({ status: 'unknown', reason: 'model-not-listed' });
    const client = createBedrockClient({ region: 'us-east-1' });
    expect(client.getUsage(response).cost).toBeNull();
  });

  it('is by the price of the call, or else of the client', async () => {
    const own = { price: [1, 2] } as const;
    const params = { model: NOWHERE_LISTED };
    const byClient = await responseTo({ usage: USAGE }, own, params);
    expect(byClient.cost).toMatchObject({ status: 'priced', usd: 2 });
    const byCall = await responseTo({ usage: USAGE }, own, { ...params, price: [0.01, 0.1] });
    expect(byCall.cost).toMatchObject({ status: 'priced', usd: 0.06 });
  });

  it('of an ARN is that of the model it stands for, once that is told', async () => {
    const arn = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123';
    const params = { model: arn };
    expect((await responseTo({ usage: USAGE }, {}, params)).cost.status).toBe('unknown');
    const models = { [arn]: { base: 'anthropic.claude-3-haiku-20240307-v1:0' } };
    const { cost } = await responseTo({ usage: USAGE }, { models }, params);
    expect(cost).toMatchObject({ status: 'priced', price: { model: models[arn]?.base } });
  });

  it('is by the tier that served, which is not always the one that was asked for', async () => {
    const response = await responseTo(
      { usage: USAGE, members: { serviceTier: { type: 'flex' } } },
      {},
      { model: 'amazon.nova-pro-v1:0', service_tier: 'priority' },
    );
    const price = response.cost.status === 'priced' ? response.cost.price : response.cost;
    expect(JSON.stringify(price)).toContain('flex');
  });

  it('of a response that was never priced is looked up, any other is kept', async () => {
    const client = createBedrockClient({ region: 'us-east-1' });
    const init = { id: '1', model: MODEL, provider: 'bedrock', messages: [] };
    const usage = {
      ...USAGE,
      totalTokens: 1500,
      cacheReadInputTokens: 0,
      cacheWriteInputTokens: 0,
    };
    const unpriced = new UnifiedResponse({ ...init, usage });
    expect(client.cost(unpriced)).toMatchObject({
      status: 'priced',
      price: { region: 'us-east-1' },
    });
    const elsewhere = unpriced.with({ providerMetadata: { region: 'eu-west-1' } });
    expect(client.cost(elsewhere)).toMatchObject({ price: { region: 'eu-west-1' } });
    const cost = { status: 'unknown', reason: 'model-not-listed' } as const;
    expect(client.cost(unpriced.with({ cost }))).toBe(cost);
    const priced = unpriced.with({ cost: client.cost(unpriced) });
    expect(client.cost(priced)).toBe(priced.cost);
  });
});

describe('AG2 views of a response', () => {
  const ANSWER = {
    text: 'Let me add.',
    toolCalls: [{ name: 'add', input: { a: 2 }, id: 'tooluse_1' }],
    usage: { inputTokens: 1000, outputTokens: 500, cacheReadInputTokens: 10 },
  };
  const TOOL_CALLS = [
    { id: 'tooluse_1', type: 'function', function: { name: 'add', arguments: '{"a":2}' } },
  ];
  const OPTIONS = { price: [1, 2] } as const;

  it('createV1Compatible gives a chat.completion', async () => {
    const emulator = await emulated({ replies: reply(ANSWER) });
    const before = Math.floor(Date.now() / 1000);
    const completion = await clientOf(emulator).createV1Compatible(HELLO);
    expect(completion).toMatchObject({
      id: emulator.requests[0]?.response.requestId,
      object: 'chat.completion',
      model: MODEL,
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'Let me add.', tool_calls: TOOL_CALLS },
          finish_reason: 'tool_calls',
        },
      ],
      usage: { prompt_tokens: 1010, completion_tokens: 500, total_tokens: 1510 },
    });
    expect(completion.created).toBeGreaterThanOrEqual(before);
    expect(completion.cost).toBeGreaterThan(0);
  });

  it('getUsage and messageRetrieval give what AG2 gives', async () => {
    const response = await responseTo(
      { ...ANSWER, usage: { inputTokens: 1000, outputTokens: 500 } },
      OPTIONS,
    );
    const client = createBedrockClient({ region: 'us-east-1' });
    expect(client.getUsage(response)).toEqual({
      prompt_tokens: 1000,
      completion_tokens: 500,
      total_tokens: 1500,
      cost: 2,
      model: MODEL,
    });
    expect(client.messageRetrieval(response)).toEqual([
      { role: 'assistant', content: 'Let me add.', tool_calls: TOOL_CALLS },
    ]);
    expect(client.messageRetrieval(await responseTo('Only text.'))).toEqual(['Only text.']);
  });
});
