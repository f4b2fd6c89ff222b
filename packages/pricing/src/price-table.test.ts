import type { Cost, Usage } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import type { CallToPrice } from './call-to-price.js';
import { createPricer } from './pricer.js';

const pricer = createPricer();

function usage(parts: Partial<Usage>): Usage {
  return {
    inputTokens: 0,
    outputTokens: 0,
    totalTokens: 0,
    cacheReadInputTokens: 0,
    cacheWriteInputTokens: 0,
    ...parts,
  };
}

const outcome = (cost: Cost) => (cost.status === 'priced' ? cost.exact : cost.reason);

/** USD for a tenth of a million of each, which is no long context. */
const TENTH = usage({ inputTokens: 100_000, outputTokens: 100_000 });
const at = (model: string, call: Partial<CallToPrice> = {}) =>
  outcome(pricer.cost(TENTH, { model, region: 'us-east-1', ...call }));

/** Figures of AWS, looked up one by one: [model, call, input + output per million]. */
describe('prices that AWS publishes', () => {
  it.each<[string, Partial<CallToPrice>, string]>([
    // Bedrock price page, 2026-07-24.
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', {}, '1.98'],
    ['global.anthropic.claude-sonnet-4-5-20250929-v1:0', {}, '1.8'],
    ['global.anthropic.claude-sonnet-4-5-20250929-v1:0', { batch: true }, '0.9'],
    ['anthropic.claude-opus-4-1-20250805-v1:0', {}, '9'],
    ['us.anthropic.claude-sonnet-5', {}, '1.32'],
    ['amazon.nova-pro-v1:0', { latency: 'optimized' }, '0.5'],
    ['us.anthropic.claude-3-5-haiku-20241022-v1:0', { latency: 'optimized' }, '0.6'],
    ['us.anthropic.claude-3-5-haiku-20241022-v1:0', {}, '0.48'],
    ['meta.llama3-1-405b-instruct-v1:0', { latency: 'optimized', region: 'us-east-2' }, '0.6'],
    ['us.amazon.nova-premier-v1:0', { tier: 'priority' }, '2.625'],
    ['global.amazon.nova-2-lite-v1:0', { tier: 'flex' }, '0.14'],
    ['anthropic.claude-3-5-sonnet-20241022-v2:0', { tier: 'extended-access' }, '3.6'],
    // Price list, 2026-08-20 and 2026-10-06.
    ['amazon.nova-2-lite-v1:0', {}, '0.308'],
    ['amazon.nova-2-lite-v1:0', { region: 'ap-northeast-1', tier: 'priority' }, '0.648725'],
    ['eu.amazon.nova-lite-v1:0', { region: 'eu-south-1' }, '0.048'],
    ['qwen.qwen3-coder-480b-a35b-v1:0', {}, '0.225'],
    ['qwen.qwen3-coder-480b-a35b-v1:0', { region: 'eu-west-2', tier: 'flex' }, '0.1745'],
    ['openai.gpt-oss-120b-1:0', { tier: 'priority', region: 'ap-southeast-2' }, '0.1351875'],
    ['zai.glm-5', { batch: true }, '0.21'],
    ['mistral.mistral-large-2402-v1:0', {}, '1.6'],
    ['us.meta.llama3-2-90b-instruct-v1:0', {}, '0.144'],
    ['us.xai.grok-4.7', { tier: 'flex', region: 'sa-east-1' }, '0.44'],
    // Price list, quoted in an issue of LiteLLM.
    ['us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0', { region: 'us-gov-east-1' }, '2.16'],
  ])('%s %j', (model, call, exact) => {
    expect(at(model, call)).toBe(exact);
  });

  it('says how sure it is', () => {
    const confidence = (model: string) => {
      const cost = pricer.cost(TENTH, { model, region: 'us-east-1' });
      if (cost.status === 'unknown') throw new Error(cost.message);
      return [cost.price.confidence, cost.assumptions];
    };
    expect(confidence('amazon.nova-lite-v1:0')).toEqual(['aws', []]);
    expect(confidence('us.anthropic.claude-opus-5-5')).toEqual(['reader', []]);
    expect(confidence('us.anthropic.claude-sonnet-5-5')).toEqual([
      'secondary',
      ['the price is known from one unofficial source'],
    ]);
  });
});

