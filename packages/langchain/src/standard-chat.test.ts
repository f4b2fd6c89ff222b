import { InMemoryCache } from '@langchain/core/caches';
import { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import {
  AIMessage,
  AIMessageChunk,
  type BaseMessage,
  HumanMessage,
  SystemMessage,
} from '@langchain/core/messages';
import type { LLMResult } from '@langchain/core/outputs';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { reply } from '@outcrop/bedrock-emulator';
import { describe, expect, it } from 'vitest';
import { bodiesOf, emulated, MODEL, PIXEL, statusesOf } from '../../../tests/support/emulated.js';
import { recordingClient } from '../../../tests/support/recording-client.js';
import { ChatOutcrop } from './chat-outcrop.js';

// In the spirit of the integration scenarios of LangChain's standard tests, which are not published.

async function setUp() {
  const { emulator, client } = await emulated();
  return { emulator, client, model: new ChatOutcrop({ client, model: MODEL }) };
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

function joined(chunks: readonly AIMessageChunk[]): AIMessageChunk {
  return chunks.reduce((whole, chunk) => whole.concat(chunk));
}

describe('a chat', () => {
  it('is invoked, streamed, and batched both ways', async () => {
    const { emulator, model } = await setUp();
    emulator.reply(reply({ text: 'Good day to you, too.', times: 6 }));
    const whole = await model.invoke('Hello');
    expect(whole).toBeInstanceOf(AIMessage);
    const chunks = await collect(await model.stream('Hello'));
    expect(chunks.every((chunk) => AIMessageChunk.isInstance(chunk))).toBe(true);
    const strings = chunks.map(({ content }) => content).filter((text) => text.length > 0);
    expect(strings.every((content) => typeof content === 'string')).toBe(true);
    expect(strings.join('')).toBe(whole.content);
    const batch = await model.batch(['Hello', 'Hey']);
    expect(batch.map(({ text }) => text)).toEqual([whole.text, whole.text]);
    const streams = await Promise.all(['Hello', 'Hey'].map((text) => model.stream(text)));
    const texts = (await Promise.all(streams.map(collect))).map((all) => joined(all).text);
    expect(texts).toEqual([whole.text, whole.text]);
  });

  it('goes on over several turns, with system messages in any form', async () => {
    const { emulator, model } = await setUp();
    await model.invoke([
      new SystemMessage({ content: [{ type: 'text', text: 'Be brief.' }] }),
      new HumanMessage('Hello'),
      new AIMessage('Hello!'),
      new HumanMessage('How are you?'),
    ]);
    await model.invoke([{ role: 'system', content: 'Be brief.' }, ['human', 'Hello']]);
    expect(emulator.requests.map(({ body }) => body)).toMatchObject([
      {
        system: [{ text: 'Be brief.' }],
        messages: [{ role: 'user' }, { role: 'assistant' }, { role: 'user' }],
      },
      { system: [{ text: 'Be brief.' }], messages: [{ content: [{ text: 'Hello' }] }] },
    ]);
  });

  it('may have two messages of a role in a row, and empty ones of the model', async () => {
    const { emulator, model } = await setUp();
    await model.invoke([
      new HumanMessage('Hello'),
      new AIMessage(''),
      new HumanMessage('Are you there?'),
      new HumanMessage('Well?'),
    ]);
    expect(statusesOf(emulator)).toEqual([200]);
  });

  it('comes of a prompt', async () => {
    const { emulator, model } = await setUp();
    const prompt = ChatPromptTemplate.fromMessages([['human', 'A poem about {what}, please.']]);
    await prompt.pipe(model).invoke({ what: 'autumn' });
    expect(bodiesOf(emulator)[0]?.messages).toMatchObject([
      { content: [{ text: 'A poem about autumn, please.' }] },
    ]);
  });

  it('stops where it is told to, and has headers, timeouts and parameters of its own', async () => {
    const { emulator, model } = await setUp();
    await model.invoke('Hello', {
      stop: ['###'],
      temperature: 0,
      headers: { 'x-team': 'poets' },
      timeouts: { totalMs: 60_000 },
      request_metadata: { team: 'poets' },
    });
    expect(emulator.requests[0]).toMatchObject({
      headers: { 'x-team': 'poets' },
      body: {
        inferenceConfig: { stopSequences: ['###'], temperature: 0 },
        requestMetadata: { team: 'poets' },
      },
    });
  });
});

describe('usage', () => {
  const usage = {
    inputTokens: 5,
    outputTokens: 7,
    cacheReadInputTokens: 11,
    cacheWriteInputTokens: 13,
  };
  const counted = {
    input_tokens: 29,
    output_tokens: 7,
    total_tokens: 36,
    input_token_details: { cache_read: 11, cache_creation: 13 },
  };

  it('comes with the message and with the stream, once', async () => {
    const { emulator, model } = await setUp();
    emulator.reply([reply({ text: 'Hi.', usage }), reply({ text: 'Hi.', usage })]);
    expect((await model.invoke('Hello')).usage_metadata).toMatchObject(counted);
    const chunks = await collect(await model.stream('Hello'));
    expect(chunks.filter((chunk) => chunk.usage_metadata)).toHaveLength(1);
    expect(joined(chunks).usage_metadata).toMatchObject(counted);
  });

  it('tells reasoning, and nothing where nobody counted', async () => {
    const zero = {
      inputTokens: 1,
      totalTokens: 3,
      cacheReadInputTokens: 0,
      cacheWriteInputTokens: 0,
    };
    const { client } = recordingClient({
      usage: { ...zero, outputTokens: 2, reasoningTokens: 1 },
    });
    const message = await new ChatOutcrop({ client }).invoke('Hi');
    expect(message.usage_metadata).toMatchObject({ output_token_details: { reasoning: 1 } });
    const silent = new ChatOutcrop({ client: recordingClient().client });
    expect((await silent.invoke('Hi')).usage_metadata).toBeUndefined();
  });

  it('is told to callbacks, and summed up over a batch', async () => {
    const { emulator, model } = await setUp();
    emulator.reply(reply({ text: 'Hi.', usage, times: 2 }));
    const result = await model.generate([[new HumanMessage('a')], [new HumanMessage('b')]]);
    expect(result.llmOutput?.tokenUsage).toEqual({
      promptTokens: 58,
      completionTokens: 14,
      totalTokens: 72,
    });
  });
});

describe('what comes back beside the text', () => {
  it('names the model, the cost, the reason, the request and all that was mended', async () => {
    const { model } = await setUp();
    const { response_metadata: metadata } = await model.invoke([
      new HumanMessage('Hello'),
      new AIMessage(''),
      new HumanMessage('Hello?'),
    ]);
    expect(metadata).toMatchObject({
      model_provider: 'outcrop',
      model_name: MODEL,
      provider: 'bedrock',
      request_id: expect.any(String),
      finish_reason: 'stop',
      stop_reason: 'end_turn',
      cost: { status: 'priced', exact: expect.stringMatching(/^0\.\d+$/) },
      warnings: [],
    });
    expect(metadata.repairs).not.toEqual([]);
  });
});

/** Keeps what it is told. */
class Listener extends BaseCallbackHandler {
  readonly name = 'listener';
  readonly tokens: string[] = [];
  readonly ends: LLMResult[] = [];
  readonly starts: unknown[] = [];
  lc_prefer_streaming = true;

  override handleLLMNewToken(token: string): void {
    this.tokens.push(token);
  }
  override handleLLMEnd(output: LLMResult): void {
    this.ends.push(output);
  }
  override handleChatModelStart(...all: unknown[]): void {
    this.starts.push(all);
  }
}

describe('callbacks', () => {
  it('hear every token, also when the program waits for the whole', async () => {
    const { emulator, model } = await setUp();
    emulator.reply(reply({ text: 'Autumn leaves drift.', chunkCharacters: 8, times: 2 }));
    const listener = new Listener();
    const message = await model.invoke('A poem', { callbacks: [listener] });
    expect(message.content).toBe('Autumn leaves drift.');
    expect(listener.tokens.filter(Boolean)).toEqual(['Autumn l', 'eaves dr', 'ift.']);
    expect(listener.ends[0]?.llmOutput?.tokenUsage.totalTokens).toBeGreaterThan(0);
    await collect(await model.stream('A poem', { callbacks: [listener] }));
    expect(listener.tokens.filter(Boolean)).toHaveLength(6);
  });

  it('see no headers: they may hold secrets', async () => {
    const { model } = await setUp();
    const listener = new Listener();
    await model.invoke('Hi', { callbacks: [listener], headers: { 'x-key': 'wJalrXUtnFEMI' } });
    expect(listener.starts).toHaveLength(1);
    expect(JSON.stringify(listener.starts)).not.toContain('wJalr');
  });
});

describe('events', () => {
  const answer = {
    reasoning: { text: 'Hm.', signature: 'c2ln' },
    text: 'Let me see.',
    toolCalls: [{ name: 'look', input: { at: 1 } }],
    usage: { inputTokens: 3, outputTokens: 4 },
  };
  const look = { name: 'look', parameters: { type: 'object', properties: {} } };

  it('of the content-block protocol tell it all', async () => {
    const { emulator, model } = await setUp();
    emulator.reply(reply(answer));
    const options = {
      tools: [look],
      thinking: { type: 'enabled', budget_tokens: 1024 },
      max_tokens: 2000,
    } as const;
    const stream = model.streamEvents('Look.', options);
    const [text, reasoning, calls, usage, message] = await Promise.all([
      stream.text,
      stream.reasoning,
      stream.toolCalls,
      stream.usage,
      stream.output,
    ]);
    expect({ text, reasoning }).toEqual({ text: 'Let me see.', reasoning: 'Hm.' });
    expect(calls).toMatchObject([{ name: 'look', args: { at: 1 } }]);
    expect(usage).toMatchObject({ input_tokens: 3, output_tokens: 4 });
    expect(message.content).toMatchObject([
      { type: 'reasoning', reasoning: 'Hm.', signature: 'c2ln' },
      { type: 'text', text: 'Let me see.' },
      { type: 'tool_call', name: 'look', args: { at: 1 } },
    ]);
    expect(message.response_metadata).toMatchObject({
      finish_reason: 'tool_use',
      cost: { status: 'priced' },
    });
  });

  it('of version 2 still come', async () => {
    const { model } = await setUp();
    const events = await collect(model.streamEvents('Hi', { version: 'v2' }));
    const names = events.map(({ event }) => event);
    expect(names).toContain('on_chat_model_stream');
    expect(names.at(-1)).toBe('on_chat_model_end');
  });
});

describe('output version v1', () => {
  it('has standard content, invoked and streamed', async () => {
    const { emulator, client } = await setUp();
    const model = new ChatOutcrop({ client, model: MODEL, outputVersion: 'v1' });
    emulator.reply(reply({ text: 'Autumn leaves drift.', chunkCharacters: 8, times: 2 }));
    const whole = await model.invoke('A poem');
    expect(whole.content).toEqual([{ type: 'text', text: 'Autumn leaves drift.' }]);
    const chunks = await collect(await model.stream('A poem'));
    expect(joined(chunks).content).toMatchObject(whole.content as object);
  });
});

describe('a cache', () => {
  it('answers again, with complex messages', async () => {
    const { emulator, client } = await setUp();
    const model = new ChatOutcrop({ client, model: MODEL, cache: new InMemoryCache() });
    const content = [
      { type: 'text', text: 'What is this?' },
      { type: 'image', mimeType: 'image/png', data: Buffer.from(PIXEL).toString('base64') },
    ];
    const messages: BaseMessage[] = [new HumanMessage({ content })];
    const first = await model.invoke(messages);
    const second = await model.invoke(messages);
    expect(second.text).toBe(first.text);
    await model.invoke(messages, { temperature: 0 });
    expect(emulator.requests).toHaveLength(2);
  });
});
