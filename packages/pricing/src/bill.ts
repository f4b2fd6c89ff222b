import type { AppliedPrice, Cost, CostComponent, Usage } from '@outcrop/unified-response';
import { add, formatDecimal, multiply, ZERO } from './decimal.js';
import { COMPONENTS, type Component, type Rates } from './rates.js';

/** Multiplies what was used with what it costs. Nothing is rounded on the way. */
export function bill(
  usage: Usage,
  rates: Rates,
  price: AppliedPrice,
  assumptions: readonly string[],
): Cost {
  const used = tokensByComponent(usage);
  if (typeof used === 'string') {
    return { status: 'unknown', reason: 'invalid-usage', message: used };
  }

  let sum = ZERO;
  const breakdown: CostComponent[] = [];
  const missing: string[] = [];
  for (const component of COMPONENTS) {
    const tokens = used.tokens[component];
    const rate = rates[component];
    if (rate === undefined) {
      if (tokens > 0) missing.push(`${component} (${tokens} tokens)`);
      continue;
    }
    // Input and output are always on the bill, the rest when it was used.
    if (tokens === 0 && component !== 'input' && component !== 'output') continue;
    const amount = multiply(rate, tokens, 6);
    sum = add(sum, amount);
    breakdown.push({
      component,
      tokens,
      usdPerMillion: formatDecimal(rate),
      exact: formatDecimal(amount),
    });
  }

  const exact = formatDecimal(sum);
  if (missing.length > 0) {
    return {
      status: 'unknown',
      reason: 'component-not-priced',
      message: `${price.model}: no price for ${missing.join(' and ')} (${price.source}). Give one with an override.`,
      lowerBoundUsd: Number(exact),
    };
  }
  return {
    status: 'priced',
    usd: Number(exact),
    exact,
    breakdown,
    price,
    assumptions: [...assumptions, ...used.assumptions],
  };
}

interface UsedTokens {
  readonly tokens: Readonly<Record<Component, number>>;
  readonly assumptions: readonly string[];
}

/** The tokens of each component, or what is wrong with the usage. */
function tokensByComponent(usage: Usage): UsedTokens | string {
  const {
    inputTokens,
    outputTokens,
    cacheReadInputTokens,
    cacheWriteInputTokens,
    cacheWrite5mInputTokens = 0,
    cacheWrite1hInputTokens = 0,
  } = usage;
  const counts = {
    inputTokens,
    outputTokens,
    cacheReadInputTokens,
    cacheWriteInputTokens,
    cacheWrite5mInputTokens,
    cacheWrite1hInputTokens,
  };
  for (const [field, count] of Object.entries(counts)) {
    if (!Number.isSafeInteger(count) || count < 0) {
      return `usage.${field} must be a whole number ≥ 0; got ${String(count)}.`;
    }
  }
  const undated = cacheWriteInputTokens - cacheWrite5mInputTokens - cacheWrite1hInputTokens;
  if (undated < 0) {
    return `usage.cacheWriteInputTokens (${cacheWriteInputTokens}) is less than its 5m and 1h parts together.`;
  }
  return {
    tokens: {
      input: inputTokens,
      output: outputTokens,
      cacheRead: cacheReadInputTokens,
      cacheWrite5m: cacheWrite5mInputTokens + undated,
      cacheWrite1h: cacheWrite1hInputTokens,
    },
    assumptions:
      undated === 0
        ? []
        : [`${undated} cache-write tokens came without a lifetime: taken as 5 minutes`],
  };
}
