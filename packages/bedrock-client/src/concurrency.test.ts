import { type ReceivedRequest, reply } from '@outcrop/bedrock-emulator';
import { modelProfile } from '@outcrop/bedrock-models';
import type { ChatParams } from '@outcrop/unified-response';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBedrockClient } from './bedrock-client.js';
import type { ConversePort } from './converse-port.js';
import { deepFreeze } from './testing/deep-freeze.js';
import { clientOf, emulated } from './testing/emulated.js';

const MODELS = [
  'us.anthropic.claude-haiku-4-5-20251001-v1:0',
  'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  'amazon.nova-pro-v1:0',
  'mistral.mistral-large-2402-v1:0',
  'meta.llama3-70b-instruct-v1:0',
] as const;

/** Call number `at`: no two have the same model, price, limit, tool and question. */
function callNumber(at: number): ChatParams {
  const model = MODELS[at % MODELS.length] ?? MODELS[0];
  const { tools, structuredOutput } = modelProfile(model);
  const schema = {
    type: 'object',
    properties: { [`field_${at}`]: { type: 'string' } },
    required: [`field_${at}`],
    additionalProperties: false,
  };
  const wantsTool = tools && at % 3 === 0;
  return {
    model,
    messages: [
      { role: 'system', content: `You are number ${at}.` },
      { role: 'user', content: `Question ${at}` },
    ],
    max_tokens: at + 1,
    price: [at, 2 * at],
    ...(wantsTool
      ? { tools: [{ type: 'function', function: { name: `tool_${at}`, parameters: schema } }] }
      : {}),
    ...(structuredOutput.native && !wantsTool
      ? { response_format: { type: 'json_schema', json_schema: { name: `format_${at}`, schema } } }
      : {}),
  };
}

interface Body {
  readonly outputConfig?: object;
  readonly messages: readonly { readonly content: readonly { readonly text?: string }[] }[];
  readonly inferenceConfig: { readonly maxTokens: number };
  readonly toolConfig?: {
    readonly tools: readonly { readonly toolSpec: { readonly name: string } }[];
  };
}

/** Words, in the format that is asked for. */
function saying(words: string, format: string): string {
  const [field] = /field_\d+/.exec(format) ?? [];
  return field === undefined ? words : JSON.stringify({ [field]: words });
}

/** Answers with what it was asked, after a time that mixes the order up. */
function echo({ body, modelId }: ReceivedRequest): ReturnType<typeof reply> {
  const { messages, inferenceConfig, toolConfig, outputConfig } = body as unknown as Body;
  const question = messages.at(-1)?.content[0]?.text ?? '';
  const name = toolConfig?.tools[0]?.toolSpec.name;
  return reply({
    text: saying(`${question} to ${modelId}`, JSON.stringify(outputConfig ?? '')),
    ...(name === undefined ? {} : { toolCalls: [{ name, input: { question } }] }),
    usage: { inputTokens: 1000, outputTokens: inferenceConfig.maxTokens },
    delayMs: (inferenceConfig.maxTokens * 7919) % 40,
  });
}

describe.each(['http1', 'http2'] as const)('a thousand calls of one client over %s', (protocol) => {
  it('never mix', { timeout: 60_000 }, async () => {
    const emulator = await emulated({ replies: echo });
    const client = clientOf(emulator, { protocol });
    const numbers = Array.from({ length: 1000 }, (_, at) => at);
    expect(numbers.filter((at) => callNumber(at).tools).length).toBeGreaterThan(100);
    expect(numbers.filter((at) => callNumber(at).response_format).length).toBeGreaterThan(100);
    const responses = await Promise.all(numbers.map((at) => client.create(callNumber(at))));
    responses.forEach((response, at) => {
      const { model, tools } = callNumber(at);
      expect(response.model).toBe(model);
      const { response_format: format } = callNumber(at);
      expect(response.text).toBe(
        saying(`Question ${at} to ${model}`, JSON.stringify(format ?? '')),
      );
      expect(response.usage).toMatchObject({ inputTokens: 1000, outputTokens: at + 1 });
      expect(response.cost).toMatchObject({ status: 'priced' });
      const usd = response.cost.status === 'priced' ? response.cost.usd : Number.NaN;
      expect(usd).toBeCloseTo(at + (2 * at * (at + 1)) / 1000, 6);
      const names = tools ? [`tool_${at}`] : [];
      expect(response.toolCalls.map(({ name }) => name)).toEqual(names);
      expect(response.finishReason).toBe(tools ? 'tool_calls' : 'stop');
    });
    expect(new Set(responses.map(({ id }) => id)).size).toBe(1000);

    const bodies = new Map(
      emulator.requests.map(({ body }) => [
        (body as unknown as Body).inferenceConfig.maxTokens,
        JSON.stringify(body),
      ]),
    );
    for (const at of numbers) {
      const body = bodies.get(at + 1) ?? '';
      expect(body).toContain(`You are number ${at}.`);
      const { tools, response_format: format } = callNumber(at);
      const mentioned = new Set(body.match(/(?:tool|format|field)_\d+/g) ?? []);
      const expected = [
        ...(tools ? [`tool_${at}`] : []),
        ...(format ? [`format_${at}`] : []),
        ...(tools || format ? [`field_${at}`] : []),
      ];
      expect([...mentioned].sort()).toEqual(expected.sort());
    }
  });
});

