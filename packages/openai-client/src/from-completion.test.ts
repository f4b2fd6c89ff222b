import { describe, expect, it } from 'vitest';
import { fromCompletion } from './from-completion.js';
import { completion, toolCall } from './testing/answers.js';
import type { WireCompletion } from './wire.js';

const QUIRKS = { reasoningFields: ['reasoning_content', 'reasoning'] };
const CONTEXT = { model: 'm', quirks: QUIRKS };

function read(message: object, more: object = {}) {
  return fromCompletion(completion(message, more) as WireCompletion, CONTEXT);
}

describe('an answer', () => {
  it('keeps a refusal apart, and is filtered', () => {
    const { messages, finishReason } = read({ content: null, refusal: 'I will not.' });
    expect(finishReason).toBe('content_filter');
    expect(messages[0]?.content).toEqual([
      { type: 'text', text: 'I will not.', providerData: { openai: { type: 'refusal' } } },
    ]);
  });

  it('has reasoning first, under whichever name', () => {
    for (const field of ['reasoning_content', 'reasoning']) {
      expect(read({ [field]: 'Hm.', content: 'Hi' }).messages[0]?.content).toEqual([
        { type: 'reasoning', reasoning: 'Hm.', provider: 'openai', model: 'm' },
        { type: 'text', text: 'Hi' },
      ]);
    }
  });

  it('has calls, be they functions, custom tools, the legacy one, or without an id', () => {
    const calls = [
      toolCall('a', 'one', '{}'),
      { id: 'b', type: 'custom', custom: { name: 'code', input: '1 + 1' } },
      { type: 'function', function: { name: 'two', arguments: { x: 1 } } },
    ];
    expect(read({ content: '', tool_calls: calls }).messages[0]?.content).toEqual([
      { type: 'tool_call', id: 'a', name: 'one', arguments: '{}' },
      { type: 'tool_call', id: 'b', name: 'code', arguments: '{"input":"1 + 1"}' },
      { type: 'tool_call', id: 'chatcmpl-7_2', name: 'two', arguments: '{"x":1}' },
    ]);
    const legacy = { content: null, function_call: { name: 'one', arguments: '{}' } };
    const { messages, finishReason } = read(legacy, { finish_reason: 'function_call' });
    expect(finishReason).toBe('tool_calls');
    expect(messages[0]?.content).toEqual([
      { type: 'tool_call', id: 'chatcmpl-7_0', name: 'one', arguments: '{}' },
    ]);
  });

  it('cites what it found on the web', () => {
    const annotations = [
      {
        type: 'url_citation',
        url_citation: { url: 'https://x', title: 'X', start_index: 0, end_index: 4 },
      },
      { type: 'file_citation', file_citation: { file_id: 'f' } },
    ];
    const location = { start: 0, end: 4 };
    expect(read({ content: 'Rain today', annotations }).messages[0]?.content).toEqual([
      {
        ...{ type: 'text', text: 'Rain today' },
        citations: [{ type: 'citation', url: 'https://x', title: 'X', snippet: 'Rain', location }],
      },
      {
        ...{ type: 'generic', originalType: 'file_citation', provider: 'openai' },
        file_citation: { file_id: 'f' },
      },
    ]);
  });

  it('counts each token once', () => {
    const usage = {
      ...{ prompt_tokens: 100, completion_tokens: 50, total_tokens: 150 },
      prompt_tokens_details: { cached_tokens: 60, audio_tokens: 3 },
      completion_tokens_details: { reasoning_tokens: 20, audio_tokens: 4 },
    };
    expect(read({ content: 'Hi' }, { usage }).usage).toEqual({
      ...{ inputTokens: 40, cacheReadInputTokens: 60, cacheWriteInputTokens: 0 },
      ...{ outputTokens: 50, reasoningTokens: 20, totalTokens: 150, raw: usage },
    });
    expect(read({ content: 'Hi' }, { usage: null }).usage.raw).toBeUndefined();
  });

  it('keeps everything that has no other place', () => {
    const about = { system_fingerprint: 'fp', service_tier: 'default', weather: 'fine' };
    const { providerMetadata, finishReason } = read(
      { content: 'Hi', mood: 'merry' },
      { ...about, finish_reason: 'eos' },
    );
    expect(finishReason).toBe('unknown');
    expect(providerMetadata).toEqual({
      ...{ ...about, created: 1_700_000_000, model: 'served', stopReason: 'eos' },
      message: { mood: 'merry' },
    });
  });
});