describe('a price', () => {
  it('has its dates: GPT-5.6 Sol became cheaper on 2026-08-21', () => {
    const sol = 'us.openai.gpt-5.6-sol';
    expect(at(sol, { at: '2026-08-20' })).toBe('3.85');
    expect(at(sol, { at: '2026-08-21' })).toBe('2.64');
    expect(at(sol)).toBe('2.64');
    const cost = pricer.cost(TENTH, { model: sol, region: 'us-east-1' });
    expect(cost).toMatchObject({
      price: { from: '2026-08-21' },
      assumptions: [expect.stringContaining('at least through 2026-11-21')],
    });
  });

  it('has its steps: from 272,000 input tokens on, cached ones included, the whole request pays more', () => {
    const sol = (cached: number) =>
      pricer.cost(usage({ inputTokens: 200_000, outputTokens: 10, cacheReadInputTokens: cached }), {
        model: 'global.openai.gpt-5.6-sol',
      });
    expect(outcome(sol(71_999))).toBe('0.8289996');
    expect(outcome(sol(72_000))).toBe('1.6579');
    expect(sol(72_000)).toMatchObject({ price: { fromInputTokens: 272_000 } });
  });

  it('does not say what Claude pays for a long context, as that is nothing more', () => {
    const long = usage({ inputTokens: 900_000 });
    const cost = pricer.cost(long, {
      model: 'us.anthropic.claude-sonnet-4-6',
      region: 'us-east-1',
    });
    expect(outcome(cost)).toBe('2.97');
  });

  it('may be for other things than tokens', () => {
    const canvas = (units: Record<string, number>) =>
      pricer.cost(usage({}), { model: 'amazon.nova-canvas-v1:0', region: 'us-east-1', units });
    expect(canvas({ 'image 2048 premium': 3 })).toMatchObject({
      exact: '0.24',
      breakdown: [
        {
          component: 'image 2048 premium',
          unit: 'image 2048 premium',
          tokens: 3,
          usdPerMillion: '80000',
          exact: '0.24',
        },
      ],
    });
    expect(canvas({ 'image 1024 standard': 1, poem: 1 })).toMatchObject({
      reason: 'component-not-priced',
      lowerBoundUsd: 0.04,
      message: expect.stringContaining('poem (1)'),
    });
    expect(outcome(canvas({ 'image 1024 standard': -1 }))).toBe('invalid-usage');
    expect(outcome(canvas({ 'image 1024 standard': Number.NaN }))).toBe('invalid-usage');
    expect(outcome(canvas({ constructor: 1 }))).toBe('component-not-priced');
    const embedded = pricer.cost(usage({ inputTokens: 1000 }), {
      model: 'amazon.nova-2-multimodal-embeddings-v1:0',
      units: { 'second of input video': 2.5 },
    });
    expect(outcome(embedded)).toBe('0.001885');
  });

  it('of an embedding has no output', () => {
    const titan = { model: 'amazon.titan-embed-text-v2:0' };
    const tokens = usage({ inputTokens: 1_000_000 });
    expect(outcome(pricer.cost(tokens, { ...titan, region: 'us-west-2' }))).toBe('0.02');
    expect(outcome(pricer.cost(tokens, { ...titan, region: 'eu-central-1' }))).toBe('0.2');
  });

  it('is that of the tier that served; what was asked for counts where nothing else is said', () => {
    const nova = 'amazon.nova-pro-v1:0';
    const asked = { tier: 'priority', latency: 'optimized' } as const;
    expect(at(nova, { tier: 'flex', asked: { tier: 'priority' } })).toBe('0.2');
    expect(at(nova, { tier: 'default', latency: 'standard', asked })).toBe('0.4');
    const cost = pricer.cost(TENTH, { model: nova, region: 'us-east-1', asked: { tier: 'flex' } });
    expect(cost).toMatchObject({
      exact: '0.2',
      assumptions: ['tier taken as it was asked for: flex'],
    });
    expect(at(nova, { asked })).toBe('tier-not-listed');
  });
});
