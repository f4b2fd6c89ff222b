import type { Cost, CostComponent, PricedCost, Usage } from '@outcrop/unified-response';

/** What several calls consumed together; `raw` has what each of them said. */
export function totalUsage(usages: readonly Usage[]): Usage {
  const sum = (count: (usage: Usage) => number | undefined): number =>
    usages.reduce((total, usage) => total + (count(usage) ?? 0), 0);
  const whereSaid = (
    name: 'cacheWrite5mInputTokens' | 'cacheWrite1hInputTokens' | 'reasoningTokens',
  ): Partial<Usage> =>
    usages.some((usage) => usage[name] !== undefined)
      ? { [name]: sum((usage) => usage[name]) }
      : {};
  return {
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    totalTokens: sum(({ totalTokens }) => totalTokens),
    cacheReadInputTokens: sum(({ cacheReadInputTokens }) => cacheReadInputTokens),
    cacheWriteInputTokens: sum(({ cacheWriteInputTokens }) => cacheWriteInputTokens),
    ...whereSaid('cacheWrite5mInputTokens'),
    ...whereSaid('cacheWrite1hInputTokens'),
    ...whereSaid('reasoningTokens'),
    raw: usages.map(({ raw }) => raw),
  };
}

/** What several calls cost together; unknown where one of them is, with what they cost at least. */
export function totalCost(costs: readonly [Cost, ...Cost[]]): Cost {
  const unknown = costs.find((cost) => cost.status === 'unknown');
  if (unknown) {
    const least = costs.map((cost) => (cost.status === 'priced' ? cost.usd : cost.lowerBoundUsd));
    const known = least.filter((usd) => usd !== undefined);
    if (known.length === 0) return unknown;
    return { ...unknown, lowerBoundUsd: known.reduce((total, usd) => total + usd, 0) };
  }
  return (costs as readonly PricedCost[]).reduce(addPriced);
}

function addPriced(a: PricedCost, b: PricedCost): PricedCost {
  const exact = addDecimals(a.exact, b.exact);
  return {
    ...a,
    usd: Number(exact),
    exact,
    breakdown: b.breakdown.reduce(addComponent, a.breakdown),
    assumptions: [...new Set([...a.assumptions, ...b.assumptions])],
  };
}

function addComponent(
  components: readonly CostComponent[],
  added: CostComponent,
): readonly CostComponent[] {
  const isSame = ({ component, usdPerMillion }: CostComponent): boolean =>
    component === added.component && usdPerMillion === added.usdPerMillion;
  if (!components.some(isSame)) return [...components, added];
  return components.map((one) =>
    isSame(one)
      ? {
          ...one,
          tokens: one.tokens + added.tokens,
          exact: addDecimals(one.exact, added.exact),
        }
      : one,
  );
}

/** The sum of two decimals in plain notation, exact. */
function addDecimals(a: string, b: string): string {
  const places = (text: string): number => text.split('.')[1]?.length ?? 0;
  const scale = Math.max(places(a), places(b));
  const whole = (text: string): bigint =>
    BigInt(text.replace('.', '') + '0'.repeat(scale - places(text)));
  const digits = (whole(a) + whole(b)).toString().padStart(scale + 1, '0');
  if (scale === 0) return digits;
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, '');
}
