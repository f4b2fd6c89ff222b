import { readFileSync } from 'node:fs';
import type { Usage } from '@outcrop/unified-response';
import { calcPrice } from '@pydantic/genai-prices';
import { describe, expect, it } from 'vitest';
import { listPrices } from '../price-table.js';
import { createPricer } from '../pricer.js';

/** Where genai-prices bills something else than this package, in us-east-1, and why. */
interface Difference {
  readonly model: string;
  readonly component: string;
  /** USD for 1,000,000 tokens; `null`: not known. */
  readonly ours: number | null;
  readonly theirs: number;
  readonly reason: string;
}

const EXPLAINED = JSON.parse(
  readFileSync(new URL('../data/genai-differences.json', import.meta.url), 'utf8'),
) as Difference[];

/** Few enough for no step of a long context. */
const TOKENS = 100_000;
const AT = new Date('2026-11-23T00:00:00Z');
const NOTHING: Usage = {
  inputTokens: 0,
  outputTokens: 0,
  totalTokens: 0,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
};

/** The same tokens as each of the two counts them: its input includes what is cached. */
const COMPONENTS = [
  { component: 'input', ours: { inputTokens: TOKENS }, theirs: { input_tokens: TOKENS } },
  { component: 'output', ours: { outputTokens: TOKENS }, theirs: { output_tokens: TOKENS } },
  {
    component: 'cacheRead',
    ours: { cacheReadInputTokens: TOKENS },
    theirs: { input_tokens: TOKENS, cache_read_tokens: TOKENS },
  },
  {
    component: 'cacheWrite5m',
    ours: { cacheWriteInputTokens: TOKENS, cacheWrite5mInputTokens: TOKENS },
    theirs: { input_tokens: TOKENS, cache_write_tokens: TOKENS },
  },
] as const;

/** Its names of the prices. */
const KEYS = {
  input: 'input_mtok',
  output: 'output_mtok',
  cacheRead: 'cache_read_mtok',
  cacheWrite5m: 'cache_write_mtok',
};

const pricer = createPricer();

/** Every id of the table, as it is called: bare, in the geography of the US, and global. */
function calledIds(): string[] {
  const ids = listPrices()
    .filter(({ tier }) => tier === 'standard')
    .flatMap(({ id, routing }) => (routing === 'global' ? [`global.${id}`] : [id, `us.${id}`]));
  return [...new Set(ids)];
}

function compare(model: string): (Omit<Difference, 'reason'> & { readonly isEqual: boolean })[] {
  return COMPONENTS.flatMap(({ component, ours, theirs }) => {
    const price = calcPrice(theirs, model, { providerId: 'aws', timestamp: AT });
    if (price === null) return [];
    const isStated = price.model_price[KEYS[component]] !== undefined;
    const cost = pricer.cost({ ...NOTHING, ...ours }, { model, region: 'us-east-1', at: AT });
    const [own, other] = [
      cost.status === 'priced' ? perMillion(cost.usd) : null,
      perMillion(price.total_price),
    ];
    // What it has no price for, it bills as input: that is no statement about a price.
    if (own === null && !isStated) return [];
    return [{ model, component, ours: own, theirs: other, isEqual: own === other }];
  });
}

/** Without the dust of floats. */
function perMillion(usd: number): number {
  return Number(((usd * 1_000_000) / TOKENS).toFixed(6));
}

describe('genai-prices', () => {
  const compared = calledIds().flatMap(compare);

  it('has no model the table does not have', () => {
    const names = JSON.parse(
      readFileSync(new URL('../data/genai-names.json', import.meta.url), 'utf8'),
    ) as Record<string, string>;
    const models = calcPrice({}, 'amazon.nova-lite-v1:0', { providerId: 'aws' })?.provider.models;
    const ours = new Set(calledIds());
    expect(models?.filter(({ id }) => !ours.has(names[id] ?? '')).map(({ id }) => id)).toEqual([]);
  });

  it('is asked for every model of the table it knows', () => {
    expect(compared.length).toBeGreaterThan(300);
    expect(compared.filter(({ isEqual }) => isEqual).length).toBeGreaterThan(300);
  });

  it('bills something else only where the reason is given, and every reason is still needed', () => {
    const differences = compared
      .filter(({ isEqual }) => !isEqual)
      .map(({ isEqual: _, ...difference }) => difference);
    expect(differences).toEqual(EXPLAINED.map(({ reason: _, ...difference }) => difference));
    for (const { reason } of EXPLAINED) expect(reason).not.toBe('');
  });
});
