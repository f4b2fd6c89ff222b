import { type UnifiedMessage, UnifiedResponse } from '@outcrop/unified-response';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromConverseResponse } from './from-converse-response.js';
import { mapStopReason } from './settings/map-stop-reason.js';
import { mapUsage } from './settings/map-usage.js';
import { anyOfShape } from './testing/arbitrary-wire.js';
import { deepFreeze } from './testing/deep-freeze.js';
import { hasServiceModel } from './testing/service-model.js';
import { toConverseRequest } from './to-converse-request.js';
import { toConverseResponse } from './to-converse-response.js';
import type { WireConverseResponse } from './wire/wire-response.js';

const MODEL = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';

/** A response as it comes, whatever its types say. */
const read = (output: unknown, context: object = {}): UnifiedResponse =>
  fromConverseResponse(deepFreeze(output) as WireConverseResponse, { model: MODEL, ...context });

const saying = (...content: unknown[]): object => ({
  output: { message: { role: 'assistant', content } },
  stopReason: 'end_turn',
  usage: { inputTokens: 2, outputTokens: 3, totalTokens: 5 },
  metrics: { latencyMs: 10 },
});

describe('a response', () => {
  test('has everything Bedrock said, under its own names where there is no field', () => {
    const output = {
      ...saying({ text: 'Hello' }, { text: '!' }),
      additionalModelResponseFields: { stop_sequence: 'END' },
      trace: { guardrail: { actionReason: 'none' } },
      performanceConfig: { latency: 'optimized' },
      serviceTier: { type: 'flex' },
      aNewMember: [1],
      $metadata: { requestId: 'r' },
    };
    const response = read(output, { id: 'r', warnings: [{ code: 'w', message: 'm' }] });
    expect(response.toJSON()).toMatchObject({
      id: 'r',
      model: MODEL,
      provider: 'bedrock',
      finishReason: 'stop',
      status: 'completed',
      messages: [
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'Hello' },
            { type: 'text', text: '!' },
          ],
        },
      ],
      providerMetadata: {
        stopReason: 'end_turn',
        metrics: { latencyMs: 10 },
        additionalModelResponseFields: { stop_sequence: 'END' },
        trace: { guardrail: { actionReason: 'none' } },
        performanceConfig: { latency: 'optimized' },
        serviceTier: { type: 'flex' },
        aNewMember: [1],
      },
      warnings: [{ code: 'w', message: 'm' }],
    });
    expect(response.text).toBe('Hello!');
    expect(response.providerMetadata).not.toHaveProperty('$metadata');
  });

  test('tags reasoning with its maker, so that it can go back', () => {
    const { reasoning } = read(
      saying(
        { reasoningContent: { reasoningText: { text: 'Hm.', signature: 'c2ln' } } },
        { reasoningContent: { redactedContent: 'AQI=' } },
        { reasoningContent: { redactedContent: Uint8Array.of(1, 2) } },
      ),
      { baseModel: 'anthropic.claude-sonnet-4-5-20250929-v1:0' },
    );
    const maker = { provider: 'bedrock', model: 'anthropic.claude-sonnet-4-5-20250929-v1:0' };
    const redacted = { type: 'reasoning', reasoning: '', redacted: Uint8Array.of(1, 2), ...maker };
    expect(reasoning).toEqual([
      { type: 'reasoning', reasoning: 'Hm.', signature: 'c2ln', ...maker },
      redacted,
      redacted,
    ]);
  });

  test('gives tools their own names back', () => {
    const toolNames = new Map([['mcp_find', 'mcp.find']]);
    const use = (name: string): object => ({ toolUse: { toolUseId: name, name, input: { q: 1 } } });
    const { toolCalls } = read(saying(use('mcp_find'), use('invented')), { toolNames });
    expect(toolCalls).toEqual([
      { type: 'tool_call', id: 'mcp_find', name: 'mcp.find', arguments: '{"q":1}' },
      { type: 'tool_call', id: 'invented', name: 'invented', arguments: '{"q":1}' },
    ]);
  });

  test('has arguments that are JSON, also of numbers that JavaScript cannot hold', () => {
    const input = { id: 12345678901234567890n, name: 'x' };
    const { toolCalls } = read(saying({ toolUse: { toolUseId: 'a', name: 'find', input } }));
    expect(toolCalls[0]?.arguments).toBe('{"id":12345678901234567890,"name":"x"}');
  });

  test('has blobs as bytes, from base64 and from bytes', () => {
    const image = (bytes: unknown): object => ({ image: { format: 'png', source: { bytes } } });
    const response = read(saying(image('AQID'), image(Uint8Array.of(1, 2, 3))));
    expect(response.getContentByType('image').map(({ data }) => data)).toEqual([
      Uint8Array.of(1, 2, 3),
      Uint8Array.of(1, 2, 3),
    ]);
  });

  test("goes straight back into the next call's messages", () => {
    const { messages } = read(
      saying(
        { reasoningContent: { reasoningText: { text: 'Hm.', signature: 'c2ln' } } },
        { text: 'Let me see.' },
        { toolUse: { toolUseId: 'a', name: 'find', input: {}, type: 'tool_use' } },
      ),
    );
    const stored = UnifiedResponse.fromJSON(
      JSON.stringify(new UnifiedResponse({ id: '', model: '', provider: '', messages })),
    ).messages;
    const history: UnifiedMessage[] = [
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
      ...stored,
      { role: 'tool', content: [{ type: 'tool_result', toolCallId: 'a', output: 'found' }] },
    ];
    const { input, repairs } = toConverseRequest({
      model: MODEL,
      messages: history,
      tools: [{ type: 'function', name: 'find' }],
      inference: {},
      family: {},
      warnings: [],
    });
    expect(repairs).toEqual([]);
    expect(input.messages?.[1]?.content).toEqual([
      { reasoningContent: { reasoningText: { text: 'Hm.', signature: 'c2ln' } } },
      { text: 'Let me see.' },
      { toolUse: { toolUseId: 'a', name: 'find', input: {} } },
    ]);
  });
});

