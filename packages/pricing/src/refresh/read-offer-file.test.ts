import { describe, expect, it } from 'vitest';
import { type OfferAttributes, type OfferFile, readOfferFile } from './read-offer-file.js';

const NAMES = {
  'Nova Pro': 'amazon.nova-pro-v1:0',
  'TitanTextG1-Express': 'amazon.titan-text-express-v1',
  'Claude Sonnet 4.5': 'anthropic.claude-sonnet-4-5-20250929-v1:0',
  'OpenAI GPT-6 Astra': 'openai.gpt-6-astra',
  'Nova Old': null,
};
const LONG_CONTEXT = { 'openai.gpt-6-astra': 272_000 };

type Sku = OfferAttributes & {
  readonly usd: string;
  readonly unit?: string;
  readonly description?: string;
  readonly effectiveDate?: string;
};

/** An offer file with one SKU for each of these. */
function offerFile(...skus: Sku[]): OfferFile {
  const products: Record<string, { attributes: OfferAttributes }> = {};
  const terms: Record<string, OfferFile['terms']['OnDemand'][string]> = {};
  for (const [
    at,
    { usd, unit = '1K tokens', description, effectiveDate, ...given },
  ] of skus.entries()) {
    const code = `SKU${at}`;
    const dimension = { unit, pricePerUnit: { USD: usd }, ...(description && { description }) };
    products[code] = { attributes: { regionCode: 'us-east-1', ...given } };
    terms[code] = {
      [`${code}.TERM`]: {
        ...(effectiveDate && { effectiveDate }),
        priceDimensions: { [`${code}.TERM.DIM`]: dimension },
      },
    };
  }
  return { publicationDate: '2026-11-20T00:00:00Z', products, terms: { OnDemand: terms } };
}

const nova = (dimension: string, usd: string, more: Partial<Sku> = {}): Sku => ({
  model: 'Nova Pro',
  usagetype: `USE1-NovaPro-${dimension}`,
  usd,
  ...more,
});
const marketplace = (servicename: string, dimension: string, usd: string): Sku => ({
  servicename: `${servicename} (Amazon Bedrock Edition)`,
  usagetype: `USE1-MP:USE1_${dimension}-Units`,
  unit: 'Units',
  description: 'AWS Marketplace software usage|us-east-1|Million Tokens',
  usd,
});
const read = (...skus: Sku[]) => readOfferFile(offerFile(...skus), NAMES, LONG_CONTEXT);

describe('an offer file of AmazonBedrock', () => {
  it('has the model in an attribute or in the usage type, and prices by the thousand', () => {
    const { rows } = read(
      nova('input-tokens', '0.0008000000'),
      nova('output-tokens', '0.0032000000'),
      nova('cache-read-input-token-count', '0.0002000000'),
      nova('cache-write-input-token-count', '0.0000000000'),
      { usagetype: 'USE1-TitanTextG1-Express-input-tokens', usd: '0.0002000000' },
    );
    const origin = { source: 'AWS Price List Bulk API', checked: '2026-11-20', confidence: 'aws' };
    const head = { routing: 'in-region', tier: 'standard', regions: ['us-east-1'] };
    expect(rows).toEqual([
      {
        id: 'amazon.nova-pro-v1:0',
        ...head,
        input: '0.8',
        output: '3.2',
        cacheRead: '0.2',
        cacheWrite5m: '0',
        ...origin,
      },
      { id: 'amazon.titan-text-express-v1', ...head, input: '0.2', ...origin },
    ]);
  });

  it('has the tier, batch, latency and global routing in the usage type or beside it', () => {
    const { rows } = read(
      nova('input-tokens-flex', '0.0004'),
      nova('input-tokens-priority', '0.0014'),
      nova('input-tokens', '0.0004', { feature: 'Batch Inference' }),
      nova('input-tokens-batch', '0.0004'),
      nova('input-tokens-latency-optimized', '0.001'),
      nova('input-tokens-cross-region-global', '0.0007'),
      nova('input-tokens-cross-region-global-flex', '0.00035'),
    );
    expect(rows.map(({ routing, tier, input }) => [routing, tier, input])).toEqual([
      ['in-region', 'flex', '0.4'],
      ['in-region', 'priority', '1.4'],
      ['in-region', 'batch', '0.4'],
      ['in-region', 'latency-optimized', '1'],
      ['global', 'standard', '0.7'],
      ['global', 'flex', '0.35'],
    ]);
  });

  it('leaves out what is no price of a call by the token, and says so', () => {
    const { rows, skipped } = read(
      { usagetype: 'USE1-openai.gpt-oss-120b-mantle-input-tokens-standard', usd: '0.00015' },
      nova('custom-model-input-tokens', '0.0009'),
      nova('input-video-tokens', '0.0008'),
      nova('T2I-1024-Standard', '0.04', { unit: 'image', inferenceType: 'T2I 1024 Standard' }),
      nova('Reserved-1Month-input-TPM', '1', { unit: '1K TPM Hour' }),
      { model: 'Nova Old', usagetype: 'USE1-NovaOld-input-tokens', usd: '1' },
    );
    expect(rows).toEqual([]);
    expect(Object.fromEntries(skipped)).toEqual({
      mantle: 1,
      custom: 1,
      video: 1,
      image: 1,
      reserved: 1,
      'Nova Old': 1,
    });
  });

  it('takes the SKU that came into effect last, and refuses two at once', () => {
    const old = nova('input-tokens', '0.0009', { effectiveDate: '2026-01-01T00:00:00Z' });
    const recent = nova('input-tokens', '0.0008', { effectiveDate: '2026-08-01T00:00:00Z' });
    expect(read(old, recent).rows[0]?.input).toBe('0.8');
    expect(read(recent, old).rows[0]?.input).toBe('0.8');
    expect(() => read(nova('input-tokens', '0.1'), nova('input-tokens', '0.2'))).toThrow(
      /two prices of amazon\.nova-pro-v1:0 .* input: 100 and 200/,
    );
  });
});

