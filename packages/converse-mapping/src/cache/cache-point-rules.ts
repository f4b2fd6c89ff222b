import type { CachePlacement, ModelProfile } from '@outcrop/bedrock-models';
import { isCachePoint } from './cache-sections.js';

/** Why a cache point cannot stand behind that block, or `undefined` when it can. */
export function pointProblem(
  placement: CachePlacement,
  before: object | undefined,
  profile: ModelProfile,
): string | undefined {
  if (!profile.cache.placements.includes(placement)) {
    return `The model caches nothing at the end of ${placement}.`;
  }
  // "There is nothing available to cache."
  if (before === undefined || isCachePoint(before))
    return 'There is nothing new before it to cache.';
  // "Cache point cannot be inserted after reasoning block."
  if ('reasoningContent' in before) return 'It follows reasoning, which cannot be cached there.';
  return undefined;
}

/**
 * Whether a block is a document other than a PDF: after one, Claude answers a cache point with
 * "messages.N.content.M.type: Field required" (strands-agents/harness-sdk#1966).
 */
export function isTextDocument(block: object | undefined): boolean {
  if (block === undefined || !('document' in block)) return false;
  return (block.document as { readonly format?: string }).format !== 'pdf';
}

/** What stands between such a document and a cache point. */
export function afterDocument(): object {
  return { text: '(End of the document.)' };
}