describe('what a call was given', () => {
  const text = fc.string({ maxLength: 12 });
  const json = fc.jsonValue({ maxDepth: 2 });
  const bytes = fc.uint8Array({ minLength: 8, maxLength: 24 });
  const part = fc.oneof(
    text.map((value) => ({ type: 'text', text: value })),
    bytes.map((data) => ({ type: 'image', data, mediaType: 'image/png' })),
    fc.record({ type: fc.constant('hologram'), depth: json }),
    fc.constant({ type: 'cache_point' }),
  );
  const content = fc.oneof(text, fc.array(part, { maxLength: 3 }));
  const id = fc.constantFrom('tooluse_1', 'tooluse_2', 'not a legal id!');
  const message = fc.oneof(
    fc.record({ role: fc.constantFrom('system', 'user', 'assistant'), content }),
    fc.record({ role: fc.constant('tool'), tool_call_id: id, content: text }),
    fc
      .tuple(
        id,
        fc.oneof(
          json.map((value) => JSON.stringify(value)),
          text,
        ),
      )
      .map(([callId, args]) => ({
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: callId, type: 'function', function: { name: 'a tool', arguments: args } },
        ],
      })),
  );
  const params = fc.record(
    {
      model: fc.constantFrom(...MODELS, 'acme.unknown-v1:0'),
      messages: fc.array(message, { minLength: 1, maxLength: 6 }),
      temperature: fc.constantFrom(0, 0.5, null),
      top_p: fc.constantFrom(0.5, undefined),
      stop: fc.constantFrom('a', ['a', 'b']),
      tools: fc.constant([
        {
          type: 'function',
          function: {
            name: 'a tool',
            parameters: {
              $defs: { deep: { type: 'object', properties: { x: { type: 'string' } } } },
              type: 'object',
              properties: { it: { $ref: '#/$defs/deep' } },
            },
          },
        },
      ]),
      tool_choice: fc.constantFrom('auto', 'required', 'none'),
      additional_model_request_fields: fc.dictionary(text, json, { maxKeys: 3 }),
      supports_system_prompts: fc.boolean(),
      metadata: fc.constant({ team: 'search' }),
    },
    { requiredKeys: ['model', 'messages'] },
  );

  it('is never changed, nor is what the client was made with', async () => {
    let sent = 0;
    const answer = { output: { message: { role: 'assistant', content: [{ text: 'Hi.' }] } } };
    const port: ConversePort = {
      converse: async () => {
        sent += 1;
        return { output: answer };
      },
    };
    const options = { port, model: MODELS[0], price: [1, 2], models: {} } as const;
    const client = createBedrockClient(deepFreeze(options));
    const callOptions = deepFreeze({ timeouts: { totalMs: 5000 }, headers: { 'x-own': '1' } });
    await fc.assert(
      fc.asyncProperty(params, async (generated) => {
        const before = structuredClone(generated);
        const frozen = deepFreeze(generated) as unknown as ChatParams;
        // Changing a frozen value throws a TypeError, which is no ProviderError.
        await client.create(frozen, callOptions).catch((error: Error) => {
          expect(error.name).toBe('ProviderError');
        });
        expect(generated).toEqual(before);
      }),
      { numRuns: 400 },
    );
    expect(sent).toBeGreaterThan(200);
  });

  it('can be sent again and again with the same result', async () => {
    const emulator = await emulated();
    const client = clientOf(emulator);
    const call = deepFreeze(callNumber(2));
    for (let time = 0; time < 3; time += 1) await client.create(call);
    const bodies = emulator.requests.map(({ rawBody }) => Buffer.from(rawBody).toString());
    expect(new Set(bodies).size).toBe(1);
  });
});