describe('an offer file of AmazonBedrockFoundationModels', () => {
  const SONNET = 'Claude Sonnet 4.5';

  it('has the model in the name of the service, and words in camel case', () => {
    const { rows } = read(
      marketplace(SONNET, 'InputTokenCount', '3.3'),
      marketplace(SONNET, 'CacheReadInputTokenCount', '0.33'),
      marketplace(SONNET, 'CacheWriteInputTokenCount', '4.125'),
      marketplace(SONNET, 'CacheWrite1hInputTokenCount', '6.6'),
      marketplace(SONNET, 'InputTokenCount_Batch', '1.65'),
      marketplace(SONNET, 'OutputTokenCount_Global', '15'),
      marketplace(SONNET, 'CacheWrite1hInputTokenCount_Global', '6'),
    );
    expect(rows).toMatchObject([
      {
        routing: 'in-region',
        tier: 'standard',
        input: '3.3',
        cacheRead: '0.33',
        cacheWrite5m: '4.125',
        cacheWrite1h: '6.6',
      },
      { routing: 'in-region', tier: 'batch', input: '1.65' },
      { routing: 'global', tier: 'standard', output: '15', cacheWrite1h: '6' },
    ]);
  });

  it('or words with underscores, both at once', () => {
    const million = (dimension: string, usd: string): Sku => ({
      ...marketplace(SONNET, dimension, usd),
      unit: '1M tokens',
    });
    const { rows } = read(
      marketplace(SONNET, 'InputTokenCount', '3.3'),
      million('output_tokens_standard', '16.5'),
      million('cache_write_tokens_1h_global_standard', '6'),
      million('input_tokens_global_batch', '1.5'),
    );
    expect(rows).toMatchObject([
      { routing: 'in-region', tier: 'standard', input: '3.3', output: '16.5' },
      { routing: 'global', tier: 'standard', cacheWrite1h: '6' },
      { routing: 'global', tier: 'batch', input: '1.5' },
    ]);
  });

  it('has a step for a long context, unless it costs the same', () => {
    const ASTRA = 'OpenAI GPT-6 Astra';
    const { rows } = read(
      marketplace(SONNET, 'InputTokenCount_Global', '3'),
      marketplace(SONNET, 'InputTokenCount_LCtx_Global', '3'),
      marketplace(ASTRA, 'input_tokens_standard', '11'),
      marketplace(ASTRA, 'input_tokens_long_ctx_standard', '22'),
      marketplace(ASTRA, 'cache_write_tokens_30m_long_ctx_standard', '27.5'),
    );
    expect(rows).toMatchObject([
      { id: NAMES[SONNET], input: '3' },
      { id: 'openai.gpt-6-astra', input: '11' },
      { id: 'openai.gpt-6-astra', fromInputTokens: 272_000, input: '22', cacheWrite5m: '27.5' },
    ]);
    expect(rows).toHaveLength(3);
    expect(() => read(marketplace(SONNET, 'InputTokenCount_LCtx', '6'))).toThrow(
      /long context of anthropic\.claude-sonnet-4-5-20250929-v1:0: from how many tokens/,
    );
  });
});

describe('what is not known', () => {
  it.each([
    ['a name', marketplace('Claude Opus 9', 'InputTokenCount', '5'), 'name Claude Opus 9'],
    [
      'a name close to a known one',
      { ...nova('input-tokens', '1'), model: 'Nova Pro 2' },
      'name Nova Pro 2',
    ],
    ['a word', nova('input-tokens-turbo', '1'), 'usage type USE1-NovaPro-input-tokens-turbo'],
    ['a unit', nova('input-tokens', '1', { unit: '10K tokens' }), 'unit 10K tokens'],
    ['a usage type', { usagetype: 'USE1-Whatever', usd: '1' }, 'usage type USE1-Whatever'],
    [
      'units of nothing',
      { ...marketplace('Claude Sonnet 4.5', 'InputTokenCount', '3'), description: 'Units' },
      'unit Units',
    ],
  ])('fails the refresh: %s', (_, sku, problem) => {
    expect(() => read(sku)).toThrow(problem);
  });

  it('is told all at once', () => {
    const wrong = [
      nova('input-tokens-turbo', '1'),
      marketplace('Claude Opus 9', 'OutputTokenCount', '5'),
    ];
    expect(() => read(...wrong)).toThrow(
      /name Claude Opus 9; usage type USE1-NovaPro-input-tokens-turbo\./,
    );
  });
});
