import { type Emulator, type ReceivedRequest, reply } from '@outcrop/bedrock-emulator';
import { isStructuredOutputError } from '@outcrop/structured-output';
import type { ChatParams, UnifiedStreamEvent } from '@outcrop/unified-response';
import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { BedrockClient } from './bedrock-client.js';
import { clientOf, emulated, HELLO, MODEL } from './testing/emulated.js';

const City = z.object({ name: z.string(), people: z.number().int() });
const ROME = { name: 'Rome', people: 2_800_000 };
const ANSWER = '__structured_output';
const NOVA = 'us.amazon.nova-pro-v1:0';
const LLAMA = 'us.meta.llama3-3-70b-instruct-v1:0';
const TITAN = 'amazon.titan-text-express-v1';
const OPUS = 'us.anthropic.claude-opus-4-1-20250805-v1:0';

const weather = {
  type: 'function',
  function: {
    name: 'weather',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
} as const;
const called = { name: ANSWER, input: ROME };
const weatherCalled = { name: 'weather', input: { city: 'Rome' } };
const signed = { text: 'Rome, surely.', signature: 'c2lnbmVk' };

/** A strict emulator that answers so, and a client of it. */
async function answering(
  ...replies: Parameters<typeof reply>[0][]
): Promise<{ client: BedrockClient; emulator: Emulator }> {
  const emulator = await emulated({ rules: 'strict', replies: replies.map((one) => reply(one)) });
  return { emulator, client: clientOf(emulator) };
}

interface Body {
  readonly system?: readonly { readonly text: string }[];
  readonly outputConfig?: object;
  readonly messages: readonly { readonly role: string; readonly content: readonly object[] }[];
  readonly toolConfig?: {
    readonly tools: readonly { readonly toolSpec: { readonly name: string } }[];
    readonly toolChoice?: object;
  };
}

function bodyOf(emulator: Emulator, at = -1): Body {
  return emulator.requests.at(at)?.body as unknown as Body;
}

const ask = { ...HELLO, response_format: City };
const askTool = { ...ask, structured_output_strategy: 'tool' } as const;
const askPrompt = { ...ask, structured_output_strategy: 'prompt' } as const;

async function eventsOf(client: BedrockClient, params: ChatParams): Promise<UnifiedStreamEvent[]> {
  const events: UnifiedStreamEvent[] = [];
  for await (const event of client.stream(params)) events.push(event);
  return events;
}

describe('a response format', () => {
  it.each<[string, ChatParams['response_format']]>([
    ['Zod', City],
    ['Valibot', v.object({ name: v.string(), people: v.number() })],
    ['ArkType', type({ name: 'string', people: 'number' })],
    ['JSON Schema', z.toJSONSchema(City)],
    ["OpenAI's", { type: 'json_schema', json_schema: { name: 'c', schema: z.toJSONSchema(City) } }],
    ['JSON mode', { type: 'json_object' }],
  ])('of %s gives a value', async (_, format) => {
    const { client } = await answering({ text: JSON.stringify(ROME) });
    const { parsed, text } = await client.create({ ...HELLO, response_format: format });
    expect(parsed).toEqual(ROME);
    expect(text).toBe('{"name":"Rome","people":2800000}');
  });

  it('writes the text where it can', async () => {
    const format = { schema: City, format: (city: unknown) => `${City.parse(city).name}!` };
    const { client, emulator } = await answering({ text: JSON.stringify(ROME) });
    const response = await client.create({ ...HELLO, response_format: format });
    expect(response).toMatchObject({ text: 'Rome!', parsed: ROME });
    emulator.reply(reply({ text: JSON.stringify(ROME) }));
    const events = await eventsOf(client, { ...HELLO, response_format: format });
    const texts = events.flatMap((event) => (event.type === 'text-delta' ? [event.text] : []));
    expect(texts).toEqual(['Rome!']);
  });

  it.each<[string, ChatParams['response_format'], string]>([
    [
      'format',
      {
        schema: City,
        format: () => {
          throw new Error('no words');
        },
      },
      'response_format: format threw: no words',
    ],
    [
      'check',
      z.object({ name: z.string() }).refine(() => {
        throw new Error('no sense');
      }),
      'response_format: its validation threw: no sense',
    ],
  ])('of the caller whose %s throws is an error like all others', async (_, format, message) => {
    const { client } = await answering({ text: JSON.stringify(ROME) });
    await expect(client.create({ ...HELLO, response_format: format })).rejects.toMatchObject({
      reason: 'config',
      path: 'response_format',
      message,
      partial: { text: JSON.stringify(ROME) },
    });
  });

  it('is held to without ajv, where the client has another validator', async () => {
    const emulator = await emulated({ replies: [reply('{"n":1}'), reply('{"n":2}')] });
    const client = clientOf(emulator, {
      responseFormatOptions: {
        validator: () => (value) =>
          (value as { n: number }).n === 1
            ? { ok: true, value }
            : { ok: false, violations: [{ path: '/n', message: 'must be 1' }] },
      },
    });
    const params = { ...HELLO, response_format: { type: 'object', properties: { n: {} } } };
    expect((await client.create(params)).parsed).toEqual({ n: 1 });
    await expect(client.create(params)).rejects.toMatchObject({
      violations: [{ path: '/n', message: 'must be 1' }],
    });
  });

  it('is that of the client where a call names none', async () => {
    const emulator = await emulated({
      rules: 'strict',
      replies: [
        reply({ text: JSON.stringify(ROME) }),
        reply({ text: 'Hi' }),
        reply({ text: 'Hi' }),
      ],
    });
    const client = clientOf(emulator, { responseFormat: City });
    expect((await client.create(HELLO)).parsed).toEqual(ROME);
    for (const none of [null, { type: 'text' } as const]) {
      const response = await client.create({ ...HELLO, response_format: none });
      expect(response).toMatchObject({ text: 'Hi', parsed: undefined });
    }
  });

  it('holds for the compatible answer, too', async () => {
    const { client } = await answering({ text: 'Well:', toolCalls: [called] });
    const { choices } = await client.createV1Compatible(askTool);
    expect(choices[0]).toEqual({
      index: 0,
      message: { role: 'assistant', content: JSON.stringify(ROME), refusal: null },
      finish_reason: 'stop',
      logprobs: null,
    });
  });
});

describe('the strategy', () => {
  it.each<[string, string, Partial<ChatParams>, string]>([
    ['decoding, where the model has it', MODEL, {}, 'native'],
    ['a tool, where it has not', OPUS, {}, 'tool'],
    ['words, where it has no tools', TITAN, {}, 'prompt'],
    ['words for JSON mode', MODEL, { response_format: { type: 'json_object' } }, 'prompt'],
    [
      'a tool for a map, which decoding has no words for',
      MODEL,
      { response_format: z.record(z.string(), z.union([z.string(), z.number()])) },
      'tool',
    ],
    [
      'decoding for it all the same while the model thinks',
      MODEL,
      {
        response_format: z.record(z.string(), z.union([z.string(), z.number()])),
        thinking: { type: 'enabled', budget_tokens: 1024 },
      },
      'native',
    ],
    ['the one that the call names', MODEL, { structured_output_strategy: 'prompt' }, 'prompt'],
  ])('is %s', async (_, model, params, strategy) => {
    const { client } = await answering({ text: JSON.stringify(ROME) });
    const response = await client.create({ ...ask, ...params, model });
    expect(response.providerMetadata.structuredOutput).toMatchObject({ strategy });
    expect(response.parsed).toEqual(ROME);
  });

  it.each([
    ['native', OPUS],
    ['tool', TITAN],
  ] as const)('%s is refused for a model without it', async (strategy, model) => {
    const { client, emulator } = await answering();
    await expect(
      client.create({ ...ask, model, structured_output_strategy: strategy }),
    ).rejects.toMatchObject({ reason: 'unsupported', path: 'structured_output_strategy' });
    expect(emulator.requests).toEqual([]);
  });

  const thinking = { type: 'enabled', budget_tokens: 1024 } as const;
  const tools = [weather];
  it.each<[string, string, Partial<ChatParams>, object | undefined, string[], boolean]>([
    ['forces it', OPUS, {}, { tool: { name: ANSWER } }, [ANSWER], false],
    ['forces any tool beside others', OPUS, { tools }, { any: {} }, ['weather', ANSWER], false],
    ['asks for it while the model thinks', OPUS, { thinking }, undefined, [ANSWER], true],
    ['asks for it where nothing can be forced', LLAMA, {}, undefined, [ANSWER], true],
    [
      'takes the other tools off the table',
      OPUS,
      { tools, tool_choice: 'none' },
      { tool: { name: ANSWER } },
      [ANSWER],
      false,
    ],
    [
      "respects that a tool of the caller's must be called",
      OPUS,
      { tools, tool_choice: 'required' },
      { any: {} },
      ['weather'],
      false,
    ],
    [
      'and which one',
      OPUS,
      { tools, tool_choice: { type: 'function', function: { name: 'weather' } } },
      { tool: { name: 'weather' } },
      ['weather'],
      false,
    ],
  ])('tool %s', async (_, model, params, choice, names, isAsked) => {
    const { client, emulator } = await answering({
      toolCalls: names.includes(ANSWER) ? [called] : [weatherCalled],
    });
    const response = await client.create({ ...ask, model, ...params });
    expect(response.warnings).toEqual([]);
    const { toolConfig, system = [] } = bodyOf(emulator);
    expect(toolConfig?.toolChoice).toEqual(choice);
    expect(toolConfig?.tools.map(({ toolSpec }) => toolSpec.name)).toEqual(names);
    expect(system.some(({ text }) => text.includes(ANSWER))).toBe(isAsked);
  });

  it('prompt asks behind the system prompts', async () => {
    const { client, emulator } = await answering({ text: JSON.stringify(ROME) });
    const messages = [{ role: 'system', content: 'Be kind.' }, ...HELLO.messages] as const;
    await client.create({ ...askPrompt, messages });
    const [first, second] = bodyOf(emulator).system ?? [];
    expect(first?.text).toBe('Be kind.');
    expect(second?.text).toContain('"people"');
  });
});

describe('the tool of the answer', () => {
  it('is seen by nobody', async () => {
    const answer = { reasoning: signed, text: 'I answer now.', toolCalls: [called] };
    const { client, emulator } = await answering(answer, answer);
    const thinking = { type: 'enabled', budget_tokens: 1024 } as const;
    const response = await client.create({ ...askTool, thinking });
    expect(response).toMatchObject({ parsed: ROME, finishReason: 'stop', toolCalls: [] });
    expect(response.text).toBe(JSON.stringify(ROME));
    expect(response.messages[0]?.content.map(({ type }) => type)).toEqual(['reasoning', 'text']);
    expect(response.providerMetadata.structuredOutput).toEqual({
      strategy: 'tool',
      beside: [{ type: 'text', text: 'I answer now.' }],
    });
    const events = await eventsOf(client, { ...askTool, thinking });
    expect(JSON.stringify([response, events])).not.toContain(ANSWER);
    expect(emulator.requests).toHaveLength(2);
  });

  it('leaves the calls of other tools alone', async () => {
    const answers = [
      {
        text: 'I look.',
        toolCalls: [weatherCalled, { ...weatherCalled, input: { city: 'Oslo' } }],
      },
      { toolCalls: [called] },
    ];
    const { client, emulator } = await answering(...answers);
    const params = { ...askTool, tools: [weather] };
    const first = await client.create(params);
    expect(first).toMatchObject({ parsed: undefined, finishReason: 'tool_calls', text: 'I look.' });
    expect(first.toolCalls.map(({ name }) => name)).toEqual(['weather', 'weather']);
    const results = first.toolCalls.map(({ id }) => ({
      role: 'tool' as const,
      tool_call_id: id,
      content: 'Sunny',
    }));
    const messages = [...HELLO.messages, ...first.messages, ...results];
    const second = await client.create({ ...params, messages });
    expect(second).toMatchObject({ parsed: ROME, finishReason: 'stop' });
    const codes = second.repairs.map(({ code }) => code);
    expect(codes.filter((code) => code !== 'response_schema_changed')).toEqual([]);
    expect(emulator.requests).toHaveLength(2);
  });

  it.each([
    ['behind', [weatherCalled, called]],
    ['before', [called, weatherCalled]],
  ])('may be called %s another one, in one turn', async (_, toolCalls) => {
    const params = { ...askTool, tools: [weather] };
    const { client, emulator } = await answering({ toolCalls });
    const response = await client.create(params);
    expect(response).toMatchObject({ parsed: ROME, finishReason: 'tool_calls' });
    expect(response.toolCalls).toMatchObject([{ name: 'weather', arguments: '{"city":"Rome"}' }]);
    expect(response.messages[0]?.content.map(({ type }) => type)).toEqual(['text', 'tool_call']);
    emulator.reply([reply({ toolCalls }), reply({ toolCalls: [called] })]);
    const events = await eventsOf(client, params);
    const calls = events.filter((event) => event.type === 'tool-call-end');
    expect(calls).toMatchObject([{ name: 'weather', toolCallIndex: 0 }]);
    // What came can be gone on with.
    const results = response.toolCalls.map(({ id }) => ({
      role: 'tool' as const,
      tool_call_id: id,
      content: 'Sunny',
    }));
    const messages = [...HELLO.messages, ...response.messages, ...results];
    expect(await client.create({ ...params, messages })).toMatchObject({ parsed: ROME });
  });

  it('has its answer kept from the caller where it does not fit and tools are called', async () => {
    const toolCalls = [weatherCalled, { name: ANSWER, input: { name: 'Rome' } }];
    const { client } = await answering({ toolCalls });
    const response = await client.create({ ...askTool, tools: [weather] });
    expect(response).toMatchObject({ parsed: undefined, finishReason: 'tool_calls' });
    expect(response.warnings).toMatchObject([{ code: 'structured_output_early' }]);
    expect(response.text).toBe('{"name":"Rome"}');
  });

  it('may be called twice: the first answer that fits counts', async () => {
    const toolCalls = [{ name: ANSWER, input: {} }, called, { name: ANSWER, input: ROME }];
    const { client } = await answering({ toolCalls });
    const response = await client.create(askTool);
    expect(response).toMatchObject({ parsed: ROME, toolCalls: [] });
    expect(response.warnings).toMatchObject([{ code: 'structured_output_repeated' }]);
    expect(response.text).toBe(JSON.stringify(ROME));
  });

  it('may be forgotten by a model that writes the JSON as text', async () => {
    const { client } = await answering({
      text: `Sure:\n\`\`\`json\n${JSON.stringify(ROME)}\n\`\`\``,
    });
    const response = await client.create(askTool);
    expect(response).toMatchObject({ parsed: ROME, text: JSON.stringify(ROME) });
    expect(response.repairs).toContainEqual(
      expect.objectContaining({ code: 'structured_output_read_from_text' }),
    );
  });

  it('has another name where the caller has a tool of its name', async () => {
    const own = { type: 'function', function: { name: ANSWER } } as const;
    const { client, emulator } = await answering({
      toolCalls: [{ name: `${ANSWER}_2`, input: ROME }],
    });
    const response = await client.create({ ...askTool, tools: [own] });
    expect(response).toMatchObject({ parsed: ROME, toolCalls: [] });
    const names = bodyOf(emulator).toolConfig?.tools.map(({ toolSpec }) => toolSpec.name);
    expect(names).toEqual([ANSWER, `${ANSWER}_2`]);
  });
});

describe('an answer that does not fit', () => {
  const wrong = { name: 'Rome', people: 'many', more: [] };

  it.each([
    ['native', { ...ask }, { text: JSON.stringify(wrong) }],
    ['tool', askTool, { toolCalls: [{ name: ANSWER, input: wrong }] }],
    ['prompt', askPrompt, { text: JSON.stringify(wrong) }],
  ])('is an error with all there is to know: %s', async (strategy, params, answer) => {
    const { client } = await answering(answer, answer);
    for (const call of [client.create(params), client.stream(params).response]) {
      const error: unknown = await call.catch((thrown: unknown) => thrown);
      if (!isStructuredOutputError(error)) throw error;
      expect(error).toMatchObject({
        reason: 'model_error',
        retryable: false,
        strategy,
        path: 'response_format',
        provider: 'bedrock',
        value: wrong,
        violations: [{ path: '/people' }],
      });
      expect(error.message).toContain('/people');
      expect(error.requestId).toBeTypeOf('string');
      expect(error.partial?.text).toBe(JSON.stringify(wrong));
      expect(error.partial?.toolCalls).toEqual([]);
      expect(error.partial?.usage.outputTokens).toBeGreaterThan(0);
    }
  });

  it('is an error where there is no JSON at all', async () => {
    const { client } = await answering({ text: 'I would rather not.' });
    await expect(client.create(ask)).rejects.toMatchObject({
      reason: 'model_error',
      value: undefined,
      partial: { text: 'I would rather not.' },
    });
  });

  it('is mended where it is only written the wrong way', async () => {
    const List = z.object({ cities: z.array(City), count: z.number() });
    const value = { cities: [ROME], count: 1 };
    const input = { cities: JSON.stringify([ROME]), count: '1' };
    const { client } = await answering({ toolCalls: [{ name: ANSWER, input }] });
    const response = await client.create({ ...askTool, response_format: List });
    expect(response.parsed).toEqual(value);
    expect(response.text).toBe(JSON.stringify(value));
    const paths = response.repairs.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['parsed/cities', 'parsed/count']));
  });

  it.each([
    ['native', { ...ask }, (value: object) => ({ text: JSON.stringify(value) })],
    [
      'tool',
      askTool,
      (input: object) => ({ toolCalls: [{ name: ANSWER, input: input as never }] }),
    ],
    ['prompt', askPrompt, (value: object) => ({ text: JSON.stringify(value) })],
  ])('goes back to be mended as often as allowed: %s', async (_, params, answer) => {
    const usage = { inputTokens: 100, outputTokens: 10 };
    const script = [wrong, { name: 'Rome' }, ROME].map((value) => ({ ...answer(value), usage }));
    const { client, emulator } = await answering(...script, ...script);
    const asked = { ...params, max_repairs: 2, price: [1, 2] as const };
    const response = await client.create(asked);
    expect(response).toMatchObject({ parsed: ROME, text: JSON.stringify(ROME) });
    expect(response.usage).toMatchObject({ inputTokens: 300, outputTokens: 30, totalTokens: 330 });
    expect(response.cost).toMatchObject({ status: 'priced', exact: '0.36', usd: 0.36 });
    expect(response.messages).toHaveLength(1);
    expect(response.providerMetadata.structuredOutput).toMatchObject({
      rounds: [
        { usage, violations: [{ path: '/people' }], cost: { exact: '0.12' } },
        { usage, violations: [{ path: '/people' }] },
        { usage, violations: [] },
      ],
    });
    const sent = JSON.stringify(bodyOf(emulator).messages);
    expect(sent).toContain('/people');

    const stream = client.stream(asked);
    const events: UnifiedStreamEvent[] = [];
    for await (const event of stream) events.push(event);
    const streamed = await stream.response;
    expect(streamed).toMatchObject({ parsed: ROME, usage: response.usage, text: response.text });
    expect(streamed.cost).toEqual(response.cost);
    const indexes = events.flatMap((event) => (event.type === 'text-start' ? [event.index] : []));
    expect(new Set(indexes).size).toBe(indexes.length);
    expect(events.filter(({ type }) => type === 'response-start')).toHaveLength(1);
    const usages = events.flatMap((event) => (event.type === 'usage' ? [event.usage] : []));
    expect(usages.at(-1)).toEqual(response.usage);
  });

  it('goes back also where the model said nothing', async () => {
    const { client, emulator } = await answering({ text: '' }, { toolCalls: [called] });
    const response = await client.create({ ...askTool, max_repairs: 1 });
    expect(response.parsed).toEqual(ROME);
    expect(bodyOf(emulator).messages.at(-1)?.role).toBe('user');
  });

  it('fails with what all rounds consumed', async () => {
    const usage = { inputTokens: 100, outputTokens: 10 };
    const answer = { text: JSON.stringify(wrong), usage };
    const { client } = await answering(answer, answer);
    const error: unknown = await client.create({ ...ask, max_repairs: 1 }).catch((e: unknown) => e);
    if (!isStructuredOutputError(error)) throw error;
    expect(error.partial?.usage).toMatchObject({ inputTokens: 200, outputTokens: 20 });
  });

  describe('and whose mending fails', () => {
    const answer = { text: JSON.stringify(wrong), usage: { inputTokens: 100, outputTokens: 10 } };
    const asked = { ...ask, max_repairs: 1, price: [1, 2] as const };

    it.each(['create', 'stream'] as const)('has cost what it has: %s', async (how) => {
      const emulator = await emulated({
        replies: [reply(answer), reply.error('AccessDeniedException', 'no')],
      });
      const client = clientOf(emulator);
      const call = how === 'create' ? client.create(asked) : client.stream(asked).response;
      const error: unknown = await call.catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        ...{
          reason: 'access_denied',
          attempts: 1,
          requestId: emulator.requests[1]?.response.requestId,
        },
        partial: {
          text: JSON.stringify(wrong),
          usage: { inputTokens: 100, outputTokens: 10 },
          cost: { status: 'priced', exact: '0.12' },
        },
      });
    });

    it.each(['create', 'stream'] as const)('has cost that at least: %s', async (how) => {
      const emulator = await emulated({
        replies: [reply(answer), reply({ text: 'Late', delayMs: 60_000 })],
      });
      const client = clientOf(emulator);
      const abort = new AbortController();
      const options = { signal: abort.signal };
      const call =
        how === 'create' ? client.create(asked, options) : client.stream(asked, options).response;
      const failed = call.catch((thrown: unknown) => thrown);
      await expect.poll(() => emulator.requests.length).toBe(2);
      abort.abort();
      expect(await failed).toMatchObject({
        ...{ reason: 'aborted', attempts: 1 },
        partial: {
          text: JSON.stringify(wrong),
          usage: { inputTokens: 100, outputTokens: 10 },
          cost: { status: 'unknown', lowerBoundUsd: 0.12 },
        },
      });
    });

    it('has in partial what had arrived of a stream that broke, with the usage of all', async () => {
      const fault = reply.fault('fin', { answer: { text: JSON.stringify(ROME) }, after: 3 });
      const client = clientOf(await emulated({ replies: [reply(answer), fault] }));
      const failed = client.stream(asked).response.catch((thrown: unknown) => thrown);
      expect(await failed).toMatchObject({
        reason: 'incomplete_stream',
        partial: {
          text: expect.stringMatching(/^\{"name"/),
          usage: { inputTokens: 100, outputTokens: 10 },
          cost: { status: 'unknown', lowerBoundUsd: 0.12 },
        },
      });
    });

    it.each([
      ['before anything has come of it', 'structured_output_sent_back', { exact: '0.12' }],
      ['on its way', undefined, { lowerBoundUsd: 0.12 }],
    ])('because the reader leaves %s, has cost that', async (_, code, cost) => {
      const late = reply.fault('idle', { answer: { text: JSON.stringify(ROME) }, after: 4 });
      const client = clientOf(await emulated({ replies: [reply(answer), late] }));
      const stream = client.stream(asked);
      let isSentBack = false;
      for await (const event of stream) {
        if (isSentBack && event.type === 'text-delta') break;
        isSentBack ||= event.type === 'warning' && event.code === 'structured_output_sent_back';
        if (isSentBack && code) break;
      }
      expect(await stream.response.catch((thrown: unknown) => thrown)).toMatchObject({
        ...{ reason: 'aborted' },
        partial: { usage: { inputTokens: 100, outputTokens: 10 }, cost },
      });
    });
  });

  it('goes back with its signed reasoning, where the model thinks', async () => {
    const { client, emulator } = await answering(
      { reasoning: signed, toolCalls: [{ name: ANSWER, input: wrong }] },
      { reasoning: signed, toolCalls: [called] },
    );
    const thinking = { type: 'enabled', budget_tokens: 1024 } as const;
    const response = await client.create({ ...askTool, thinking, max_repairs: 1 });
    expect(response.parsed).toEqual(ROME);
    const [, assistant, results] = bodyOf(emulator).messages;
    expect(assistant?.content.map((block) => Object.keys(block)[0])).toEqual([
      'reasoningContent',
      'toolUse',
    ]);
    expect(results?.content).toMatchObject([{ toolResult: { status: 'error' } }]);
  });
});

