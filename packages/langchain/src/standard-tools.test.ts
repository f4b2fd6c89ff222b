import {
  AIMessage,
  AIMessageChunk,
  type BaseMessage,
  HumanMessage,
  ToolMessage,
} from '@langchain/core/messages';
import { RunnableLambda } from '@langchain/core/runnables';
import { tool } from '@langchain/core/tools';
import { reply } from '@outcrop/bedrock-emulator';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bodiesOf, emulated, MODEL, statusesOf } from '../../../tests/support/emulated.js';
import { recordingClient } from '../../../tests/support/recording-client.js';
import { ChatOutcrop } from './chat-outcrop.js';

const schema = z.object({ a: z.number(), b: z.number() });
const add = tool(({ a, b }: { a: number; b: number }) => a + b, {
  name: 'add',
  description: 'Adds',
  schema,
});

async function setUp() {
  const { emulator, client } = await emulated();
  const model = new ChatOutcrop({ client, model: MODEL });
  return { emulator, model, adder: model.bindTools([add]) };
}

const calling = (text = ''): AIMessage =>
  new AIMessage({
    content: text,
    tool_calls: [{ id: 'c1', name: 'add', args: { a: 1, b: 2 }, type: 'tool_call' }],
  });

async function streamed(stream: AsyncIterable<AIMessageChunk>): Promise<AIMessageChunk> {
  let whole: AIMessageChunk | undefined;
  for await (const chunk of stream) whole = whole?.concat(chunk) ?? chunk;
  return whole ?? new AIMessageChunk('');
}

describe('histories with tools', () => {
  it('may have answers as strings and as lists, several calls, and examples', async () => {
    const { emulator, adder } = await setUp();
    const second = { id: 'c2', name: 'add', args: { a: 3, b: 4 }, type: 'tool_call' } as const;
    const both = new AIMessage({
      content: 'Both:',
      tool_calls: [...(calling().tool_calls ?? []), second],
    });
    const histories: BaseMessage[][] = [
      [calling(), new ToolMessage({ content: '3', tool_call_id: 'c1', name: 'add' })],
      [
        calling('Let me see.'),
        new ToolMessage({ content: [{ type: 'text', text: '3' }], tool_call_id: 'c1' }),
      ],
      [
        both,
        new ToolMessage({ content: '3', tool_call_id: 'c1' }),
        new ToolMessage({ content: '7', tool_call_id: 'c2' }),
      ],
      [
        calling(),
        new ToolMessage({ content: '3', tool_call_id: 'c1' }),
        new AIMessage('It is 3.'),
        new HumanMessage('And 3 + 4?'),
      ],
    ];
    for (const history of histories) await adder.invoke([new HumanMessage('1 + 2?'), ...history]);
    expect(statusesOf(emulator)).toEqual([200, 200, 200, 200]);
    expect(bodiesOf(emulator)[2]?.messages).toMatchObject([
      { role: 'user' },
      { content: [{ text: 'Both:' }, { toolUse: { name: 'add' } }, { toolUse: { name: 'add' } }] },
      {
        content: [
          { toolResult: { content: [{ text: '3' }] } },
          { toolResult: { content: [{ text: '7' }] } },
        ],
      },
    ]);
  });

  it('may come from other models', async () => {
    const { emulator, adder } = await setUp();
    const use = { type: 'tool_use', id: 'c1', name: 'add', input: { a: 1, b: 2 } };
    await adder.invoke([
      new HumanMessage('1 + 2?'),
      new AIMessage({
        content: [{ type: 'text', text: 'So:' }, use],
        tool_calls: calling().tool_calls ?? [],
        response_metadata: { model_provider: 'anthropic' },
      }),
      new HumanMessage({ content: [{ type: 'tool_result', tool_use_id: 'c1', content: '3' }] }),
    ]);
    expect(emulator.requests[0]).toMatchObject({
      response: { status: 200 },
      body: {
        messages: [{}, { content: [{ text: 'So:' }, { toolUse: { toolUseId: 'c1' } }] }, {}],
      },
    });
  });
});

