import { baseModelId, parseModelRef } from '@outcrop/bedrock-models';
import type { Confidence, PriceRow } from '../price-row.js';
import { COMPONENTS, type Component } from '../rates.js';

/** A row of a file of observed prices: what one source says on one day. */
export interface Fact extends Readonly<Partial<Record<Component, number | null>>> {
  readonly modelId: string;
  readonly routing?: string;
  readonly tier?: string;
  readonly regions?: readonly string[] | '*';
  /** Regions by the names they have on AWS's pages. */
  readonly regionsNamed?: string;
  readonly effectiveFrom?: string;
  readonly fromInputTokens?: number;
  readonly units?: Readonly<Record<string, number>>;
  readonly batchInput?: number | null;
  readonly batchOutput?: number | null;
  readonly tiers?: readonly {
    readonly inputTokensAbove: number;
    readonly input: number;
    readonly output: number;
    readonly cacheRead?: number;
    readonly cacheWrite?: number;
  }[];
  readonly source: string;
  readonly date?: string;
  readonly confidence?: Confidence;
  readonly note?: string;
}

/** Every source a fact may come from, by the start of its name. A source that is not here is refused. */
const SOURCES: readonly {
  readonly start: string;
  readonly name: string;
  readonly confidence: Confidence | 'left out';
}[] = [
  { start: 'AWS Price List Bulk API', name: 'AWS Price List Bulk API', confidence: 'aws' },
  { start: 'aws.amazon.com/bedrock/pricing', name: 'AWS Bedrock price page', confidence: 'aws' },
  { start: 'AWS announcement', name: 'AWS announcement', confidence: 'aws' },
  { start: 'comments/fixtures quoting AWS', name: 'quoted AWS price list', confidence: 'quoted' },
  { start: 'AWS Price List quoted in', name: 'AWS Price List quoted in', confidence: 'quoted' },
  {
    start: '@earendil-works/pi-ai',
    name: 'models.dev by way of pi-ai 1.5.2',
    confidence: 'secondary',
  },
  // The package itself is read, not a copy of it.
  { start: '@pydantic/genai-prices', name: '', confidence: 'left out' },
  // Six figures without a date, all of them AWS's.
  { start: 'ag2ai/ag2', name: '', confidence: 'left out' },
];

/** A snapshot that says of itself that it took the figure of another price for this one. */
const ARTEFACT = /artefact of that snapshot|use the pricing-page row/;

const REGION_OF_NAME: Readonly<Record<string, string>> = {
  'US East (N. Virginia)': 'us-east-1',
  'US East (Ohio)': 'us-east-2',
  'US West (Oregon)': 'us-west-2',
  'Europe (Frankfurt)': 'eu-central-1',
  'Europe (Ireland)': 'eu-west-1',
  'Europe (Zurich)': 'eu-central-2',
  'Europe (Paris)': 'eu-west-3',
};

/** The regions behind the `us.` profiles, which have one price; latency is optimized only there. */
const UNITED_STATES = ['us-east-1', 'us-east-2', 'us-west-2'];

/** What AWS's pages have beside the price list's price of a model that has left standard access. */
const EXTENDED_ACCESS = 'extended-access';

/**
 * Reads a file of observed prices, USD per 1,000,000 tokens.
 *
 * @throws TypeError on another unit, an unknown source or region, or a price that is none.
 */
export function readFacts(file: {
  readonly unit?: unknown;
  readonly rows: readonly Fact[];
}): PriceRow[] {
  if (typeof file.unit !== 'string' || !file.unit.startsWith('USD per 1,000,000 tokens')) {
    throw new TypeError(
      `facts: unit must be "USD per 1,000,000 tokens"; got ${String(file.unit)}.`,
    );
  }
  const certain: PriceRow[] = [];
  const secondary: Fact[] = [];
  for (const fact of file.rows) {
    const { confidence } = sourceOf(fact);
    if (confidence === 'left out' || ARTEFACT.test(fact.note ?? '')) continue;
    if (confidence === 'secondary' && fact.regions === undefined) secondary.push(fact);
    else certain.push(...rowsOfFact(fact, file.rows));
  }
  return [...certain, ...secondaryRows(secondary)];
}

function rowsOfFact(fact: Fact, all: readonly Fact[]): PriceRow[] {
  const { id, routing } = priceOf(fact.modelId);
  const head = { id, routing, ...originOf(fact) };
  const isExtended = fact.effectiveFrom !== undefined && /Extended Access/.test(fact.note ?? '');
  const row: PriceRow = {
    ...head,
    tier: isExtended ? EXTENDED_ACCESS : (fact.tier ?? 'standard'),
    regions: regionsOf(fact, all),
    ...(fact.effectiveFrom !== undefined && { from: fact.effectiveFrom }),
    ...(fact.fromInputTokens !== undefined && { fromInputTokens: fact.fromInputTokens }),
    ...ratesOf(fact),
    ...(isExtended
      ? { note: 'public extended access, as the AWS price page has it' }
      : ownNote(fact)),
  };
  const { batchInput: input, batchOutput: output } = fact;
  if (typeof input !== 'number' || typeof output !== 'number' || isExtended) return [row];
  return [row, { ...head, tier: 'batch', regions: row.regions, ...ratesOf({ input, output }) }];
}

/** Notes written for this table are told; remarks of a collector of facts are not. */
function ownNote({ note, source }: Fact): { note?: string } {
  return note !== undefined && !/\bvia\b/.test(source) ? { note } : {};
}

/**
 * One unofficial source, and only by its profiles: its bare ids have at times the price of the global
 * profile. A geography's profile is paid like the bare id.
 */
