import { readFileSync } from 'node:fs';
import { baseModelId, parseModelRef } from '@outcrop/bedrock-models';
import { describe, expect, it } from 'vitest';
import { type PriceRow, ratesOfRow } from './price-row.js';
import { listPrices } from './price-table.js';

describe('the price table', () => {
  const rows = listPrices();

  it('has whole pico-USD per token, a source and a date in every row', () => {
    expect(rows.length).toBeGreaterThan(1000);
    for (const row of rows) {
      expect(row.source, row.id).not.toBe('');
      expect(row.checked, row.id).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(row.confidence, row.id).toMatch(/^(?:aws|quoted|reader|secondary)$/);
      expect(row.regions.length, row.id).toBeGreaterThan(0);
      const { rates, units } = ratesOfRow(row);
      expect(Object.keys({ ...rates, ...units }), row.id).not.toEqual([]);
      for (const rate of Object.values(rates)) expect(rate.scale, row.id).toBeLessThanOrEqual(6);
    }
  });

  it('lists bare ids', () => {
    for (const { id } of rows) expect(baseModelId(parseModelRef(id))).toBe(id);
  });

  it('has one price for each model, routing, tier, region, step and period', () => {
    const keys = rows.flatMap(({ id, routing, tier, regions, fromInputTokens, from, until }) =>
      [...regions].map((region) =>
        [id, routing, tier, region, fromInputTokens, from, until].join(' '),
      ),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has periods that follow each other, and one that has not ended', () => {
    const priceOf = ({ id, routing, tier, regions, fromInputTokens }: PriceRow) =>
      [id, routing, tier, regions, fromInputTokens].join(' ');
    for (const ended of rows.filter(({ until }) => until !== undefined)) {
      const next = rows.filter(
        (row) => priceOf(row) === priceOf(ended) || (row.id === ended.id && row.from !== undefined),
      );
      expect(
        next.map(({ from }) => from),
        ended.id,
      ).toContain(ended.until);
    }
  });

  it('is shipped as it is kept for reading: one row a line, in prices.json', () => {
    const kept = readFileSync(new URL('data/prices.json', import.meta.url), 'utf8');
    expect(JSON.parse(kept)).toEqual(rows);
    expect(kept.split('\n')).toHaveLength(rows.length + 3);
  });

  it('has cache rates only where something was stated, and free writes for Nova', () => {
    const standard = rows.filter(({ tier }) => tier === 'standard');
    const nova = standard.filter(({ id }) =>
      /^amazon\.nova-(?:\d-)?(?:micro|lite|pro|premier)/.test(id),
    );
    expect(nova.length).toBeGreaterThan(50);
    for (const row of nova) expect(row.cacheWrite5m, row.id).toBe('0');
    for (const row of rows) expect(row.cacheRead, row.id).not.toBe('0');
    for (const row of rows.filter(
      ({ tier }) => tier !== 'standard' && tier !== 'extended-access',
    )) {
      expect(row.cacheRead ?? row.cacheWrite5m ?? row.cacheWrite1h, row.id).toBeUndefined();
    }
  });

  it('is a fresh list each time', () => {
    listPrices().pop();
    expect(listPrices()).toHaveLength(rows.length);
  });

  it('names the field of a rate that is no decimal', () => {
    const row: PriceRow = {
      id: 'a.b',
      routing: 'in-region',
      tier: 'standard',
      regions: '*',
      input: '3 USD',
      source: 'test',
    };
    expect(() => ratesOfRow(row)).toThrow(/input of a\.b .*"3 USD"/);
  });

  it('names the field of a unit that is no decimal', () => {
    const [row] = rows;
    const units = { image: '-1' };
    expect(() => ratesOfRow({ ...row, units } as PriceRow)).toThrow(/units\["image"\] of .*"-1"/);
  });
});
