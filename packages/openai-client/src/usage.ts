import { EMPTY_USAGE, type Usage } from '@outcrop/unified-response';
import type { WireUsage } from './wire.js';

/**
 * Tokens in buckets that do not overlap. OpenAI counts cached tokens among those of the prompt, and
 * reasoning among those of the answer.
 */
export function usageOf(usage: WireUsage | null | undefined): Usage {
  if (!usage) return EMPTY_USAGE;
  const { prompt_tokens_details: prompt, completion_tokens_details: completion } = usage;
  const cacheReadInputTokens = count(prompt?.cached_tokens);
  const cacheWriteInputTokens = count(prompt?.cache_write_tokens);
  const cached = cacheReadInputTokens + cacheWriteInputTokens;
  const inputTokens = Math.max(0, count(usage.prompt_tokens) - cached);
  const outputTokens = count(usage.completion_tokens);
  const reasoningTokens = completion?.reasoning_tokens;
  return {
    ...{ inputTokens, outputTokens, totalTokens: inputTokens + cached + outputTokens },
    ...{ cacheReadInputTokens, cacheWriteInputTokens },
    ...(typeof reasoningTokens === 'number' && { reasoningTokens }),
    raw: usage,
  };
}

function count(tokens: number | null | undefined): number {
  return typeof tokens === 'number' && tokens > 0 ? tokens : 0;
}
