import type { UnifiedStreamEvent } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { chunks, completion, toolCall } from './testing/answers.js';
import type { FakeAnswer } from './testing/fake-server.js';
import { errorOf, withServer } from './testing/with-server.js';

const PARAMS = { messages: [{ role: 'user', content: 'hello' }] } as const;

async function eventsOf(answer: FakeAnswer, options = {}): Promise<UnifiedStreamEvent[]> {
  const { client } = await withServer(() => answer, options);
  const events: UnifiedStreamEvent[] = [];
  for await (const event of client.stream(PARAMS)) events.push(event);
  return events;
}

describe('the events of a stream', () => {
  it('tell reasoning, text, calls and usage apart', async () => {
    const events = await eventsOf({
      chunks: chunks(
        [
          { role: 'assistant', content: '', reasoning_content: null },
          // vLLM has both names at once.
          { reasoning_content: 'Hm', reasoning: 'Hm' },
          { content: 'Hi' },
          { tool_calls: [{ index: 0, id: 'a', function: { name: 'one', arguments: '' } }] },
          { tool_calls: [{ index: 0, function: { arguments: '{}' } }] },
        ],
        'tool_calls',
      ),
    });
    const call = { index: 2, toolCallIndex: 0 };
    expect(events.slice(0, -1)).toEqual([
      { type: 'response-start', id: 'chatcmpl-7', model: 'a-model', provider: 'openai' },
      { type: 'reasoning-start', index: 0 },
      { type: 'reasoning-delta', index: 0, text: 'Hm' },
      { type: 'reasoning-end', index: 0 },
      { type: 'text-start', index: 1 },
      { type: 'text-delta', index: 1, text: 'Hi' },
      { type: 'text-end', index: 1 },
      { type: 'tool-call-start', ...call, id: 'a', name: 'one' },
      { type: 'tool-call-delta', ...call, arguments: '{}' },
      { type: 'tool-call-end', ...call, id: 'a', name: 'one', arguments: '{}' },
      { type: 'usage', usage: expect.objectContaining({ inputTokens: 10, outputTokens: 5 }) },
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'finish', finishReason: 'tool_calls' });
  });

  it('give pieces of interleaved calls to their own call, by index or by id', async () => {
    const byIndex = chunks([
      { tool_calls: [{ index: 0, id: 'a', function: { name: 'one', arguments: '{"x"' } }] },
      { tool_calls: [{ index: 1, id: 'b', function: { name: 'two', arguments: '{"y"' } }] },
      {
        tool_calls: [
          { index: 1, function: { arguments: ':2}' } },
          { index: 0, function: { arguments: ':1}' } },
        ],
      },
    ]);
    const byId = chunks([
      { tool_calls: [{ id: 'a', function: { name: 'one', arguments: '{"x"' } }] },
      { tool_calls: [{ id: 'b', function: { name: 'two', arguments: '{"y":2}' } }] },
      { tool_calls: [{ id: 'a', function: { arguments: ':1}' } }] },
    ]);
    for (const streamed of [byIndex, byId]) {
      const finish = (await eventsOf({ chunks: streamed })).at(-1);
      expect(finish?.type === 'finish' && finish.response.toolCalls).toEqual([
        { type: 'tool_call', id: 'a', name: 'one', arguments: '{"x":1}' },
        { type: 'tool_call', id: 'b', name: 'two', arguments: '{"y":2}' },
      ]);
    }
  });

  it('make no call of one that is cut short', async () => {
    const deltas = [
      { tool_calls: [{ index: 0, id: 'a', function: { name: 'one', arguments: '{"x"' } }] },
    ];
    const events = await eventsOf({ chunks: chunks(deltas, 'length') });
    expect(events.map(({ type }) => type)).toEqual([
      ...['response-start', 'tool-call-start', 'tool-call-delta', 'warning', 'block', 'usage'],
      'finish',
    ]);
    const finish = events.at(-1);
    expect(finish?.type === 'finish' && finish.response).toMatchObject({
      finishReason: 'length',
      messages: [{ content: [{ type: 'generic', originalType: 'tool_call', arguments: '{"x"' }] }],
      warnings: [{ code: 'tool_call_incomplete' }],
    });
  });

  it('take reasoning out of tags at the head of the text, where the service puts it there', async () => {
    const deltas = [...'<reasoning>So <b> it is.</reasoning>Yes <reasoning>no'].map((content) => ({
      content,
    }));
    const events = await eventsOf({ chunks: chunks(deltas) }, { preset: 'bedrock-openai' });
    const finish = events.at(-1);
    if (finish?.type !== 'finish') throw new Error('no finish');
    expect(finish.response.reasoning[0]?.reasoning).toBe('So <b> it is.');
    expect(finish.response.text).toBe('Yes <reasoning>no');
    const told = events.map((event) => (event.type === 'reasoning-delta' ? event.text : ''));
    expect(told.join('')).toBe('So <b> it is.');
  });

  it('keep what nobody knows, and tell of the filters of Azure', async () => {
    const [first, ...others] = chunks([
      { content: 'Hi', mood: 'me' },
      { content: '!', mood: 'rry' },
    ]);
    const filtered = { choices: [], id: '', prompt_filter_results: [{ prompt_index: 0 }] };
    const safe = { hate: { filtered: false, severity: 'safe' } };
    const withFilter = {
      ...first,
      service_tier: 'flex',
      system_fingerprint: 'fp_1',
      choices: [
        {
          ...{ index: 0, delta: { content: 'Hi', mood: 'me' } },
          content_filter_results: safe,
          logprobs: { content: [{ token: 'Hi' }] },
        },
      ],
    };
    const events = await eventsOf({ chunks: [filtered, withFilter, ...others] });
    expect(events[0]).toMatchObject({ type: 'response-start', id: 'chatcmpl-7' });
    const finish = events.at(-1);
    expect(finish?.type === 'finish' && finish.response.providerMetadata).toEqual({
      ...{ created: 1, model: 'served', service_tier: 'flex', system_fingerprint: 'fp_1' },
      ...{ stopReason: 'stop', requestId: 'req-1', message: { mood: 'merry' } },
      choice: { content_filter_results: safe, logprobs: { content: [{ token: 'Hi' }] } },
      prompt_filter_results: [{ prompt_index: 0 }],
    });
  });

  it('bring audio as one block', async () => {
    const deltas = [
      { audio: { id: 'audio_1', transcript: 'Good ' } },
      { audio: { data: 'AQ==', transcript: 'day' } },
      { audio: { data: 'AgM=', expires_at: 9 } },
    ];
    const { client } = await withServer(() => ({ chunks: chunks(deltas) }));
    const audio = { voice: 'alloy', format: 'pcm16' };
    const response = await client.stream({ ...PARAMS, audio }).response;
    expect(response.getContentByType('audio')).toEqual([
      {
        ...{ type: 'audio', data: Uint8Array.of(1, 2, 3), format: 'pcm16' },
        providerData: { openai: { id: 'audio_1', transcript: 'Good day', expiresAt: 9 } },
      },
    ]);
  });
});

