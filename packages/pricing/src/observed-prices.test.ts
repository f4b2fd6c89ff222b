import { existsSync, readFileSync } from 'node:fs';
import type { Usage } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { createPricer } from './pricer.js';

/** Price rows as they were observed, kept outside this repository. */
const OBSERVED = new URL('../../../../shared/reference/bedrock-prices.json', import.meta.url);

interface ObservedRow {
  modelId: string;
  routing?: string;
  tier?: string;
  input: number | null;
  output: number | null;
  source: string;
  regions?: string[];
  note?: string;
}

function awsListRows(routing: string): ObservedRow[] {
  const { rows } = JSON.parse(readFileSync(OBSERVED, 'utf8')) as { rows: ObservedRow[] };
  return rows.filter(
    (row) =>
      row.source.startsWith('AWS Price List') &&
      row.tier === 'standard' &&
      row.routing === routing &&
      // Rows that the observer marked as artefacts of the snapshot.
      !/artefact of that snapshot|use the pricing-page row/.test(row.note ?? ''),
  );
}

/** USD per million × tokens, in micro-micro-USD, from the decimal text of the rate. */
function pico(rate: number, tokens: number): bigint {
  const [whole = '0', fraction = ''] = String(rate).split('.');
  return BigInt(whole + fraction.padEnd(6, '0')) * BigInt(tokens);
}

describe.skipIf(!existsSync(OBSERVED))('the rows of AWS (skipped without ../shared)', () => {
  const pricer = createPricer();
  const [inputTokens, outputTokens] = [123_457, 7_919];
  const usage: Usage = {
    inputTokens,
    outputTokens,
    totalTokens: inputTokens + outputTokens,
    cacheReadInputTokens: 0,
    cacheWriteInputTokens: 0,
  };

  it.each(['in-region', 'global'])('are priced exactly: %s', (routing) => {
    let priced = 0;
    for (const { modelId, regions = [], input, output } of awsListRows(routing)) {
      if (input === null || output === null) continue;
      const expected = pico(input, inputTokens) + pico(output, outputTokens);
      for (const region of regions) {
        const cost = pricer.cost(usage, { model: modelId, region });
        const exact = cost.status === 'priced' ? cost.exact : cost.reason;
        const [whole = '0', fraction = ''] = exact.split('.');
        expect(BigInt(whole + fraction.padEnd(12, '0')), `${modelId} ${region}`).toBe(expected);
        priced += 1;
      }
    }
    expect(priced).toBeGreaterThan(300);
  });
});
