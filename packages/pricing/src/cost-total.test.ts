import type { Cost, Usage } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { CostTotal } from './cost-total.js';
import { createPricer } from './pricer.js';

/** A small generator, so that a failure can be repeated. */
function randomIntegers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

describe('CostTotal', () => {
  it('adds 1,000,000 calls up to the exact total', () => {
    const random = randomIntegers(20_261_123);
    const pricer = createPricer();
    // Rates in pico-USD per token: input, output, cache read, write for 5m, write for 1h.
    const models: [string, string, [bigint, bigint, bigint, bigint, bigint]][] = [
      [
        'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
        'us-east-1',
        [3_300_000n, 16_500_000n, 330_000n, 4_125_000n, 6_600_000n],
      ],
      [
        'global.anthropic.claude-haiku-4-5-20251001-v1:0',
        'eu-west-1',
        [1_000_000n, 5_000_000n, 100_000n, 1_250_000n, 2_000_000n],
      ],
      ['us.amazon.nova-micro-v1:0', 'us-east-1', [35_000n, 140_000n, 8_750n, 0n, 0n]],
    ];
    const total = new CostTotal();
    let expected = 0n;
    for (let call = 0; call < 1_000_000; call += 1) {
      const [model, region, rates] = models[call % models.length] ?? ['', '', [0n, 0n, 0n, 0n, 0n]];
      const [input, output, read, write5m] = [200_000, 8_000, 100_000, 50_000].map(random);
      const write1h = rates[4] === 0n ? 0 : random(50_000);
      const tokens = [input ?? 0, output ?? 0, read ?? 0, write5m ?? 0, write1h];
      const usage: Usage = {
        inputTokens: tokens[0] ?? 0,
        outputTokens: tokens[1] ?? 0,
        totalTokens: tokens.reduce((sum, count) => sum + count, 0),
        cacheReadInputTokens: tokens[2] ?? 0,
        cacheWriteInputTokens: (tokens[3] ?? 0) + write1h,
        cacheWrite1hInputTokens: write1h,
      };
      total.add(pricer.cost(usage, { model, region }));
      tokens.forEach((count, at) => {
        expected += BigInt(count) * (rates[at] ?? 0n);
      });
    }
    const [whole = '', fraction = ''] = total.exact.split('.');
    expect(BigInt(whole + fraction.padEnd(12, '0'))).toBe(expected);
    expect(total.usd).toBe(Number(total.exact));
    expect(total.calls).toBe(1_000_000);
    expect(total.unpricedCalls).toBe(0);
  });

  it('is a lower bound while a call is not priced, and says so', () => {
    const priced: Cost = {
      status: 'priced',
      usd: 0.1,
      exact: '0.1',
      breakdown: [],
      price: { model: 'a.b', source: 'test' },
      assumptions: [],
    };
    const total = new CostTotal()
      .add(priced)
      .add({ ...priced, exact: '0.2' })
      .add({ status: 'unknown', reason: 'component-not-priced', lowerBoundUsd: 3e-7 })
      .add({ status: 'unknown', reason: 'model-not-listed' });
    expect(total.exact).toBe('0.3000003');
    expect(total.usd).toBe(0.3000003);
    expect(total.calls).toBe(4);
    expect(total.unpricedCalls).toBe(2);
  });

  it('starts at nothing', () => {
    const total = new CostTotal();
    expect([total.usd, total.exact, total.calls, total.unpricedCalls]).toStrictEqual([
      0,
      '0',
      0,
      0,
    ]);
  });

  it('refuses what is no amount and stays as it was', () => {
    const total = new CostTotal();
    const broken: Cost = { status: 'unknown', reason: 'x', lowerBoundUsd: Number.NaN };
    expect(() => total.add(broken)).toThrow(TypeError);
    expect(total.calls).toBe(0);
  });
});
