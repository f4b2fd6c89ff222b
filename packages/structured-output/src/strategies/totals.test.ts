import type { Cost, PricedCost } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { totalCost, totalUsage } from './totals.js';

function priced(exact: string, tokens: number, usdPerMillion = '3'): PricedCost {
  return {
    status: 'priced',
    usd: Number(exact),
    exact,
    breakdown: [{ component: 'input', tokens, usdPerMillion, exact }],
    price: { model: 'm', source: 'test' },
    assumptions: ['region'],
  };
}

describe('what several calls cost', () => {
  it.each([
    ['0.1', '0.2', '0.3'],
    ['0.000000000001', '12', '12.000000000001'],
    ['1.5', '1.5', '3'],
    ['10', '20', '30'],
    ['0', '0', '0'],
    ['99.99', '0.01', '100'],
  ])('is exact: %s and %s are %s', (a, b, sum) => {
    expect(totalCost([priced(a, 1), priced(b, 2)])).toMatchObject({
      status: 'priced',
      exact: sum,
      usd: Number(sum),
      breakdown: [{ component: 'input', tokens: 3, exact: sum }],
      assumptions: ['region'],
    });
  });

  it('tells prices apart', () => {
    const cost = totalCost([priced('1', 1), priced('2', 1, '6'), priced('4', 1)]);
    expect(cost).toMatchObject({
      exact: '7',
      breakdown: [
        { usdPerMillion: '3', tokens: 2, exact: '5' },
        { usdPerMillion: '6', tokens: 1, exact: '2' },
      ],
    });
  });

  it('is not known where one of them is not, and at least what is known', () => {
    const unknown: Cost = { status: 'unknown', reason: 'model-not-listed' };
    expect(totalCost([unknown, unknown])).toEqual(unknown);
    expect(totalCost([priced('1', 1), { ...unknown, lowerBoundUsd: 2 }, unknown])).toEqual({
      ...unknown,
      lowerBoundUsd: 3,
    });
  });
});

describe('what several calls consumed', () => {
  const usage = {
    inputTokens: 1,
    outputTokens: 2,
    totalTokens: 10,
    cacheReadInputTokens: 3,
    cacheWriteInputTokens: 4,
  };

  it('is the sum of each count, and of those that were said', () => {
    expect(totalUsage([usage, { ...usage, reasoningTokens: 1, raw: 'b' }])).toEqual({
      inputTokens: 2,
      outputTokens: 4,
      totalTokens: 20,
      cacheReadInputTokens: 6,
      cacheWriteInputTokens: 8,
      reasoningTokens: 1,
      raw: [undefined, 'b'],
    });
  });
});