describe('calls of tools', () => {
  const call = { name: 'add', input: { a: 1, b: 2 } };

  it('are on the message, and on the chunks', async () => {
    const { emulator, adder } = await setUp();
    const answer = { text: 'So:', toolCalls: [call, call], chunkCharacters: 4 };
    emulator.reply([reply(answer), reply(answer)]);
    const whole = await adder.invoke('1 + 2?');
    const expected = { type: 'tool_call', name: 'add', args: { a: 1, b: 2 } };
    expect(whole.content).toBe('So:');
    expect(whole.tool_calls).toMatchObject([expected, expected]);
    const joined = await streamed(await adder.stream('1 + 2?'));
    expect(joined.content).toBe('So:');
    expect(joined.tool_calls).toEqual(
      whole.tool_calls?.map((one, at) => ({ ...one, id: joined.tool_calls?.[at]?.id })),
    );
    expect(joined.tool_call_chunks).toHaveLength(2);
  });

  it('whose arguments are no JSON are invalid ones', async () => {
    const broken = { type: 'tool_call', id: 'c1', name: 'add', arguments: '{"a":1' } as const;
    const { client } = recordingClient({ messages: [{ role: 'assistant', content: [broken] }] });
    const message = await new ChatOutcrop({ client }).invoke('1 + 2?');
    expect(message.tool_calls).toEqual([]);
    expect(message.invalid_tool_calls).toMatchObject([{ id: 'c1', name: 'add', args: '{"a":1' }]);
  });

  it('that were cut short are invalid ones, and are not sent back as calls', async () => {
    const { emulator, adder } = await setUp();
    const events = [
      { messageStart: { role: 'assistant' } },
      {
        contentBlockStart: {
          contentBlockIndex: 0,
          start: { toolUse: { toolUseId: 'c1', name: 'add' } },
        },
      },
      { contentBlockDelta: { contentBlockIndex: 0, delta: { toolUse: { input: '{"a":1,' } } } },
      { contentBlockStop: { contentBlockIndex: 0 } },
      { messageStop: { stopReason: 'max_tokens' } },
      {
        metadata: {
          usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
          metrics: { latencyMs: 1 },
        },
      },
    ];
    emulator.reply([reply.events(events), 'Again.']);
    const joined = await streamed(await adder.stream('1 + 2?'));
    expect(joined.content).toMatchObject([{ type: 'invalid_tool_call', args: '{"a":1,' }]);
    await adder.invoke([new HumanMessage('1 + 2?'), joined, new HumanMessage('Well?')]);
    expect(statusesOf(emulator)).toEqual([200, 200]);
    expect(JSON.stringify(bodiesOf(emulator)[1]?.messages)).not.toContain('toolUse');
  });

  it('are forced by the choice', async () => {
    const { emulator, model } = await setUp();
    for (const choice of ['auto', 'any', 'add'] as const) {
      await model.bindTools([add], { tool_choice: choice }).invoke('1 + 2?');
    }
    expect(bodiesOf(emulator).map(({ toolConfig }) => toolConfig)).toMatchObject([
      { toolChoice: { auto: {} } },
      { toolChoice: { any: {} } },
      { toolChoice: { tool: { name: 'add' } } },
    ]);
  });

  it('are made of runnables as well', async () => {
    const { model } = await setUp();
    const runnable = RunnableLambda.from(({ a, b }: { a: number; b: number }) => a + b);
    const asTool = runnable.asTool({ name: 'add', description: 'Adds', schema });
    const message = await model.bindTools([asTool], { tool_choice: 'add' }).invoke('1 + 2?');
    expect(message.tool_calls).toMatchObject([{ name: 'add' }]);
  });
});

describe('an agent', () => {
  it('calls tools until it has its answer, streaming', async () => {
    const { emulator, adder } = await setUp();
    emulator.reply([
      reply({ toolCalls: [{ name: 'add', input: { a: 1, b: 2 } }] }),
      reply({ toolCalls: [{ name: 'add', input: { a: 3, b: 3 } }] }),
      'It is 6.',
    ]);
    const messages: BaseMessage[] = [new HumanMessage('1 + 2 + 3?')];
    for (;;) {
      const said = await streamed(await adder.stream(messages));
      messages.push(said);
      if (!said.tool_calls?.length) break;
      for (const call of said.tool_calls) {
        messages.push(await add.invoke({ ...call, type: 'tool_call' } as never));
      }
    }
    const results = messages.filter((message) => ToolMessage.isInstance(message));
    expect(results.map(({ text }) => text)).toEqual(['3', '6']);
    expect(messages.at(-1)?.text).toBe('It is 6.');
  });
});
