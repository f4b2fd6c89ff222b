import type { ContentBlockType } from '@outcrop/unified-response';

/**
 * The fields of a block for which its part of the AI SDK has no place. They travel in the part's
 * `providerMetadata.outcrop`, come back in its `providerOptions.outcrop`, and may be set there by
 * hand: `{outcrop: {citations: true}}` on a document.
 */
export const EXTRA_FIELDS: Readonly<Partial<Record<ContentBlockType, readonly string[]>>> = {
  text: ['citations', 'providerData'],
  reasoning: ['summary', 'signature', 'redacted', 'provider', 'model', 'providerData'],
  tool_call: ['arguments', 'providerData'],
  tool_result: ['providerData'],
  image: ['detail', 's3BucketOwner', 'providerData'],
  audio: ['format', 's3BucketOwner', 'providerData'],
  video: ['format', 's3BucketOwner', 'providerData'],
  document: ['format', 'name', 'text', 'context', 'citations', 's3BucketOwner', 'providerData'],
};
