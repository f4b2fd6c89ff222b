import { isJSONObject, type LanguageModelV4Usage } from '@ai-sdk/provider';
import { definedFields, type Usage } from '@outcrop/unified-response';

/** The tokens of a call. The AI SDK's totals include the cached ones; nothing counted is no 0. */
export function toUsage(usage: Usage): LanguageModelV4Usage {
  const { inputTokens, outputTokens, reasoningTokens, raw } = usage;
  const { cacheReadInputTokens: cacheRead, cacheWriteInputTokens: cacheWrite } = usage;
  if (usage.totalTokens === 0 && raw === undefined) return UNKNOWN;
  return {
    inputTokens: {
      total: inputTokens + cacheRead + cacheWrite,
      noCache: inputTokens,
      cacheRead,
      cacheWrite,
    },
    outputTokens: {
      total: outputTokens,
      text: reasoningTokens === undefined ? undefined : outputTokens - reasoningTokens,
      reasoning: reasoningTokens,
    },
    ...definedFields({ raw: isJSONObject(raw) ? raw : undefined }),
  };
}

const UNKNOWN: LanguageModelV4Usage = {
  inputTokens: {
    total: undefined,
    noCache: undefined,
    cacheRead: undefined,
    cacheWrite: undefined,
  },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined },
};
