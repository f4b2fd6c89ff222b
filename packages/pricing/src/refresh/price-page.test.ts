import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PACKED_PRICES } from '../data/packed-prices.js';
import type { PriceRow } from '../price-row.js';
import { listPrices } from '../price-table.js';
import { unpackRows } from '../unpack-rows.js';
import { packRows } from './pack-rows.js';
import { pricePage } from './price-page.js';

describe('what is made from the table', () => {
  it('is up to date: the page of prices', () => {
    const page = readFileSync(new URL('../../../../docs/pricing.md', import.meta.url), 'utf8');
    expect(page === pricePage(listPrices()), 'run pnpm prices:refresh').toBe(true);
  });

  it('is up to date: the shipped text', () => {
    expect(packRows(listPrices())).toBe(PACKED_PRICES);
  });
});

const rate = fc.nat(10 ** 7).map((micro) => String(micro / 10 ** 6));
const day = fc.constantFrom('2025-12-01', '2026-08-21');
const anyRow: fc.Arbitrary<PriceRow> = fc.record(
  {
    id: fc.constantFrom('a.b', 'a.c-v1:0', 'd.e'),
    routing: fc.constantFrom('in-region', 'geo', 'global'),
    tier: fc.constantFrom('standard', 'flex', 'latency-optimized'),
    regions: fc.oneof(
      fc.constant('*' as const),
      fc.constantFrom(['us-east-1'], ['eu-west-1', 'us-gov-west-1']),
    ),
    source: fc.constantFrom('list', 'page; cacheRead: list'),
    checked: day,
    confidence: fc.constantFrom('aws', 'reader'),
    note: fc.constant('so it is, a note'),
    from: day,
    until: day,
    fromInputTokens: fc.nat(),
    units: fc.constant({ image: '0.04', 'second of video': '0.0007' }),
    input: rate,
    output: rate,
    cacheRead: rate,
    cacheWrite5m: rate,
    cacheWrite1h: rate,
  },
  { requiredKeys: ['id', 'routing', 'tier', 'regions', 'source'] },
);

describe('rows', () => {
  it('come out of their packing as they went in', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1 }), (rows) => {
        const together = rows.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
        expect(unpackRows(packRows(together))).toEqual(together);
      }),
    );
  });

  it('are on the page with their price, place and source', () => {
    const row: PriceRow = {
      id: 'a.b',
      routing: 'global',
      tier: 'flex',
      regions: ['us-east-1'],
      fromInputTokens: 272_000,
      from: '2026-08-21',
      input: '1.5',
      source: 'list',
      checked: '2026-10-06',
      confidence: 'aws',
      note: 'a promotion',
    };
    const image: PriceRow = { ...row, id: 'c.d', units: { image: '0.04' } };
    const { input: _, note: __, ...imageOnly } = image;
    const page = pricePage([row, imageOnly]);
    expect(page).toContain('## `a.b`\n\nA promotion.\n');
    expect(page).toContain(
      '| global, flex, from 272,000 input tokens, from 2026-08-21 | us-east-1 | 1.5 |  |  |  |  | 1 |',
    );
    expect(page).toContain('| `c.d` | us-east-1 | image | 0.04 | 1 |');
    expect(page).toContain('1. list 2026-10-06 (aws)');
  });
});