describe('a response with holes', () => {
  test.each<[string, unknown]>([
    ['is empty', {}],
    ['is all null', { output: null, stopReason: null, usage: null }],
    ['has no message', { output: {} }],
    ['has a null message', { output: { message: null } }],
    ['has no content', { output: { message: { role: 'assistant' } } }],
    ['has null content', { output: { message: { role: 'assistant', content: null } } }],
  ])('that %s is read', (_, output) => {
    const response = read(output);
    expect(response).toMatchObject({ id: '', finishReason: 'unknown', usage: { totalTokens: 0 } });
    expect(response.text).toBe('');
  });

  test('keeps an output of a kind that nobody knows', () => {
    const { messages } = read({ output: { $unknown: ['aNewOutput', { n: 1 }] } });
    const content = [{ type: 'generic', provider: 'bedrock', aNewOutput: { n: 1 } }];
    expect(messages).toEqual([{ role: 'assistant', content }]);
  });

  test.each<[string, unknown, object]>([
    ['of a new type', { aNewBlock: { n: 1 } }, { aNewBlock: { n: 1 } }],
    ['as the SDK marks it', { $unknown: ['aNewBlock', { n: 1 }] }, { aNewBlock: { n: 1 } }],
    [
      'with something unknown inside',
      { image: { format: 'png', source: { $unknown: ['aNewSource', { n: 1 }] } } },
      { image: { format: 'png', source: { aNewSource: { n: 1 } } } },
    ],
    ['that is empty', {}, {}],
    ['that is null', { text: null }, { text: null }],
    ['of several members', { text: 'a', aNewMember: 1 }, { text: 'a', aNewMember: 1 }],
    [
      'with members like ours',
      { type: 'text', text: 'a' },
      { malformed: { type: 'text', text: 'a' } },
    ],
    ['that is no object', 'Hello', { malformed: 'Hello' }],
    [
      'without an id',
      { toolUse: { name: 'find', input: {} } },
      { toolUse: { name: 'find', input: {} } },
    ],
    [
      'with broken base64',
      { reasoningContent: { redactedContent: '*' } },
      { reasoningContent: { redactedContent: '*' } },
    ],
    [
      'of a new format',
      { image: { format: 'avif', source: { bytes: 'AQI=' } } },
      { image: { format: 'avif', source: { bytes: 'AQI=' } } },
    ],
    [
      'without a list',
      { citationsContent: { content: 'x' } },
      { citationsContent: { content: 'x' } },
    ],
  ])('keeps a block %s', (_, block, members) => {
    expect(read(saying(block)).messages[0]?.content).toEqual([
      { type: 'generic', provider: 'bedrock', ...members },
    ]);
  });
});

