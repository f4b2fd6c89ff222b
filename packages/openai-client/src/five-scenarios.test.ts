import type { ChatParams } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { chunks, completion, toolCall } from './testing/answers.js';
import { errorOf, withServer } from './testing/with-server.js';

const QUESTION = { role: 'user', content: 'What is the weather in Oslo?' } as const;

const TOOLS: NonNullable<ChatParams['tools']> = [
  {
    type: 'function',
    function: {
      name: 'get_weather',
      parameters: { type: 'object', properties: { city: { type: 'string' } } },
    },
  },
];

describe('the five scenarios', () => {
  it('chat', async () => {
    const { server, client } = await withServer(() => ({ json: completion({ content: 'Rain.' }) }));
    const response = await client.create({
      messages: [{ role: 'system', content: 'Be brief.' }, QUESTION],
      max_tokens: 50,
    });
    expect(response.text).toBe('Rain.');
    expect(response.finishReason).toBe('stop');
    expect(response.providerMetadata).toMatchObject({ model: 'served', requestId: 'req-1' });
    expect(server.requests[0]?.path).toBe('/v1/chat/completions');
    expect(server.requests[0]?.headers.authorization).toBe('Bearer a-key-of-tests');
    expect(server.requests[0]?.body).toEqual({
      model: 'a-model',
      messages: [{ role: 'developer', content: 'Be brief.' }, QUESTION],
      max_completion_tokens: 50,
      stream: false,
    });
  });

  it('tool loop', async () => {
    const calls = [toolCall('call_1', 'get_weather', '{"city":"Oslo"}')];
    const { server, client } = await withServer((_, number) => ({
      json:
        number === 1
          ? completion({ content: null, tool_calls: calls }, { finish_reason: 'tool_calls' })
          : completion({ content: 'It rains in Oslo.' }),
    }));
    const called = await client.create({ messages: [QUESTION], tools: TOOLS });
    expect(called.finishReason).toBe('tool_calls');
    const [call] = called.toolCalls;
    expect(call).toMatchObject({ id: 'call_1', name: 'get_weather' });

    const result = { role: 'tool', tool_call_id: call?.id ?? '', content: 'rain' } as const;
    const answer = await client.create({
      messages: [QUESTION, ...called.messages, result],
      tools: TOOLS,
    });
    expect(answer.text).toBe('It rains in Oslo.');
    expect(server.requests[1]?.body.messages).toEqual([
      QUESTION,
      { role: 'assistant', content: null, tool_calls: calls },
      { role: 'tool', tool_call_id: 'call_1', content: 'rain' },
    ]);
  });

  it('image', async () => {
    const { server, client } = await withServer(() => ({
      json: completion({ content: 'A dot.' }),
    }));
    const data = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);
    const content = [
      { type: 'text', text: 'What is this?' },
      { type: 'image', data },
    ] as const;
    const { text, warnings } = await client.create({ messages: [{ role: 'user', content }] });
    expect(text).toBe('A dot.');
    expect(warnings).toEqual([]);
    expect(server.requests[0]?.body.messages).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw==' } },
        ],
      },
    ]);
  });

  it('structured output', async () => {
    const { server, client } = await withServer(() => ({
      json: completion({ content: '{"city":"Oslo","days":2}' }),
    }));
    const { parsed } = await client.create({
      messages: [QUESTION],
      response_format: {
        type: 'object',
        properties: { city: { type: 'string' }, days: { type: 'integer' } },
        required: ['city', 'days'],
      },
    });
    expect(parsed).toEqual({ city: 'Oslo', days: 2 });
    expect(server.requests[0]?.body.response_format).toMatchObject({
      type: 'json_schema',
      json_schema: { strict: true, schema: { additionalProperties: false } },
    });
  });

  it('structured output of any shape', async () => {
    const { server, client } = await withServer(() => ({
      json: completion({ content: '{"a":1}' }),
    }));
    const response_format = { type: 'json_object' } as const;
    const { parsed } = await client.create({ messages: [QUESTION], response_format });
    expect(parsed).toEqual({ a: 1 });
    const { body, text } = server.requests[0] ?? {};
    expect(body?.response_format).toEqual(response_format);
    // OpenAI asks for the word.
    expect(text).toContain('JSON');
  });

  it('stream with abort', async () => {
    const { server, client } = await withServer(() => ({
      chunks: chunks([{ content: 'It ' }, { content: 'rains' }], null),
      ends: 'silent',
    }));
    const abort = new AbortController();
    const stream = client.stream({ messages: [QUESTION] }, { signal: abort.signal });
    let heard = '';
    const reading = (async () => {
      for await (const text of stream.textStream()) {
        heard += text;
        if (heard === 'It rains') abort.abort();
      }
    })();
    const error = await errorOf(reading);
    expect(error.reason).toBe('aborted');
    expect(error.partial?.text).toBe('It rains');
    await server.left;
  });
});