describe('an answer that is cut short', () => {
  const half = '{"name":"Ro';

  it.each([
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['guardrail_intervened', 'content_filter'],
    ['content_filtered', 'content_filter'],
  ])('by %s is no value', async (stopReason, finishReason) => {
    for (const params of [ask, askPrompt]) {
      const { client } = await answering({ text: half, stopReason }, { text: half, stopReason });
      const response = await client.create(params);
      expect(response).toMatchObject({ parsed: undefined, finishReason, text: half });
      const streamed = await client.stream(params).response;
      expect(streamed).toMatchObject({ parsed: undefined, finishReason, text: half });
    }
  });

  it('is no value even where it looks whole', async () => {
    const answer = { toolCalls: [called], stopReason: 'max_tokens' };
    const { client } = await answering(answer);
    const response = await client.create({ ...askTool, max_repairs: 3 });
    expect(response).toMatchObject({ parsed: undefined, finishReason: 'length', toolCalls: [] });
  });

  it('within the call of its tool streams as the text it is', async () => {
    const start = { toolUse: { toolUseId: 't1', name: ANSWER } };
    const emulator = await emulated({
      rules: 'strict',
      replies: [
        reply.events([
          { messageStart: { role: 'assistant' } },
          { contentBlockStart: { contentBlockIndex: 0, start } },
          {
            contentBlockDelta: {
              contentBlockIndex: 0,
              delta: { toolUse: { input: '{"name": "Ro' } },
            },
          },
          { contentBlockStop: { contentBlockIndex: 0 } },
          { messageStop: { stopReason: 'max_tokens' } },
        ]),
      ],
    });
    const stream = clientOf(emulator).stream(askTool);
    const events: UnifiedStreamEvent[] = [];
    for await (const event of stream) events.push(event);
    const response = await stream.response;
    expect(response).toMatchObject({ parsed: undefined, finishReason: 'length', text: half });
    const texts = events.flatMap((event) => (event.type === 'text-delta' ? [event.text] : []));
    expect(texts.join('')).toBe(half);
    expect(JSON.stringify([events, response])).not.toContain(ANSWER);
  });

  it('by who leaves the stream has what came in partial', async () => {
    const emulator = await emulated({
      rules: 'strict',
      replies: [reply.fault('idle', { answer: { toolCalls: [called] }, after: 4 })],
    });
    const stream = clientOf(emulator).stream(askTool);
    for await (const event of stream) if (event.type === 'partial') break;
    const error: unknown = await stream.response.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ reason: 'aborted', partial: { toolCalls: [] } });
    expect(JSON.stringify(error)).not.toContain(ANSWER);
  });

  it('by a broken connection has what came in partial', async () => {
    const emulator = await emulated({
      rules: 'strict',
      replies: [reply.fault('fin', { answer: { toolCalls: [called] }, after: 4 })],
    });
    const error: unknown = await clientOf(emulator)
      .stream(askTool)
      .response.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ reason: 'incomplete_stream', partial: { toolCalls: [] } });
    expect(JSON.stringify(error)).not.toContain(ANSWER);
  });
});

