import type { UsageMetadata } from '@langchain/core/messages';
import type { Usage } from '@outcrop/unified-response';

/** The tokens of a call. LangChain's input includes the cached ones; nothing counted is `undefined`. */
export function toUsageMetadata(usage: Usage): UsageMetadata | undefined {
  const { inputTokens, outputTokens, reasoningTokens, raw } = usage;
  const { cacheReadInputTokens: cache_read, cacheWriteInputTokens: cache_creation } = usage;
  if (usage.totalTokens === 0 && raw === undefined) return undefined;
  const input_tokens = inputTokens + cache_read + cache_creation;
  return {
    input_tokens,
    output_tokens: outputTokens,
    total_tokens: input_tokens + outputTokens,
    input_token_details: { cache_read, cache_creation },
    output_token_details: reasoningTokens === undefined ? {} : { reasoning: reasoningTokens },
  };
}
