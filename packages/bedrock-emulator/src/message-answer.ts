import type { ContentBlock, ConverseRequest, TokenUsage } from './converse-wire.js';
import type { JsonObject } from './json.js';
import { blockTokens, requestTokens } from './token-estimate.js';

/** What a model says, before it is put into the form of a Converse response. */
export interface MessageAnswer {
  readonly content: readonly ContentBlock[];
  readonly stopReason: string;
  /** Counts that are known; the rest is estimated. */
  readonly usage?: Partial<TokenUsage> | undefined;
  /** @defaultValue 0 */
  readonly latencyMs?: number | undefined;
  /** Further members of the response, laid over the ones made here. */
  readonly members?: JsonObject | undefined;
}

function usageOf({ content, usage }: MessageAnswer, request: ConverseRequest): TokenUsage {
  const {
    inputTokens = requestTokens(request),
    outputTokens = content.reduce((total, block) => total + blockTokens(block), 0),
    cacheReadInputTokens = 0,
    cacheWriteInputTokens = 0,
  } = usage ?? {};
  const totalTokens =
    usage?.totalTokens ?? inputTokens + outputTokens + cacheReadInputTokens + cacheWriteInputTokens;
  return { cacheReadInputTokens, cacheWriteInputTokens, inputTokens, outputTokens, totalTokens };
}

/**
 * A Converse response body, its members in the order of the alphabet as in recordings, with what the
 * real service adds beyond its model: `serverToolUsage` in the usage.
 */
export function toConverseResponse(answer: MessageAnswer, request: ConverseRequest): JsonObject {
  const { performanceConfig, serviceTier } = request;
  const { totalTokens, ...counts } = usageOf(answer, request);
  const response = {
    metrics: { latencyMs: answer.latencyMs ?? 0 },
    output: { message: { content: answer.content, role: 'assistant' } },
    ...(performanceConfig && { performanceConfig }),
    ...(serviceTier && { serviceTier }),
    stopReason: answer.stopReason,
    usage: { ...counts, serverToolUsage: {}, totalTokens },
    ...answer.members,
  };
  // Interfaces have no index signature; every member of this one is JSON.
  return response as unknown as JsonObject;
}
