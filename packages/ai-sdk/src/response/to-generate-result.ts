import type { LanguageModelV4GenerateResult } from '@ai-sdk/provider';
import { definedFields, type UnifiedResponse } from '@outcrop/unified-response';
import type { MappedCall } from '../prompt/to-chat-params.js';
import { blockToContent, type ContentContext } from './block-to-content.js';
import { toFinishReason } from './finish-reason.js';
import { offeredTools } from './offered-tools.js';
import { toProviderMetadata } from './response-metadata.js';
import { Sources } from './sources.js';
import { toUsage } from './usage.js';
import { toWarning } from './warnings.js';

/** A whole answer. `response.body` is the `UnifiedResponse` itself. */
export function toGenerateResult(
  response: UnifiedResponse,
  { params, warnings }: MappedCall,
): LanguageModelV4GenerateResult {
  const tools = offeredTools(params);
  const context: ContentContext = { sources: new Sources(response.id), tools, calls: new Map() };
  const blocks = response.messages.flatMap(({ content }) => content);
  return {
    content: blocks.flatMap((block) => blockToContent(block, context)),
    finishReason: toFinishReason(response),
    usage: toUsage(response.usage),
    providerMetadata: toProviderMetadata(response),
    request: { body: params },
    response: { ...responseIds(response), body: response },
    warnings: [...warnings, ...response.warnings.map(toWarning)],
  };
}

/** An id is left out where there is none: the host makes one up. */
export function responseIds({ id, model }: { readonly id: string; readonly model: string }): {
  readonly id?: string;
  readonly modelId?: string;
} {
  return definedFields({ id: id || undefined, modelId: model || undefined });
}
