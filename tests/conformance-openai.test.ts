import { bedrock, createBedrockClient } from '@outcrop/bedrock-client';
import { reply, startEmulator } from '@outcrop/bedrock-emulator';
import { createOpenAiClient, openai } from '@outcrop/openai-client';
import { createRegistry } from '@outcrop/provider-registry';
import { conformance } from '@outcrop/provider-registry/conformance';
import type { ChatParams } from '@outcrop/unified-response';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunks, completion } from '../packages/openai-client/src/testing/answers.js';
import { serveOpenAi } from '../packages/openai-client/src/testing/fake-openai.js';
import { startServer } from '../packages/openai-client/src/testing/fake-server.js';

const KEY = 'key-of-the-fake-openai';
const CLAUDE = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
const QUESTION = { role: 'user', content: 'What is the weather?' } as const;

const WEATHER: NonNullable<ChatParams['tools']>[number] = {
  type: 'function',
  function: {
    name: 'get_weather',
    parameters: { type: 'object', properties: { city: { type: 'string' } } },
  },
};

/** What reaches the fake by another way. */
const ACCESS = {
  azure: { preset: 'azure', api_key: KEY, api_version: '2024-10-21' },
  'azure, with a token of Entra': { preset: 'azure', apiKey: async () => KEY },
  'Bedrock, by SigV4': {
    ...{ preset: 'bedrock-openai', aws_region: 'us-west-2' },
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a-secret-of-the-tests' },
  },
} as const;

describe.each(Object.entries(ACCESS))('the adapter of OpenAI, as %s', (name, access) => {
  conformance(
    // What only a function has, an error cannot be asked to repeat.
    (check, run) =>
      name.includes('Entra') && check.startsWith('secrets') ? undefined : it(check, run),
    {
      // Bedrock's endpoint takes no other media.
      adapter: {
        ...openai,
        manifest: {
          ...openai.manifest,
          capabilities: { ...openai.manifest.capabilities, media: ['image'] },
        },
      },
      model: 'a-model',
      serve: (answer) => serveOpenAi(answer, access),
    },
  );
});

describe('a conversation that Bedrock began', () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/);
  const answer = fc.record({
    text: fc.option(word, { nil: undefined }),
    reasoning: fc.option(fc.record({ text: word, signature: fc.constant('c2lnbmF0dXJl') }), {
      nil: undefined,
    }),
    cities: fc.array(word, { maxLength: 3 }),
    redacted: fc.boolean(),
  });

  it('goes on at OpenAI, whatever the model said', async () => {
    await fc.assert(
      fc.asyncProperty(answer, async ({ text, reasoning, cities, redacted }) => {
        await using emulator = await startEmulator({ auth: 'none' });
        const server = await startServer(({ body }) =>
          body.stream
            ? { chunks: chunks([{ content: 'Rain.' }]) }
            : { json: completion({ content: 'Rain.' }) },
        );
        emulator.reply([
          reply({
            ...(text !== undefined && { text }),
            ...(reasoning && { reasoning }),
            ...(redacted && { content: [{ reasoningContent: { redactedContent: 'AQID' } }] }),
            toolCalls: cities.map((city) => ({ name: 'get_weather', input: { city } })),
          }),
        ]);
        const first = createBedrockClient(emulator.clientOptions);
        const second = createOpenAiClient({ baseUrl: `${server.url}/v1`, apiKey: KEY });
        try {
          const tools = [WEATHER];
          const began = await first.create({ model: CLAUDE, messages: [QUESTION], tools });
          const results = began.toolCalls.map(
            ({ id }) => ({ role: 'tool', tool_call_id: id, content: 'rain' }) as const,
          );
          const more = results.length > 0 ? results : [{ role: 'user', content: 'And?' } as const];
          const messages = [QUESTION, ...began.messages, ...more];
          const params = { model: 'gpt', messages, tools };
          expect((await second.create(params)).text).toBe('Rain.');
          expect((await second.stream(params).response).text).toBe('Rain.');
        } finally {
          await first.close();
          server.close();
        }
      }),
      { numRuns: 15 },
    );
  });

  it('fails over to OpenAI in a config list', async () => {
    await using emulator = await startEmulator({ auth: 'none' });
    const server = await startServer(() => ({ json: completion({ content: 'Rain.' }) }));
    emulator.reply([reply.error('ThrottlingException')]);
    const registry = createRegistry({ bedrock, openai });
    const { region, endpoint, credentials } = emulator.clientOptions;
    const client = registry.fromConfigList([
      ...[
        { api_type: 'bedrock', model: CLAUDE, region, endpoint, credentials, totalMaxAttempts: 1 },
      ],
      ...[{ api_type: 'vllm', model: 'gpt', base_url: `${server.url}/v1` }],
    ]);
    const { text, model, provider } = await client.create({ messages: [QUESTION] });
    expect({ text, model, provider }).toEqual({ text: 'Rain.', model: 'gpt', provider: 'openai' });
    await registry.close();
    server.close();
  });
});
