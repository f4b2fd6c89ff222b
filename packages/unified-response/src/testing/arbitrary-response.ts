import fc from 'fast-check';
import type { CitationBlock, ContentBlock } from '../content-block.js';
import type { Cost } from '../cost.js';
import type { UnifiedMessage } from '../message.js';
import { UnifiedResponse } from '../response.js';
import type { Usage } from '../usage.js';
import { anyBytes, anyData, anyObject, anyText } from './arbitrary-data.js';

const anyNumber = fc.double();
const providerData = fc.dictionary(anyText, anyObject, { maxKeys: 2 });

const media = {
  data: anyBytes,
  dataUri: anyText,
  s3Uri: anyText,
  s3BucketOwner: anyText,
  mediaType: anyText,
  providerData,
};

const image = fc.record(
  { type: fc.constant('image' as const), ...media, imageUrl: anyText, detail: anyText },
  { requiredKeys: ['type'] },
);

const citation: fc.Arbitrary<CitationBlock> = fc.record(
  {
    type: fc.constant('citation' as const),
    title: anyText,
    snippet: anyText,
    url: anyText,
    location: anyObject,
    relevanceScore: anyNumber,
    providerData,
  },
  { requiredKeys: ['type', 'title', 'snippet'] },
);

const generic = fc
  .tuple(anyObject, fc.record({ originalType: anyText, provider: anyText }, { requiredKeys: [] }))
  .map(([{ type: _type, originalType: _originalType, provider: _provider, ...fields }, known]) => ({
    ...fields,
    ...known,
    type: 'generic' as const,
  }));

/** A block of any type, with any of the fields it may have. */
export const anyBlock: fc.Arbitrary<ContentBlock> = fc.oneof(
  fc.record(
    {
      type: fc.constant('text' as const),
      text: anyText,
      citations: fc.array(citation, { maxLength: 2 }),
      providerData,
    },
    { requiredKeys: ['type', 'text'] },
  ),
  image,
  fc.record(
    { type: fc.constantFrom('audio' as const, 'video' as const), ...media, format: anyText },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    {
      type: fc.constant('document' as const),
      ...media,
      text: fc.oneof(anyText, fc.array(anyText, { maxLength: 2 })),
      format: anyText,
      name: anyText,
      context: anyText,
      citations: fc.boolean(),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    {
      type: fc.constant('search_result' as const),
      source: anyText,
      title: anyText,
      content: fc.array(anyText, { maxLength: 2 }),
      citations: fc.boolean(),
      providerData,
    },
    { requiredKeys: ['type', 'source', 'title', 'content'] },
  ),
  fc.record(
    {
      type: fc.constant('reasoning' as const),
      reasoning: anyText,
      summary: anyText,
      signature: anyText,
      redacted: anyBytes,
      provider: anyText,
      model: anyText,
      providerData,
    },
    { requiredKeys: ['type', 'reasoning'] },
  ),
  citation,
  fc.record(
    {
      type: fc.constant('tool_call' as const),
      id: anyText,
      name: anyText,
      arguments: anyText,
      providerData,
    },
    { requiredKeys: ['type', 'id', 'name', 'arguments'] },
  ),
  fc.record(
    {
      type: fc.constant('tool_result' as const),
      toolCallId: anyText,
      output: anyData,
      status: fc.constantFrom('success' as const, 'error' as const),
      providerData,
    },
    { requiredKeys: ['type', 'toolCallId', 'output'] },
  ),
  fc.record(
    {
      type: fc.constant('guard' as const),
      text: anyText,
      image,
      qualifiers: fc.array(anyText, { maxLength: 2 }),
      providerData,
    },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    { type: fc.constant('cache_point' as const), ttl: anyText, providerData },
    { requiredKeys: ['type'] },
  ),
  generic,
);

/** A message of any role and content. */
export const anyMessage: fc.Arbitrary<UnifiedMessage> = fc.record(
  {
    role: fc.constantFrom('system', 'user', 'assistant', 'tool'),
    content: fc.array(anyBlock, { maxLength: 4 }),
    name: anyText,
    metadata: anyObject,
  },
  { requiredKeys: ['role', 'content'] },
);

const usage: fc.Arbitrary<Usage> = fc.record(
  {
    inputTokens: fc.nat(),
    outputTokens: fc.nat(),
    totalTokens: anyNumber,
    cacheReadInputTokens: fc.nat(),
    cacheWriteInputTokens: fc.nat(),
    cacheWrite5mInputTokens: fc.nat(),
    cacheWrite1hInputTokens: fc.nat(),
    reasoningTokens: fc.nat(),
    raw: anyData,
  },
  {
    requiredKeys: [
      'inputTokens',
      'outputTokens',
      'totalTokens',
      'cacheReadInputTokens',
      'cacheWriteInputTokens',
    ],
  },
);

const cost: fc.Arbitrary<Cost> = fc.oneof(
  fc.record(
    {
      status: fc.constant('unknown' as const),
      reason: anyText,
      message: anyText,
      lowerBoundUsd: anyNumber,
    },
    { requiredKeys: ['status', 'reason'] },
  ),
  fc.record({
    status: fc.constant('priced' as const),
    usd: anyNumber,
    exact: anyText,
    breakdown: fc.array(
      fc.record({ component: anyText, tokens: fc.nat(), usdPerMillion: anyText, exact: anyText }),
      { maxLength: 2 },
    ),
    price: fc.record(
      { model: anyText, source: anyText, checked: anyText, region: anyText, tier: anyText },
      { requiredKeys: ['model', 'source'] },
    ),
    assumptions: fc.array(anyText, { maxLength: 2 }),
  }),
);

/** Any response at all. */
export const anyResponse: fc.Arbitrary<UnifiedResponse> = fc
  .record(
    {
      id: anyText,
      model: anyText,
      provider: anyText,
      messages: fc.array(anyMessage, { maxLength: 3 }),
      usage,
      cost,
      finishReason: fc.constantFrom('stop', 'length', 'tool_calls', 'content_filter', 'unknown'),
      status: fc.oneof(fc.constantFrom('completed', 'in_progress', 'failed'), anyText),
      providerMetadata: anyObject,
      warnings: fc.array(
        fc.record(
          { code: anyText, message: anyText, path: anyText },
          { requiredKeys: ['code', 'message'] },
        ),
        { maxLength: 2 },
      ),
      repairs: fc.array(fc.record({ code: anyText, message: anyText, path: anyText }), {
        maxLength: 2,
      }),
      parsed: anyData,
    },
    { requiredKeys: ['id', 'model', 'provider', 'messages'] },
  )
  .map((init) => new UnifiedResponse(init));