describe('the end of a stream', () => {
  const whole = chunks([{ content: 'Hi' }]);

  it('may come without [DONE], where the model has said why it stops', async () => {
    expect((await eventsOf({ chunks: whole, ends: 'clean' })).at(-1)?.type).toBe('finish');
  });

  it('is [DONE], whatever the server does with the connection then', async () => {
    const text = `${whole.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('')}data: [DONE]\n\n`;
    const { client } = await withServer(() => ({ raw: text, type: 'text/event-stream' }));
    expect((await client.stream(PARAMS).response).text).toBe('Hi');
  });

  it.each(['clean', 'cut'] as const)('is missing: %s, without a reason to stop', async (ends) => {
    const { client } = await withServer(() => ({
      chunks: chunks([{ content: 'Hi' }], null),
      ends,
    }));
    const error = await errorOf(client.stream(PARAMS).response);
    expect(error).toMatchObject({ reason: 'incomplete_stream', retryable: false });
    expect(error.partial?.text).toBe('Hi');
    expect(error.partial?.cost).toMatchObject({ status: 'unknown', reason: 'usage-missing' });
  });

  it('is missing when the connection breaks behind the reason to stop', async () => {
    const { client } = await withServer(() => ({ chunks: whole, ends: 'cut' }));
    const error = await errorOf(client.stream(PARAMS).response);
    expect(error.reason).toBe('incomplete_stream');
    expect(error.partial).toMatchObject({ text: 'Hi', finishReason: 'stop' });
  });

  it('makes no call of one whose end has not come', async () => {
    const deltas = [
      { tool_calls: [{ index: 0, id: 'a', function: { name: 'one', arguments: '{}' } }] },
    ];
    const { client } = await withServer(() => ({ chunks: chunks(deltas, null), ends: 'cut' }));
    const error = await errorOf(client.stream(PARAMS).response);
    expect(error.partial?.toolCalls).toEqual([]);
    expect(error.partial?.getContentByType('generic')).toHaveLength(1);
  });

  it('may be an error that the server sends, which is no retry', async () => {
    const failure = { error: { message: 'Too much to do', type: 'server_error', code: null } };
    const { server, client } = await withServer(
      () => ({ chunks: [...chunks([{ content: 'Hi' }], null), failure] }),
      { maxRetries: 2 },
    );
    const error = await errorOf(client.stream(PARAMS).response);
    expect(error).toMatchObject({ reason: 'transient', retryable: false });
    expect(error.message).toContain('Too much to do');
    expect(error.partial?.text).toBe('Hi');
    expect(server.requests).toHaveLength(1);
  });

  it('may be an error that comes first, and says its status', async () => {
    const failure = { error: { message: 'Slow down', type: 'TooManyRequests', code: 429 } };
    const { client } = await withServer(() => ({ chunks: [failure] }));
    const error = await errorOf(client.stream(PARAMS).response);
    expect(error).toMatchObject({ reason: 'throttled', retryable: true, status: 429 });
  });

  it('is incomplete where what comes is no chunk', async () => {
    const { client } = await withServer(() => ({
      ...{ raw: 'data: {"choices":\n\n', type: 'text/event-stream' },
    }));
    expect((await errorOf(client.stream(PARAMS).response)).reason).toBe('incomplete_stream');
  });

  it('comes at once from a server that does not stream', async () => {
    const { client } = await withServer(() => ({ json: completion({ content: 'Hi' }) }));
    const response = await client.stream(PARAMS).response;
    expect(response.text).toBe('Hi');
    expect(response.warnings.map(({ code }) => code)).toEqual(['stream_in_one_piece']);
  });
});

