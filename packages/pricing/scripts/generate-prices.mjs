/**
 * Writes src/data/prices.json from a file of observed price rows, given as the only argument:
 *
 *   node scripts/generate-prices.mjs path/to/bedrock-prices.json
 *
 * Which row wins, per model, routing and region (standard tier only):
 *   1. AWS's price list: input and output, with its regions. The rows in LIST_IS_WRONG are left out.
 *   2. AWS's price page: cache rates, when its input and output equal the list's; for the models in
 *      LIST_IS_WRONG all rates, in the list's regions.
 *   3. Cache rates quoted from AWS price-list SKUs, for rows with the same input and output.
 *   4. Cache rates on which two independent readers of AWS's prices agree, when both also agree with
 *      the row's input and output.
 * A model AWS's list does not have is left out, whoever else has it.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const LIST = 'AWS Price List';
const PAGE = 'aws.amazon.com/bedrock/pricing';
const QUOTED = 'comments/fixtures quoting AWS Price List';
const READERS = ['@pydantic/genai-prices', '@earendil-works/pi-ai'];

/** Rows of the price-list snapshot that are known artefacts; the page has the right rates. */
const LIST_IS_WRONG = [
  // Took the rate of the cross-region-global SKU.
  { model: 'amazon.nova-2-lite-v1:0', regions: ['us-east-1'] },
  // Took the latency-optimised rate.
  {
    model: 'anthropic.claude-3-5-haiku-20241022-v1:0',
    regions: ['us-east-1', 'us-east-2', 'us-west-2'],
  },
];

/** Writing to the cache is free: AWS has SKUs of 0.00 for it. */
const FREE_CACHE_WRITE = new Set([
  'amazon.nova-micro-v1:0',
  'amazon.nova-lite-v1:0',
  'amazon.nova-pro-v1:0',
  'amazon.nova-premier-v1:0',
  'amazon.nova-2-lite-v1:0',
]);

/** Told with every cost made from the model's rows. */
const EXTENDED_ACCESS =
  "AWS's price page also has an extended-access price of 6/30 USD per million for this model, from " +
  '2025-12-01 in some regions; taken is the 3/15 of its price list';
const NOTES = {
  'anthropic.claude-3-5-sonnet-20240620-v1:0': EXTENDED_ACCESS,
  'anthropic.claude-3-5-sonnet-20241022-v2:0': EXTENDED_ACCESS,
};

const SOURCES = {
  list: { source: 'AWS Price List Bulk API', checked: '2026-08-20' },
  listAndFreeWrite: {
    source: 'AWS Price List Bulk API; cache write free per the AWS Bedrock price page',
    checked: '2026-07-24',
  },
  page: {
    source: 'AWS Bedrock price page; regions of the AWS Price List Bulk API',
    checked: '2026-07-24',
  },
  listAndPage: {
    source: 'AWS Price List Bulk API; cache rates of the AWS Bedrock price page',
    checked: '2026-07-24',
  },
  listAndQuoted: {
    source: 'AWS Price List Bulk API; cache rates quoted from its SKUs',
    checked: '2026-07-07',
  },
  listAndReaders: {
    source:
      'AWS Price List Bulk API; cache read (and write, where not free) as in both @pydantic/genai-prices and models.dev',
    checked: '2026-08-20',
  },
};

const [input] = process.argv.slice(2);
if (input === undefined) throw new Error('usage: generate-prices.mjs <bedrock-prices.json>');
const { unit, rows } = JSON.parse(readFileSync(input, 'utf8'));
if (unit !== 'USD per 1,000,000 tokens') throw new Error(`unexpected unit: ${unit}`);

const standard = (row) => row.tier === undefined || row.tier === 'standard';
const from = (source) => rows.filter((row) => row.source.startsWith(source) && standard(row));
const sameRates = (a, b) => a.input === b.input && a.output === b.output;

const models = new Map();
for (const row of from(LIST)) {
  const global = row.routing === 'global';
  const model = global ? row.modelId.replace(/^global\./, '') : row.modelId;
  const bad = LIST_IS_WRONG.find(
    (entry) =>
      !global && entry.model === model && row.regions.every((r) => entry.regions.includes(r)),
  );
  const key = `${model} ${row.routing}`;
  const entry = models.get(key) ?? { model, routing: row.routing, note: NOTES[model], rows: [] };
  models.set(key, entry);
  if (bad === undefined) entry.rows.push(priced(row));
}
for (const { model, regions } of LIST_IS_WRONG) {
  const row = from(PAGE).find((r) => r.modelId === model && r.effectiveFrom === undefined);
  models.get(`${model} in-region`).rows.push(priced({ ...row, regions }, 'page'));
}

function priced(row, source = 'list') {
  const found =
    source === 'page' && row.cacheRead !== null ? { ...row, source } : cacheRates(row, source);
  const writesFree = FREE_CACHE_WRITE.has(row.modelId.replace(/^global\./, ''));
  return {
    regions: [...row.regions].sort(),
    source: writesFree && found.source === 'list' ? 'listAndFreeWrite' : found.source,
    rates: [
      row.input,
      row.output,
      found.cacheRead,
      writesFree ? 0 : found.cacheWrite5m,
      found.cacheWrite1h,
    ].map((rate) => (rate === null || rate === undefined ? '' : decimal(rate))),
  };
}

function cacheRates(row, source) {
  const like = (other) =>
    other.modelId === row.modelId && other.effectiveFrom === undefined && sameRates(other, row);
  const page = from(PAGE).find((other) => like(other) && other.cacheRead !== null);
  if (page !== undefined) return { ...page, source: 'listAndPage' };
  const quoted = from(QUOTED).find(like);
  if (quoted !== undefined) return { ...quoted, source: 'listAndQuoted' };
  const [first, second] = READERS.map((reader) =>
    from(reader).find(
      (other) =>
        other.modelId.replace(/^(?:regional|us)\./, '') === row.modelId && sameRates(other, row),
    ),
  );
  if (first?.cacheRead && first.cacheRead === second?.cacheRead) {
    return {
      cacheRead: first.cacheRead,
      cacheWrite5m: first.cacheWrite5m === second.cacheWrite5m ? first.cacheWrite5m : null,
      source: 'listAndReaders',
    };
  }
  return { source };
}

function decimal(rate) {
  const text = String(rate);
  if (!/^\d+(?:\.\d{1,6})?$/.test(text)) throw new Error(`not a price: ${text}`);
  return text;
}

const byKey = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const lines = [...models.values()]
  .sort((a, b) => byKey(`${a.model} ${a.routing}`, `${b.model} ${b.routing}`))
  .map(({ model, routing, note, rows: entries }) => {
    const cells = entries
      .sort((a, b) => byKey(a.regions[0], b.regions[0]))
      .map((row) => JSON.stringify([row.regions.join(' '), row.source, ...row.rates]));
    const head = JSON.stringify({ model, routing, ...(note && { note }) }).slice(0, -1);
    return `    ${head}, "rows": [\n      ${cells.join(',\n      ')}\n    ]}`;
  });
const sources = Object.entries(SOURCES).map(
  ([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
);
writeFileSync(
  new URL('../src/data/prices.json', import.meta.url),
  `{\n  "unit": "USD per 1,000,000 tokens",\n  "columns": "regions, source, input, output, cacheRead, cacheWrite5m, cacheWrite1h; empty: not known",\n  "sources": {\n${sources.join(',\n')}\n  },\n  "models": [\n${lines.join(',\n')}\n  ]\n}\n`,
);
