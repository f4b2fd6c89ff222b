import { baseModelId, parseModelRef } from '@outcrop/bedrock-models';
import { describe, expect, it } from 'vitest';
import { listPrices, type PriceRow, ratesOfRow } from './price-row.js';
import { COMPONENTS } from './rates.js';

describe('the price table', () => {
  const rows = listPrices();

  it('has whole pico-USD per token, a source and a date in every row', () => {
    expect(rows.length).toBeGreaterThan(300);
    for (const row of rows) {
      expect(row.source, row.model).not.toBe('');
      expect(row.checked, row.model).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(row.regions.length, row.model).toBeGreaterThan(0);
      for (const rate of Object.values(ratesOfRow(row))) {
        expect(rate?.scale, row.model).toBeLessThanOrEqual(6);
      }
    }
  });

  it('lists bare ids', () => {
    for (const { model } of rows) expect(baseModelId(parseModelRef(model))).toBe(model);
  });

  it('has one price for each model, routing, tier and region', () => {
    const keys = rows.flatMap((row) =>
      [...row.regions].map((region) => `${row.model} ${row.routing} ${row.tier} ${region}`),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has cache rates only where something was stated, and free writes for Nova', () => {
    const cached = rows.filter((row) => row.cacheRead !== undefined);
    expect(cached.length).toBeGreaterThan(20);
    const nova = rows.filter(({ model }) => model.startsWith('amazon.nova-'));
    expect(nova.length).toBeGreaterThan(50);
    for (const row of nova) expect(row.cacheWrite5m, row.model).toBe('0');
    for (const row of rows) expect(row.cacheRead, row.model).not.toBe('0');
  });

  it('is a fresh list each time', () => {
    listPrices().pop();
    expect(listPrices()).toHaveLength(rows.length);
  });

  it('names the field of a rate that is no decimal', () => {
    const row: PriceRow = {
      model: 'a.b',
      routing: 'in-region',
      tier: 'standard',
      regions: '*',
      input: '3 USD',
      source: 'test',
    };
    expect(() => ratesOfRow(row)).toThrow(/input of a\.b .*"3 USD"/);
  });

  it('knows no component that it does not list', () => {
    const known = new Set<string>([
      'model',
      'routing',
      'tier',
      'regions',
      'source',
      'checked',
      'note',
      ...COMPONENTS,
    ]);
    for (const row of rows) for (const key of Object.keys(row)) expect(known).toContain(key);
  });
});
