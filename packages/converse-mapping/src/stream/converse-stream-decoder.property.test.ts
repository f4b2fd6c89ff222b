import {
  type ChatCompletionChunk,
  isProviderError,
  toChatCompletionChunk,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromConverseResponse, type ResponseContext } from '../from-converse-response.js';
import { anyStreamedResponse } from '../testing/arbitrary-stream.js';
import { countOperations } from '../testing/count-operations.js';
import { deepFreeze } from '../testing/deep-freeze.js';
import { illFormed } from '../testing/ill-formed.js';
import type { WireStreamEvent } from '../wire/wire-stream.js';
import { createConverseStreamDecoder } from './converse-stream-decoder.js';

const context: ResponseContext = {
  id: 'the-request',
  model: 'us.amazon.nova-2-lite-v1:0',
  baseModel: 'amazon.nova-2-lite-v1:0',
  toolNames: new Map([['alias_1', 'my own tool']]),
  warnings: [{ code: 'parameter_ignored', message: 'Not sent.' }],
  repairs: [{ code: 'mended', path: 'messages[0]', message: 'Mended.' }],
};

function decode(events: readonly WireStreamEvent[]): UnifiedStreamEvent[] {
  const decoder = createConverseStreamDecoder(context);
  return [...events.flatMap((event) => decoder.push(event)), ...decoder.end()];
}

describe('any response, cut into the events of any stream', () => {
  test('is the response that it would have been whole', () => {
    fc.assert(
      fc.property(anyStreamedResponse(), ({ whole, events }) => {
        const last = decode(deepFreeze(events)).at(-1);
        const expected = fromConverseResponse(whole, context);
        expect(last).toEqual({
          type: 'finish',
          finishReason: expected.finishReason,
          response: expected,
        });
      }),
      { numRuns: 500 },
    );
  });

  test('has events that are well-formed', () => {
    fc.assert(
      fc.property(anyStreamedResponse(), ({ events }) => {
        expect(illFormed(decode(events))).toEqual([]);
      }),
    );
  });

  test('has deltas that join to its blocks', () => {
    fc.assert(
      fc.property(anyStreamedResponse(), ({ events }) => {
        const decoded = decode(events);
        for (const event of decoded) {
          if (event.type !== 'tool-call-end') continue;
          const deltas = decoded.flatMap((delta) =>
            delta.type === 'tool-call-delta' && delta.index === event.index
              ? [delta.arguments]
              : [],
          );
          expect(JSON.parse(deltas.join(''))).toEqual(JSON.parse(event.arguments));
        }
      }),
    );
  });

  test('is rebuilt from chunks in the dialect of OpenAI', () => {
    fc.assert(
      fc.property(anyStreamedResponse({ interleave: false }), ({ events }) => {
        const decoded = decode(events);
        const chunks = decoded.flatMap((event) => toChatCompletionChunk(event) ?? []);
        const finish = decoded.at(-1);
        if (finish?.type !== 'finish') throw new Error('no finish');
        const { text, toolCalls, finishReason } = finish.response;
        expect(chunks.map(({ choices: [choice] }) => choice?.delta.content ?? '').join('')).toBe(
          text,
        );
        expect(callsOf(chunks)).toEqual(
          toolCalls.map(({ id, name, arguments: input }) => ({
            id,
            name,
            input: JSON.parse(input),
          })),
        );
        expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe(finishReason);
      }),
    );
  });

  test('is incomplete before messageStop, with what came until then', () => {
    fc.assert(
      fc.property(anyStreamedResponse(), fc.nat(), ({ events }, cut) => {
        const count = cut % (events.length - 1);
        const decoder = createConverseStreamDecoder(context);
        const decoded = events.slice(0, count).flatMap((event) => decoder.push(event));
        const error = errorOf(() => decoder.end());
        if (!isProviderError(error)) throw error;
        expect(error).toMatchObject({ reason: 'incomplete_stream', retryable: false });
        expect(error.partial).toEqual(decoder.partial());
        expect(decoder.partial()).toMatchObject({ id: 'the-request', status: 'in_progress' });
        const texts = decoded.flatMap((event) => (event.type === 'text-delta' ? [event.text] : []));
        // Blocks may interleave, and characters be cut in halves.
        const halves = (text: string): string[] => text.split('').sort();
        expect(halves(decoder.partial().text)).toEqual(halves(texts.join('')));
        const ended = decoded.filter((event) => event.type === 'tool-call-end');
        expect(
          decoder
            .partial()
            .toolCalls.map(({ id }) => id)
            .sort(),
        ).toEqual(ended.map(({ id }) => id).sort());
      }),
    );
  });
});

