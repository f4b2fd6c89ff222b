import type { AppliedPrice, Cost, CostComponent, Usage } from '@outcrop/unified-response';
import { add, type Decimal, decimalOf, formatDecimal, multiply, times, ZERO } from './decimal.js';
import type { RowRates } from './price-row.js';
import { COMPONENTS, type Component } from './rates.js';

/** What a call used beside tokens, by the name of the unit: images, seconds of video, queries, … */
export type UnitCounts = Readonly<Record<string, number>>;

const MILLION: Decimal = { digits: 1_000_000n, scale: 0 };

/** Multiplies what was used with what it costs. Nothing is rounded on the way. */
export function bill(
  usage: Usage,
  units: UnitCounts,
  price: RowRates & { readonly applied: AppliedPrice },
  assumptions: readonly string[],
): Cost {
  const used = tokensByComponent(usage);
  if (typeof used === 'string') return invalid(used);

  let sum = ZERO;
  const breakdown: CostComponent[] = [];
  const missing: string[] = [];
  for (const component of COMPONENTS) {
    const tokens = used.tokens[component];
    const rate = price.rates[component];
    if (rate === undefined) {
      if (tokens > 0) missing.push(`${component} (${tokens} tokens)`);
      continue;
    }
    // Input and output are always on the bill, the rest when it was used.
    if (tokens === 0 && component !== 'input' && component !== 'output') continue;
    const amount = times(rate, tokens, 6);
    sum = add(sum, amount);
    breakdown.push({
      component,
      tokens,
      usdPerMillion: formatDecimal(rate),
      exact: formatDecimal(amount),
    });
  }
  for (const [unit, count] of Object.entries(units)) {
    const counted = count >= 0 ? decimalOf(count) : undefined;
    if (counted === undefined)
      return invalid(`units[${JSON.stringify(unit)}] must be a number ≥ 0; got ${String(count)}.`);
    const rate = Object.hasOwn(price.units, unit) ? price.units[unit] : undefined;
    if (rate === undefined) {
      if (count > 0) missing.push(`${unit} (${count})`);
      continue;
    }
    const amount = multiply(rate, counted);
    sum = add(sum, amount);
    breakdown.push({
      component: unit,
      tokens: count,
      unit,
      usdPerMillion: formatDecimal(multiply(rate, MILLION)),
      exact: formatDecimal(amount),
    });
  }

  const exact = formatDecimal(sum);
  if (missing.length > 0) {
    const { model, source } = price.applied;
    return {
      status: 'unknown',
      reason: 'component-not-priced',
      message: `${model}: no price for ${missing.join(' and ')} (${source}). Give one with an override.`,
      lowerBoundUsd: Number(exact),
    };
  }
  return {
    status: 'priced',
    usd: Number(exact),
    exact,
    breakdown,
    price: price.applied,
    assumptions: [...assumptions, ...used.assumptions],
  };
}

function invalid(message: string): Cost {
  return { status: 'unknown', reason: 'invalid-usage', message };
}

interface UsedTokens {
  readonly tokens: Readonly<Record<Component, number>>;
  readonly assumptions: readonly string[];
}

/** All input tokens of a request, cached ones included: a long context is measured by them. */
export function allInputTokens(usage: Usage): number {
  return usage.inputTokens + usage.cacheReadInputTokens + usage.cacheWriteInputTokens;
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
