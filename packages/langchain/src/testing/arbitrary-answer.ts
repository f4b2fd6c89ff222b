import type { CitationBlock, ContentBlock } from '@outcrop/unified-response';
import fc from 'fast-check';

/** LangChain loses a member called `__proto__` when it writes messages as JSON. */
const isKept = (value: unknown): boolean => !JSON.stringify(value).includes('__proto__');

const text = fc.string({ minLength: 1, maxLength: 12 }).filter(isKept);
const json = fc.dictionary(text, fc.jsonValue({ maxDepth: 2 }).filter(isKept), {
  maxKeys: 3,
  noNullPrototype: true,
});
const bytes = fc.uint8Array({ minLength: 1, maxLength: 8 });
const providerData = fc.dictionary(
  text,
  fc.dictionary(text, fc.oneof(text, bytes), { noNullPrototype: true }),
  { minKeys: 1, maxKeys: 2, noNullPrototype: true },
);

/** A record with the required fields first, and any of the others. */
function record<Required extends object, Optional extends object>(
  required: { [Name in keyof Required]: fc.Arbitrary<Required[Name]> },
  optional: { [Name in keyof Optional]: fc.Arbitrary<Optional[Name]> },
): fc.Arbitrary<Required & Partial<Optional>> {
  return fc
    .tuple(
      fc.record(required, { noNullPrototype: true }),
      fc.record(optional, { requiredKeys: [], noNullPrototype: true } as { requiredKeys: never[] }),
    )
    .map(([first, others]) => ({ ...first, ...others }) as Required & Partial<Optional>);
}

const citation: fc.Arbitrary<CitationBlock> = record(
  { type: fc.constant('citation' as const), title: text, snippet: text },
  { url: fc.webUrl(), location: json, relevanceScore: fc.nat(), providerData },
);

/** The arguments as a model writes them, without white space: JSON, no object, or cut off. */
const toolArguments = fc.oneof(
  { weight: 6, arbitrary: json.map((value) => JSON.stringify(value)) },
  fc.constantFrom('{"a":1.0}', '{"a":"\\u00e9"}', '{"a":1,"a":2}', '[1]', '7'),
  json.map((value) => `${JSON.stringify(value)}{`),
);

const reasoning = record(
  { type: fc.constant('reasoning' as const), reasoning: fc.string() },
  { summary: text, signature: text, redacted: bytes, provider: text, model: text, providerData },
);

const call = record(
  { type: fc.constant('tool_call' as const), name: text, arguments: toolArguments },
  { providerData },
);

const anyBlock: fc.Arbitrary<ContentBlock> = fc.oneof(
  {
    weight: 3,
    arbitrary: record(
      { type: fc.constant('text' as const), text },
      { citations: fc.array(citation, { minLength: 1, maxLength: 2 }), providerData },
    ),
  },
  { weight: 2, arbitrary: record({ type: fc.constant('text' as const), text }, {}) },
  { weight: 2, arbitrary: reasoning },
  { weight: 3, arbitrary: call.map((block) => ({ ...block, id: '' })) },
  citation,
  record(
    {
      type: fc.constant('image' as const),
      data: bytes,
      mediaType: fc.constantFrom('image/png', 'image/webp'),
    },
    { detail: text, providerData },
  ),
  record({ type: fc.constant('audio' as const), data: bytes }, { format: text, providerData }),
  record({ type: fc.constant('image' as const), s3Uri: text }, { mediaType: text }),
  record({ type: fc.constant('document' as const), data: bytes }, { name: text, format: text }),
  record({ type: fc.constant('guard' as const), text }, { providerData }),
  fc.record({ type: fc.constant('cache_point' as const), ttl: fc.constantFrom('5m', '1h') }),
  json.map((fields) => ({ ...fields, type: 'generic' as const, originalType: 'later' })),
  fc.record({ name: text, arguments: text }).map((fields) => ({
    ...fields,
    type: 'generic' as const,
    originalType: 'tool_call',
    id: 'cut',
  })),
);

/** What a model may say; each call has an id of its own. */
export const anyContent: fc.Arbitrary<ContentBlock[]> = fc
  .array(anyBlock, { minLength: 1, maxLength: 6 })
  .map((blocks) =>
    blocks.map((block, at) =>
      'id' in block ? ({ ...block, id: `call${at}` } as ContentBlock) : block,
    ),
  );

/** What the events of a stream say of a block, and nothing else: neither do Converse's. */
export function asStreamed(block: ContentBlock): ContentBlock {
  if (block.type === 'text' || block.type === 'tool_call') {
    const { providerData: _, ...told } = block;
    return told;
  }
  if (block.type !== 'reasoning') return block;
  const { providerData: _, summary: __, ...told } = block;
  return { ...told, provider: 'p1', model: 'm1' };
}
