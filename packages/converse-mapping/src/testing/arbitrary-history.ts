import type { ContentBlock, UnifiedMessage } from '@outcrop/unified-response';
import fc from 'fast-check';

const BLANKS = ['', ' ', '\n', '\t\r\n', '\u00A0', '\u2003', '\u3000', '\u200B', '\u200C\u200D'];

/** Any text: words that can be told apart, whatever Unicode has, and blanks of all scripts. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.uuid({ version: 4 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme' }) },
  { weight: 2, arbitrary: fc.constantFrom(...BLANKS) },
  fc.uuid({ version: 4 }).map((word) => `\u3000${word}\n `),
);

/** Few ids, so that they meet; most of them of makers with rules of their own. */
const anyId = fc.constantFrom(
  ...['a', 'b', 'tooluse_Zx-1_9', 'call_123', 'functions.find:0', 'abcdefghi', ''],
  ...['an id!', '\u6771\u4EAC', 'toolu_'.padEnd(70, 'x'), 'b_2'],
);

const anyName = fc.constantFrom('find', 'get-weather', 'mcp.server/tool', '\u691C\u7D22', 'find_2');

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1);

const image: fc.Arbitrary<ContentBlock> = fc.constantFrom<ContentBlock>(
  { type: 'image', data: PNG },
  { type: 'image', data: Uint8Array.of(1, 2), mediaType: 'image/webp' },
  { type: 'image', dataUri: 'data:image/gif;base64,R0lGODlh' },
  { type: 'image', s3Uri: 's3://bucket/picture.jpg' },
  { type: 'image', imageUrl: 'https://example.com/picture.png' },
);

const media: fc.Arbitrary<ContentBlock> = fc.oneof(
  image,
  fc.constantFrom<ContentBlock>(
    { type: 'audio', data: Uint8Array.of(1), format: 'mp3' },
    { type: 'video', data: Uint8Array.of(1), format: 'mp4' },
    { type: 'video', s3Uri: 's3://bucket/film.mov', s3BucketOwner: '123456789012' },
    { type: 'document', data: Uint8Array.of(1), format: 'pdf', name: 'Report.pdf' },
    { type: 'document', data: Uint8Array.of(1), format: 'csv' },
  ),
  fc.record({ type: fc.constant('document' as const), text: anyText, name: anyText }),
);

const citation: fc.Arbitrary<ContentBlock & { type: 'citation' }> = fc.record(
  {
    type: fc.constant('citation' as const),
    title: anyText,
    snippet: anyText,
    url: fc.webUrl(),
    location: fc.constantFrom(
      { web: { url: 'https://example.com' } },
      { documentPage: { documentIndex: 0, start: 1, end: 2 } },
      { start_index: 3, end_index: 5 },
    ),
  },
  { requiredKeys: ['type', 'title', 'snippet'] },
);

const text: fc.Arbitrary<ContentBlock> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('text' as const), text: anyText }) },
  fc.record({
    type: fc.constant('text' as const),
    text: anyText,
    citations: fc.array(citation, { maxLength: 2 }),
  }),
);

const reasoning: fc.Arbitrary<ContentBlock> = fc.record(
  {
    type: fc.constant('reasoning' as const),
    reasoning: anyText,
    signature: fc.constant('c2lnbmVk'),
    redacted: fc.constant(Uint8Array.of(7)),
    provider: fc.constantFrom('bedrock', 'openai'),
    model: fc.constantFrom(
      'anthropic.claude-sonnet-4-6',
      'us.amazon.nova-2-lite-v1:0',
      'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6',
      'gpt-5',
    ),
  },
  { requiredKeys: ['type', 'reasoning'] },
);

const search: fc.Arbitrary<ContentBlock> = fc.record({
  type: fc.constant('search_result' as const),
  source: fc.webUrl(),
  title: anyText,
  content: fc.array(anyText, { maxLength: 2 }),
});