function secondaryRows(facts: readonly Fact[]): PriceRow[] {
  const ids = new Set(facts.map(({ modelId }) => priceOf(modelId).id));
  return [...ids].flatMap((id) => {
    const ofModel = facts.filter(({ modelId }) => priceOf(modelId).id === id);
    const global = ofModel.find(({ modelId }) => priceOf(modelId).routing === 'global');
    const bare = ofModel.find(({ modelId }) => priceOf(modelId).id === modelId);
    const geos = ofModel.filter((fact) => fact !== global && fact !== bare);
    const inRegion =
      geos[0] ?? (global !== undefined && sameRates(global, bare) ? undefined : bare);
    // Profiles of different prices: it depends on the region, which this source does not say.
    const isClear = geos.every((geo) => sameRates(geo, geos[0]));
    return (
      [global, isClear ? inRegion : undefined]
        .filter((fact) => fact !== undefined)
        // A bare id alone has the figure of the US: what it is elsewhere, nobody says.
        .flatMap((fact) => secondaryRowsOf(fact, ofModel.length === 1 ? UNITED_STATES : '*'))
    );
  });
}

function secondaryRowsOf(fact: Fact, regions: PriceRow['regions']): PriceRow[] {
  const head = { ...priceOf(fact.modelId), tier: 'standard', regions };
  const origin = originOf(fact);
  const steps = fact.tiers ?? [];
  return [
    { ...head, ...ratesOf(fact), ...origin },
    ...steps.map(({ inputTokensAbove, cacheWrite, ...rates }) => ({
      ...head,
      // For the models that AWS's model cards have as well, it says "above" where they say "from".
      fromInputTokens: inputTokensAbove,
      ...ratesOf({ ...rates, ...(cacheWrite !== undefined && { cacheWrite5m: cacheWrite }) }),
      ...origin,
    })),
  ];
}

function sameRates(a: Fact, b: Fact | undefined): boolean {
  return a.input === b?.input && a.output === b?.output;
}

function sourceOf({ source }: Fact): (typeof SOURCES)[number] {
  const known = SOURCES.find(({ start }) => source.startsWith(start));
  if (known === undefined) throw new TypeError(`facts: the source ${source} is not known.`);
  return known;
}

function originOf(fact: Fact): Pick<PriceRow, 'source' | 'checked' | 'confidence'> {
  const { name, start, confidence } = sourceOf(fact);
  if (confidence === 'left out') throw new TypeError(`facts: ${fact.source} is left out.`);
  const day = /^\d{4}-\d{2}-\d{2}$/.exec(fact.date ?? '')?.[0];
  return {
    source: name === start && name.endsWith(' in') ? fact.source : name,
    ...(day !== undefined && { checked: day }),
    confidence: fact.confidence ?? confidence,
  };
}

function priceOf(modelId: string): Pick<PriceRow, 'id' | 'routing'> {
  const ref = parseModelRef(modelId);
  const id = baseModelId(ref);
  if (id === undefined) throw new TypeError(`facts: ${modelId} is no model id.`);
  return { id, routing: ref.geo === 'global' ? 'global' : 'in-region' };
}

function regionsOf(fact: Fact, all: readonly Fact[]): PriceRow['regions'] {
  if (fact.regions !== undefined) return fact.regions === '*' ? '*' : [...fact.regions].sort();
  if (fact.regionsNamed !== undefined)
    return fact.regionsNamed.split(/, (?=[A-Z])/).map(regionNamed);
  if (fact.tier === 'latency-optimized') return UNITED_STATES;
  // The page names no region: the figure is that of the regions whose price is the page's.
  const standard = all.find((other) => isTheSame(other, fact) && other.tier === 'standard');
  const regions = standard === undefined ? [] : regionsAtPrice(standard, all);
  return regions.length === 0 ? '*' : regions;
}

function regionNamed(name: string): string {
  const region = REGION_OF_NAME[name];
  if (region === undefined) throw new TypeError(`facts: the region ${name} is not known.`);
  return region;
}

function isTheSame(a: Fact, b: Fact): boolean {
  return a.modelId === b.modelId && a.source === b.source && a.effectiveFrom === undefined;
}

/** The regions in which AWS's list has the price that the page has without a region. */
function regionsAtPrice(standard: Fact, all: readonly Fact[]): readonly string[] {
  const regions = all
    .filter(
      (other) =>
        other.modelId === standard.modelId &&
        other.tier === 'standard' &&
        other.regions !== undefined &&
        other.regions !== '*' &&
        sameRates(other, standard),
    )
    .flatMap((other) => [...(other.regions ?? [])]);
  return [...new Set(regions)].sort();
}

function ratesOf(
  fact: Partial<Record<Component, number | null>> & Pick<Fact, 'units'>,
): Partial<PriceRow> {
  const rates = COMPONENTS.flatMap((component) => {
    const rate = fact[component];
    return typeof rate === 'number' ? [[component, decimalText(component, rate)]] : [];
  });
  const units = Object.entries(fact.units ?? {}).map(([unit, rate]) => [
    unit,
    decimalText(unit, rate),
  ]);
  return {
    ...Object.fromEntries(rates),
    ...(units.length > 0 && { units: Object.fromEntries(units) }),
  };
}

/** A price as text, without an exponent: AWS has no more than ten decimals for anything. */
export function decimalText(name: string, rate: number): string {
  const text = rate.toFixed(10).replace(/\.?0+$/, '');
  if (rate < 0 || Number(text) !== rate)
    throw new TypeError(`facts: ${name}: ${rate} is no price.`);
  return text;
}
