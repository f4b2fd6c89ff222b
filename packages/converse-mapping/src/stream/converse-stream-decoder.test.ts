import type { UnifiedResponse, UnifiedStreamEvent } from '@outcrop/unified-response';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { illFormed } from '../testing/ill-formed.js';
import { type RecordedStream, recordedStreams } from '../testing/recorded-streams.js';
import type { WireStreamEvent } from '../wire/wire-stream.js';
import { createConverseStreamDecoder } from './converse-stream-decoder.js';

const model = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';

interface Decoded {
  readonly events: readonly UnifiedStreamEvent[];
  readonly response: UnifiedResponse;
}

function decode(wire: readonly WireStreamEvent[]): Decoded {
  const decoder = createConverseStreamDecoder({ model });
  const events = [...wire.flatMap((event) => decoder.push(event)), ...decoder.end()];
  expect(illFormed(events)).toEqual([]);
  const last = events.at(-1);
  if (last?.type !== 'finish') throw new Error('The last event is not finish.');
  return { events, response: last.response };
}

const start = (contentBlockIndex: number, part: object): WireStreamEvent =>
  ({ contentBlockStart: { contentBlockIndex, start: part } }) as WireStreamEvent;
const delta = (contentBlockIndex: number, part: object): WireStreamEvent =>
  ({ contentBlockDelta: { contentBlockIndex, delta: part } }) as WireStreamEvent;
const stop = (contentBlockIndex: number): WireStreamEvent => ({
  contentBlockStop: { contentBlockIndex },
});
const messageStart: WireStreamEvent = { messageStart: { role: 'assistant' } };
const messageStop = (stopReason: string): WireStreamEvent => ({ messageStop: { stopReason } });
const USAGE = { inputTokens: 1, outputTokens: 2, totalTokens: 3 };
const metadata: WireStreamEvent = { metadata: { usage: USAGE, metrics: { latencyMs: 5 } } };
const callStart = (at: number, members: object = {}): WireStreamEvent =>
  start(at, { toolUse: { toolUseId: `t${at}`, name: 'find', ...members } });
const input = (at: number, text: string): WireStreamEvent =>
  delta(at, { toolUse: { input: text } });

const streams = recordedStreams();

