import { isJSONObject, type LanguageModelV4Usage } from '@ai-sdk/provider';
import type { Usage } from '@outcrop/unified-response';
import { present } from '../present.js';

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
    ...present({ raw: isJSONObject(raw) ? raw : undefined }),
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
