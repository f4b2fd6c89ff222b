import { formatDecimal, parseDecimal, times } from '../decimal.js';
import type { PriceRow } from '../price-row.js';
import type { Component } from '../rates.js';
import { readUsageWords, type Usage } from './usage-words.js';

/** An offer file of the AWS Price List Bulk API, as far as it is looked at here. */
export interface OfferFile {
  readonly publicationDate: string;
  readonly products: Readonly<Record<string, { readonly attributes: OfferAttributes }>>;
  readonly terms: {
    readonly OnDemand: Readonly<Record<string, Readonly<Record<string, OfferTerm>>>>;
  };
}

interface OfferTerm {
  readonly effectiveDate?: string;
  readonly priceDimensions: PriceDimensions;
}

export interface OfferAttributes {
  readonly usagetype?: string;
  readonly regionCode?: string;
  readonly model?: string;
  readonly inferenceType?: string;
  readonly servicename?: string;
  readonly service_tier?: string;
  readonly feature?: string;
}

type PriceDimensions = Readonly<
  Record<
    string,
    {
      readonly unit: string;
      readonly pricePerUnit: { readonly USD?: string };
      readonly description?: string;
    }
  >
>;

export interface OfferReading {
  readonly rows: PriceRow[];
  /** How many SKUs are no price per token of a call, by the word or unit that says so. */
  readonly skipped: ReadonlyMap<string, number>;
}

interface Sku extends Usage {
  readonly name: string;
}

/** What the SKUs of one price say. */
interface Listed {
  readonly sku: Sku;
  readonly id: string;
  readonly region: string;
  readonly rates: Map<Component, Price>;
}

interface Price {
  readonly usd: string;
  readonly effective: string;
}

/** Tokens in the unit a price is for. A wrong one is wrong a thousandfold, so no other is taken. */
const TOKENS_IN_UNIT: Readonly<Record<string, number>> = {
  '1k tokens': 1000,
  '1m tokens': 1_000_000,
};
const OTHER_UNITS = [
  'image',
  'images processed',
  'input images',
  'video',
  'seconds',
  'hour',
  'search units',
  'text requests',
  '1k tpm hour',
  '1m tpm hour',
];

/**
 * Reads one region's offer file, in either grammar: `AmazonBedrock` names the model in an attribute
 * or in the usage type and has its dimension behind it, `AmazonBedrockFoundationModels` (and
 * `AmazonBedrockService`) names it in `servicename` and has its dimension between `MP:` and `-Units`.
 *
 * @param names The exact name map: AWS's name → the bare model id, or `null` for one to leave out.
 * @param longContextFrom From how many input tokens the long-context price of a model holds.
 * @throws TypeError that lists every unknown name, usage type and unit of the file.
 */
export function readOfferFile(
  file: OfferFile,
  names: Readonly<Record<string, string | null>>,
  longContextFrom: Readonly<Record<string, number>>,
): OfferReading {
  const problems = new Set<string>();
  const skipped = new Map<string, number>();
  const rates = new Map<string, Listed>();

  for (const [code, terms] of Object.entries(file.terms.OnDemand)) {
    const attributes = file.products[code]?.attributes ?? {};
    const region = attributes.regionCode ?? '';
    const sku = readSku(attributes);
    if (sku === undefined) {
      problems.add(`usage type ${attributes.usagetype ?? code}`);
      continue;
    }
    if ('skipped' in sku) {
      skipped.set(sku.skipped, (skipped.get(sku.skipped) ?? 0) + 1);
      continue;
    }
    const price = perMillion(terms);
    if ('unit' in price) {
      if (OTHER_UNITS.includes(price.unit.toLowerCase())) {
        skipped.set(price.unit, (skipped.get(price.unit) ?? 0) + 1);
      } else problems.add(`unit ${price.unit} of ${attributes.usagetype ?? code}`);
      continue;
    }
    const id = Object.hasOwn(names, sku.name) ? names[sku.name] : undefined;
    if (id === undefined) {
      problems.add(`name ${sku.name}`);
      continue;
    }
    if (id === null) {
      skipped.set(sku.name, (skipped.get(sku.name) ?? 0) + 1);
      continue;
    }
    const { routing, tier, isLongContext, component } = sku;
    const key = [id, routing, tier, isLongContext, region].join(' ');
    const known = rates.get(key) ?? { sku, id, region, rates: new Map<Component, Price>() };
    rates.set(key, known);
    // AWS lists an old SKU beside the new one for a while: the one that came into effect last holds.
    const other = known.rates.get(component);
    if (other?.effective === price.effective && other.usd !== price.usd) {
      problems.add(`two prices of ${key} ${component}: ${other.usd} and ${price.usd}`);
    }
    if (other === undefined || other.effective < price.effective) {
      known.rates.set(component, price);
    }
  }

  const checked = file.publicationDate.slice(0, 10);
  const rows = [...rates.values()].flatMap(({ sku, id, region, rates: found }): PriceRow[] => {
    const base = rates.get([id, sku.routing, sku.tier, false, region].join(' '));
    if (sku.isLongContext && sameRates(found, base?.rates)) return [];
    const fromInputTokens = sku.isLongContext ? longContextFrom[id] : undefined;
    if (sku.isLongContext && fromInputTokens === undefined) {
      problems.add(`long context of ${id}: from how many tokens`);
    }
    return [
      {
        id,
        routing: sku.routing,
        tier: sku.tier,
        regions: [region],
        ...(fromInputTokens !== undefined && { fromInputTokens }),
        ...Object.fromEntries([...found].map(([component, { usd }]) => [component, usd])),
        source: 'AWS Price List Bulk API',
        checked,
        confidence: 'aws',
      },
    ];
  });
  if (problems.size > 0) {
    throw new TypeError(`offer file: not known: ${[...problems].sort().join('; ')}.`);
  }
  return { rows, skipped };
}