describe('a stream', () => {
  it('shows the value as it grows, and its JSON as text', async () => {
    const { client } = await answering({ toolCalls: [called], chunkCharacters: 4 });
    const partials: unknown[] = [];
    const texts: string[] = [];
    for await (const event of client.stream(askTool)) {
      if (event.type === 'partial') partials.push(structuredClone(event.partial));
      if (event.type === 'text-delta') texts.push(event.text);
    }
    expect(texts.length).toBeGreaterThan(3);
    expect(texts.join('')).toBe(JSON.stringify(ROME));
    expect(partials.length).toBeGreaterThan(2);
    expect(partials.at(-1)).toEqual(ROME);
    expect(partials[0]).not.toEqual(ROME);
  });

  it('holds back what is said beside the answer, and shows what is said about calls', async () => {
    const { client } = await answering(
      { text: 'Here it comes.', toolCalls: [called] },
      { text: 'I look.', toolCalls: [weatherCalled] },
    );
    const textOf = async (params: ChatParams): Promise<string> => {
      let text = '';
      for await (const piece of client.stream(params).textStream()) text += piece;
      return text;
    };
    expect(await textOf(askTool)).toBe(JSON.stringify(ROME));
    expect(await textOf({ ...askTool, tools: [weather] })).toBe('I look.');
  });

  it('comes in one piece from a model that cannot stream with tools', async () => {
    const { client } = await answering({ toolCalls: [called] });
    const stream = client.stream({ ...ask, model: LLAMA });
    const types: string[] = [];
    for await (const { type } of stream) types.push(type);
    expect(types).toEqual(expect.arrayContaining(['text-delta', 'partial', 'finish']));
    const response = await stream.response;
    expect(response).toMatchObject({ parsed: ROME, warnings: [{ code: 'stream_in_one_piece' }] });
  });
});

