import type { Cost, PricedCost, UnknownCost, Usage } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import type { CallToPrice } from './call-to-price.js';
import type { PriceOverride } from './price-override.js';
import type { PriceRow } from './price-row.js';
import { createPricer } from './pricer.js';

const pricer = createPricer();

function usage(parts: Partial<Usage> = {}): Usage {
  return {
    inputTokens: 1000,
    outputTokens: 100,
    totalTokens: 1100,
    cacheReadInputTokens: 0,
    cacheWriteInputTokens: 0,
    ...parts,
  };
}

function priced(cost: Cost): PricedCost {
  if (cost.status !== 'priced') throw new Error(`unknown: ${cost.reason}: ${cost.message}`);
  return cost;
}

function unknown(cost: Cost): UnknownCost {
  if (cost.status !== 'unknown') throw new Error(`priced: ${cost.exact}`);
  return cost;
}

const ARN = 'arn:aws:bedrock:us-east-1:123456789012';
const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0';

describe('cost', () => {
  it('explains itself', () => {
    const cost = pricer.cost(
      usage({
        cacheReadInputTokens: 2000,
        cacheWriteInputTokens: 300,
        cacheWrite1hInputTokens: 300,
      }),
      { model: `us.${SONNET}`, region: 'us-west-2', tier: 'default', latency: 'standard' },
    );
    expect(cost).toStrictEqual({
      status: 'priced',
      usd: 0.00759,
      exact: '0.00759',
      breakdown: [
        { component: 'input', tokens: 1000, usdPerMillion: '3.3', exact: '0.0033' },
        { component: 'output', tokens: 100, usdPerMillion: '16.5', exact: '0.00165' },
        { component: 'cacheRead', tokens: 2000, usdPerMillion: '0.33', exact: '0.00066' },
        { component: 'cacheWrite1h', tokens: 300, usdPerMillion: '6.6', exact: '0.00198' },
      ],
      price: {
        model: SONNET,
        source:
          'AWS Price List Bulk API; cacheRead, cacheWrite5m, cacheWrite1h: AWS Bedrock price page',
        checked: '2026-07-24',
        confidence: 'aws',
        region: 'us-west-2',
        routing: 'in-region',
        tier: 'standard',
      },
      assumptions: [],
    });
  });

  it('prints what floats cannot: 3 tokens at 0.1 per million', () => {
    const table: PriceRow[] = [
      {
        id: 'a.b',
        routing: 'in-region',
        tier: 'standard',
        regions: '*',
        input: '0.1',
        output: '0',
        source: 'test',
      },
    ];
    const cost = priced(
      createPricer({ table }).cost(usage({ inputTokens: 3 }), {
        model: 'a.b',
        region: 'eu-west-1',
      }),
    );
    expect(cost.exact).toBe('0.0000003');
    expect(cost.usd).toBe(3e-7);
  });

  it('says what it took for granted', () => {
    const cost = priced(
      pricer.cost(usage({ cacheWriteInputTokens: 10, cacheWrite5mInputTokens: 4 }), {
        model: SONNET,
      }),
    );
    expect(cost.assumptions).toStrictEqual([
      'no region given: taken as us-east-1',
      '6 cache-write tokens came without a lifetime: taken as 5 minutes',
    ]);
    expect(cost.price.region).toBe('us-east-1');
    expect(cost.breakdown.at(-1)).toMatchObject({ component: 'cacheWrite5m', tokens: 10 });
  });

  it('prices geographies like the region they are called from, and global by itself', () => {
    const at = (model: string, region: string) =>
      priced(pricer.cost(usage(), { model, region })).exact;
    expect(at(SONNET, 'us-east-1')).toBe('0.00495');
    expect(at(`eu.${SONNET}`, 'eu-central-1')).toBe('0.00495');
    expect(at(`global.${SONNET}`, 'eu-central-1')).toBe('0.0045');
    expect(at('eu.amazon.nova-lite-v1:0', 'eu-central-1')).toBe('0.0001092');
    expect(at('eu.amazon.nova-lite-v1:0', 'eu-west-1')).toBe('0.0000966');
  });

  it('wants the region where the price depends on it and the id is not at home in us-east-1', () => {
    expect(unknown(pricer.cost(usage(), { model: 'eu.amazon.nova-lite-v1:0' })).reason).toBe(
      'region-not-listed',
    );
    const flat = priced(pricer.cost(usage(), { model: `eu.${SONNET}` }));
    expect(flat.exact).toBe('0.00495');
    expect(flat.assumptions).toHaveLength(1);
    const gov = priced(pricer.cost(usage(), { model: `us-gov.${SONNET}` }));
    expect([gov.exact, gov.price.region]).toStrictEqual(['0.0054', 'us-gov-west-1']);
  });

  it('takes the region of an ARN', () => {
    const model =
      'arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0';
    expect(priced(pricer.cost(usage(), { model })).price.region).toBe('eu-west-1');
    const bare = `arn:aws:bedrock:us-east-1::foundation-model/${SONNET}`;
    expect(priced(pricer.cost(usage(), { model: bare, region: 'eu-west-1' })).price.region).toBe(
      'us-east-1',
    );
  });

  it('prices a context variant as its model', () => {
    const model = 'anthropic.claude-3-sonnet-20240229-v1:0:28k';
    expect(priced(pricer.cost(usage(), { model, region: 'us-east-1' })).exact).toBe('0.0045');
  });

  it('knows the difference between free and unknown', () => {
    const write = usage({ cacheWriteInputTokens: 500, cacheWrite5mInputTokens: 500 });
    const nova = priced(
      pricer.cost(write, { model: 'us.amazon.nova-pro-v1:0', region: 'us-east-1' }),
    );
    expect(nova.breakdown.at(-1)).toStrictEqual({
      component: 'cacheWrite5m',
      tokens: 500,
      usdPerMillion: '0',
      exact: '0',
    });
    const llama = unknown(
      pricer.cost(write, { model: 'us.meta.llama3-3-70b-instruct-v1:0', region: 'us-east-1' }),
    );
    expect(llama).toMatchObject({ reason: 'component-not-priced', lowerBoundUsd: 0.000792 });
    expect(llama.message).toContain('cacheWrite5m (500 tokens)');
  });

  it.each<[Partial<CallToPrice>, string]>([
    [{ model: 'anthropic.claude-nonexistent-9-v1:0' }, 'model-not-listed'],
    [{ model: 'gpt-4o' }, 'model-not-listed'],
    [{ model: 'meta-llama/Llama-3 70B' }, 'model-not-listed'],
    [{ model: '' }, 'model-not-listed'],
    // Ids that only look like listed ones.
    [{ model: 'us.anthropic.claude-sonnet-5-7' }, 'model-not-listed'],
    [{ model: 'anthropic.claude-sonnet' }, 'model-not-listed'],
    [{ model: 'anthropic.claude-sonnet-4-5' }, 'model-not-listed'],
    [{ model: 'us.us.anthropic.claude-sonnet-5' }, 'model-not-listed'],
    [{ model: 'deepseek.v3' }, 'model-not-listed'],
    [{ model: 'global.amazon.nova-lite-v1:0' }, 'model-not-listed'],
    [{ model: 'constructor' }, 'model-not-listed'],
    [{ model: SONNET, region: 'mars-north-1' }, 'region-not-listed'],
    [{ model: SONNET, region: 'cn-north-1' }, 'region-not-listed'],
    [{ model: 'mistral.mistral-small-2402-v1:0', region: 'eu-west-1' }, 'region-not-listed'],
    [{ model: SONNET, tier: 'flex' }, 'tier-not-listed'],
    [{ model: SONNET, tier: 'reserved' }, 'tier-not-listed'],
    [{ model: 'us.amazon.nova-lite-v1:0', latency: 'optimized' }, 'tier-not-listed'],
    [{ model: 'amazon.titan-text-express-v1', batch: true }, 'tier-not-listed'],
    [{ model: `${ARN}:application-inference-profile/a1b2c3d4e5f6` }, 'opaque-profile'],
    [{ model: `${ARN}:prompt/ABCDEFGHIJ` }, 'opaque-profile'],
    [{ model: `${ARN}:default-prompt-router/anthropic.claude:1` }, 'opaque-profile'],
    [{ model: `${ARN}:inference-profile/a1b2c3` }, 'opaque-profile'],
    [{ model: `${ARN}:thing-of-tomorrow/x` }, 'opaque-profile'],
    [{ model: `${ARN}:custom-model/amazon.nova-pro-v1:0/abcdefghij12` }, 'custom-model'],
    [{ model: `${ARN}:custom-model-deployment/abcdefghij12` }, 'custom-model'],
    [{ model: `${ARN}:provisioned-model/abcdefghij12` }, 'not-per-token'],
    [{ model: `${ARN}:imported-model/abcdefghij12` }, 'not-per-token'],
    [{ model: 'arn:aws:sagemaker:us-east-1:123456789012:endpoint/mine' }, 'not-per-token'],
  ])('does not know the cost of %j: %s', (call, reason) => {
    const cost = pricer.cost(usage(), { region: 'us-east-1', model: '', ...call });
    expect(cost).toMatchObject({ status: 'unknown', reason });
    expect(cost).not.toHaveProperty('usd');
    expect(unknown(cost).message).not.toBe('');
  });

  it.each<[Partial<Usage>, string]>([
    [{ inputTokens: Number.NaN }, 'usage.inputTokens must be'],
    [{ outputTokens: -1 }, 'usage.outputTokens must be'],
    [{ cacheReadInputTokens: 1.5 }, 'usage.cacheReadInputTokens must be'],
    [{ cacheWriteInputTokens: 1, cacheWrite1hInputTokens: 2 }, 'is less than'],
  ])('does not price usage that cannot be: %j', (parts, message) => {
    const cost = unknown(pricer.cost(usage(parts), { model: SONNET }));
    expect(cost.reason).toBe('invalid-usage');
    expect(cost.message).toContain(message);
  });
});

