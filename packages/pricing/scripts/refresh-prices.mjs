/**
 * Brings the price table up to date, and all that is made from it:
 *
 *   node packages/pricing/scripts/refresh-prices.mjs [--facts FILE]… [--offers FILE_OR_FOLDER]… [--check]
 *
 * It reads the installed @pydantic/genai-prices, the facts in scripts/facts, further files of
 * observed prices (--facts) and offer files of the AWS Price List Bulk API (--offers; a folder is
 * read with all in it), and prints what changes. It fails on names and units it does not know, and
 * deletes nothing. With --check it writes nothing, and fails when something would change.
 *
 * Offer files, one for each code and region, are public and need no credentials. The codes, of which
 * none has all models: AmazonBedrock, AmazonBedrockFoundationModels, AmazonBedrockService.
 *   https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/CODE/current/REGION/index.json
 */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { calcPrice } from '@pydantic/genai-prices';
import { build } from 'tsup';

const here = new URL('./', import.meta.url);
const data = new URL('../src/data/', here);
const { values: options } = parseArgs({
  options: {
    facts: { type: 'string', multiple: true, default: [] },
    offers: { type: 'string', multiple: true, default: [] },
    check: { type: 'boolean', default: false },
  },
});

const refresh = await loadRefresh();
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const table = new URL('prices.json', data);
const before = existsSync(table) ? json(table) : [];

const facts = [
  ...filesIn(fileURLToPath(new URL('facts/', here))),
  ...options.facts.flatMap(filesIn),
];
const offers = options.offers.flatMap(filesIn);
const longContextFrom = json(new URL('long-context.json', data));
const awsNames = json(new URL('aws-names.json', data));
const readings = offers.map((file) => {
  try {
    return refresh.readOfferFile(json(file), awsNames, longContextFrom);
  } catch (error) {
    throw new Error(`${file}: ${error.message}`);
  }
});

const observed = [
  ...readings.flatMap(({ rows }) => rows),
  ...facts.flatMap((file) => refresh.readFacts(json(file))),
  ...refresh.readGenaiPrices(
    genaiModels(),
    genaiVersion(),
    json(new URL('genai-names.json', data)),
    json(new URL('same-everywhere.json', data)),
  ),
];
const combined = refresh.combineRows(observed);
const updated = refresh.updateTable(before, combined.rows);
const rows = updated.rows;

for (const line of refresh.diffRows(before, rows)) console.log(line);
const denials = new Map();
for (const { kept, denied, region } of [...combined.contradictions, ...updated.contradictions]) {
  const key = `! kept ${refresh.describe(kept)}\n!   denied by ${refresh.describe(denied)}`;
  denials.set(key, [...(denials.get(key) ?? []), region]);
}
for (const [denial, regions] of denials) console.log(`${denial}\n!   in ${regions.join(' ')}`);
for (const { skipped } of readings) {
  for (const [word, count] of skipped) console.log(`. ${count} SKUs left out: ${word}`);
}
console.log(`${before.length} rows before, ${rows.length} now.`);

const changed = [
  write(table, `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`),
  write(new URL('packed-prices.ts', data), packedModule(refresh.packRows(rows))),
  write(new URL('../../../docs/pricing.md', here), refresh.pricePage(rows)),
].some(Boolean);
if (options.check && changed) {
  console.error('The table is not up to date: run it without --check.');
  process.exitCode = 1;
}

function packedModule(packed) {
  return `// Made from prices.json by scripts/refresh-prices.mjs; changes belong there.\n\n/** As \`unpackRows\` reads it. */\nexport const PACKED_PRICES: string = \`${packed}\`;\n`;
}

function write(file, text) {
  const isNew = !existsSync(file) || readFileSync(file, 'utf8') !== text;
  if (isNew && !options.check) writeFileSync(file, text);
  return isNew;
}

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)))
    .filter((file) => file.endsWith('.json'));
}

function genaiModels() {
  // The package hands out its data with a price.
  const models = calcPrice({ input_tokens: 1 }, 'amazon.nova-lite-v1:0', { providerId: 'aws' })
    ?.provider.models;
  if (models === undefined) throw new Error('genai-prices has no provider aws any more.');
  return models;
}

function genaiVersion() {
  const entry = createRequire(import.meta.url).resolve('@pydantic/genai-prices');
  return json(join(entry, '../../package.json')).version;
}

/** The sources are TypeScript: they are bundled for this run. */
async function loadRefresh() {
  const outDir = fileURLToPath(new URL('../.outcrop/', here));
  await build({
    entry: { refresh: fileURLToPath(new URL('../src/refresh/index.ts', here)) },
    config: false,
    format: 'esm',
    target: 'node20',
    outDir,
    silent: true,
    noExternal: [/^@outcrop\//],
  });
  const loaded = await import(new URL('../.outcrop/refresh.js', here).href);
  rmSync(outDir, { recursive: true });
  return loaded;
}
