import type { LanguageModelV4FinishReason } from '@ai-sdk/provider';
import type { FinishReason, UnifiedResponse } from '@outcrop/unified-response';

const UNIFIED: Readonly<Record<FinishReason, LanguageModelV4FinishReason['unified']>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool-calls',
  content_filter: 'content-filter',
  unknown: 'other',
};

/** Why the model stopped, with the provider's own word for it. */
export function toFinishReason({
  finishReason,
  providerMetadata,
}: UnifiedResponse): LanguageModelV4FinishReason {
  const { stopReason } = providerMetadata;
  return {
    unified: UNIFIED[finishReason],
    raw: typeof stopReason === 'string' ? stopReason : undefined,
  };
}
