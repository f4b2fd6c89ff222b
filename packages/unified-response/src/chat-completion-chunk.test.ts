import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toChatCompletion } from './chat-completion.js';
import { type ChatCompletionChunk, toChatCompletionChunk } from './chat-completion-chunk.js';
import { replayResponse } from './replay-response.js';
import { UnifiedResponse } from './response.js';
import type { UnifiedStreamEvent } from './stream-event.js';
import { anyResponse } from './testing/arbitrary-response.js';
import { EMPTY_USAGE } from './usage.js';

const RESPONSE = new UnifiedResponse({
  id: 'r1',
  model: 'm',
  provider: 'p',
  finishReason: 'tool_calls',
  messages: [
    {
      role: 'assistant',
      content: [
        { type: 'reasoning', reasoning: 'hm' },
        { type: 'text', text: 'I add.' },
        { type: 'tool_call', id: 't1', name: 'add', arguments: '{"a":1}' },
        { type: 'image', data: Uint8Array.of(1) },
        { type: 'tool_call', id: 't2', name: 'sub', arguments: '' },
      ],
    },
  ],
});

const CONTEXT = { id: 'c1', model: 'shown', created: 7 };

function chunksOf(response: UnifiedResponse): ChatCompletionChunk[] {
  return [...replayResponse(response)].flatMap((event) => toChatCompletionChunk(event) ?? []);
}

type Delta = ChatCompletionChunk['choices'][number]['delta'];

function deltasOf(response: UnifiedResponse): Delta[] {
  return chunksOf(response).flatMap(({ choices }) => choices.map(({ delta }) => delta));
}

/** What a client of OpenAI's API makes of the chunks. */
function assemble(chunks: readonly ChatCompletionChunk[]): unknown {
  let content = '';
  const calls: { id: string; type: 'function'; function: { name: string; arguments: string } }[] =
    [];
  let finishReason: string | null = null;
  for (const choice of chunks.flatMap(({ choices }) => choices)) {
    content += choice.delta.content ?? '';
    for (const part of choice.delta.tool_calls ?? []) {
      const call = calls[part.index] ?? {
        id: part.id ?? 'missing',
        type: 'function',
        function: { name: part.function.name ?? 'missing', arguments: '' },
      };
      call.function.arguments += part.function.arguments ?? '';
      calls[part.index] = call;
    }
    finishReason = choice.finish_reason ?? finishReason;
  }
  const usage = chunks.map((chunk) => chunk.usage).find((found) => found !== undefined);
  return { content, calls, finishReason, usage };
}

describe('toChatCompletionChunk', () => {
  it('counts tool calls, not blocks', () => {
    const parts = deltasOf(RESPONSE).flatMap(({ tool_calls }) => tool_calls ?? []);
    expect(parts).toEqual([
      { index: 0, id: 't1', type: 'function', function: { name: 'add', arguments: '' } },
      { index: 0, function: { arguments: '{"a":1}' } },
      { index: 1, id: 't2', type: 'function', function: { name: 'sub', arguments: '' } },
      { index: 1, function: { arguments: '' } },
    ]);
  });

  it('gives chunks from which the whole completion can be put together', () => {
    fc.assert(
      fc.property(anyResponse, (response) => {
        const { choices, usage } = toChatCompletion(response);
        expect(assemble(chunksOf(response))).toEqual({
          content: choices[0]?.message.content ?? '',
          calls: choices[0]?.message.tool_calls ?? [],
          finishReason: response.finishReason,
          usage,
        });
      }),
    );
  });

  it('repeats what all chunks share', () => {
    const events = [...replayResponse(RESPONSE)];
    const chunks = events.flatMap((event) => toChatCompletionChunk(event, CONTEXT) ?? []);
    expect(chunks).not.toHaveLength(0);
    for (const chunk of chunks) {
      expect(chunk).toMatchObject({ ...CONTEXT, object: 'chat.completion.chunk' });
    }
  });

  it('begins with the role, and with the id and model of the response', () => {
    expect(chunksOf(RESPONSE)[0]).toEqual({
      id: 'r1',
      object: 'chat.completion.chunk',
      created: 0,
      model: 'm',
      choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }],
    });
  });

  it('has the usage in a chunk without choices', () => {
    expect(toChatCompletionChunk({ type: 'usage', usage: EMPTY_USAGE }, CONTEXT)).toEqual({
      ...CONTEXT,
      object: 'chat.completion.chunk',
      choices: [],
      usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
    });
  });

  it.each<UnifiedStreamEvent>([
    { type: 'text-start', index: 0 },
    { type: 'text-end', index: 0 },
    { type: 'reasoning-start', index: 0 },
    { type: 'reasoning-delta', index: 0, text: 'hm' },
    { type: 'reasoning-end', index: 0 },
    { type: 'tool-call-end', index: 0, toolCallIndex: 0, id: 't', name: 'f', arguments: '{}' },
    { type: 'block', index: 0, block: { type: 'image' } },
    { type: 'warning', code: 'x', message: 'x' },
  ])("has none for $type, which OpenAI's dialect has no word for", (event) => {
    expect(toChatCompletionChunk(event)).toBeUndefined();
  });
});
