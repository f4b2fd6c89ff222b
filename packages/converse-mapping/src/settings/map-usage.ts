import { definedFields, EMPTY_USAGE, type Usage } from '@outcrop/unified-response';
import type { WireTokenUsage } from '../wire/wire-response.js';

/**
 * Converse's usage in disjoint buckets. On the wire `inputTokens` excludes cached tokens, and
 * `totalTokens` is the sum of all four (recorded: 2 + 5 + 1322 = 1329).
 */
export function mapUsage(wire: WireTokenUsage | undefined): Usage {
  if (wire === undefined) return EMPTY_USAGE;
  const inputTokens = wire.inputTokens ?? 0;
  const outputTokens = wire.outputTokens ?? 0;
  const cacheReadInputTokens = wire.cacheReadInputTokens ?? 0;
  const cacheWriteInputTokens = wire.cacheWriteInputTokens ?? 0;
  const sum = inputTokens + outputTokens + cacheReadInputTokens + cacheWriteInputTokens;
  return {
    inputTokens,
    outputTokens,
    totalTokens: wire.totalTokens ?? sum,
    cacheReadInputTokens,
    cacheWriteInputTokens,
    ...definedFields({
      cacheWrite5mInputTokens: cacheWrites(wire, '5m'),
      cacheWrite1hInputTokens: cacheWrites(wire, '1h'),
    }),
    raw: wire,
  };
}

function cacheWrites(wire: WireTokenUsage, ttl: string): number | undefined {
  // "Empty if no cache creation occurred": then there is nothing to tell apart.
  if (!wire.cacheDetails || wire.cacheDetails.length === 0) return undefined;
  const details = wire.cacheDetails.filter((detail) => detail.ttl === ttl);
  return details.reduce((sum, detail) => sum + (detail.inputTokens ?? 0), 0);
}
