import fc from 'fast-check';
import type { WireCitation, WireContentBlock } from '../wire/wire-content.js';
import type { WireConverseResponse } from '../wire/wire-response.js';
import type { WireBlockDelta, WireBlockStart, WireStreamEvent } from '../wire/wire-stream.js';

/** A response, and a stream that says the same. */
export interface StreamedResponse {
  readonly whole: WireConverseResponse;
  readonly events: readonly WireStreamEvent[];
}

/** A block, and the parts that a stream sends it in. */
interface StreamedBlock {
  readonly block: WireContentBlock;
  readonly start?: WireBlockStart | undefined;
  readonly deltas: readonly WireBlockDelta[];
}

const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', ' ', 'Hi', '😀'));
const anyJson = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)));
const anyObject = fc.dictionary(fc.string(), anyJson, { maxKeys: 3 });

/** A text in pieces, some of them empty, cut anywhere: between the halves of a character, too. */
function cut(text: string): fc.Arbitrary<string[]> {
  return fc.array(fc.nat(text.length), { maxLength: 4 }).map((places) => {
    const ends = [...places.sort((a, b) => a - b), text.length];
    return ends.map((end, at) => text.slice(ends[at - 1] ?? 0, end));
  });
}

function cutBytes(bytes: Uint8Array): fc.Arbitrary<string[]> {
  return fc.array(fc.nat(bytes.length), { maxLength: 3 }).map((places) => {
    const ends = [...places.sort((a, b) => a - b), bytes.length];
    return ends.map((end, at) =>
      Buffer.from(bytes.subarray(ends[at - 1] ?? 0, end)).toString('base64'),
    );
  });
}

const text: fc.Arbitrary<StreamedBlock> = anyText.chain((whole) =>
  cut(whole).map((pieces) => ({
    block: { text: whole },
    deltas: pieces.map((piece) => ({ text: piece })),
  })),
);

const citation: fc.Arbitrary<WireCitation> = fc.record(
  {
    title: anyText,
    source: anyText,
    sourceContent: fc.array(fc.record({ text: anyText }), { maxLength: 2 }),
    location: fc.constantFrom(
      { web: { url: 'https://example.com', domain: 'example.com' } },
      { documentPage: { documentIndex: 0, start: 1, end: 2 } },
    ),
  },
  { requiredKeys: [] },
);

const citedText: fc.Arbitrary<StreamedBlock> = fc
  .tuple(fc.option(anyText), fc.array(citation, { minLength: 1, maxLength: 3 }))
  .chain(([whole, citations]) => {
    const texts = whole === null ? fc.constant([]) : cut(whole);
    const cites = citations.map((one) => ({ citation: one }));
    return texts
      .chain((pieces) =>
        interleaved<WireBlockDelta>([pieces.map((piece) => ({ text: piece })), cites]),
      )
      .map((deltas) => ({
        block: {
          citationsContent: { ...(whole !== null && { content: [{ text: whole }] }), citations },
        },
        deltas,
      }));
  });

const reasoning: fc.Arbitrary<StreamedBlock> = fc
  .tuple(anyText, fc.option(fc.base64String()))
  .chain(([whole, signature]) =>
    fc
      .tuple(cut(whole), signature === null ? fc.constant([]) : cut(signature))
      .map(([pieces, signed]) => ({
        block: {
          reasoningContent: {
            reasoningText: { text: whole, ...(signature !== null && { signature }) },
          },
        },
        deltas: [
          ...pieces.map((piece) => ({ reasoningContent: { text: piece } })),
          ...signed.map((piece) => ({ reasoningContent: { signature: piece } })),
        ],
      })),
  );

const redacted: fc.Arbitrary<StreamedBlock> = fc.uint8Array().chain((bytes) =>
  cutBytes(bytes).map((pieces) => ({
    block: { reasoningContent: { redactedContent: bytes } },
    deltas: pieces.map((redactedContent) => ({ reasoningContent: { redactedContent } })),
  })),
);

const toolUse: fc.Arbitrary<StreamedBlock> = fc
  .record(
    {
      toolUseId: fc.uuid(),
      name: fc.constantFrom('find', 'get_weather', 'alias_1'),
      type: fc.constantFrom('tool_use', 'server_tool_use'),
      input: fc.oneof(anyObject, fc.string(), fc.array(anyJson, { maxLength: 2 })),
    },
    { requiredKeys: ['toolUseId', 'name', 'input'] },
  )
  .chain(({ input, ...start }) =>
    fc
      .constantFrom('', ' ', '\n\t')
      .map((space) => JSON.stringify(input, null, space) + space)
      .chain(cut)
      .map((pieces) => ({
        block: { toolUse: { ...start, input } },
        start: { toolUse: start },
        deltas: pieces.map((piece) => ({ toolUse: { input: piece } })),
      })),
  );

const toolResult: fc.Arbitrary<StreamedBlock> = fc
  .record(
    {
      toolUseId: fc.uuid(),
      type: fc.constant('nova_code_interpreter_result'),
      status: fc.constantFrom('success', 'error'),
    },
    { requiredKeys: ['toolUseId'] },
  )
  .chain((start) =>
    fc
      .array(
        fc.array(fc.oneof(fc.record({ text: anyText }), fc.record({ json: anyObject })), {
          maxLength: 2,
        }),
        { maxLength: 3 },
      )
      .map((lists) => ({
        block: { toolResult: { ...start, content: lists.flat() } },
        start: { toolResult: start },
        deltas: lists.map((list) => ({ toolResult: list })),
      })),
  );

