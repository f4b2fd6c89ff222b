import type { TokenUsage } from '@langchain/core/language_models/base';
import type { LLMResult } from '@langchain/core/outputs';
import type { Usage } from '@outcrop/unified-response';
import { toUsageMetadata } from './usage-metadata.js';

/** The tokens of a call in the words of LangChain's older callbacks. */
export function tokenUsage(usage: Usage): TokenUsage {
  const counted = toUsageMetadata(usage);
  if (!counted) return {};
  return {
    promptTokens: counted.input_tokens,
    completionTokens: counted.output_tokens,
    totalTokens: counted.total_tokens,
  };
}

/** The tokens of several calls. */
export function combinedTokenUsage(outputs: readonly LLMResult['llmOutput'][]): TokenUsage {
  const sum = { promptTokens: 0, completionTokens: 0, totalTokens: 0 };
  for (const output of outputs) {
    const usage: TokenUsage = output?.tokenUsage ?? {};
    sum.promptTokens += usage.promptTokens ?? 0;
    sum.completionTokens += usage.completionTokens ?? 0;
    sum.totalTokens += usage.totalTokens ?? 0;
  }
  return sum;
}