describe.skipIf(!hasServiceModel)(
  'responses of the service model (skipped: it is not here)',
  () => {
    test.each([false, true])(
      'come back as they were, with members that are new since: %s',
      (newMembers) => {
        fc.assert(
          fc.property(anyOfShape('ConverseResponse', { newMembers }), (wire) => {
            const output = wire as WireConverseResponse;
            fc.pre(output.output !== undefined && 'message' in output.output);
            const response = fromConverseResponse(deepFreeze(output), { model: MODEL });
            const stored = UnifiedResponse.fromJSON(JSON.parse(JSON.stringify(response)));
            expect(withAssistant(toConverseResponse(stored))).toEqual(withAssistant(output));
          }),
          { numRuns: 100 },
        );
      },
    );
  },
);

/** Difference: whoever answers is the assistant. */
function withAssistant(wire: WireConverseResponse): unknown {
  const { message } = wire.output as { message: object };
  return { ...wire, output: { message: { ...message, role: 'assistant' } } };
}

describe('mapStopReason', () => {
  test.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['tool_use', 'tool_calls'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['guardrail_intervened', 'content_filter'],
    ['content_filtered', 'content_filter'],
    ['malformed_model_output', 'unknown'],
    ['malformed_tool_use', 'unknown'],
    ['a_new_reason', 'unknown'],
    ['constructor', 'unknown'],
    ['', 'unknown'],
    [undefined, 'unknown'],
  ] as const)('%s is %s', (stopReason, finishReason) => {
    expect(mapStopReason(stopReason)).toBe(finishReason);
    expect(read({ ...saying(), stopReason }).providerMetadata.stopReason).toBe(stopReason);
  });
});

describe('mapUsage', () => {
  test('keeps cached tokens apart, as recorded', () => {
    const wire = {
      inputTokens: 2,
      outputTokens: 5,
      totalTokens: 1329,
      cacheReadInputTokens: 0,
      cacheWriteInputTokens: 1322,
      cacheDetails: [
        { ttl: '1h', inputTokens: 1000 },
        { ttl: '5m', inputTokens: 322 },
      ],
      serverToolUsage: {},
    };
    expect(mapUsage(wire)).toEqual({
      inputTokens: 2,
      outputTokens: 5,
      totalTokens: 1329,
      cacheReadInputTokens: 0,
      cacheWriteInputTokens: 1322,
      cacheWrite1hInputTokens: 1000,
      cacheWrite5mInputTokens: 322,
      raw: wire,
    });
  });

  test('adds up where the total is missing, and is zero where all is', () => {
    expect(mapUsage({ inputTokens: 1, outputTokens: 2, cacheReadInputTokens: 4 })).toMatchObject({
      totalTokens: 7,
    });
    expect(mapUsage(undefined)).toMatchObject({ inputTokens: 0, outputTokens: 0, totalTokens: 0 });
    expect(mapUsage({ inputTokens: 1, cacheDetails: [] })).not.toHaveProperty(
      'cacheWrite5mInputTokens',
    );
  });
});