const image: fc.Arbitrary<StreamedBlock> = fc
  .tuple(fc.constantFrom('png', 'jpeg'), fc.uint8Array())
  .chain(([format, bytes]) =>
    cutBytes(bytes).map((pieces) => ({
      block: { image: { format, source: { bytes } } },
      start: { image: { format } },
      deltas: pieces.map((piece) => ({ image: { source: { bytes: piece } } })),
    })),
  );

const otherImage: fc.Arbitrary<StreamedBlock> = fc.constantFrom<StreamedBlock>(
  {
    block: { image: { format: 'png', source: { s3Location: { uri: 's3://bucket/picture.png' } } } },
    start: { image: { format: 'png' } },
    deltas: [{ image: { source: { s3Location: { uri: 's3://bucket/picture.png' } } } }],
  },
  {
    block: { image: { format: 'png', source: { bytes: 'AQ==' }, error: { message: 'Blurred.' } } },
    start: { image: { format: 'png' } },
    deltas: [
      { image: { source: { bytes: 'AQ==' } } },
      { image: { error: { message: 'Blurred.' } } },
    ],
  },
);

/** A block that is new since. */
const newBlock: fc.Arbitrary<StreamedBlock> = fc
  .constantFrom(
    { whole: { a: 1 }, deltas: [{ a: 1 }] },
    { whole: 'text', deltas: ['text'] },
    { whole: { a: 1 }, start: { a: 1 }, deltas: [] },
    { whole: { a: 1, b: 2, c: 3 }, start: { a: 1 }, deltas: [{ b: 2 }, { c: 3 }] },
  )
  .map(({ whole, start, deltas }) => ({
    block: { aNewBlock: whole } as never,
    ...(start && { start: { aNewBlock: start } as never }),
    deltas: deltas.map((aNewBlock) => ({ aNewBlock }) as never),
  }));

const anyBlock = fc.oneof(
  { weight: 3, arbitrary: text },
  { weight: 3, arbitrary: toolUse },
  citedText,
  reasoning,
  redacted,
  toolResult,
  image,
  otherImage,
  newBlock,
);

function eventsOf({ start, deltas }: StreamedBlock, contentBlockIndex: number): WireStreamEvent[] {
  return [
    ...(start ? [{ contentBlockStart: { start, contentBlockIndex } }] : []),
    ...deltas.map((delta) => ({ contentBlockDelta: { delta, contentBlockIndex } })),
    { contentBlockStop: { contentBlockIndex } },
  ];
}

/** The items of all lists in one, each list in its order. */
function interleaved<Item>(lists: readonly (readonly Item[])[]): fc.Arbitrary<Item[]> {
  const turns = lists.flatMap((list, at) => list.map(() => at));
  return fc.shuffledSubarray(turns, { minLength: turns.length }).map((order) => {
    const rest = lists.map((list) => [...list]);
    return order.flatMap((at) => rest[at]?.splice(0, 1) ?? []);
  });
}

const PINGS = [{ ping: {} }, { initialResponse: null }, { $unknown: ['ping', {}] }] as never[];

function padded(event: WireStreamEvent, p: string): WireStreamEvent {
  return Object.fromEntries(
    Object.entries(event).map(([name, payload]) => [
      name,
      name === '$unknown' || payload === null ? payload : { ...payload, p },
    ]),
  ) as unknown as WireStreamEvent;
}

const count = fc.nat(1000);

const outcome = fc.record(
  {
    stopReason: fc.constantFrom('end_turn', 'tool_use', 'max_tokens', 'a_new_reason'),
    additionalModelResponseFields: anyJson,
    usage: fc.record({ inputTokens: count, outputTokens: count, totalTokens: count }),
    metrics: fc.record({ latencyMs: count }),
    trace: fc.constant({ guardrail: { actionReason: 'No action.' } }),
    performanceConfig: fc.constant({ latency: 'optimized' }),
    serviceTier: fc.constant({ type: 'flex' }),
    aNewMember: anyJson,
  },
  { requiredKeys: ['stopReason', 'usage', 'metrics'] },
);

/** Any response of Converse that a stream can say, cut into events as Bedrock may cut it. */
export function anyStreamedResponse(
  options: { readonly interleave: boolean } = { interleave: true },
): fc.Arbitrary<StreamedResponse> {
  return fc
    .record({ blocks: fc.array(anyBlock, { maxLength: 5 }), outcome, p: fc.string() })
    .chain(({ blocks, outcome: { stopReason, additionalModelResponseFields, ...rest }, p }) => {
      const lists = blocks.map(eventsOf);
      const added =
        additionalModelResponseFields === undefined ? {} : { additionalModelResponseFields };
      return fc
        .tuple(
          options.interleave ? interleaved(lists) : fc.constant(lists.flat()),
          fc.subarray(PINGS),
        )
        .chain(([events, pings]) => interleaved([events, pings]))
        .map((events) => ({
          whole: {
            output: { message: { role: 'assistant', content: blocks.map(({ block }) => block) } },
            stopReason,
            ...added,
            ...rest,
          },
          events: [
            { messageStart: { role: 'assistant' } },
            ...events,
            { messageStop: { stopReason, ...added } },
            { metadata: rest },
          ].map((event) => padded(event as WireStreamEvent, p)),
        }));
    });
}
