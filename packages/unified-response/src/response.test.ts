import { describe, expect, it } from 'vitest';
import type { CitationBlock, ContentBlock } from './content-block.js';
import { UnifiedResponse } from './response.js';
import type { UnifiedResponseInit } from './response-init.js';
import { EMPTY_USAGE } from './usage.js';

const answer = (...content: readonly ContentBlock[]): UnifiedResponseInit => ({
  id: 'r1',
  model: 'm',
  provider: 'p',
  messages: [{ role: 'assistant', content }],
});

const citation = (title: string): CitationBlock => ({ type: 'citation', title, snippet: '' });

describe('UnifiedResponse', () => {
  it('has a neutral default for what nobody said', () => {
    expect({ ...new UnifiedResponse(answer()) }).toEqual({
      ...answer(),
      usage: EMPTY_USAGE,
      cost: {
        status: 'unknown',
        reason: 'not-priced',
        message: 'No price was looked up for this response.',
      },
      finishReason: 'unknown',
      status: 'completed',
      providerMetadata: {},
      warnings: [],
      repairs: [],
      parsed: undefined,
    });
  });

  it('joins the text blocks of all messages, in order, without a separator', () => {
    const { messages } = answer(
      { type: 'reasoning', reasoning: 'hm' },
      { type: 'text', text: 'one ' },
      { type: 'tool_call', id: 't', name: 'f', arguments: '{}' },
      { type: 'text', text: 'two' },
    );
    const last = { role: 'assistant', content: [{ type: 'text', text: '!' }] } as const;
    const response = new UnifiedResponse({ ...answer(), messages: [...messages, last] });
    expect(response.text).toBe('one two!');
  });

  it('gives the blocks of a type, and an empty text where there is none', () => {
    const reasoning = { type: 'reasoning', reasoning: 'hm', signature: 's' } as const;
    const call = { type: 'tool_call', id: 't', name: 'f', arguments: '{}' } as const;
    const image = { type: 'image', data: Uint8Array.of(1) } as const;
    const response = new UnifiedResponse(answer(reasoning, call, image));
    expect(response.text).toBe('');
    expect(response.reasoning).toEqual([reasoning]);
    expect(response.toolCalls).toEqual([call]);
    expect(response.getContentByType('image')).toEqual([image]);
    expect(response.getContentByType('video')).toEqual([]);
    expect(response.getContentByType('no such type')).toEqual([]);
  });

  it('finds the citations of texts and those that stand alone, in order', () => {
    const response = new UnifiedResponse(
      answer(
        citation('a'),
        { type: 'text', text: 'x', citations: [citation('b'), citation('c')] },
        { type: 'text', text: 'y' },
        citation('d'),
      ),
    );
    expect(response.citations.map(({ title }) => title)).toEqual(['a', 'b', 'c', 'd']);
  });

  it.each([
    ['completed', true],
    ['in_progress', true],
    ['failed', true],
    ['guardrail_intervened', false],
    ['', false],
  ])('says whether the status %j is one of all providers: %s', (status, isStandard) => {
    expect(new UnifiedResponse({ ...answer(), status }).isStandardStatus()).toBe(isStandard);
  });

  it.each([false, 0, '', null, {}])('keeps %j as the parsed value', (parsed) => {
    const response = new UnifiedResponse({ ...answer(), parsed });
    expect(response.parsed).toEqual(parsed);
    expect(UnifiedResponse.fromJSON(response.toJSON()).parsed).toEqual(parsed);
  });

  it('is copied with some parts replaced', () => {
    const response = new UnifiedResponse({ ...answer({ type: 'text', text: 'hi' }), parsed: 1 });
    const changed = response.with({ finishReason: 'stop', parsed: 2 });
    expect(changed).toBeInstanceOf(UnifiedResponse);
    expect(changed).toEqual(new UnifiedResponse({ ...response, finishReason: 'stop', parsed: 2 }));
    expect(response).toMatchObject({ finishReason: 'unknown', parsed: 1 });
  });
});