describe('AG2', () => {
  it.each([
    ['meta.llama3-8b-instruct-v1:0', 0.0003, 0.0006],
    ['meta.llama3-70b-instruct-v1:0', 0.00265, 0.0035],
    ['mistral.mistral-7b-instruct-v0:2', 0.00015, 0.0002],
    ['mistral.mixtral-8x7b-instruct-v0:1', 0.00045, 0.0007],
    ['mistral.mistral-large-2402-v1:0', 0.004, 0.012],
    ['mistral.mistral-small-2402-v1:0', 0.001, 0.003],
  ])('has %s at the same price, with and without `price`', (model, input, output) => {
    const listed = priced(pricer.cost(usage(), { model }));
    const given = priced(pricer.cost(usage(), { model, price: [input, output] }));
    expect(given.exact).toBe(listed.exact);
    expect(given.price).toStrictEqual({ model, source: 'price given with the call' });
  });

  it('takes the numbers as they are written', () => {
    const tokens = usage({ inputTokens: 1_000_000, outputTokens: 1 });
    const cost = priced(pricer.cost(tokens, { model: 'x', price: [0.0011, 3e-7] }));
    expect(cost.breakdown.map(({ usdPerMillion }) => usdPerMillion)).toStrictEqual([
      '1.1',
      '0.0003',
    ]);
    expect(cost.exact).toBe('1.1000000003');
    const odd = priced(pricer.cost(tokens, { model: 'x', price: [0.1 + 0.2, 0] }));
    expect(odd.exact).toBe('300.00000000000004');
  });

  it('counts a price of 0 as free, and a cache it says nothing about as unknown', () => {
    expect(priced(pricer.cost(usage(), { model: 'x', price: [0, 0] })).usd).toBe(0);
    const cached = usage({ cacheReadInputTokens: 10 });
    expect(unknown(pricer.cost(cached, { model: SONNET, price: [0.003, 0.015] }))).toMatchObject({
      reason: 'component-not-priced',
      lowerBoundUsd: 0.0045,
    });
  });

  it.each<[unknown, string]>([
    [
      [Number.NaN, 1],
      'price[0]: expected a finite number ≥ 0, USD per 1,000 input tokens; got NaN',
    ],
    [[1, -0.1], 'price[1]: expected a finite number ≥ 0, USD per 1,000 output tokens; got -0.1'],
    [[1, Number.POSITIVE_INFINITY], 'price[1]'],
    [['0.003', 0.015], 'price[0]'],
    [[0.003], 'price: expected [inputPer1k, outputPer1k]; got 1 elements'],
    [[1, 2, 3], 'price: expected [inputPer1k, outputPer1k]; got 3 elements'],
    [0.003, 'price: expected [inputPer1k, outputPer1k]; got 0.003'],
    [null, 'price: expected [inputPer1k, outputPer1k]; got null'],
  ])('refuses price %j', (price, message) => {
    const call = { model: SONNET, price } as unknown as CallToPrice;
    expect(() => pricer.cost(usage(), call)).toThrow(TypeError);
    expect(() => pricer.cost(usage(), call)).toThrow(message);
  });
});