/** Events that no service should send. */
const anyPart = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.record(
    {
      text: fc.oneof(fc.string(), fc.jsonValue({ maxDepth: 1 })),
      toolUse: fc.oneof(
        fc.record(
          { toolUseId: fc.string(), name: fc.string(), type: fc.string(), input: fc.string() },
          { requiredKeys: [] },
        ),
        fc.jsonValue({ maxDepth: 1 }),
      ),
      toolResult: fc.jsonValue({ maxDepth: 2 }),
      reasoningContent: fc.record(
        { text: fc.jsonValue(), signature: fc.string(), redactedContent: fc.string() },
        { requiredKeys: [] },
      ),
      citation: fc.dictionary(
        fc.constantFrom('title', 'sourceContent', 'location'),
        fc.jsonValue(),
      ),
      image: fc.dictionary(fc.constantFrom('format', 'source', 'error'), fc.jsonValue()),
      $unknown: fc.tuple(fc.string(), fc.jsonValue()),
    },
    { requiredKeys: [] },
  ),
);
const anyIndex = fc.oneof(fc.nat(3), fc.constantFrom(undefined, null, -1, 0.5, '0', 2 ** 53));
const anyEvent = fc
  .tuple(
    fc.constantFrom(
      ...['messageStart', 'messageStop', 'metadata', '__proto__', 'constructor', 'ping'],
      ...Array.from({ length: 3 }, () => [
        'contentBlockStart',
        'contentBlockDelta',
        'contentBlockStop',
      ]).flat(),
    ),
    fc.oneof(
      { weight: 1, arbitrary: fc.jsonValue() },
      {
        weight: 9,
        arbitrary: fc.record({ contentBlockIndex: anyIndex, start: anyPart, delta: anyPart }),
      },
      { weight: 9, arbitrary: fc.record({ contentBlockIndex: anyIndex, delta: anyPart }) },
    ),
  )
  .map(([name, payload]) => Object.fromEntries([[name, payload]]) as unknown as WireStreamEvent);

test('whatever comes, the events are well-formed, and the error is the one of a broken stream', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
      const decoder = createConverseStreamDecoder(context);
      const decoded = events.flatMap((event) => decoder.push(event));
      JSON.stringify(decoder.partial());
      if (!decoder.isComplete) {
        expect(errorOf(() => decoder.end())).toMatchObject({ reason: 'incomplete_stream' });
        decoded.push(...decoder.push({ messageStop: { stopReason: 'end_turn' } }));
      }
      expect(illFormed([...decoded, ...decoder.end()])).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

describe('800 of anything cost at most 4.4 times what 200 cost', () => {
  const delta = (contentBlockIndex: number, part: object): WireStreamEvent =>
    ({ contentBlockDelta: { contentBlockIndex, delta: part } }) as WireStreamEvent;
  const start = (contentBlockIndex: number): WireStreamEvent => ({
    contentBlockStart: {
      contentBlockIndex,
      start: { toolUse: { toolUseId: `t${contentBlockIndex}`, name: 'find' } },
    },
  });
  const stop = (contentBlockIndex: number): WireStreamEvent => ({
    contentBlockStop: { contentBlockIndex },
  });
  const times = (count: number, make: (at: number) => WireStreamEvent[]): WireStreamEvent[] =>
    Array.from({ length: count }, (_, at) => make(at)).flat();

  test.each<[string, (count: number) => WireStreamEvent[]]>([
    ['texts', (count) => times(count, () => [delta(0, { text: 'a' })])],
    ['interleaved texts', (count) => times(count, (at) => [delta(at % 7, { text: 'a' })])],
    ['blocks', (count) => times(count, (at) => [delta(at, { text: 'a' }), stop(at)])],
    ['open blocks', (count) => times(count, (at) => [delta(at, { text: 'a' })])],
    [
      'one number for all blocks',
      (count) => times(count, () => [delta(0, { text: 'a' }), stop(0)]),
    ],
    [
      'calls',
      (count) =>
        times(count, (at) => [start(at), delta(at, { toolUse: { input: '{}' } }), stop(at)]),
    ],
    ['calls without input', (count) => times(count, (at) => [start(at), stop(at)])],
    [
      'pieces of an input',
      (count) => [start(0), ...times(count, () => [delta(0, { toolUse: { input: '[' } })])],
    ],
    ['reasoning', (count) => times(count, () => [delta(0, { reasoningContent: { text: 'a' } })])],
    [
      'redacted reasoning',
      (count) => times(count, () => [delta(0, { reasoningContent: { redactedContent: 'AQ==' } })]),
    ],
    ['citations', (count) => times(count, () => [delta(0, { citation: { title: 'a' } })])],
    ['results', (count) => times(count, () => [delta(0, { toolResult: [{ text: 'a' }] })])],
    ['new deltas', (count) => times(count, (at) => [delta(0, { aNew: { [at]: 1 } })])],
    [
      'late events',
      (count) => [{ messageStop: {} }, ...times(count, () => [delta(0, { text: 'a' })])],
    ],
  ])('%s', (_, stream) => {
    const cost = (count: number): number => {
      const events = stream(count);
      return countOperations(() => {
        const decoder = createConverseStreamDecoder(context);
        for (const event of events) decoder.push(event);
        decoder.push({ messageStop: { stopReason: 'end_turn' } });
        decoder.end();
      });
    };
    const ratio = cost(800) / cost(200);
    expect(ratio).toBeGreaterThan(2);
    expect(ratio).toBeLessThanOrEqual(4.4);
  });
});

function callsOf(chunks: readonly ChatCompletionChunk[]): object[] {
  const calls: { id?: string; name?: string; text: string }[] = [];
  for (const { index, id, function: part } of chunks.flatMap(
    ({ choices: [choice] }) => choice?.delta.tool_calls ?? [],
  )) {
    const call = calls[index] ?? { text: '' };
    calls[index] = {
      ...call,
      ...(id === undefined ? {} : { id }),
      ...(part.name === undefined ? {} : { name: part.name }),
      text: call.text + (part.arguments ?? ''),
    };
  }
  return calls.map(({ text, ...call }) => ({ ...call, input: JSON.parse(text) }));
}

function errorOf(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}
