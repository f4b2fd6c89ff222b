import { reply } from '@outcrop/bedrock-emulator';
import { generateText, Output, stepCountIs, streamText, tool } from 'ai';
import * as ai6 from 'ai-v6';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emulated, MODEL, PIXEL } from '../../../tests/support/emulated.js';
import { toLanguageModel } from './to-language-model.js';

const SPECIFICATIONS = ['v4 in AI SDK 7', 'v3 in AI SDK 6'] as const;

describe.each(SPECIFICATIONS)('the five scenarios, %s', (name) => {
  const isV4 = name.startsWith('v4');

  // Both hosts take the same calls; their types are two, so that one stands for both here.
  const host = (isV4 ? { generateText, streamText } : ai6) as unknown as {
    generateText: typeof generateText;
    streamText: typeof streamText;
  };

  async function setUp() {
    const { emulator, client } = await emulated();
    const options = { modelId: MODEL, specification: isV4 ? 'v4' : 'v3' } as { modelId: string };
    return { emulator, client, model: toLanguageModel(client, options) };
  }

  it('chat', async () => {
    const { emulator, model } = await setUp();
    emulator.reply(reply({ text: 'Autumn leaves.', usage: { inputTokens: 13, outputTokens: 9 } }));
    const result = await host.generateText({
      model,
      system: 'You are a poet.',
      prompt: 'A poem about autumn, please.',
      maxOutputTokens: 100,
    });
    expect(result.text).toBe('Autumn leaves.');
    expect(result.finishReason).toBe('stop');
    expect(result.rawFinishReason).toBe('end_turn');
    expect(result.usage).toMatchObject({ inputTokens: 13, outputTokens: 9, totalTokens: 22 });
    expect(result.providerMetadata?.outcrop?.cost).toMatchObject({ status: 'priced' });
    expect(emulator.requests[0]?.body).toMatchObject({
      system: [{ text: 'You are a poet.' }],
      messages: [{ role: 'user', content: [{ text: 'A poem about autumn, please.' }] }],
      inferenceConfig: { maxTokens: 100 },
    });
  });

  it('tool loop', async () => {
    const { emulator, model } = await setUp();
    emulator.reply([
      reply({
        reasoning: { text: 'The weather: there is a tool.', signature: 'c2ln' },
        text: 'Let me see.',
        toolCalls: [
          { name: 'weather', input: { city: 'Zürich' } },
          { name: 'weather', input: { city: 'Bern' } },
        ],
      }),
      'It is sunny in both.',
    ]);
    const asked: string[] = [];
    const result = await host.generateText({
      model,
      prompt: 'How is the weather in Zürich and Bern?',
      stopWhen: stepCountIs(3),
      tools: {
        weather: tool({
          description: 'The weather now',
          inputSchema: z.object({ city: z.string() }),
          execute: async ({ city }) => {
            asked.push(city);
            if (city === 'Bern') throw new Error('No station there.');
            return { sky: 'sunny', celsius: 17 };
          },
        }),
      },
      providerOptions: { outcrop: { thinking: { type: 'enabled', budget_tokens: 1024 } } },
      maxOutputTokens: 4000,
    });
    expect(asked).toEqual(['Zürich', 'Bern']);
    expect(result.text).toBe('It is sunny in both.');
    expect(result.steps.map(({ finishReason }) => finishReason)).toEqual(['tool-calls', 'stop']);
    const second = emulator.requests[1]?.body as { messages: unknown[] } | undefined;
    expect(second?.messages.slice(1)).toMatchObject([
      {
        role: 'assistant',
        content: [
          { reasoningContent: { reasoningText: { signature: 'c2ln' } } },
          { text: 'Let me see.' },
          { toolUse: { name: 'weather', input: { city: 'Zürich' } } },
          { toolUse: { name: 'weather', input: { city: 'Bern' } } },
        ],
      },
      {
        role: 'user',
        content: [
          { toolResult: { content: [{ json: { sky: 'sunny', celsius: 17 } }] } },
          {
            toolResult: {
              content: [{ text: expect.stringContaining('No station there.') }],
              status: 'error',
            },
          },
        ],
      },
    ]);
  });

  it('image', async () => {
    const { emulator, model } = await setUp();
    const result = await host.generateText({
      model,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'file', data: PIXEL, mediaType: 'image/png' },
          ],
        },
      ],
    });
    expect(result.text).toContain('image');
    expect(emulator.requests[0]?.body).toMatchObject({
      messages: [
        {
          content: [
            { text: 'What is this?' },
            { image: { format: 'png', source: { bytes: Buffer.from(PIXEL).toString('base64') } } },
          ],
        },
      ],
    });
  });

  it('structured output', async () => {
    const { model } = await setUp();
    const schema = z.object({ city: z.string(), inhabitants: z.number().int() });
    const result = await host.generateText({
      model,
      prompt: 'The city of “Bern”, please.',
      output: (isV4 ? Output : (ai6.Output as unknown as typeof Output)).object({ schema }),
    });
    expect(schema.parse(result.output)).toEqual(result.output);
    expect(JSON.parse(result.text)).toEqual(result.output);
  });

  it('stream with abort', async () => {
    const { emulator, model } = await setUp();
    emulator.reply(
      reply.fault('idle', {
        after: 3,
        answer: { text: 'Autumn leaves drift down.', chunkCharacters: 9 },
      }),
    );
    const controller = new AbortController();
    const result = host.streamText({
      model,
      prompt: 'A poem about autumn, please.',
      abortSignal: controller.signal,
    });
    const types: string[] = [];
    let text = '';
    for await (const part of result.fullStream) {
      types.push(part.type);
      if (part.type !== 'text-delta') continue;
      text += part.text;
      if (text.length === 18) controller.abort();
    }
    expect(text).toBe('Autumn leaves drif');
    expect(types.at(-1)).toBe('abort');
    expect(types).not.toContain('error');
    await expect.poll(() => emulator.requests[0]?.closedBy).toBe('client');
  });
});
