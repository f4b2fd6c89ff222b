import { describe, expect, it } from 'vitest';
import { readGenaiPrices } from './read-genai-prices.js';

const NAMES = { 'regional.a.b-v1:0': 'a.b', 'global.a.b-v1:0': 'global.a.b', 'c.d': 'c.d' };
const prices = { input_mtok: 1, output_mtok: { base: 2, tiers: [{ start: 271_999, price: 3 }] } };
const read = (...ids: string[]) =>
  readGenaiPrices(
    ids.map((id) => ({ id, prices })),
    '0.1.8',
    NAMES,
    ['a.'],
  );

describe('the models of genai-prices', () => {
  it('are rows by the exact map, with the day of the release', () => {
    const rows = read('regional.a.b-v1:0', 'global.a.b-v1:0', 'c.d');
    const origin = { source: '@pydantic/genai-prices 0.1.8', checked: '2026-09-23' };
    expect(rows[0]).toEqual({
      id: 'a.b',
      routing: 'in-region',
      tier: 'standard',
      regions: '*',
      input: '1',
      output: '2',
      ...origin,
      confidence: 'reader',
    });
    expect(rows[1]).toMatchObject({ fromInputTokens: 272_000, input: '1', output: '3' });
    expect(rows.slice(2)).toMatchObject([
      { id: 'a.b', routing: 'global' },
      { id: 'a.b', routing: 'global' },
      { id: 'c.d', regions: ['us-east-1', 'us-east-2', 'us-west-2'] },
      { id: 'c.d' },
    ]);
  });

  it('fail the refresh when they are not in the map, all at once', () => {
    expect(() => read('c.d', 'c.d-2', 'e.f')).toThrow(/unknown models, .*: c\.d-2, e\.f\./);
    expect(() => read('constructor')).toThrow(/constructor/);
  });

  it('fail the refresh when the day of the release is not known', () => {
    expect(() => readGenaiPrices([], '0.2.0', NAMES, [])).toThrow(/0\.2\.0: the day/);
  });
});
