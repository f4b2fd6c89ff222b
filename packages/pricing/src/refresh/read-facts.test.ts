import { describe, expect, it } from 'vitest';
import { type Fact, readFacts } from './read-facts.js';

const LIST = 'AWS Price List Bulk API via somebody';
const PAGE = 'aws.amazon.com/bedrock/pricing via somebody';
const PI = '@earendil-works/pi-ai 1.5.2';
const unit = 'USD per 1,000,000 tokens';
const fact = (parts: Partial<Fact>): Fact => ({
  modelId: 'a.b',
  input: 1,
  output: 2,
  source: LIST,
  date: '2026-08-20',
  ...parts,
});
const read = (...rows: Fact[]) => readFacts({ unit, rows });

describe('observed prices', () => {
  it('are rows, with the name and the day of their source', () => {
    const regions = ['us-west-2', 'us-east-1'];
    expect(read(fact({ modelId: 'global.a.b', regions, tier: 'batch', cacheRead: null }))).toEqual([
      {
        id: 'a.b',
        routing: 'global',
        tier: 'batch',
        regions: ['us-east-1', 'us-west-2'],
        input: '1',
        output: '2',
        source: 'AWS Price List Bulk API',
        checked: '2026-08-20',
        confidence: 'aws',
      },
    ]);
  });

  it('of the page hold where the list has the same price', () => {
    const list = fact({ tier: 'standard', regions: ['us-east-1', 'us-east-2'] });
    const elsewhere = fact({ tier: 'standard', regions: ['eu-west-1'], input: 9 });
    const standard = fact({ source: PAGE, tier: 'standard' });
    const flex = fact({ source: PAGE, tier: 'flex', input: 0.5 });
    const rows = read(list, elsewhere, standard, flex);
    expect(rows.filter(({ source }) => source !== 'AWS Price List Bulk API')).toMatchObject([
      { tier: 'standard', regions: ['us-east-1', 'us-east-2'] },
      { tier: 'flex', regions: ['us-east-1', 'us-east-2'], input: '0.5' },
    ]);
  });

  it('of the page may have a price for batch, and one of extended access', () => {
    const note = 'Public Extended Access';
    const regionsNamed = 'US East (Ohio), Europe (Zurich)';
    expect(
      read(
        fact({ source: PAGE, batchInput: 0.5, batchOutput: 1 }),
        fact({ source: PAGE, input: 2, effectiveFrom: '2025-12-01', regionsNamed, note }),
      ),
    ).toMatchObject([
      { tier: 'standard', regions: '*' },
      { tier: 'batch', input: '0.5', output: '1' },
      { tier: 'extended-access', from: '2025-12-01', regions: ['us-east-2', 'eu-central-2'] },
    ]);
  });

  it('that say they are another price are left out', () => {
    const note = 'artefact of that snapshot: took another SKU';
    expect(read(fact({ note, regions: ['us-east-1'] }))).toEqual([]);
  });

  it('of one unofficial source are taken by the profiles, not by a bare id at the global price', () => {
    const of = (modelId: string, input: number) => fact({ modelId, input, source: PI });
    const inputs = (...facts: Fact[]) =>
      read(...facts).map(({ routing, regions, input }) => [routing, regions, input]);
    expect(inputs(of('a.b', 1), of('global.a.b', 1), of('us.a.b', 1.1), of('eu.a.b', 1.1))).toEqual(
      [
        ['global', '*', '1'],
        ['in-region', '*', '1.1'],
      ],
    );
    // Profiles of different prices: it depends on the region. A bare id alone: the figure of the US.
    expect(inputs(of('us.a.b', 1), of('eu.a.b', 2))).toEqual([]);
    expect(inputs(of('a.b', 1), of('global.a.b', 1))).toEqual([['global', '*', '1']]);
    expect(inputs(of('a.b', 1))).toEqual([
      ['in-region', ['us-east-1', 'us-east-2', 'us-west-2'], '1'],
    ]);
  });

  it('may have steps and units', () => {
    const step = {
      inputTokensAbove: 272_000,
      input: 2,
      output: 3,
      cacheRead: 0.2,
      cacheWrite: 2.5,
    };
    expect(read(fact({ modelId: 'us.a.b', source: PI, tiers: [step] }))[1]).toMatchObject({
      fromInputTokens: 272_000,
      input: '2',
      cacheWrite5m: '2.5',
    });
    expect(read(fact({ regions: '*', units: { image: 0.00006 } }))).toMatchObject([
      { units: { image: '0.00006' } },
    ]);
  });

  it.each<[Partial<Fact>, RegExp]>([
    [{ source: 'a forum' }, /the source a forum is not known/],
    [{ regionsNamed: 'Middle Earth (Shire)' }, /the region Middle Earth \(Shire\) is not known/],
    [{ input: -1, regions: '*' }, /input: -1 is no price/],
    [{ output: 1e-12, regions: '*' }, /output: 1e-12 is no price/],
  ])('are refused when they are not understood: %j', (parts, message) => {
    expect(() => read(fact(parts))).toThrow(message);
  });

  it('are refused in another unit', () => {
    expect(() => readFacts({ unit: 'USD per token', rows: [] })).toThrow(/unit must be/);
  });
});
