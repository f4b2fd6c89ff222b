/**
 * What a call consumed, in tokens, in buckets that never overlap: the tokens read from or written
 * to a prompt cache are not part of `inputTokens` (Converse counts them the same way).
 */
export interface Usage {
  /** Input tokens that were neither read from nor written to a cache. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Everything: input, output, cache reads and cache writes. */
  readonly totalTokens: number;
  readonly cacheReadInputTokens: number;
  /** All cache writes, whatever their time to live. */
  readonly cacheWriteInputTokens: number;
  /** The part of `cacheWriteInputTokens` kept for five minutes, when the provider says so. */
  readonly cacheWrite5mInputTokens?: number;
  /** The part of `cacheWriteInputTokens` kept for one hour, when the provider says so. */
  readonly cacheWrite1hInputTokens?: number;
  /** The part of `outputTokens` spent on reasoning, when the provider says so. */
  readonly reasoningTokens?: number;
  /** The provider's own usage object, untouched. */
  readonly raw?: unknown;
}

/** The usage of a call that consumed nothing, or about which nothing is known. */
export const EMPTY_USAGE: Usage = Object.freeze({
  inputTokens: 0,
  outputTokens: 0,
  totalTokens: 0,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
});
