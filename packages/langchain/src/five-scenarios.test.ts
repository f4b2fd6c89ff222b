import { type BaseMessage, HumanMessage, SystemMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { reply } from '@outcrop/bedrock-emulator';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emulated, MODEL, PIXEL } from '../../../tests/support/emulated.js';
import { ChatOutcrop } from './chat-outcrop.js';

async function setUp() {
  const { emulator, client } = await emulated();
  return { emulator, model: new ChatOutcrop({ client, model: MODEL }), client };
}

describe('the five scenarios', () => {
  it('chat', async () => {
    const { emulator, client } = await setUp();
    emulator.reply(reply({ text: 'Autumn leaves.', usage: { inputTokens: 13, outputTokens: 9 } }));
    const model = new ChatOutcrop({ client, model: MODEL, max_tokens: 100 });
    const message = await model.invoke([
      new SystemMessage('You are a poet.'),
      new HumanMessage('A poem about autumn, please.'),
    ]);
    expect(message.content).toBe('Autumn leaves.');
    expect(message.response_metadata).toMatchObject({
      model_provider: 'outcrop',
      model_name: MODEL,
      finish_reason: 'stop',
      stop_reason: 'end_turn',
      cost: { status: 'priced', exact: '0.0001914' },
    });
    expect(message.usage_metadata).toMatchObject({
      input_tokens: 13,
      output_tokens: 9,
      total_tokens: 22,
    });
    expect(emulator.requests[0]?.body).toMatchObject({
      system: [{ text: 'You are a poet.' }],
      messages: [{ role: 'user', content: [{ text: 'A poem about autumn, please.' }] }],
      inferenceConfig: { maxTokens: 100 },
    });
  });

  it('tool loop', async () => {
    const { emulator, client } = await setUp();
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
    const weather = tool(
      ({ city }) => {
        asked.push(city);
        if (city === 'Bern') throw new Error('No station there.');
        return { sky: 'sunny', celsius: 17 };
      },
      { name: 'weather', description: 'The weather now', schema: z.object({ city: z.string() }) },
    );
    const model = new ChatOutcrop({
      client,
      model: MODEL,
      max_tokens: 4000,
      thinking: { type: 'enabled', budget_tokens: 1024 },
    }).bindTools([weather]);

    const messages: BaseMessage[] = [new HumanMessage('How is the weather in Zürich and Bern?')];
    for (;;) {
      const said = await model.invoke(messages);
      messages.push(said);
      if (!said.tool_calls?.length) break;
      for (const call of said.tool_calls) {
        const answer = await weather
          .invoke(call as { args: { city: string } } & typeof call)
          .catch((error: Error) => ({
            role: 'tool',
            content: error.message,
            tool_call_id: call.id,
            status: 'error',
          }));
        messages.push(answer as BaseMessage);
      }
    }
    expect(asked).toEqual(['Zürich', 'Bern']);
    expect(messages.at(-1)?.text).toBe('It is sunny in both.');
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
          { toolResult: { content: [{ text: '{"sky":"sunny","celsius":17}' }] } },
          { toolResult: { content: [{ text: 'No station there.' }], status: 'error' } },
        ],
      },
    ]);
  });

  it('image', async () => {
    const { emulator, model } = await setUp();
    const message = await model.invoke([
      new HumanMessage({
        contentBlocks: [
          { type: 'text', text: 'What is this?' },
          { type: 'image', data: PIXEL, mimeType: 'image/png' },
        ],
      }),
    ]);
    expect(message.text).toContain('image');
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
    const city = await model.withStructuredOutput(schema).invoke('The city of “Bern”, please.');
    expect(schema.parse(city)).toEqual(city);
    expect(city.city).toBe('Bern');
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
    let text = '';
    const read = async () => {
      const stream = await model.stream('A poem about autumn, please.', {
        signal: controller.signal,
      });
      for await (const chunk of stream) {
        text += chunk.text;
        if (text.length === 18) controller.abort();
      }
    };
    await expect(read()).rejects.toThrow(/abort/i);
    expect(text).toBe('Autumn leaves drif');
    await expect.poll(() => emulator.requests[0]?.closedBy).toBe('client');
  });
});
