import type { Usage } from '@outcrop/unified-response';
import { calcPrice } from '@pydantic/genai-prices';
import { describe, expect, it, vi } from 'vitest';
import { type GenaiCalcPrice, genaiPricesSource } from './genai-prices-source.js';
import type { PriceRow } from './price-row.js';
import { createPricer } from './pricer.js';

const USAGE: Usage = {
  inputTokens: 100_000,
  outputTokens: 100_000,
  totalTokens: 200_000,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
};
const row: PriceRow = {
  id: 'a.b',
  routing: 'in-region',
  tier: 'standard',
  regions: '*',
  input: '1',
  output: '2',
  source: 'mine',
};

describe('a source', () => {
  it('is asked once for a model the table does not have, and only for those', () => {
    const source = vi.fn((id: string) => (id === 'a.b' ? [row] : []));
    const pricer = createPricer({ source });
    const cost = (model: string) => pricer.cost(USAGE, { model, region: 'us-east-1' });
    expect(cost('a.b')).toMatchObject({ exact: '0.3', price: { source: 'mine' } });
    expect(cost('us.a.b')).toMatchObject({ exact: '0.3' });
    expect(cost('c.d')).toMatchObject({ reason: 'model-not-listed' });
    expect(cost('amazon.nova-lite-v1:0')).toMatchObject({ price: { confidence: 'aws' } });
    expect(source.mock.calls).toEqual([['a.b'], ['c.d']]);
  });
});

describe('genai-prices as a source', () => {
  const source = genaiPricesSource(calcPrice);
  const pricer = createPricer({ table: [], source });
  const outcome = (model: string, at?: string) => {
    const cost = pricer.cost(USAGE, {
      model,
      region: 'us-east-1',
      ...(at !== undefined && { at }),
    });
    return cost.status === 'priced' ? cost.exact : cost.reason;
  };

  it('has the prices of the package, by routing, date and step', () => {
    expect(outcome('us.anthropic.claude-opus-5-5')).toBe('2.64');
    expect(outcome('global.anthropic.claude-opus-5-5')).toBe('2.4');
    expect(outcome('amazon.nova-lite-v1:0')).toBe('0.03');
    expect(outcome('us.openai.gpt-5.6-sol', '2026-08-20')).toBe('3.85');
    expect(outcome('us.openai.gpt-5.6-sol')).toBe('2.64');
    const long = { ...USAGE, inputTokens: 272_000, outputTokens: 0 };
    expect(pricer.cost(long, { model: 'us.openai.gpt-5.6-sol' })).toMatchObject({
      exact: '2.3936',
      price: { fromInputTokens: 272_000, source: '@pydantic/genai-prices', confidence: 'reader' },
      assumptions: ['no region given: taken as us-east-1', expect.stringContaining('of the US')],
    });
  });

  it('takes ids that differ in a version Bedrock does not write', () => {
    expect(outcome('us.anthropic.claude-opus-4-7')).toBe('3.3');
    expect(outcome('nvidia.nemotron-nano-9b-v2')).toBe('0.029');
  });

  it('has audio by the unit', () => {
    const units = { 'audio input token': 100 };
    const sonic = { model: 'amazon.nova-sonic-v1:0', region: 'us-east-1', units };
    const none = { ...USAGE, inputTokens: 0, outputTokens: 0 };
    expect(pricer.cost(none, sonic)).toMatchObject({ exact: '0.00034' });
  });

  it.each([
    // Matched as Claude Sonnet 5, as Titan Embeddings v1, and as the base of a custom model.
    'us.anthropic.claude-sonnet-5-5',
    'amazon.titan-embed-text-v2:0',
    'arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova-pro-v1:0/abcdefghij12',
    'anthropic.claude-nonexistent-9-v1:0',
  ])('takes no sibling for %s', (model) => {
    expect(outcome(model)).not.toMatch(/^\d/);
  });

  it('refuses prices it does not understand', () => {
    const of =
      (prices: object): GenaiCalcPrice =>
      () =>
        ({ model: { id: 'a.b', prices } }) as ReturnType<GenaiCalcPrice>;
    const constraint = { type: 'time_of_date', start_time: '00:00' };
    expect(() => genaiPricesSource(of({ input_kmol: 1 }))('a.b')).toThrow(
      /a price called input_kmol/,
    );
    expect(() => genaiPricesSource(of([{ constraint, prices: {} }]))('a.b')).toThrow(
      /time_of_date/,
    );
  });
});