describe('a thousand calls at once', () => {
  it('never mix their formats', async () => {
    const echo = ({ body }: ReceivedRequest): ReturnType<typeof reply> => {
      const { messages, toolConfig } = body as unknown as Body;
      const [, at = ''] = /number (\d+)/.exec(JSON.stringify(messages)) ?? [];
      const value = { [`field_${at}`]: Number(at) };
      const tool = toolConfig?.tools.at(-1)?.toolSpec.name;
      const delayMs = (Number(at) * 7919) % 40;
      return tool === undefined
        ? reply({ text: JSON.stringify(value), delayMs })
        : reply({ toolCalls: [{ name: tool, input: value }], delayMs });
    };
    const emulator = await emulated({ rules: 'strict', replies: echo });
    const client = clientOf(emulator);
    const models = [MODEL, OPUS, NOVA, TITAN];
    const formats = Array.from({ length: 50 }, (_, at) =>
      z.strictObject({ [`field_${at}`]: z.literal(at) }),
    );
    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, at) =>
        client.create({
          model: models[at % models.length] ?? MODEL,
          messages: [{ role: 'user', content: `Give number ${at % 50}.` }],
          response_format: formats[at % 50] ?? City,
        }),
      ),
    );
    answers.forEach(({ parsed, finishReason }, at) => {
      expect(parsed).toEqual({ [`field_${at % 50}`]: at % 50 });
      expect(finishReason).toBe('stop');
    });
  });
});

describe('without a script, offline', () => {
  const Trip = z.object({ city: z.string(), days: z.number().int() });
  const messages = [{ role: 'user', content: 'A trip to Lisbon for 5 days' }] as const;

  it.each([MODEL, OPUS, NOVA, LLAMA, TITAN])('%s gives a value that fits', async (model) => {
    const client = clientOf(await emulated({ rules: 'strict' }));
    const response = await client.create({ model, messages, response_format: Trip });
    expect(response.parsed).toEqual({ city: 'Lisbon', days: 5 });
  });

  it('uses tools on the way there', async () => {
    const client = clientOf(await emulated({ rules: 'strict' }));
    const params = { model: OPUS, tools: [weather], response_format: Trip };
    const first = await client.create({ ...params, messages });
    expect(first.finishReason).toBe('tool_calls');
    const results = first.toolCalls.map(({ id }) => ({
      role: 'tool' as const,
      tool_call_id: id,
      content: 'Sunny',
    }));
    const more = [...messages, ...first.messages, ...results];
    const second = await client.create({ ...params, messages: more });
    expect(second).toMatchObject({ finishReason: 'stop', parsed: { city: 'Lisbon', days: 5 } });
  });
});
