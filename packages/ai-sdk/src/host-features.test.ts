import { APICallError, NoSuchModelError } from '@ai-sdk/provider';
import { bedrock } from '@outcrop/bedrock-client';
import { reply } from '@outcrop/bedrock-emulator';
import { createRegistry } from '@outcrop/provider-registry';
import { UnifiedResponse } from '@outcrop/unified-response';
import {
  createProviderRegistry,
  defaultSettingsMiddleware,
  extractReasoningMiddleware,
  generateText,
  type LanguageModelMiddleware,
  Output,
  stepCountIs,
  streamText,
  tool,
  wrapLanguageModel,
} from 'ai';
import * as ai6 from 'ai-v6';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emulated, MODEL, PIXEL } from '../../../tests/support/emulated.js';
import { messagesOf, recordingClient } from '../../../tests/support/recording-client.js';
import { createOutcropProvider } from './create-outcrop-provider.js';
import { toLanguageModel } from './to-language-model.js';

interface Conversation {
  readonly messages: readonly { readonly content: readonly unknown[] }[];
}

async function emulatedModel() {
  const { emulator, client } = await emulated();
  return { emulator, model: toLanguageModel(client, { modelId: MODEL }) };
}

describe('a provider registry', () => {
  it('finds the models of a registry of ours, colons and all', async () => {
    const recording = recordingClient({});
    const asked: string[] = [];
    const registry = {
      model: (reference: string) => {
        asked.push(reference);
        return recording.client;
      },
    };
    const outcrop = createOutcropProvider(registry);
    const id = `outcrop:bedrock:${MODEL}` as const;
    const model = createProviderRegistry({ outcrop }).languageModel(id);
    expect((await generateText({ model, prompt: 'Hi' })).text).toBe('Said.');
    expect(outcrop.languageModel(`bedrock:${MODEL}`).modelId).toBe(`bedrock:${MODEL}`);
    // One client for each model, and it knows which one that is.
    expect(asked).toEqual([`bedrock:${MODEL}`]);
    expect(recording.calls[0]?.params).not.toHaveProperty('model');
  });

  it.each(['v4', 'v3'] as const)('finds the models of a client, %s', async (specification) => {
    const { emulator, client } = await emulated({ replies: 'Hello!' });
    const { text } =
      specification === 'v4'
        ? await generateText({
            model: createProviderRegistry({
              bedrock: createOutcropProvider(client),
            }).languageModel(`bedrock:${MODEL}`),
            prompt: 'Hi',
          })
        : await ai6.generateText({
            model: ai6
              .createProviderRegistry({ bedrock: createOutcropProvider(client, { specification }) })
              .languageModel(`bedrock:${MODEL}`),
            prompt: 'Hi',
          });
    expect(text).toBe('Hello!');
    expect(emulator.requests[0]?.modelId).toBe(MODEL);
  });

  it('says what it does not have', () => {
    const provider = createOutcropProvider(createRegistry({ bedrock }));
    const unknown = () => provider.languageModel('openai:gpt');
    expect(unknown).toThrow(/^reference: .*"openai" \(registered: bedrock\)$/);
    const calls = [
      unknown,
      () => provider.languageModel('bedrock'),
      () => provider.embeddingModel('titan'),
      () => provider.imageModel('canvas'),
    ];
    for (const call of calls) {
      expect(call).toThrow(expect.toSatisfy(NoSuchModelError.isInstance));
    }
  });
});

describe('middleware', () => {
  it('wraps the model', async () => {
    const { emulator, model } = await emulatedModel();
    emulator.reply('<think>Hm.</think>Leaves.');
    const seen: string[] = [];
    const noting: LanguageModelMiddleware = {
      specificationVersion: 'v4',
      wrapGenerate: async ({ doGenerate, params }) => {
        seen.push(params.prompt[0]?.role ?? '');
        return doGenerate();
      },
    };
    const { text, reasoningText } = await generateText({
      model: wrapLanguageModel({
        model,
        middleware: [
          noting,
          defaultSettingsMiddleware({ settings: { temperature: 0.3 } }),
          extractReasoningMiddleware({ tagName: 'think' }),
        ],
      }),
      prompt: 'A poem, please.',
    });
    expect(text).toBe('Leaves.');
    expect(reasoningText).toBe('Hm.');
    expect(seen).toEqual(['user']);
    expect(emulator.requests[0]?.body).toMatchObject({ inferenceConfig: { temperature: 0.3 } });
  });
});