describe('overrides', () => {
  const PROFILE = `${ARN}:application-inference-profile/a1b2c3d4e5f6`;

  it('map an opaque ARN to a listed model, in the region of the ARN', () => {
    const mapped = createPricer({ overrides: { [PROFILE]: { base: SONNET } } });
    expect(priced(mapped.cost(usage(), { model: PROFILE, region: 'us-east-1' }))).toMatchObject({
      exact: '0.00495',
      price: { model: SONNET, region: 'us-east-1' },
    });
    const eu = PROFILE.replace('us-east-1', 'eu-west-1');
    const nova = createPricer({ overrides: { [eu]: { base: 'amazon.nova-lite-v1:0' } } });
    expect(priced(nova.cost(usage(), { model: eu }))).toMatchObject({
      exact: '0.0000966',
      price: { region: 'eu-west-1' },
    });
  });

  it('replace the rates they name and leave the others', () => {
    const negotiated = createPricer({ overrides: { [SONNET]: { input: 3, cacheWrite1h: 0 } } });
    const tokens = usage({ cacheWriteInputTokens: 50, cacheWrite1hInputTokens: 50 });
    const cost = priced(negotiated.cost(tokens, { model: SONNET, region: 'us-east-1' }));
    expect(cost.exact).toBe('0.00465');
    expect(cost.price.source).toMatch(/override of input, cacheWrite1h$/);
    // Exactly this id: the profile is another one.
    expect(priced(negotiated.cost(usage(), { model: `us.${SONNET}` })).exact).toBe('0.00495');
  });

  it('price what no table has', () => {
    const own = createPricer({
      overrides: { 'my.model': [0.001, 0.002], [PROFILE]: { input: 1, output: 2 } },
    });
    expect(priced(own.cost(usage(), { model: 'my.model' }))).toMatchObject({
      exact: '0.0012',
      price: { model: 'my.model', source: 'override' },
      assumptions: [],
    });
    expect(priced(own.cost(usage(), { model: PROFILE })).exact).toBe('0.0012');
    expect(
      priced(own.cost(usage(), { model: 'my.model', tier: 'flex' })).assumptions,
    ).toStrictEqual(['the override holds for tier flex too']);
    const cached = usage({ cacheReadInputTokens: 1 });
    expect(unknown(own.cost(cached, { model: PROFILE })).lowerBoundUsd).toBe(0.0012);
  });

  it('come after the price of the call', () => {
    const own = createPricer({ overrides: { 'my.model': [1, 1] } });
    expect(priced(own.cost(usage(), { model: 'my.model', price: [0, 0] })).usd).toBe(0);
  });

  it.each<[unknown, string]>([
    [[-1, 0], 'overrides["my.model"][0]'],
    [{ input: Number.NaN }, 'overrides["my.model"].input: expected a finite number ≥ 0'],
    [{ output: '3' }, 'overrides["my.model"].output'],
    [{ inputs: 3 }, 'got the key inputs'],
    [{ base: 5 }, 'overrides["my.model"].base: expected a model id'],
    [
      null,
      'overrides["my.model"]: expected [inputPer1k, outputPer1k] or an object of rates; got null',
    ],
    [0.003, 'overrides["my.model"]'],
  ])('are refused when invalid: %j', (override, message) => {
    const overrides = { 'my.model': override as PriceOverride };
    expect(() => createPricer({ overrides })).toThrow(TypeError);
    expect(() => createPricer({ overrides })).toThrow(message);
  });
});