const guard: fc.Arbitrary<ContentBlock> = fc.oneof(
  fc.record({
    type: fc.constant('guard' as const),
    text: anyText,
    qualifiers: fc.subarray(['query', 'grounding_source', 'guard_content']),
  }),
  fc.constant<ContentBlock>({ type: 'guard', image: { type: 'image', data: PNG } }),
);

const cachePoint: fc.Arbitrary<ContentBlock> = fc.constantFrom<ContentBlock>(
  { type: 'cache_point' },
  { type: 'cache_point', ttl: '5m' },
  { type: 'cache_point', ttl: '1h' },
);

const generic: fc.Arbitrary<ContentBlock> = fc.constantFrom<ContentBlock>(
  { type: 'generic', provider: 'openai', originalType: 'computer_call', id: 'x' },
  { type: 'generic', originalType: 'custom', value: 1 },
  { type: 'generic', text: ' ' },
  { type: 'generic', toolUse: { toolUseId: 'a', name: 'find', input: {} } },
  { type: 'generic', provider: 'bedrock', cachePoint: { type: 'default' } },
  { type: 'generic', a: 1, b: 2 },
  { type: 'generic' },
);

const call: fc.Arbitrary<ContentBlock> = fc.record({
  type: fc.constant('tool_call' as const),
  id: anyId,
  name: anyName,
  arguments: fc.oneof(
    fc.uuid({ version: 4 }).map((word) => JSON.stringify({ word })),
    fc.constantFrom('', '{', '[1]', '"text"', 'null'),
  ),
});

const inResult = fc.oneof(text, media, search, guard, reasoning, cachePoint);

const result: fc.Arbitrary<ContentBlock> = fc.record(
  {
    type: fc.constant('tool_result' as const),
    toolCallId: anyId,
    output: fc.oneof(
      anyText,
      fc.array(inResult, { maxLength: 3 }),
      fc.uuid({ version: 4 }).map((word) => ({ word })),
      fc.constantFrom(null, 3, true, [1, 'two'], {}, [], undefined),
    ),
    status: fc.constantFrom('success' as const, 'error' as const),
  },
  { requiredKeys: ['type', 'toolCallId', 'output'] },
);

const anyBlock: fc.Arbitrary<ContentBlock> = fc.oneof(
  { weight: 5, arbitrary: text },
  { weight: 4, arbitrary: call },
  { weight: 4, arbitrary: result },
  { weight: 2, arbitrary: media },
  { weight: 2, arbitrary: reasoning },
  search,
  guard,
  cachePoint,
  citation,
  generic,
);

/** Any message, sound or not. */
const anyMessage: fc.Arbitrary<UnifiedMessage> = fc.record(
  {
    role: fc.oneof(
      { weight: 1, arbitrary: fc.constant('system' as const) },
      {
        weight: 8,
        arbitrary: fc.constantFrom('user' as const, 'assistant' as const, 'tool' as const),
      },
    ),
    content: fc.array(anyBlock, { maxLength: 4 }),
    name: fc.constantFrom('ada', 'bob'),
    metadata: fc.constantFrom({ a: 1 }, { b: { c: 2 } }),
  },
  { requiredKeys: ['role', 'content'] },
);

/** A tool loop as it should be, for the walk through what is sound. */
const toolLoop: fc.Arbitrary<UnifiedMessage[]> = fc
  .uniqueArray(fc.constantFrom('t1', 't2', 't3'), { minLength: 1 })
  .chain((ids) =>
    fc
      .record({ order: fc.shuffledSubarray(ids, { minLength: ids.length }), said: anyText })
      .map(({ order, said }): UnifiedMessage[] => [
        {
          role: 'assistant',
          content: ids.map((id) => ({ type: 'tool_call', id, name: 'find', arguments: '{}' })),
        },
        {
          role: 'tool',
          content: order.map((id) => ({ type: 'tool_result', toolCallId: id, output: said })),
        },
      ]),
  );

/** Any conversation that a framework, a compaction or a crash may leave behind. */
export const anyHistory: fc.Arbitrary<UnifiedMessage[]> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: anyMessage.map((message) => [message]) },
      { weight: 1, arbitrary: toolLoop },
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.flat());
