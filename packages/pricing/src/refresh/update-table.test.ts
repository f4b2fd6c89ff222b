import { describe, expect, it } from 'vitest';
import type { PriceRow } from '../price-row.js';
import { combineRows } from './combine-rows.js';
import { diffRows } from './diff-rows.js';
import { updateTable } from './update-table.js';

const row = (parts: Partial<PriceRow> = {}): PriceRow => ({
  id: 'a.b',
  routing: 'in-region',
  tier: 'standard',
  regions: ['us-east-1'],
  input: '1',
  output: '2',
  source: 'list',
  checked: '2026-08-20',
  confidence: 'aws',
  ...parts,
});
const page = (parts: Partial<PriceRow>) => row({ source: 'page', checked: '2026-07-24', ...parts });
const reader = (parts: Partial<PriceRow>) =>
  row({ source: 'reader', checked: '2026-09-23', confidence: 'reader', ...parts });

describe('what several sources say', () => {
  const combined = (...rows: PriceRow[]) => combineRows(rows).rows;

  it('is one row for the regions that share everything', () => {
    const [first, second, ...rest] = combined(
      row({ regions: ['us-west-2'] }),
      row(),
      row({ regions: ['eu-west-1'], input: '1.2' }),
    );
    expect(first).toMatchObject({ regions: ['eu-west-1'], input: '1.2' });
    expect(second).toMatchObject({ regions: ['us-east-1', 'us-west-2'] });
    expect(rest).toEqual([]);
  });

  it('is completed by who agrees, by name and with the earlier day', () => {
    expect(combined(row(), page({ regions: '*', cacheRead: '0.1', cacheWrite5m: '1.25' }))).toEqual(
      [
        {
          ...row({ cacheRead: '0.1', cacheWrite5m: '1.25' }),
          source: 'list; cacheRead, cacheWrite5m: page',
          checked: '2026-07-24',
        },
      ],
    );
  });

  it('is not touched by who disagrees, which is told', () => {
    const denied = reader({ input: '1.5', cacheRead: '0.1' });
    const { rows, contradictions } = combineRows([denied, row()]);
    expect(rows).toEqual([row()]);
    expect(contradictions).toMatchObject([{ denied, region: 'us-east-1' }]);
  });

  it('has no regions that AWS does not list, and no models of one unofficial source beside a better', () => {
    const secondary = reader({ regions: '*', confidence: 'secondary', cacheRead: '9' });
    expect(combined(row(), reader({ regions: ['us-east-1', 'us-west-2'] }), secondary)).toEqual([
      row(),
    ]);
    expect(combined(secondary)).toEqual([secondary]);
  });

  it('keeps partitions apart: what holds everywhere says nothing of GovCloud', () => {
    const gov = row({ regions: ['us-gov-west-1'], input: '1.2' });
    expect(combined(gov, page({ regions: '*', cacheRead: '0.1' }))).toMatchObject([
      { regions: '*', cacheRead: '0.1' },
      { regions: ['us-gov-west-1'] },
    ]);
  });

  it('may complete only: no price comes of a part, a note goes to all', () => {
    const {
      input: _,
      output: __,
      ...part
    } = page({ regions: '*', cacheWrite5m: '0', note: 'free' });
    expect(combined(part)).toEqual([]);
    expect(combined(part, row())).toMatchObject([{ input: '1', cacheWrite5m: '0', note: 'free' }]);
  });
});

describe('the table', () => {
  it('stays as it is when nothing changed', () => {
    const table = [row(), row({ tier: 'batch', input: '0.5', output: '1' })];
    expect(updateTable(table, []).rows.toSorted()).toHaveLength(2);
    const { rows, contradictions } = updateTable(table, combineRows(table).rows);
    expect(diffRows(table, rows)).toEqual([]);
    expect(contradictions).toEqual([]);
  });

  it('keeps what is no longer observed', () => {
    const old = row({ id: 'a.retired' });
    expect(updateTable([old], [row()]).rows).toEqual([row(), old]);
  });

  it('ends a price on the day another was seen', () => {
    const seen = row({ input: '0.8', checked: '2026-11-20' });
    const { rows } = updateTable([row({ regions: ['eu-west-1', 'us-east-1'] })], [seen]);
    expect(rows).toEqual(
      [
        row({ regions: ['eu-west-1'] }),
        row({ until: '2026-11-20' }),
        { ...seen, from: '2026-11-20' },
      ].map((item) => expect.objectContaining(item)),
    );
    // And again: the ended one is left alone.
    expect(diffRows(rows, updateTable(rows, [seen]).rows)).toEqual([]);
  });

  it('does not believe who is less certain or older, and tells it', () => {
    for (const seen of [
      reader({ input: '9', checked: '2026-11-20' }),
      row({ input: '9', checked: '2026-08-01' }),
    ]) {
      const { rows, contradictions } = updateTable([row()], [seen]);
      expect(rows).toEqual([row()]);
      expect(contradictions).toHaveLength(1);
    }
  });

  it('takes the newer day of the same source, and what another adds', () => {
    const later = row({ checked: '2026-11-20' });
    expect(updateTable([row()], [later]).rows).toEqual([later]);
    expect(updateTable([row()], [reader({ cacheRead: '0.1' })]).rows).toMatchObject([
      { cacheRead: '0.1', source: 'list; cacheRead: reader', confidence: 'aws' },
    ]);
  });
});

describe('a diff', () => {
  it('has a line for each row that went and came', () => {
    expect(diffRows([row()], [row({ input: '3' })])).toEqual([
      '- a.b in-region standard | us-east-1 | input 1, output 2 | list, 2026-08-20, aws',
      '+ a.b in-region standard | us-east-1 | input 3, output 2 | list, 2026-08-20, aws',
    ]);
  });
});
