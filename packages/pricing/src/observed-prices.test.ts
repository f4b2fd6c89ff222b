import { existsSync, readFileSync } from 'node:fs';
import type { Usage } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { createPricer } from './pricer.js';

/** Price rows as they were observed, kept outside this repository. */
const OBSERVED = new URL('../../../../shared/reference/bedrock-prices.json', import.meta.url);

interface ObservedRow {
  modelId: string;
  tier?: string;
  input: number | null;
  output: number | null;
  cacheRead: number | null;
  cacheWrite5m: number | null;
  cacheWrite1h: number | null;
  batchInput?: number | null;
  batchOutput?: number | null;
  source: string;
  regions?: string[];
  effectiveFrom?: string;
  note?: string;
}

const LIST = 'AWS Price List';
const PAGE = 'aws.amazon.com/bedrock/pricing';
const AG2 = 'ag2ai/ag2';

/** Rows of which the observer says that the snapshot took another price for this one. */
const ARTEFACT = /artefact of that snapshot|use the pricing-page row/;

function observed(source: string): ObservedRow[] {
  if (!existsSync(OBSERVED)) return [];
  const { rows } = JSON.parse(readFileSync(OBSERVED, 'utf8')) as { rows: ObservedRow[] };
  return rows.filter((row) => row.source.startsWith(source) && !ARTEFACT.test(row.note ?? ''));
}

/** USD per million × tokens, in micro-micro-USD, from the decimal text of the rate. */
function pico(rate: number, tokens: number): bigint {
  const [whole = '0', fraction = ''] = String(rate).split('.');
  return BigInt(whole + fraction.padEnd(6, '0')) * BigInt(tokens);
}

const pricer = createPricer();
const TOKENS = { input: 123_457, output: 7_919, cacheRead: 1_000_003, w5m: 65_537, w1h: 8_191 };

/** What a row says the tokens cost, and what the pricer says. */
function compare(row: ObservedRow, call: { region?: string; tier?: string; batch?: boolean }) {
  const optimized = call.tier === 'latency-optimized';
  const known = (rate: number | null, tokens: number) => (rate === null ? 0 : tokens);
  const usage: Usage = {
    inputTokens: known(row.input, TOKENS.input),
    outputTokens: known(row.output, TOKENS.output),
    totalTokens: 0,
    cacheReadInputTokens: known(row.cacheRead, TOKENS.cacheRead),
    cacheWriteInputTokens:
      known(row.cacheWrite5m, TOKENS.w5m) + known(row.cacheWrite1h, TOKENS.w1h),
    cacheWrite5mInputTokens: known(row.cacheWrite5m, TOKENS.w5m),
    cacheWrite1hInputTokens: known(row.cacheWrite1h, TOKENS.w1h),
  };
  const expected =
    pico(row.input ?? 0, TOKENS.input) +
    pico(row.output ?? 0, TOKENS.output) +
    pico(row.cacheRead ?? 0, TOKENS.cacheRead) +
    pico(row.cacheWrite5m ?? 0, TOKENS.w5m) +
    pico(row.cacheWrite1h ?? 0, TOKENS.w1h);
  const { tier, ...rest } = call;
  const cost = pricer.cost(usage, {
    model: row.modelId,
    ...rest,
    ...(optimized ? { latency: 'optimized' } : tier !== undefined && { tier }),
  });
  const told = `${row.modelId} ${call.tier ?? ''} ${call.region ?? ''}`;
  const exact = cost.status === 'priced' ? cost.exact : `${told}: ${cost.reason}: ${cost.message}`;
  const [whole = '', fraction = ''] = exact.split('.');
  return {
    told,
    expected,
    got: cost.status === 'priced' ? BigInt(whole + fraction.padEnd(12, '0')) : exact,
  };
}

describe.skipIf(!existsSync(OBSERVED))('the rows of AWS (skipped without ../shared)', () => {
  it('of its list are priced exactly, in every region', () => {
    let priced = 0;
    for (const row of observed(LIST)) {
      const call = row.tier === 'batch' ? { batch: true } : {};
      for (const region of row.regions ?? []) {
        const { told, expected, got } = compare(row, { region, ...call });
        expect(got, told).toBe(expected);
        priced += 1;
      }
    }
    expect(priced).toBeGreaterThan(1500);
  });

  it('of its page are priced exactly, with tiers and caches', () => {
    let priced = 0;
    for (const row of observed(PAGE)) {
      const extended = row.effectiveFrom !== undefined;
      const tier = extended ? 'extended-access' : (row.tier ?? 'standard');
      // A model that is not to be had in the region AWS quotes first is priced where it is.
      const calls = ['us-east-1', 'us-west-2'].map((region) => compare(row, { region, tier }));
      const listed = calls.filter(({ got }) => typeof got === 'bigint');
      expect(listed.length, `${row.modelId} ${tier}`).toBeGreaterThan(0);
      for (const { told, expected, got } of listed) expect(got, told).toBe(expected);
      priced += listed.length;
      const { batchInput: input, batchOutput: output } = row;
      if (typeof input !== 'number' || typeof output !== 'number' || extended) continue;
      const batch = {
        ...row,
        input,
        output,
        cacheRead: null,
        cacheWrite5m: null,
        cacheWrite1h: null,
      };
      const region = row.modelId.includes('3-5-haiku') ? 'us-west-2' : 'us-east-1';
      const { told, expected, got } = compare(batch, { region, batch: true });
      expect(got, told).toBe(expected);
    }
    expect(priced).toBeGreaterThan(80);
  });

  it('that AG2 has are at the same price', () => {
    const rows = observed(AG2);
    expect(rows).toHaveLength(6);
    for (const row of rows) {
      const { told, expected, got } = compare(row, {});
      expect(got, told).toBe(expected);
    }
  });
});
