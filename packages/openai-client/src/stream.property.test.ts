import { UnifiedResponse, type UnifiedStreamEvent } from '@outcrop/unified-response';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createOpenAiClient } from './openai-client.js';
import { chunks, completion, toolCall } from './testing/answers.js';
import { serverSentEvents } from './testing/fake-server.js';

/** What a model says, in the pieces of a stream. */
const said = fc.record({
  reasoning: fc.array(fc.string({ minLength: 1 }), { maxLength: 3 }),
  text: fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 4 }),
  calls: fc.array(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }), {
    maxLength: 3,
  }),
});

type Said = typeof said extends fc.Arbitrary<infer Value> ? Value : never;

function deltasOf({ reasoning, text, calls }: Said): object[] {
  const starts = calls.map((_, index) => ({
    tool_calls: [{ index, id: `call_${index}`, function: { name: 'tool', arguments: '' } }],
  }));
  const longest = Math.max(0, ...calls.map((pieces) => pieces.length));
  const rest = Array.from({ length: longest }, (_, at) => ({
    tool_calls: calls.flatMap((pieces, index) =>
      pieces[at] === undefined ? [] : [{ index, function: { arguments: pieces[at] } }],
    ),
  }));
  return [
    ...reasoning.map((piece) => ({ reasoning_content: piece })),
    ...text.map((content) => ({ content })),
    ...starts,
    ...rest,
  ];
}

function wholeOf({ reasoning, text, calls }: Said): object {
  const tool_calls = calls.map((pieces, at) => toolCall(`call_${at}`, 'tool', pieces.join('')));
  return completion({
    content: text.join(''),
    reasoning_content: reasoning.join(''),
    ...(calls.length > 0 && { tool_calls }),
  });
}

/** A `fetch` that answers with these bytes, cut where it is told. */
function answering(bytes: Uint8Array, cuts: readonly number[], type: string): typeof fetch {
  const at = [...new Set(cuts.map((cut) => cut % bytes.length))].sort((a, b) => a - b);
  const pieces = [...at, bytes.length].map((end, index) => bytes.slice(at[index - 1] ?? 0, end));
  const body = ReadableStream.from(pieces.filter(({ length }) => length > 0));
  return async () => new Response(body, { headers: { 'content-type': type } });
}

async function eventsOf(fetch: OwnFetch): Promise<UnifiedStreamEvent[]> {
  const client = createOpenAiClient({ apiKey: 'a-key', fetch });
  const events: UnifiedStreamEvent[] = [];
  for await (const event of client.stream(PARAMS)) events.push(event);
  return events;
}

type OwnFetch = typeof fetch;

const PARAMS = { model: 'm', messages: [{ role: 'user', content: 'hello' }] } as const;
const EVENT_STREAM = 'text/event-stream';

it('a stream has the same events, wherever its bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(said, fc.array(fc.nat(), { maxLength: 40 }), async (words, cuts) => {
      const bytes = new TextEncoder().encode(serverSentEvents(chunks(deltasOf(words)), true));
      const whole = await eventsOf(answering(bytes, [], EVENT_STREAM));
      expect(await eventsOf(answering(bytes, cuts, EVENT_STREAM))).toEqual(whole);
    }),
    { numRuns: 60 },
  );
});

it('a stream collects to what create gives', async () => {
  await fc.assert(
    fc.asyncProperty(said, async (words) => {
      const bytes = new TextEncoder().encode(serverSentEvents(chunks(deltasOf(words)), true));
      const json = new TextEncoder().encode(JSON.stringify(wholeOf(words)));
      const client = (own: OwnFetch) => createOpenAiClient({ apiKey: 'a-key', fetch: own });
      const streamed = await client(answering(bytes, [], EVENT_STREAM)).stream(PARAMS).response;
      const created = await client(answering(json, [], 'application/json')).create(PARAMS);
      const comparable = (response: UnifiedResponse) => {
        const { created: _, ...providerMetadata } = response.providerMetadata;
        return { ...response, providerMetadata };
      };
      expect(comparable(streamed)).toEqual(comparable(created));
      expect({ ...UnifiedResponse.fromJSON(JSON.stringify(streamed)) }).toEqual({ ...streamed });
    }),
    { numRuns: 60 },
  );
});

it('a stream that is cut anywhere before its end is incomplete, with no more than had arrived', async () => {
  await fc.assert(
    fc.asyncProperty(said, fc.nat(), async (words, cut) => {
      const text = serverSentEvents(chunks(deltasOf(words)), true);
      const end = text.indexOf('"finish_reason":"stop"');
      const bytes = new TextEncoder().encode(text.slice(0, cut % end));
      const own = async () => new Response(bytes, { headers: { 'content-type': EVENT_STREAM } });
      const client = createOpenAiClient({ apiKey: 'a-key', fetch: own });
      const error = await client.stream(PARAMS).response.then(
        () => undefined,
        (thrown) => thrown,
      );
      expect(error).toMatchObject({ reason: 'incomplete_stream' });
      expect(words.text.join('').startsWith(error.partial.text)).toBe(true);
      expect(error.partial.toolCalls).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