describe('a table of one’s own', () => {
  const row = (parts: Partial<PriceRow>): PriceRow => ({
    id: 'a.b',
    routing: 'in-region',
    tier: 'standard',
    regions: '*',
    input: '1',
    output: '1',
    source: 'test',
    ...parts,
  });
  const at = (table: PriceRow[], call: Partial<CallToPrice>) => {
    const cost = createPricer({ table }).cost(usage({ inputTokens: 1_000_000, outputTokens: 0 }), {
      model: 'a.b',
      region: 'eu-west-1',
      ...call,
    });
    return cost.status === 'priced' ? cost.exact : cost.reason;
  };

  it('is all there is', () => {
    expect(at([row({})], {})).toBe('1');
    expect(at([row({})], { model: SONNET })).toBe('model-not-listed');
  });

  it('has a price per tier, latency and batch', () => {
    const table = [
      row({}),
      row({ tier: 'flex', input: '0.5' }),
      row({ tier: 'batch', input: '0.4' }),
    ];
    expect(at(table, { tier: 'flex' })).toBe('0.5');
    expect(at(table, { batch: true })).toBe('0.4');
    expect(at(table, { tier: 'flex', batch: true })).toBe('tier-not-listed');
    expect(
      at([...table, row({ tier: 'latency-optimized', input: '2' })], { latency: 'optimized' }),
    ).toBe('2');
  });

  it('has a price per day', () => {
    const table = [
      row({ input: '6', until: '2026-10-01' }),
      row({ input: '5', from: '2026-10-01' }),
    ];
    expect(at(table, {})).toBe('5');
    expect(at(table, { at: '2026-09-30' })).toBe('6');
    expect(at(table, { at: new Date('2026-10-01T00:00:00Z') })).toBe('5');
    expect(() => at(table, { at: 'yesterday' })).toThrow(/^at: /);
    expect(() => at(table, { at: new Date(Number.NaN) })).toThrow(/^at: /);
  });

  it('prefers a row for the region to one for all', () => {
    expect(at([row({}), row({ input: '2', regions: ['eu-west-1'] })], {})).toBe('2');
    expect(at([row({}), row({ input: '2', regions: ['us-east-1'] })], {})).toBe('1');
  });

  it('tells the note of a row', () => {
    const table = [row({ note: 'this is disputed' })];
    const cost = createPricer({ table }).cost(usage(), { model: 'a.b', region: 'eu-west-1' });
    expect(priced(cost).assumptions).toStrictEqual(['this is disputed']);
  });

  it('is checked when the pricer is made', () => {
    expect(() => createPricer({ table: [row({ input: '-1' })] })).toThrow(TypeError);
  });
});
