import { type ReceivedRequest, reply } from '@outcrop/bedrock-emulator';
import type { ChatParams } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { caughtError } from './testing/caught-error.js';
import { clientOf, emulated, HELLO, MODEL } from './testing/emulated.js';

const PROTOCOLS = ['http1', 'http2'] as const;
const NOVA = 'amazon.nova-pro-v1:0';
const LLAMA = 'meta.llama3-70b-instruct-v1:0';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Parameters as JavaScript may pass them. */
type LooseParams = { readonly [Name in keyof ChatParams]?: unknown };

/** The body that the service gets for these parameters. */
async function bodyOf(params: LooseParams): Promise<unknown> {
  const emulator = await emulated();
  await clientOf(emulator).create({ ...HELLO, ...params } as ChatParams);
  return emulator.requests[0]?.body;
}

describe('parameters', () => {
  it('of inference go where Converse has them', async () => {
    const params = { model: NOVA, temperature: 0, top_p: 0.5, max_tokens: 100, stop: ['END'] };
    expect(await bodyOf(params)).toEqual({
      messages: [{ role: 'user', content: [{ text: 'Hello' }] }],
      inferenceConfig: { temperature: 0, topP: 0.5, maxTokens: 100, stopSequences: ['END'] },
    });
  });

  it.each<[model: string, params: LooseParams, fields: unknown]>([
    [MODEL, { top_k: 5 }, { top_k: 5 }],
    [NOVA, { top_k: 5 }, { inferenceConfig: { topK: 5 } }],
    ['cohere.command-r-v1:0', { top_k: 5 }, { k: 5 }],
    ['cohere.command-r-v1:0', { k: 5, seed: 7 }, { k: 5, seed: 7 }],
    [MODEL, { cache_seed: 41 }, undefined],
    [MODEL, { additional_model_request_fields: { own: { field: [1] } } }, { own: { field: [1] } }],
    [
      NOVA,
      { top_k: 5, additional_model_request_fields: { inferenceConfig: { topK: 9, other: 1 } } },
      { inferenceConfig: { topK: 9, other: 1 } },
    ],
  ])('of the family of %s: %j', async (model, params, fields) => {
    expect(await bodyOf({ model, ...params })).toEqual({
      messages: [{ role: 'user', content: [{ text: 'Hello' }] }],
      ...(fields === undefined ? {} : { additionalModelRequestFields: fields }),
    });
  });

  it('that configure a client never leave it', async () => {
    const emulator = await emulated();
    const { warnings } = await clientOf(emulator).create({
      ...HELLO,
      api_type: 'bedrock_v2',
      api_key: 'the-api-key',
      aws_region: 'eu-west-1',
      aws_access_key: 'the-access-key',
      aws_secret_key: 'the-secret-key',
      aws_session_token: 'the-session-token',
      aws_profile_name: 'the-profile',
      timeout: 61,
      price: [1, 2],
      cache_seed: 41,
      stream: true,
    });
    expect(emulator.requests[0]?.body).toEqual({
      messages: [{ role: 'user', content: [{ text: 'Hello' }] }],
    });
    const sent = JSON.stringify(emulator.requests[0]?.headers);
    expect(sent).not.toMatch(/the-(api-key|access-key|secret-key|session-token|profile)/);
    expect(warnings).toEqual([]);
  });

  it('that Converse has no word for are warned of', async () => {
    const emulator = await emulated();
    const params = { ...HELLO, presence_penalty: 1, unheard_of: true } as ChatParams;
    const { warnings } = await clientOf(emulator).create(params);
    expect(warnings).toMatchObject([
      { code: 'parameter_ignored', path: 'presence_penalty' },
      { code: 'unknown_parameter', path: 'unheard_of' },
    ]);
  });

  it('beyond OpenAI become members of the request', async () => {
    const body = await bodyOf({
      additional_model_response_field_paths: ['/stop_sequence'],
      guardrail: { guardrailIdentifier: 'abcdef123456', guardrailVersion: '1', trace: 'enabled' },
      request_metadata: { team: 'search' },
      service_tier: 'priority',
      performance: 'optimized',
    });
    expect(body).toMatchObject({
      additionalModelResponseFieldPaths: ['/stop_sequence'],
      guardrailConfig: { guardrailIdentifier: 'abcdef123456', guardrailVersion: '1' },
      requestMetadata: { team: 'search' },
      serviceTier: { type: 'priority' },
      performanceConfig: { latency: 'optimized' },
    });
  });

  it.each<[params: LooseParams, message: string]>([
    [{ temperature: 'hot' }, 'temperature: expected a finite number, got the string "hot"'],
    [{ max_tokens: 1.5 }, 'max_tokens: expected an integer, got the number 1.5'],
    [{ top_k: true }, 'top_k: expected an integer, got the boolean true'],
    [{ seed: '7' }, 'seed: expected an integer, got the string "7"'],
    [{ supports_system_prompts: 1 }, 'supports_system_prompts: expected true or false'],
    [
      { additional_model_request_fields: [] },
      'additional_model_request_fields: expected an object',
    ],
    [{ price: [1] }, 'price: expected a pair of numbers'],
    [{ price: [1, -2] }, 'price: expected a pair of numbers'],
    [{ messages: 'Hello' }, 'messages: expected an array, got the string "Hello"'],
    [{ model: '' }, "Please provide the 'model'"],
    [{ model: 7 }, 'model: expected a model id, got the number 7'],
    [{ model: 'two words' }, 'model: '],
    [{ model: 'arn:aws:s3:::bucket' }, 'model: '],
  ])('of the wrong type are refused before anything is sent: %j', async (params, message) => {
    const emulator = await emulated();
    const call = clientOf(emulator).create({ ...HELLO, ...params } as ChatParams);
    const error = await caughtError(call);
    expect(error).toMatchObject({ reason: 'invalid_request', retryable: false });
    expect(error.message).toContain(message);
    expect(error.path).toBe(Object.keys(params)[0]);
    expect(emulator.requests).toEqual([]);
  });

  it('without JSON are refused, too', async () => {
    const emulator = await emulated();
    for (const value of [{ big: 1n }, [2n]]) {
      const fields = { additional_model_request_fields: { value } };
      const error = await caughtError(clientOf(emulator).create({ ...HELLO, ...fields }));
      expect(error).toMatchObject({ reason: 'invalid_request', retryable: false });
      expect(error.message).toContain('BigInt');
    }
    expect(emulator.requests).toEqual([]);
  });
});