describe.skipIf(streams.length === 0)('recorded streams (skipped: no recordings here)', () => {
  test('there are five', () => {
    expect(streams).toHaveLength(5);
  });

  test.each(streams)('$cassette: text, calls, reasoning, usage and stop reason', ({ events }) => {
    const { response } = decode(events);
    expect(response.text).toBe(joined(events, /"delta":\{"text":("(?:[^"\\]|\\.)*")/));
    expect(response.toolCalls.map((call) => call.arguments).join('')).toBe(
      joined(events, /"toolUse":\{"input":("(?:[^"\\]|\\.)*")/).replace('7006652.0', '7006652'),
    );
    const redacted = response.reasoning.map((block) => Buffer.from(block.redacted ?? []));
    expect(redacted.map((bytes) => bytes.toString('base64')).join('')).toBe(
      joined(events, /"redactedContent":("[^"]*")/),
    );
    const last = JSON.parse(JSON.stringify(events.slice(-2)));
    expect(response.providerMetadata.stopReason).toBe(last[0].messageStop.stopReason);
    expect(response.providerMetadata.metrics).toEqual(last[1].metadata.metrics);
    expect(response.usage.raw).toEqual(last[1].metadata.usage);
    expect(JSON.stringify(response)).not.toContain('"p":');
  });

  test.each(streams)('$cassette: any other cut of its texts gives the same', (recorded) => {
    const { response } = decode(recorded.events);
    fc.assert(
      fc.property(cutAnew(recorded), (events) => {
        expect(decode(events).response).toEqual(response);
      }),
      { numRuns: 50 },
    );
  });

  test('a call of a tool of the service comes with its result', () => {
    const { response } = decode(streams[0]?.events ?? []);
    const providerData = { bedrock: { type: 'server_tool_use' } };
    expect(response.messages[0]?.content).toMatchObject([
      { type: 'tool_call', name: 'nova_code_interpreter', providerData },
      { type: 'tool_result', output: { stdOut: '7006652', exitCode: 0 }, status: 'success' },
      { type: 'tool_call', name: 'final_result', arguments: '{"result":7006652}' },
    ]);
  });
});

/** What a pattern finds in all events, JSON strings, as one text. */
function joined(events: readonly WireStreamEvent[], pattern: RegExp): string {
  return events
    .map((event) => JSON.parse(pattern.exec(JSON.stringify(event))?.[1] ?? '""'))
    .join('');
}

/** The same stream with its texts and inputs cut at other places. */
function cutAnew({ events }: RecordedStream): fc.Arbitrary<WireStreamEvent[]> {
  return fc.infiniteStream(fc.nat()).map((cuts) =>
    events.flatMap((event) => {
      const text = /"(?:text|input)":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(event))?.[1];
      if (text === undefined || !('contentBlockDelta' in event)) return [event];
      const whole: string = JSON.parse(text);
      const at = Number(cuts.next().value) % (whole.length + 1);
      return [whole.slice(0, at), whole.slice(at)].map((piece) =>
        JSON.parse(JSON.stringify(event).replace(text, () => JSON.stringify(piece))),
      );
    }),
  );
}

describe('a tool call', () => {
  test('is told as it comes, and whole once', () => {
    const { events } = decode([
      messageStart,
      callStart(0),
      input(0, '{"city": '),
      input(0, ''),
      input(0, '"Bern"}'),
      stop(0),
      messageStop('tool_use'),
      metadata,
    ]);
    const at = { index: 0, toolCallIndex: 0 };
    expect(events.slice(1, 5)).toEqual([
      { type: 'tool-call-start', ...at, id: 't0', name: 'find' },
      { type: 'tool-call-delta', ...at, arguments: '{"city": ' },
      { type: 'tool-call-delta', ...at, arguments: '"Bern"}' },
      { type: 'tool-call-end', ...at, id: 't0', name: 'find', arguments: '{"city":"Bern"}' },
    ]);
  });

  test('keeps its numbers, however long they are', () => {
    const { response } = decode([
      callStart(0),
      input(0, '{"id": 12345678901234567890, "price": 0.1000000000000000055, "text": "1e400"}'),
      stop(0),
      messageStop('tool_use'),
    ]);
    expect(response.toolCalls[0]?.arguments).toBe(
      '{"id":12345678901234567890,"price":0.1000000000000000055,"text":"1e400"}',
    );
  });

  test('without input has no arguments', () => {
    for (const pieces of [[], [input(0, '')], [input(0, ' ')], [input(0, '{}')]]) {
      const { response, events } = decode([
        callStart(0),
        ...pieces,
        stop(0),
        messageStop('tool_use'),
        metadata,
      ]);
      expect(response.toolCalls[0]?.arguments).toBe('{}');
      const text = events.map((event) => (event.type === 'tool-call-delta' ? event.arguments : ''));
      expect(JSON.parse(text.join(''))).toEqual({});
    }
  });

  const CUT: readonly [string, readonly WireStreamEvent[]][] = [
    ['max_tokens within its input', [callStart(0), input(0, '{"a": "b'), stop(0)]],
    ['max_tokens before its input', [callStart(0), stop(0)]],
    ['max_tokens within a number', [callStart(0), input(0, '12'), stop(0)]],
    ['max_tokens and no stop', [callStart(0), input(0, '{"a":1}')]],
    ['max_tokens and nothing else', [callStart(0)]],
    [
      'a start of the next block',
      [callStart(0), input(0, '{}'), callStart(0), input(0, '{'), stop(0)],
    ],
  ];
  test.each(CUT)('cut short by %s is none', (_, wire) => {
    const { response, events } = decode([
      messageStart,
      ...wire,
      messageStop('max_tokens'),
      metadata,
    ]);
    expect(response.toolCalls).toEqual([]);
    expect(events.filter(({ type }) => type === 'tool-call-end')).toEqual([]);
    expect(response.getContentByType('generic')[0]).toMatchObject({
      originalType: 'tool_call',
      id: 't0',
      name: 'find',
      arguments: expect.any(String),
    });
    expect(response.finishReason).toBe('length');
    const code = 'tool_call_incomplete';
    expect(response.warnings[0]).toMatchObject({ code, message: expect.stringContaining('find') });
    expect(events.find((event) => event.type === 'warning')).toMatchObject({ code });
  });

  test('before one that is cut short is one', () => {
    const { response } = decode([
      ...[callStart(0), stop(0), callStart(1), stop(1)],
      messageStop('max_tokens'),
    ]);
    expect(response.toolCalls.map(({ id }) => id)).toEqual(['t0']);
  });

  test('that is cut short keeps what came, its own members included', () => {
    const { response } = decode([
      callStart(0, { type: 'tool_use' }),
      input(0, '{"a":'),
      stop(0),
      messageStop('max_tokens'),
    ]);
    expect(response.messages[0]?.content).toEqual([
      {
        type: 'generic',
        originalType: 'tool_call',
        id: 't0',
        name: 'find',
        arguments: '{"a":',
        providerData: { bedrock: { type: 'tool_use' } },
      },
    ]);
  });
});

describe('blocks', () => {
  test('may interleave and come in any order', () => {
    const { response } = decode([
      messageStart,
      ...[delta(1, { text: 'wor' }), callStart(2), delta(0, { reasoningContent: { text: 'Hm' } })],
      ...[input(2, '{'), delta(1, { text: 'ld' }), stop(1), input(2, '}')],
      ...[delta(0, { reasoningContent: { signature: 's' } }), stop(2), stop(0)],
      ...[messageStop('tool_use'), metadata],
    ]);
    expect(response.messages[0]?.content).toMatchObject([
      { type: 'reasoning', reasoning: 'Hm', signature: 's', provider: 'bedrock', model },
      { type: 'text', text: 'world' },
      { type: 'tool_call', arguments: '{}' },
    ]);
  });

  test('that all have the same number get one each', () => {
    const { response, events } = decode([
      ...[delta(0, { text: 'a' }), stop(0), delta(0, { text: 'b' }), stop(0)],
      ...[callStart(0), input(0, '{}'), stop(0), delta(1, { text: 'c' }), stop(1)],
      messageStop('tool_use'),
    ]);
    expect(response.messages[0]?.content.map(({ type }) => type)).toEqual([
      'text',
      'text',
      'tool_call',
      'text',
    ]);
    expect(response.text).toBe('abc');
    expect(events.flatMap((event) => (event.type === 'text-start' ? [event.index] : []))).toEqual([
      0, 1, 3,
    ]);
  });

  test('of nothing are none', () => {
    const { response } = decode([
      ...[start(0, {}), stop(0), stop(1), delta(2, { text: '' }), stop(2)],
      messageStop('end_turn'),
    ]);
    expect(response.messages[0]?.content).toEqual([{ type: 'text', text: '' }]);
  });

  test('keep deltas that do not fit beside them', () => {
    const strays = [{ aNewDelta: 1 }, { toolUse: { input: 'x' } }];
    const { response, events } = decode([
      delta(0, { text: 'Hi' }),
      ...strays.map((stray) => delta(0, stray)),
      stop(0),
      messageStop('end_turn'),
    ]);
    const malformed = { type: 'generic', provider: 'bedrock', malformed: strays };
    expect(response.messages[0]?.content).toEqual([{ type: 'text', text: 'Hi' }, malformed]);
    expect(events).toContainEqual({ type: 'block', index: 0, block: malformed });
  });

  test('of a type that is new since come whole', () => {
    const { response } = decode([
      start(0, { aNewBlock: { a: 1 } }),
      delta(0, { $unknown: ['aNewBlock', { b: 2 }] }),
      stop(0),
      delta(1, { another: 1 }),
      delta(1, { another: 2 }),
      stop(1),
      messageStop('end_turn'),
    ]);
    expect(response.messages[0]?.content).toEqual([
      { type: 'generic', provider: 'bedrock', aNewBlock: { a: 1, b: 2 } },
      { type: 'generic', provider: 'bedrock', another: { parts: [1, 2] } },
    ]);
  });
});

describe('the rest of a stream', () => {
  test('a message that has no start begins with what comes first', () => {
    const { events } = decode([metadata, messageStop('end_turn')]);
    expect(events.map(({ type }) => type)).toEqual(['response-start', 'usage', 'finish']);
  });

  test('members that are new since are kept', () => {
    const { response } = decode([
      { messageStart: { role: 'assistant', p: 'abc', aNew: 1 } as never },
      { messageStop: { stopReason: 'end_turn', aNewer: 2 } as never },
      { metadata: { usage: USAGE, aNewest: 3 } as never },
    ]);
    expect(response.messages[0]?.metadata).toEqual({ aNew: 1 });
    expect(response.providerMetadata).toEqual({ stopReason: 'end_turn', aNewer: 2, aNewest: 3 });
  });

  test('content after the end of a message is told, and no part of it', () => {
    const late = [delta(0, { text: 'late' }), stop(0), messageStart, messageStop('tool_use')];
    const { response } = decode([
      delta(0, { text: 'Hi' }),
      messageStop('end_turn'),
      ...late,
      metadata,
    ]);
    expect(response.text).toBe('Hi');
    expect(response.finishReason).toBe('stop');
    expect(response.warnings).toMatchObject([{ code: 'event_after_stop' }]);
  });

  test('a stream without usage says so', () => {
    const { response, events } = decode([delta(0, { text: 'Hi' }), messageStop('end_turn')]);
    expect(response.warnings).toMatchObject([{ code: 'usage_missing' }]);
    expect(events.filter(({ type }) => type === 'usage')).toEqual([]);
  });

  test('a decoder for nothing has nothing', () => {
    const decoder = createConverseStreamDecoder({ model });
    expect(decoder.push({ $unknown: ['ping', {}] })).toEqual([]);
    expect(decoder.isComplete).toBe(false);
    expect(decoder.partial()).toMatchObject({ messages: [], model, finishReason: 'unknown' });
    expect(() => decoder.end()).toThrow('The stream ended before the model had finished.');
  });
});
