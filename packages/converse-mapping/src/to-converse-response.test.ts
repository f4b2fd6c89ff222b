import {
  type ContentBlock,
  type FinishReason,
  UnifiedResponse,
  type Usage,
} from '@outcrop/unified-response';
import { describe, expect, test } from 'vitest';
import { fromConverseResponse } from './from-converse-response.js';
import { deepFreeze } from './testing/deep-freeze.js';
import { hasServiceModel, violations } from './testing/service-model.js';
import { toConverseResponse } from './to-converse-response.js';
import type { WireConverseResponse } from './wire/wire-response.js';

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** A response as any provider may give it. */
function response(
  content: readonly ContentBlock[],
  init: Partial<ConstructorParameters<typeof UnifiedResponse>[0]> = {},
): UnifiedResponse {
  const messages = [{ role: 'assistant' as const, content }];
  return new UnifiedResponse({ id: 'r', model: 'm', provider: 'openai', messages, ...init });
}

const usage = (buckets: Partial<Usage> = {}): Usage => ({
  inputTokens: 1,
  outputTokens: 2,
  totalTokens: 3,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
  ...buckets,
});

describe('an answer of another provider, in the words of Converse', () => {
  test('says all that Converse has words for', () => {
    const content: readonly ContentBlock[] = [
      { type: 'reasoning', reasoning: 'Hm.', provider: 'openai' },
      { type: 'text', text: 'So.' },
      {
        type: 'text',
        text: 'It is said.',
        citations: [{ type: 'citation', title: 'T', snippet: 'S', url: 'https://example.com' }],
      },
      { type: 'image', data: PNG },
      { type: 'tool_call', id: 'call_1', name: 'find', arguments: '{"q":1}' },
    ];
    const wire = toConverseResponse(
      deepFreeze(response(content, { finishReason: 'tool_calls', usage: usage() })),
    );
    expect(wire).toEqual({
      output: {
        message: {
          role: 'assistant',
          content: [
            { reasoningContent: { reasoningText: { text: 'Hm.' } } },
            { text: 'So.' },
            {
              citationsContent: {
                content: [{ text: 'It is said.' }],
                citations: [
                  {
                    title: 'T',
                    sourceContent: [{ text: 'S' }],
                    location: { web: { url: 'https://example.com' } },
                  },
                ],
              },
            },
            { image: { format: 'png', source: { bytes: PNG } } },
            { toolUse: { toolUseId: 'call_1', name: 'find', input: { q: 1 } } },
          ],
        },
      },
      stopReason: 'tool_use',
      usage: {
        inputTokens: 1,
        outputTokens: 2,
        totalTokens: 3,
        cacheReadInputTokens: 0,
        cacheWriteInputTokens: 0,
      },
      metrics: { latencyMs: 0 },
    });
    if (hasServiceModel) expect(violations(wire, 'ConverseResponse')).toEqual([]);
  });

  test.each<[FinishReason, string]>([
    ['stop', 'end_turn'],
    ['length', 'max_tokens'],
    ['tool_calls', 'tool_use'],
    ['content_filter', 'content_filtered'],
    ['unknown', 'end_turn'],
  ])('that stopped with %s stops with %s', (finishReason, stopReason) => {
    expect(toConverseResponse(response([], { finishReason })).stopReason).toBe(stopReason);
  });

  test('leaves out what only its provider understands', () => {
    const wire = toConverseResponse(
      response([{ type: 'text', text: 'Hi' }], {
        messages: [
          { role: 'assistant', content: [{ type: 'text', text: 'Hi' }], metadata: { index: 0 } },
        ],
        providerMetadata: { system_fingerprint: 'fp', stopReason: 'done', trace: 'x' },
      }),
    );
    expect(Object.keys(wire).sort()).toEqual(['metrics', 'output', 'stopReason', 'usage']);
    expect(wire.output).toEqual({ message: { role: 'assistant', content: [{ text: 'Hi' }] } });
    expect(wire.stopReason).toBe('end_turn');
  });

  test('has several messages as one, and tells what was written to the cache apart', () => {
    const wire = toConverseResponse(
      response([], {
        messages: [
          { role: 'assistant', content: [{ type: 'text', text: 'One.' }] },
          { role: 'assistant', content: [{ type: 'text', text: 'Two.' }] },
        ],
        usage: usage({
          totalTokens: 18,
          cacheReadInputTokens: 5,
          cacheWriteInputTokens: 10,
          cacheWrite5mInputTokens: 4,
          cacheWrite1hInputTokens: 6,
          raw: { prompt_tokens: 16, completion_tokens: 2 },
        }),
      }),
    );
    expect(wire.output).toEqual({
      message: { role: 'assistant', content: [{ text: 'One.' }, { text: 'Two.' }] },
    });
    expect(wire.usage).toEqual({
      inputTokens: 1,
      outputTokens: 2,
      totalTokens: 18,
      cacheReadInputTokens: 5,
      cacheWriteInputTokens: 10,
      cacheDetails: [
        { ttl: '1h', inputTokens: 6 },
        { ttl: '5m', inputTokens: 4 },
      ],
    });
  });
});

describe("Bedrock's own answer", () => {
  const said: WireConverseResponse = {
    output: {
      message: {
        role: 'assistant',
        content: [
          { reasoningContent: { redactedContent: Uint8Array.of(1, 2) } },
          { text: '' },
          { toolUse: { toolUseId: 'a', name: 'mcp_find', input: {}, type: 'tool_use' } },
          { toolResult: { toolUseId: 'a', content: [], type: 'web_search_tool_result' } },
        ],
      },
    },
    stopReason: 'malformed_tool_use',
    usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3, cacheReadInputTokens: 0 },
    metrics: { latencyMs: 7 },
    additionalModelResponseFields: { stop_sequence: 'END' },
    trace: { guardrail: {} },
    serviceTier: { type: 'flex' },
  };

  test('comes out as it came in, also after it was stored', () => {
    const response = fromConverseResponse(deepFreeze(said), { model: 'm', id: 'r' });
    expect(toConverseResponse(response)).toEqual(said);
    const stored = UnifiedResponse.fromJSON(JSON.stringify(response));
    expect(toConverseResponse(stored)).toEqual(said);
  });

  test('has no member that only clients add', () => {
    const response = fromConverseResponse(said, { model: 'm', id: 'r' });
    const { providerMetadata } = response;
    const added = { ...providerMetadata, requestId: 'r', region: 'us-east-1' };
    expect(toConverseResponse(response.with({ providerMetadata: added }))).toEqual(said);
  });

  test("has a tool's name as the caller knows it", () => {
    const toolNames = new Map([['mcp_find', 'mcp.find']]);
    const { output } = toConverseResponse(fromConverseResponse(said, { model: 'm', toolNames }));
    expect(output).toMatchObject({
      message: { content: [{}, {}, { toolUse: { name: 'mcp.find' } }, {}] },
    });
  });
});