describe('defaults of the client', () => {
  it('stand in for what a call leaves out, undefined included', async () => {
    const emulator = await emulated();
    const client = clientOf(emulator, { model: NOVA, price: [1, 2] });
    const { messages } = HELLO;
    await client.create({ messages });
    await client.create({ messages, model: undefined } as unknown as ChatParams);
    const other = await client.create({ messages, model: LLAMA, price: [0, 0] });
    expect(emulator.requests.map(({ modelId }) => modelId)).toEqual([NOVA, NOVA, LLAMA]);
    expect(other.cost).toMatchObject({ status: 'priced', usd: 0 });
  });

  it('of response_format hold until a call names another one, or null for none', async () => {
    const emulator = await emulated();
    const schema = (name: string) => ({
      type: 'object',
      properties: { [name]: { type: 'string' } },
      required: [name],
      additionalProperties: false,
    });
    const client = clientOf(emulator, { responseFormat: schema('first') });
    await client.create(HELLO);
    await client.create({ ...HELLO, response_format: schema('second') });
    await client.create({ ...HELLO, response_format: null });
    const bodies = emulator.requests.map(({ body }) => JSON.stringify(body));
    expect(bodies[0]).toContain('first');
    expect(bodies[1]).toContain('second');
    expect(bodies[1]).not.toContain('first');
    expect(bodies[2]).not.toMatch(/first|second/);
  });
});

describe('system prompts', () => {
  const messages = [
    { role: 'system', content: 'Be short.' },
    { role: 'system', content: [{ type: 'text', text: 'Be kind.' }] },
    { role: 'user', content: 'Hello' },
  ] as const;

  it('all of them, go where Converse has them', async () => {
    expect(await bodyOf({ messages })).toEqual({
      system: [{ text: 'Be short.' }, { text: 'Be kind.' }],
      messages: [{ role: 'user', content: [{ text: 'Hello' }] }],
    });
  });

  it('go into the first user turn where the caller says that the model takes none', async () => {
    expect(await bodyOf({ messages, supports_system_prompts: false })).toEqual({
      messages: [
        { role: 'user', content: [{ text: 'Be short.' }, { text: 'Be kind.' }, { text: 'Hello' }] },
      ],
    });
  });
});

describe('headers of a call', () => {
  it.each(PROTOCOLS)('are sent along and signed, over %s', async (protocol) => {
    const emulator = await emulated();
    const headers = { 'X-Amzn-Bedrock-Trace': 'ENABLED', 'x-own': '1' };
    await clientOf(emulator, { protocol }).create(HELLO, { headers });
    const [request] = emulator.requests;
    expect(request?.headers).toMatchObject({ 'x-amzn-bedrock-trace': 'ENABLED', 'x-own': '1' });
    expect(request?.auth).toMatchObject({
      signedHeaders: expect.arrayContaining(['x-amzn-bedrock-trace', 'content-type']),
    });
  });
});

describe('a model id on the wire', () => {
  it.each(PROTOCOLS)('is encoded as one part of the path, over %s', async (protocol) => {
    const emulator = await emulated();
    const client = clientOf(emulator, { protocol });
    const ids = [
      MODEL,
      'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123',
      'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0',
    ];
    for (const model of ids) await client.create({ ...HELLO, model });
    expect(emulator.requests.map(({ modelId }) => modelId)).toEqual(ids);
  });
});