describe('a tool loop', () => {
  it('streams over several steps, with what tools and models said in between', async () => {
    const { emulator, model } = await emulatedModel();
    emulator.reply([
      reply({ toolCalls: [{ name: 'look', input: {} }] }),
      reply({ text: 'Once more.', toolCalls: [{ name: 'look', input: {} }] }),
      'A dot.',
    ]);
    const result = streamText({
      model,
      prompt: 'What do you see?',
      stopWhen: stepCountIs(5),
      tools: {
        look: tool({
          inputSchema: z.object({}),
          execute: () => 'seen',
          toModelOutput: () => ({
            type: 'content',
            value: [
              { type: 'text', text: 'Seen:' },
              { type: 'file', mediaType: 'image/png', data: { type: 'data', data: PIXEL } },
            ],
          }),
        }),
      },
    });
    expect(await result.text).toBe('A dot.');
    expect((await result.steps).map(({ finishReason }) => finishReason)).toEqual([
      'tool-calls',
      'tool-calls',
      'stop',
    ]);
    const last = emulator.requests.at(-1)?.body as Conversation | undefined;
    expect(last?.messages.at(-1)?.content).toMatchObject([
      { toolResult: { content: [{ text: 'Seen:' }, { image: { format: 'png' } }] } },
    ]);
  });

  it('lives with arguments that are no JSON', async () => {
    const call = { type: 'tool_call', id: 't', name: 'look', arguments: '{"at":' } as const;
    const recording = recordingClient(
      { messages: [{ role: 'assistant', content: [call] }], finishReason: 'tool_calls' },
      {},
    );
    await generateText({
      model: toLanguageModel(recording.client),
      prompt: 'Look.',
      stopWhen: stepCountIs(2),
      tools: { look: tool({ inputSchema: z.object({ at: z.string() }), execute: () => 'seen' }) },
    });
    expect(messagesOf(recording, 1).slice(1)).toMatchObject([
      { role: 'assistant', content: [call] },
      { role: 'tool', content: [{ toolCallId: 't', status: 'error' }] },
    ]);
  });
});

describe('structured output', () => {
  // Claude is held to the schema by the service, Nova by a tool, Titan by words.
  const models = [MODEL, 'us.amazon.nova-lite-v1:0', 'amazon.titan-text-premier-v1:0'];
  const schema = z.object({
    city: z.string().min(1),
    inhabitants: z.number().int().positive(),
    rivers: z.array(z.string()).max(3),
  });
  const bern = { city: 'Bern', inhabitants: 134591, rivers: ['Aare'] };

  it.each(models)('arrives piece by piece from %s', async (modelId) => {
    const { emulator, client } = await emulated();
    const calls = (input: typeof bern): object => ({
      toolCalls: [{ name: '__structured_output', input }],
    });
    const text = { text: JSON.stringify(bern) };
    emulator.reply(
      reply({ ...(modelId.includes('nova') ? calls(bern) : text), chunkCharacters: 8 }),
    );
    const result = streamText({
      model: toLanguageModel(client, { modelId }),
      prompt: 'A city.',
      output: Output.object({ schema }),
    });
    const partial: unknown[] = [];
    for await (const value of result.partialOutputStream) partial.push(value);
    expect(await result.output).toEqual(bern);
    expect(partial.length).toBeGreaterThan(1);
    expect(partial.at(-1)).toEqual(bern);
    expect(await result.toolCalls).toEqual([]);
    expect(await result.finishReason).toBe('stop');
  });
});

describe('errors', () => {
  it('are those of the AI SDK, and are not retried once more', async () => {
    const { emulator, model } = await emulatedModel();
    emulator.reply(reply.error('ValidationException', 'Nonsense.', { times: 9 }));
    const error: unknown = await generateText({ model, prompt: 'Hi' }).catch(
      (error: unknown) => error,
    );
    expect(APICallError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({
      statusCode: 400,
      isRetryable: false,
      url: `outcrop:${MODEL}`,
      data: { reason: 'invalid_request', retryable: false, attempts: 1 },
      cause: { name: 'ProviderError', requestId: expect.any(String) },
    });
    expect(emulator.requests).toHaveLength(1);
  });

  it('of a throttled client have been retried by it, and by nobody else', async () => {
    const { emulator, client } = await emulated({}, { totalMaxAttempts: 2 });
    emulator.reply(reply.error('ThrottlingException', undefined, { times: 99 }));
    const model = toLanguageModel(client, { modelId: MODEL });
    const error = await generateText({ model, prompt: 'Hi' }).catch((error: unknown) => error);
    expect(error).toMatchObject({ statusCode: 429, isRetryable: false, data: { retryable: true } });
    expect(emulator.requests).toHaveLength(2);
  });
});

describe('a stream that breaks', () => {
  it('gives what had come, then the error, and is not asked for again', async () => {
    const { emulator, model } = await emulatedModel();
    const answer = { text: 'Autumn leaves drift down.', chunkCharacters: 9 };
    emulator.reply(reply.fault('rst', { after: 3, answer }));
    const errors: unknown[] = [];
    const onError = ({ error }: { error: unknown }): void => {
      errors.push(error);
    };
    const result = streamText({ model, prompt: 'A poem, please.', onError });
    let text = '';
    for await (const piece of result.textStream) text += piece;
    expect(text).toBe('Autumn leaves drif');
    expect(errors).toMatchObject([{ name: 'AI_APICallError', cause: { partial: { text } } }]);
    expect(await result.finishReason).toMatch(/^(error|interrupted)$/);
    expect(emulator.requests).toHaveLength(1);
  });
});

describe('the response itself', () => {
  it('is its body, for who asks for bodies', async () => {
    const { model } = await emulatedModel();
    const { response } = await generateText({
      model,
      prompt: 'Hi',
      include: { responseBody: true },
    });
    expect(response.body).toBeInstanceOf(UnifiedResponse);
    expect((response.body as UnifiedResponse).cost.status).toBe('priced');
  });
});

describe('headers', () => {
  it('go with the request', async () => {
    const recording = recordingClient({});
    const model = toLanguageModel(recording.client);
    await generateText({ model, prompt: 'Hi', headers: { 'x-team': 'a', 'x-none': undefined } });
    expect(recording.calls[0]?.options?.headers).toEqual({
      'user-agent': expect.stringContaining('ai/'),
      'x-team': 'a',
    });
  });
});
