import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../json.js';
import { collectMessage } from '../testing/collect-message.js';
import { decodeFrames } from '../testing/decode-frames.js';
import { encodeFrame } from './frame.js';
import { streamEvents } from './stream-events.js';
import { eventFrames, type WireEvent } from './wire-event.js';

const text = fc.string({ unit: 'binary', maxLength: 60 });
const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)));
const base64 = fc
  .uint8Array({ minLength: 1 })
  .map((bytes) => Buffer.from(bytes).toString('base64'));

const anyBlock: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({ text }),
  fc.record({
    reasoningContent: fc.record({
      reasoningText: fc.record({ text, signature: text }, { requiredKeys: ['text'] }),
    }),
  }),
  fc.record({ reasoningContent: fc.record({ redactedContent: base64 }) }),
  fc.record({
    toolUse: fc.record(
      { input: json, name: text, toolUseId: text, type: fc.constant('server_tool_use') },
      { requiredKeys: ['input', 'name', 'toolUseId'] },
    ),
  }),
  fc.record({
    toolResult: fc.record({
      content: fc.array(fc.oneof(fc.record({ text }), fc.record({ json })), { minLength: 1 }),
      status: fc.constantFrom('success', 'error'),
      toolUseId: text,
    }),
  }),
  fc.record({
    image: fc.record({ format: fc.constant('png'), source: fc.record({ bytes: base64 }) }),
  }),
  fc.record({ future: fc.record({ member: text }) }),
);

const anyResponse = fc.record(
  {
    additionalModelResponseFields: fc.record({ stop_sequence: json }),
    metrics: fc.record({ latencyMs: fc.nat() }),
    output: fc.record({
      message: fc.record({
        content: fc.array(anyBlock, { maxLength: 5 }),
        role: fc.constant('assistant'),
      }),
    }),
    serviceTier: fc.constant({ type: 'flex' }),
    stopReason: fc.constantFrom('end_turn', 'tool_use', 'a_new_reason'),
    trace: fc.record({ guardrail: json }),
    usage: fc.record({ inputTokens: fc.nat(), outputTokens: fc.nat() }),
  },
  { requiredKeys: ['metrics', 'output', 'stopReason', 'usage'] },
) as fc.Arbitrary<JsonObject>;

const typeOf = (event: WireEvent): string => Object.keys(event)[0] ?? '';

describe('a stream', () => {
  it('says what Converse says, however text is cut', () => {
    fc.assert(
      fc.property(anyResponse, fc.integer({ min: 1, max: 40 }), (response, characters) => {
        expect(collectMessage(streamEvents(response, characters))).toEqual(response);
      }),
    );
  });

  it('says the same in bytes, in chunks of any size', () => {
    const cuts = fc.infiniteStream(fc.integer({ min: 1, max: 200 }));
    fc.assert(
      fc.property(anyResponse, fc.nat(), cuts, (response, seed, sizes) => {
        const bytes = Buffer.concat(eventFrames(streamEvents(response, 7), seed).map(encodeFrame));
        const chunks = function* () {
          for (let start = 0; start < bytes.length; ) {
            const end = start + (sizes.next().value ?? 1);
            yield bytes.subarray(start, end);
            start = end;
          }
        };
        const events = decodeFrames(chunks()).map(({ headers, payload }) => {
          expect(headers.slice(1)).toEqual([
            [':content-type', 'application/json'],
            [':message-type', 'event'],
          ]);
          return { [headers[0]?.[1] ?? '']: JSON.parse(payload) as JsonValue };
        });
        expect(collectMessage(events)).toEqual(response);
      }),
    );
  });

  it('has its events in the order of recorded streams', () => {
    const content = [
      { text: '' },
      { reasoningContent: { reasoningText: { text: 'Let me see.', signature: 'c2ln' } } },
      { reasoningContent: { redactedContent: 'AAAA' } },
      { text: 'I look.' },
      { toolUse: { input: { city: 'Paris' }, name: 'weather', toolUseId: 'tooluse_1' } },
    ];
    const response = {
      metrics: { latencyMs: 1 },
      output: { message: { content, role: 'assistant' } },
      stopReason: 'tool_use',
      usage: { inputTokens: 1 },
    };
    const delta = (contentBlockIndex: number, value: JsonObject) => ({
      contentBlockDelta: { contentBlockIndex, delta: value },
    });
    const stop = (contentBlockIndex: number) => ({ contentBlockStop: { contentBlockIndex } });
    expect(streamEvents(response, 8)).toEqual([
      { messageStart: { role: 'assistant' } },
      delta(0, { text: '' }),
      stop(0),
      delta(1, { reasoningContent: { text: 'Let me s' } }),
      delta(1, { reasoningContent: { text: 'ee.' } }),
      delta(1, { reasoningContent: { signature: 'c2ln' } }),
      stop(1),
      delta(2, { reasoningContent: { redactedContent: 'AAAA' } }),
      stop(2),
      delta(3, { text: 'I look.' }),
      stop(3),
      {
        contentBlockStart: {
          contentBlockIndex: 4,
          start: { toolUse: { name: 'weather', toolUseId: 'tooluse_1' } },
        },
      },
      delta(4, { toolUse: { input: '{"city":' } }),
      delta(4, { toolUse: { input: '"Paris"}' } }),
      stop(4),
      { messageStop: { stopReason: 'tool_use' } },
      { metadata: { metrics: { latencyMs: 1 }, usage: { inputTokens: 1 } } },
    ]);
  });

  it('has citations after the text they belong to', () => {
    const citation = { title: 'Atlas', location: { web: { url: 'https://example.com/' } } };
    const citationsContent = { content: [{ text: 'Paris.' }], citations: [citation] };
    const response = { output: { message: { content: [{ citationsContent }] } } };
    expect(streamEvents(response, 9).slice(1, 3)).toEqual([
      { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'Paris.' } } },
      { contentBlockDelta: { contentBlockIndex: 0, delta: { citation } } },
    ]);
  });

  it('is closed whatever the blocks', () => {
    fc.assert(
      fc.property(anyResponse, (response) => {
        const types = streamEvents(response, 16).map(typeOf);
        expect(types[0]).toBe('messageStart');
        expect(types.slice(-2)).toEqual(['messageStop', 'metadata']);
        const { content } = (response.output as { message: { content: unknown[] } }).message;
        expect(types.filter((type) => type === 'contentBlockStop')).toHaveLength(content.length);
      }),
    );
  });
});