describe('tools', () => {
  const TOOLS = [
    {
      type: 'function',
      function: {
        name: 'get_weather',
        description: 'The weather in a city.',
        parameters: {
          type: 'object',
          properties: { city: { type: 'object', properties: { name: { type: 'string' } } } },
          required: ['city'],
        },
      },
    },
  ] as const;

  it.each(PROTOCOLS)('a whole round: call, result, answer, over %s', async (protocol) => {
    const emulator = await emulated();
    const input = { city: { name: 'Zürich 🏔' } };
    emulator.reply([
      reply({
        text: 'Let me look.',
        toolCalls: [
          { name: 'get_weather', input, id: 'tooluse_1' },
          { name: 'get_weather', input: {}, id: 'tooluse_2' },
        ],
      }),
      'It is sunny.',
    ]);
    const client = clientOf(emulator, { protocol });
    const question = { role: 'user', content: 'How is the weather?' } as const;
    const first = await client.create({
      model: MODEL,
      messages: [question],
      tools: TOOLS,
      tool_choice: 'required',
    });
    expect(first.finishReason).toBe('tool_calls');
    expect(first.text).toBe('Let me look.');
    expect(first.toolCalls).toMatchObject([
      { id: 'tooluse_1', name: 'get_weather', arguments: JSON.stringify(input) },
      { id: 'tooluse_2', name: 'get_weather', arguments: '{}' },
    ]);

    const second = await client.create({
      model: MODEL,
      messages: [
        question,
        ...first.messages,
        { role: 'tool', tool_call_id: 'tooluse_1', content: 'sunny' },
        { role: 'tool', tool_call_id: 'tooluse_2', content: '' },
      ],
      tools: TOOLS,
    });
    expect(second).toMatchObject({ text: 'It is sunny.', finishReason: 'stop' });

    const [asked, answered] = emulator.requests.map(({ body }) => body);
    expect(asked).toMatchObject({
      toolConfig: {
        tools: [
          {
            toolSpec: {
              name: 'get_weather',
              inputSchema: {
                json: {
                  properties: { city: { properties: { name: { type: 'string' } } } },
                  required: ['city'],
                },
              },
            },
          },
        ],
        toolChoice: { any: {} },
      },
    });
    expect(answered).toMatchObject({
      messages: [
        { role: 'user', content: [{ text: 'How is the weather?' }] },
        {
          role: 'assistant',
          content: [
            { text: 'Let me look.' },
            { toolUse: { toolUseId: 'tooluse_1', name: 'get_weather', input } },
            { toolUse: { toolUseId: 'tooluse_2', name: 'get_weather', input: {} } },
          ],
        },
        {
          role: 'user',
          content: [
            { toolResult: { toolUseId: 'tooluse_1', content: [{ text: 'sunny' }] } },
            { toolResult: { toolUseId: 'tooluse_2', content: [{ text: expect.any(String) }] } },
          ],
        },
      ],
    });
  });
});

describe('images', () => {
  const withOffset = Buffer.concat([Buffer.from('xxx'), PNG]).subarray(3);

  it.each<[what: string, part: unknown]>([
    ['bytes', { type: 'image', data: new Uint8Array(PNG) }],
    ['a Buffer', { type: 'image', data: PNG }],
    ['a view into a larger buffer', { type: 'image', data: withOffset }],
    ['a data URI', { type: 'image', dataUri: `data:image/png;base64,${PNG.toString('base64')}` }],
    [
      "OpenAI's part",
      {
        type: 'image_url',
        image_url: { url: `data:image/png;base64,${PNG.toString('base64')}`, detail: 'low' },
      },
    ],
  ])('as %s arrive byte by byte', async (_, part) => {
    const text = { type: 'text', text: 'What is this?' };
    const body = await bodyOf({ messages: [{ role: 'user', content: [text, part] }] });
    const bytes = PNG.toString('base64');
    expect(body).toEqual({
      messages: [
        {
          role: 'user',
          content: [{ text: 'What is this?' }, { image: { format: 'png', source: { bytes } } }],
        },
      ],
    });
  });

  it.each(PROTOCOLS)('of megabytes arrive whole, over %s', async (protocol) => {
    const data = Buffer.alloc(3_000_000, PNG);
    const sizes: number[] = [];
    const emulator = await emulated({
      replies: ({ rawBody }: ReceivedRequest) => {
        sizes.push(rawBody.byteLength);
        return 'Seen.';
      },
    });
    const content = [
      { type: 'image', data },
      { type: 'text', text: 'What is this?' },
    ] as const;
    const call = { model: MODEL, messages: [{ role: 'user', content }] } as const;
    const { text } = await clientOf(emulator, { protocol }).create(call);
    expect(text).toBe('Seen.');
    expect(sizes[0]).toBeGreaterThan(4_000_000);
    expect(JSON.stringify(emulator.requests[0]?.body)).toContain(data.toString('base64', 0, 3000));
  });
});
