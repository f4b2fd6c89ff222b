/** Characters per token and tokens per medium: rough, for thresholds only; nothing is billed by it. */
const CHARACTERS_PER_TOKEN = 4;
const TOKENS_PER_MEDIUM = 1000;

/** About how many tokens a piece of a request is. */
export function estimateTokens(value: unknown): number {
  if (typeof value === 'string') return value.length / CHARACTERS_PER_TOKEN;
  if (value instanceof Uint8Array) return TOKENS_PER_MEDIUM;
  if (Array.isArray(value)) return value.reduce((sum, item) => sum + estimateTokens(item), 0);
  if (typeof value !== 'object' || value === null) return 1;
  return Object.entries(value).reduce(
    (sum, [name, member]) => sum + name.length / CHARACTERS_PER_TOKEN + estimateTokens(member),
    0,
  );
}
