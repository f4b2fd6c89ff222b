import { reply } from '@outcrop/bedrock-emulator';
import type { ChatMessage } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emulated, MODEL, PIXEL } from '../../../tests/support/emulated.js';

const WEATHER = {
  type: 'function',
  function: {
    name: 'weather',
    description: 'The weather now',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
} as const;

describe('the five scenarios', () => {
  it('chat', async () => {
    const { emulator, client } = await emulated();
    emulator.reply(reply({ text: 'Autumn leaves.', usage: { inputTokens: 13, outputTokens: 9 } }));
    const response = await client.create({
      model: MODEL,
      messages: [
        { role: 'system', content: 'You are a poet.' },
        { role: 'user', content: 'A poem about autumn, please.' },
      ],
      max_tokens: 100,
    });
    expect(response).toMatchObject({ text: 'Autumn leaves.', finishReason: 'stop' });
    expect(response.usage).toMatchObject({ inputTokens: 13, outputTokens: 9 });
    expect(response.cost).toMatchObject({ status: 'priced' });
    expect(emulator.requests[0]?.body).toMatchObject({
      system: [{ text: 'You are a poet.' }],
      messages: [{ role: 'user', content: [{ text: 'A poem about autumn, please.' }] }],
      inferenceConfig: { maxTokens: 100 },
    });
  });

  it('tool loop', async () => {
    const { emulator, client } = await emulated();
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
    const messages: ChatMessage[] = [{ role: 'user', content: 'How is it in Zürich and Bern?' }];
    const params = {
      model: MODEL,
      tools: [WEATHER],
      thinking: { type: 'enabled', budget_tokens: 1024 },
      max_tokens: 4000,
    } as const;
    const asked = await client.create({ ...params, messages });
    expect(asked.finishReason).toBe('tool_calls');
    const results = asked.toolCalls.map(({ id, arguments: given }): ChatMessage => {
      const { city } = JSON.parse(given) as { city: string };
      return { role: 'tool', tool_call_id: id, content: `Sunny in ${city}` };
    });
    const answered = await client.create({
      ...params,
      messages: [...messages, ...asked.messages, ...results],
    });
    expect(answered).toMatchObject({ text: 'It is sunny in both.', finishReason: 'stop' });
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
          { toolResult: { content: [{ text: 'Sunny in Zürich' }] } },
          { toolResult: { content: [{ text: 'Sunny in Bern' }] } },
        ],
      },
    ]);
  });

  it('image', async () => {
    const { emulator, client } = await emulated();
    const bytes = Buffer.from(PIXEL).toString('base64');
    const url = `data:image/png;base64,${bytes}`;
    const { text } = await client.create({
      model: MODEL,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url } },
          ],
        },
      ],
    });
    expect(text).toContain('image');
    expect(emulator.requests[0]?.body).toMatchObject({
      messages: [
        { content: [{ text: 'What is this?' }, { image: { format: 'png', source: { bytes } } }] },
      ],
    });
  });

  it('structured output', async () => {
    const { client } = await emulated();
    const city = z.object({ city: z.string(), inhabitants: z.number().int() });
    const { parsed, text, toolCalls } = await client.create({
      model: MODEL,
      messages: [{ role: 'user', content: 'The city of “Bern”, please.' }],
      response_format: city,
    });
    expect(city.parse(parsed)).toEqual(parsed);
    expect(JSON.parse(text)).toEqual(parsed);
    expect(toolCalls).toEqual([]);
  });

  it('stream with abort', async () => {
    const { emulator, client } = await emulated();
    emulator.reply(
      reply.fault('idle', { after: 3, answer: { text: 'Once upon a time.', chunkCharacters: 4 } }),
    );
    const controller = new AbortController();
    const stream = client.stream(
      { model: MODEL, messages: [{ role: 'user', content: 'A story, please.' }] },
      { signal: controller.signal },
    );
    let text = '';
    const reading = (async (): Promise<void> => {
      for await (const event of stream) {
        if (event.type !== 'text-delta') continue;
        text += event.text;
        controller.abort();
      }
    })();
    await expect(reading).rejects.toMatchObject({ reason: 'aborted' });
    expect(text).toMatch(/^Once/);
    await expect.poll(() => emulator.connections.open).toBe(0);
  });
});
