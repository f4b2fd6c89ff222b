import type { CitationBlock, ContentBlock, TextBlock } from '@outcrop/unified-response';
import fc from 'fast-check';

const word = fc.stringMatching(/^[A-Za-z0-9]{1,12}$/);
const bytes = fc.uint8Array({ minLength: 1, maxLength: 5 }).filter((data) => data[0] !== 0x89);
const flag = fc.boolean();

const place = fc.oneof(
  bytes.map((data) => ({ data })),
  fc.record(
    { s3Uri: fc.constant('s3://bucket/file'), s3BucketOwner: fc.constant('123456789012') },
    { requiredKeys: ['s3Uri'] },
  ),
);

const location = fc.constantFrom(
  { documentChar: { documentIndex: 0, start: 1, end: 2 } },
  { searchResultLocation: { searchResultIndex: 0, start: 1, end: 2 } },
  { aNewLocation: { n: 1 } },
);

const citation: fc.Arbitrary<CitationBlock> = fc.oneof(
  fc.record({ type: fc.constant('citation' as const), title: word, snippet: word, location }),
  fc.webUrl().map(
    (url): CitationBlock => ({
      type: 'citation',
      title: 't',
      snippet: 's',
      url,
      location: { web: { url } },
    }),
  ),
);

const text: fc.Arbitrary<TextBlock> = fc.record(
  {
    type: fc.constant('text' as const),
    text: word,
    citations: fc.array(citation, { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ['type', 'text'] },
);

const image: fc.Arbitrary<ContentBlock & { type: 'image' }> = fc
  .tuple(place, fc.constantFrom('image/png', 'image/jpeg', 'image/gif', 'image/webp'))
  .map(([source, mediaType]) => ({ type: 'image', ...source, mediaType }));

const media: fc.Arbitrary<ContentBlock> = fc.oneof(
  image,
  fc
    .tuple(place, fc.constantFrom('mp3', 'opus', 'x-aac', 'pcm'))
    .map(([source, format]): ContentBlock => ({ type: 'audio', ...source, format })),
  fc
    .tuple(place, fc.constantFrom('mov', 'three_gp', 'mpg'))
    .map(([source, format]): ContentBlock => ({ type: 'video', ...source, format })),
);

const document: fc.Arbitrary<ContentBlock> = fc
  .tuple(
    fc.oneof(
      place,
      fc.record({ text: fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 2 })) }),
    ),
    fc.record(
      { format: fc.constantFrom('pdf', 'txt'), name: word, context: word, citations: flag },
      { requiredKeys: ['format', 'name'] },
    ),
  )
  .map(([source, fields]) => ({ type: 'document', ...source, ...fields }));

const search: fc.Arbitrary<ContentBlock> = fc.record(
  {
    type: fc.constant('search_result' as const),
    source: fc.webUrl(),
    title: word,
    content: fc.array(word, { maxLength: 2 }),
    citations: flag,
  },
  { requiredKeys: ['type', 'source', 'title', 'content'] },
);

const reasoning: fc.Arbitrary<ContentBlock> = fc.oneof(
  fc.record({
    type: fc.constant('reasoning' as const),
    reasoning: fc.string(),
    signature: word,
    provider: fc.constant('bedrock'),
  }),
  fc.record({
    type: fc.constant('reasoning' as const),
    reasoning: fc.constant(''),
    redacted: bytes,
    provider: fc.constant('bedrock'),
  }),
);

const jsonObject = fc
  .dictionary(word, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 })
  .map((value): Record<string, unknown> => JSON.parse(JSON.stringify(value)));

const call: fc.Arbitrary<ContentBlock> = fc.record({
  type: fc.constant('tool_call' as const),
  id: word,
  name: word,
  arguments: jsonObject.map((value) => JSON.stringify(value)),
});

const generic: fc.Arbitrary<ContentBlock> = jsonObject.map((aNewBlock) => ({
  type: 'generic',
  provider: 'bedrock',
  aNewBlock,
}));

const result: fc.Arbitrary<ContentBlock> = fc.record(
  {
    type: fc.constant('tool_result' as const),
    toolCallId: word,
    output: fc.oneof(
      word,
      jsonObject,
      fc.array(
        fc.oneof(
          word.map((value): ContentBlock => ({ type: 'text', text: value })),
          image,
          search,
        ),
        { minLength: 2, maxLength: 3 },
      ),
    ),
    status: fc.constantFrom('success' as const, 'error' as const),
  },
  { requiredKeys: ['type', 'toolCallId', 'output'] },
);

const guard: fc.Arbitrary<ContentBlock> = fc.oneof(
  fc.record(
    {
      type: fc.constant('guard' as const),
      text: word,
      qualifiers: fc.subarray(['query', 'grounding_source']),
    },
    { requiredKeys: ['type', 'text'] },
  ),
  bytes.map(
    (data): ContentBlock => ({
      type: 'guard',
      image: { type: 'image', data, mediaType: 'image/png' },
    }),
  ),
);

const cachePoint: fc.Arbitrary<ContentBlock> = fc.constantFrom<ContentBlock>(
  { type: 'cache_point' },
  { type: 'cache_point', ttl: '1h' },
);

/** A block of any type with nothing to mend, in the words it comes back in. */
export const anySoundBlock: fc.Arbitrary<ContentBlock> = fc.oneof(
  text,
  media,
  document,
  search,
  reasoning,
  call,
  result,
  guard,
  cachePoint,
  generic,
);
