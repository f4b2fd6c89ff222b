import type { CitationBlock, ContentBlock } from '@outcrop/unified-response';
import fc from 'fast-check';

const text = fc.string({ minLength: 1, maxLength: 12 });
const json = fc.dictionary(text, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 });
const bytes = fc.uint8Array({ minLength: 1, maxLength: 8 });
const providerData = fc.dictionary(text, fc.dictionary(text, fc.oneof(text, bytes)), {
  minKeys: 1,
  maxKeys: 2,
});

/** A record with the required fields first, and any of the others. */
function record<Required extends object, Optional extends object>(
  required: { [Name in keyof Required]: fc.Arbitrary<Required[Name]> },
  optional: { [Name in keyof Optional]: fc.Arbitrary<Optional[Name]> },
): fc.Arbitrary<Required & Partial<Optional>> {
  return fc
    .tuple(
      fc.record(required),
      fc.record(optional, { requiredKeys: [] } as { requiredKeys: never[] }),
    )
    .map(([first, others]) => ({ ...first, ...others }) as Required & Partial<Optional>);
}

const citation: fc.Arbitrary<CitationBlock> = record(
  { type: fc.constant('citation' as const), title: text, snippet: text },
  { url: fc.webUrl(), location: json, relevanceScore: fc.nat(), providerData },
);

const reasoningFields = { summary: text, signature: text, redacted: bytes, provider: text };

/** The arguments as a model writes them: JSON, with or without white space, or cut off. */
const toolArguments = fc.oneof(
  json.map((value) => JSON.stringify(value)),
  json.map((value) => JSON.stringify(value, undefined, 2)),
  json.map((value) => `${JSON.stringify(value)}{`),
);

/** What a model may say, but for calls of tools. */
export const anySaid: fc.Arbitrary<ContentBlock> = fc.oneof(
  record(
    { type: fc.constant('text' as const), text },
    { citations: fc.array(citation, { minLength: 1, maxLength: 2 }), providerData },
  ),
  record(
    { type: fc.constant('reasoning' as const), reasoning: fc.string() },
    { ...reasoningFields, model: text, providerData },
  ),
  citation,
  record(
    {
      type: fc.constant('image' as const),
      data: bytes,
      mediaType: fc.constantFrom('image/png', 'image/webp'),
    },
    { detail: text, providerData },
  ),
  record({ type: fc.constant('image' as const), s3Uri: text }, { mediaType: text }),
  record({ type: fc.constant('guard' as const), text }, { providerData }),
  fc.record({ type: fc.constant('cache_point' as const), ttl: fc.constantFrom('5m', '1h') }),
  json.map((fields) => ({ ...fields, type: 'generic' as const, originalType: 'later' })),
);

/** A call of the tool of that name; its id is its place. */
export function anyCall(
  name: string,
): fc.Arbitrary<Omit<ContentBlock & { type: 'tool_call' }, 'id'>> {
  return record(
    { type: fc.constant('tool_call' as const), name: fc.constant(name), arguments: toolArguments },
    { providerData },
  );
}
