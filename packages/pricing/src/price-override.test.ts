import type { Cost, PricedCost, Usage } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import type { CallToPrice } from './call-to-price.js';
import type { PriceOverride } from './price-override.js';
import { createPricer } from './pricer.js';

const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
const PROFILE = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6';
const USAGE: Usage = {
  inputTokens: 1_000_000,
  outputTokens: 1_000_000,
  totalTokens: 2_000_000,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
};

function priced(cost: Cost): PricedCost {
  if (cost.status !== 'priced') throw new Error(`unknown: ${cost.reason}: ${cost.message}`);
  return cost;
}

function costWith(
  overrides: Record<string, PriceOverride>,
  call: Partial<CallToPrice> = {},
  usage = USAGE,
): Cost {
  return createPricer({ overrides }).cost(usage, { model: SONNET, region: 'us-east-1', ...call });
}
const exact = (...given: Parameters<typeof costWith>) => priced(costWith(...given)).exact;

describe('a discount', () => {
  it('multiplies what the table says, exactly, and says so', () => {
    expect(exact({ [SONNET]: { multiplier: 0.85 } })).toBe('16.83');
    const cost = priced(costWith({ [SONNET]: { discountPercent: 15 } }));
    expect(cost.exact).toBe('16.83');
    expect(cost.price.source).toMatch(/; multiplied by 0\.85$/);
    expect(exact({ [SONNET]: { discountPercent: 100 } })).toBe('0');
    expect(exact({ [SONNET]: { discountPercent: 12.5 } })).toBe('17.325');
  });

  it('leaves rates alone that are given with it', () => {
    expect(exact({ [SONNET]: { multiplier: 0.5, output: 10 } })).toBe('11.65');
  });

  it('makes no price where there is none', () => {
    expect(costWith({ x: { multiplier: 0.5 } }, { model: 'x' })).toMatchObject({
      status: 'unknown',
      reason: 'model-not-listed',
    });
  });

  it('for all models holds for those without an override of their own', () => {
    const overrides = { '*': { discountPercent: 10 }, [SONNET]: { output: 10 } };
    expect(exact(overrides, { model: `us.${SONNET}` })).toBe('17.82');
    expect(exact(overrides)).toBe('13.3');
    expect(exact({ '*': { multiplier: 2 }, [PROFILE]: [0.001, 0.001] }, { model: PROFILE })).toBe(
      '2',
    );
  });
});

describe('an override', () => {
  it('may be the whole price, caches and units included', () => {
    const whole = { input: 1, output: 2, cacheRead: 0.1, units: { image: 0.04 }, whole: true };
    expect(exact({ [SONNET]: whole }, { units: { image: 2 } })).toBe('3.08');
    const { status } = costWith({ [SONNET]: { input: 1, whole: true } });
    expect(status).toBe('unknown');
  });

  it('holds on its days', () => {
    const overrides = {
      [SONNET]: [
        { discountPercent: 50, until: '2026-06-01' },
        { discountPercent: 20, from: '2026-06-01', until: '2027-01-01' },
      ],
    };
    expect(exact(overrides, { at: '2026-05-31' })).toBe('9.9');
    expect(exact(overrides, { at: new Date('2026-06-01T00:00:00Z') })).toBe('15.84');
    expect(exact(overrides, { at: '2027-01-01' })).toBe('19.8');
    const fallback = { [SONNET]: [{ multiplier: 0, until: '2026-06-01' }, { multiplier: 0.5 }] };
    expect(exact(fallback, { at: '2026-05-31' })).toBe('0');
    expect(exact(fallback, { at: '2026-06-01' })).toBe('9.9');
    // Without a day, what has an end does not hold, as in the table.
    expect(exact(overrides)).toBe('19.8');
    expect(exact({ [SONNET]: { input: 0, from: '2026-01-01' } })).toBe('16.5');
  });

  it('of the model behind an ARN holds for the ARN, and its own goes before', () => {
    const models = { [PROFILE]: SONNET };
    const call = { model: PROFILE };
    const overrides = { [SONNET]: { input: 1 } };
    expect(priced(createPricer({ models, overrides }).cost(USAGE, call)).exact).toBe('17.5');
    const own = { ...overrides, [PROFILE]: { input: 2 } };
    expect(priced(createPricer({ models, overrides: own }).cost(USAGE, call)).exact).toBe('18.5');
  });
});

describe('an invalid override is refused, with its field', () => {
  it.each<[unknown, string]>([
    [{ multiplier: Number.NaN }, 'overrides["x"].multiplier: expected a finite number ≥ 0'],
    [{ multiplier: -1 }, 'overrides["x"].multiplier'],
    [{ multiplier: '0.9' }, 'overrides["x"].multiplier'],
    [{ discountPercent: 101 }, 'overrides["x"].discountPercent: expected at most 100'],
    [{ discountPercent: 10, multiplier: 0.9 }, 'expected multiplier or discountPercent; got both'],
    [{ units: 3 }, 'overrides["x"].units'],
    [{ units: { image: Number.POSITIVE_INFINITY } }, 'overrides["x"].units["image"]'],
    [{ whole: 'yes' }, 'overrides["x"].whole'],
    [{ from: '1 May' }, 'overrides["x"].from: expected a day as YYYY-MM-DD'],
    [{ until: 20260101 }, 'overrides["x"].until'],
    [[{ input: 1 }, { input: '2' }], 'overrides["x"][1].input'],
    [[], 'overrides["x"]: expected [inputPer1k, outputPer1k]'],
  ])('%j', (override, message) => {
    const overrides = { x: override as PriceOverride };
    expect(() => createPricer({ overrides })).toThrow(TypeError);
    expect(() => createPricer({ overrides })).toThrow(message);
  });

  it.each<[PriceOverride]>([[{ input: 1 }], [[1, 1]], [{ base: SONNET }]])(
    'for all models: %j',
    (override) => {
      const overrides = { '*': override };
      expect(() => createPricer({ overrides })).toThrow('overrides["*"]');
    },
  );
});