describe('who leaves a stream', () => {
  it('closes the connection, and finds in partial what had arrived', async () => {
    const { server, client } = await withServer(() => ({
      ...{ chunks: chunks([{ content: 'Hi' }], null), ends: 'silent' },
    }));
    const stream = client.stream(PARAMS);
    for await (const event of stream) if (event.type === 'text-delta') break;
    await server.left;
    const error = await errorOf(stream.response);
    expect(error.reason).toBe('aborted');
    expect(error.partial?.text).toBe('Hi');
  });

  it('does not have to wait for the next event', async () => {
    const { server, client } = await withServer(() => ({
      ...{ chunks: chunks([{ content: 'Hi' }], null), ends: 'silent' },
    }));
    const events = client.stream(PARAMS)[Symbol.asyncIterator]();
    for (let type = ''; type !== 'text-delta'; ) type = (await events.next()).value?.type ?? '';
    const next = events.next();
    await events.return?.();
    expect(await next).toEqual({ done: true, value: undefined });
    await server.left;
  });
});

describe('time limits', () => {
  it('hold for the first byte', async () => {
    const { server, client } = await withServer(() => ({ silent: true }));
    const options = { timeouts: { firstByteMs: 20 } };
    const error = await errorOf(client.create(PARAMS, options));
    expect(error).toMatchObject({ reason: 'timeout', hint: 'Raise timeouts.firstByteMs.' });
    expect((await errorOf(client.stream(PARAMS, options).response)).reason).toBe('timeout');
    await server.left;
  });

  it('hold between two pieces of a stream', async () => {
    const { server, client } = await withServer(() => ({
      ...{ chunks: chunks([{ content: 'Hi' }], null), ends: 'silent' },
    }));
    const error = await errorOf(client.stream(PARAMS, { timeouts: { idleMs: 30 } }).response);
    expect(error).toMatchObject({ reason: 'timeout', hint: 'Raise timeouts.idleMs.' });
    expect(error.partial?.text).toBe('Hi');
    await server.left;
  });
});

it('a forced call is a call, although the server says stop', async () => {
  const { client } = await withServer(() => ({
    json: completion({ content: null, tool_calls: [toolCall('a', 'one', '{}')] }),
  }));
  expect((await client.create(PARAMS)).finishReason).toBe('tool_calls');
});
