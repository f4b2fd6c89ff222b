import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  getUsage,
  messageRetrieval,
  RESPONSE_USAGE_KEYS,
  toChatCompletion,
} from './chat-completion.js';
import type { ContentBlock } from './content-block.js';
import type { PricedCost } from './cost.js';
import { UnifiedResponse } from './response.js';
import type { UnifiedResponseInit } from './response-init.js';
import { anyResponse } from './testing/arbitrary-response.js';

const PRICED: PricedCost = {
  status: 'priced',
  usd: 0.0025,
  exact: '0.0025',
  breakdown: [],
  price: { model: 'm', source: 'a table' },
  assumptions: [],
};

const CALL = { type: 'tool_call', id: 't1', name: 'add', arguments: '{"a":1}' } as const;
const CALL_OUT = { id: 't1', type: 'function', function: { name: 'add', arguments: '{"a":1}' } };
const IMAGE = { type: 'image', data: Uint8Array.of(1) } as const;

function respond(
  content: readonly ContentBlock[],
  rest: Partial<UnifiedResponseInit> = {},
): UnifiedResponse {
  const messages = [{ role: 'assistant' as const, content }];
  return new UnifiedResponse({ id: 'r1', model: 'm', provider: 'p', messages, ...rest });
}

describe('toChatCompletion', () => {
  it("gives OpenAI's shape, with the cost", () => {
    const response = respond(
      [
        { type: 'text', text: 'hi ' },
        { type: 'text', text: 'there' },
      ],
      {
        finishReason: 'stop',
        cost: PRICED,
        usage: {
          inputTokens: 10,
          outputTokens: 5,
          totalTokens: 118,
          cacheReadInputTokens: 100,
          cacheWriteInputTokens: 3,
          reasoningTokens: 2,
        },
      },
    );
    expect(toChatCompletion(response, { created: 1_700_000_000 })).toEqual({
      id: 'r1',
      object: 'chat.completion',
      created: 1_700_000_000,
      model: 'm',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'hi there', refusal: null },
          finish_reason: 'stop',
          logprobs: null,
        },
      ],
      usage: {
        prompt_tokens: 113,
        completion_tokens: 5,
        total_tokens: 118,
        prompt_tokens_details: { cached_tokens: 100 },
        completion_tokens_details: { reasoning_tokens: 2 },
      },
      cost: 0.0025,
    });
  });

  it.each<[string, readonly ContentBlock[], string | null, readonly unknown[] | undefined]>([
    ['text', [{ type: 'text', text: 'hi' }], 'hi', undefined],
    ['a call', [CALL], null, [CALL_OUT]],
    ['text and a call', [{ type: 'text', text: 'hi' }, CALL], 'hi', [CALL_OUT]],
    ['nothing', [], '', undefined],
    ['reasoning and an image', [{ type: 'reasoning', reasoning: 'hm' }, IMAGE], '', undefined],
  ])('shows %s', (_name, content, text, calls) => {
    const message = toChatCompletion(respond(content)).choices[0]?.message;
    expect(message?.content).toBe(text);
    expect(message?.tool_calls).toEqual(calls);
  });

  it('does not read the clock', () => {
    expect(toChatCompletion(respond([])).created).toBe(0);
  });
});

describe('getUsage', () => {
  it('gives exactly the keys of RESPONSE_USAGE_KEYS', () => {
    expect(RESPONSE_USAGE_KEYS).toEqual([
      'prompt_tokens',
      'completion_tokens',
      'total_tokens',
      'cost',
      'model',
    ]);
    fc.assert(
      fc.property(anyResponse, (response) => {
        expect(Object.keys(getUsage(response))).toEqual(RESPONSE_USAGE_KEYS);
      }),
    );
  });

  it('counts cached tokens as part of the prompt', () => {
    const usage = {
      inputTokens: 1,
      outputTokens: 2,
      totalTokens: 33,
      cacheReadInputTokens: 10,
      cacheWriteInputTokens: 20,
    };
    expect(getUsage(respond([], { usage, cost: PRICED }))).toEqual({
      prompt_tokens: 31,
      completion_tokens: 2,
      total_tokens: 33,
      cost: 0.0025,
      model: 'm',
    });
  });

  it('says null for a cost that is not known, and 0 only for one that is 0', () => {
    const unknown = respond([], {
      cost: { status: 'unknown', reason: 'model-not-listed', lowerBoundUsd: 1 },
    });
    const free = respond([], { cost: { ...PRICED, usd: 0, exact: '0' } });
    for (const [response, cost] of [
      [respond([]), null],
      [unknown, null],
      [free, 0],
    ] as const) {
      expect(getUsage(response).cost).toBe(cost);
      expect(toChatCompletion(response).cost).toBe(cost);
    }
  });
});

describe('messageRetrieval', () => {
  it.each<[string, readonly ContentBlock[], unknown]>([
    [
      'text',
      [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
      'ab',
    ],
    ['nothing', [], ''],
    [
      'reasoning beside text',
      [
        { type: 'reasoning', reasoning: 'hm' },
        { type: 'text', text: 'a' },
      ],
      'a',
    ],
    ['a call', [CALL], { role: 'assistant', content: null, tool_calls: [CALL_OUT] }],
    [
      'a call beside text',
      [{ type: 'text', text: 'a' }, CALL],
      { role: 'assistant', content: 'a', tool_calls: [CALL_OUT] },
    ],
    ['an image', [{ type: 'text', text: 'a' }, IMAGE], { role: 'assistant', content: 'a' }],
  ])('gives %s', (_name, content, retrieved) => {
    expect(messageRetrieval(respond(content))).toEqual([retrieved]);
  });

  it('gives one entry per message', () => {
    fc.assert(
      fc.property(anyResponse, (response) => {
        expect(messageRetrieval(response)).toHaveLength(response.messages.length);
      }),
    );
  });
});