function readSku(attributes: OfferAttributes): Sku | { readonly skipped: string } | undefined {
  const { usagetype = '', servicename, model, inferenceType = '' } = attributes;
  const marketplace = /-MP:[A-Z0-9]+_(.+)-Units$/.exec(usagetype)?.[1];
  if (marketplace !== undefined) {
    const usage = readUsageWords(marketplace);
    if (usage === undefined || 'skipped' in usage) return usage;
    return { ...usage, name: (servicename ?? '').replace(/\s*\(Amazon Bedrock Edition\)\s*$/, '') };
  }
  const body = usagetype.replace(/^[A-Z0-9]+-/, '');
  const dimension = /-((?:input|output|cache|text|speech|latency|reserved).*)$/i.exec(body);
  if (dimension === null) return skippedWhole(body, inferenceType);
  const before = body.slice(0, dimension.index);
  // A custom model's tokens name the model they are of, too, at a price of their own.
  const apart = /(?:^|-)(mantle|custom|provisioned|guardrail)(?:-|$)/i.exec(before)?.[1];
  if (apart !== undefined) return { skipped: apart.toLowerCase() };
  const name = model ?? before;
  const extra = /batch/i.test(attributes.feature ?? '') ? '-batch' : '';
  const usage = readUsageWords(`${dimension[1] ?? ''}${extra}`);
  return usage === undefined || 'skipped' in usage ? usage : { ...usage, name };
}

/** A usage type without a dimension by tokens: known when another word says what it is. */
function skippedWhole(
  body: string,
  inferenceType: string,
): { readonly skipped: string } | undefined {
  for (const text of [body, inferenceType]) {
    const usage = readUsageWords(text);
    if (usage !== undefined && 'skipped' in usage) return usage;
  }
  return /T2I|I2I|T2V/.test(body + inferenceType) ? { skipped: 'image' } : undefined;
}

function perMillion(terms: Readonly<Record<string, OfferTerm>>): Price | { readonly unit: string } {
  const [term] = Object.values(terms);
  const [dimension] = Object.values(term?.priceDimensions ?? {});
  const usd = parseDecimal(dimension?.pricePerUnit.USD ?? '');
  const unit = dimension?.unit ?? '';
  // `Units` is no unit: what it is, the description says.
  const isMillion = unit === 'Units' && /\bmillion\b|\b1M\b/i.test(dimension?.description ?? '');
  const tokens = isMillion ? 1_000_000 : TOKENS_IN_UNIT[unit.toLowerCase()];
  if (usd === undefined || tokens === undefined) return { unit };
  return {
    usd: formatDecimal(times(usd, 1_000_000 / tokens)),
    effective: term?.effectiveDate ?? '',
  };
}

function sameRates(
  a: ReadonlyMap<Component, Price>,
  b: ReadonlyMap<Component, Price> | undefined,
): boolean {
  return b !== undefined && [...a].every(([component, { usd }]) => b.get(component)?.usd === usd);
}
