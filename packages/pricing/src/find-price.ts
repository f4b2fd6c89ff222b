import { baseModelId, type ModelRef, parseModelRef } from '@outcrop/bedrock-models';
import type { UnknownCost, UnknownCostReason } from '@outcrop/unified-response';
import type { PriceRow } from './price-row.js';
import { COMPONENTS } from './rates.js';

/** What a price depends on. */
export interface PriceQuestion {
  /** The id or ARN that was called. */
  readonly model: string;
  /** The model behind it, when somebody said so. */
  readonly base: string | undefined;
  readonly region: string | undefined;
  readonly tier: string;
  /** `YYYY-MM-DD`, or `undefined` for the prices that have no end. */
  readonly day: string | undefined;
  /** All input tokens of the request, cached ones included. */
  readonly inputTokens: number;
}

export interface FoundPrice {
  readonly row: PriceRow;
  /** The region the price is for. */
  readonly region: string | undefined;
  readonly assumptions: readonly string[];
}

/** The rows of an exact bare model id. */
export type RowsOfModel = (id: string) => readonly PriceRow[];

/** Why an id of this kind has no price per token of its own. */
const UNPRICED_KINDS: Readonly<Partial<Record<ModelRef['kind'], UnknownCostReason>>> = {
  'application-inference-profile': 'opaque-profile',
  'prompt-router': 'opaque-profile',
  prompt: 'opaque-profile',
  unknown: 'opaque-profile',
  custom: 'custom-model',
  provisioned: 'not-per-token',
  imported: 'not-per-token',
  sagemaker: 'not-per-token',
};

const HOW_TO_TELL: Readonly<Record<string, string>> = {
  'opaque-profile': 'does not name its model',
  'custom-model': 'is a custom model, which does not cost what its base costs',
  'not-per-token': 'is not billed by the token',
};

/** Where a call is taken to come from when nobody says: the region AWS quotes first. */
const HOME_REGIONS: Readonly<Record<string, string>> = {
  '': 'us-east-1',
  us: 'us-east-1',
  global: 'us-east-1',
  'us-gov': 'us-gov-west-1',
};

/** Finds the one row that applies, or says why there is none. Exact ids only. */
export function findPrice(rowsOf: RowsOfModel, question: PriceQuestion): FoundPrice | UnknownCost {
  const { model, tier, day, inputTokens } = question;
  const called = tryParse(model);
  const ref = question.base === undefined ? called : tryParse(question.base);
  if (ref === undefined) {
    return unknown('model-not-listed', 'The model is not a Bedrock model id.');
  }
  const base = baseModelId(ref);
  const reason = UNPRICED_KINDS[ref.kind] ?? (base === undefined ? 'opaque-profile' : undefined);
  if (reason !== undefined || base === undefined) {
    return unknown(
      reason ?? 'opaque-profile',
      `${model} ${HOW_TO_TELL[reason ?? ''] ?? ''}. Tell the model behind it with models: {[id]: 'vendor.model'}, or give a price.`,
    );
  }

  const routings = routingsOf(ref);
  const rows = rowsOf(base).filter(
    (row) => routings.includes(row.routing) && holds(row, day) && reaches(row, inputTokens),
  );
  if (rows.length === 0) {
    return unknown('model-not-listed', `No ${routings.at(-1)} price is listed for ${base}.`);
  }
  const ofTier = rows.filter((row) => row.tier === tier);
  if (ofTier.length === 0) {
    const why = tier === 'reserved' ? ' Reserved capacity is billed by the hour.' : '';
    return unknown('tier-not-listed', `No price of tier ${tier} is listed for ${base}.${why}`);
  }

  const region = called?.region ?? question.region;
  if (region !== undefined) return inRegion(ofTier, base, region, []);
  const home = HOME_REGIONS[ref.geo ?? ''];
  if (home !== undefined) {
    return inRegion(ofTier, base, home, [`no region given: taken as ${home}`]);
  }
  const around = ofTier.filter(({ regions }) => regions === '*' || !regions.every(isApart));
  const [row] = best(around);
  if (row !== undefined && around.every((other) => isSameElsewhere(other, row))) {
    return found(row, undefined, [
      'no region given: taken is the only price listed, of all regions',
    ]);
  }
  return unknown(
    'region-not-listed',
    `The price of ${model} depends on the region of the call. Give the region.`,
  );
}

/** What a profile pays: a geography has a price of its own, or that of its regions. */
function routingsOf({ geo }: ModelRef): readonly PriceRow['routing'][] {
  if (geo === 'global') return ['global'];
  return geo === undefined ? ['in-region'] : ['geo', 'in-region'];
}

function inRegion(
  rows: readonly PriceRow[],
  base: string,
  region: string,
  assumptions: readonly string[],
): FoundPrice | UnknownCost {
  const [row] = best(rows.filter((candidate) => holdsIn(candidate, region)));
  if (row === undefined) {
    return unknown('region-not-listed', `No price is listed for ${base} in ${region}.`);
  }
  return found(row, region, assumptions);
}

function holdsIn({ regions }: PriceRow, region: string): boolean {
  return regions === '*' ? !isApart(region) : regions.includes(region);
}

/** Regions of another partition: what holds everywhere does not hold there. */
function isApart(region: string): boolean {
  return /^(us-gov|cn)-/.test(region);
}

/** The closest row first: of the geography, of the region, the newest, of the highest step reached. */
function best(rows: readonly PriceRow[]): readonly PriceRow[] {
  return rows.toSorted(
    (a, b) =>
      Number(b.routing === 'geo') - Number(a.routing === 'geo') ||
      Number(a.regions === '*') - Number(b.regions === '*') ||
      (b.from ?? '').localeCompare(a.from ?? '') ||
      (b.fromInputTokens ?? 0) - (a.fromInputTokens ?? 0),
  );
}

/** Without a region, a row may differ in what it costs only when a newer one or a step replaces it. */
function isSameElsewhere(row: PriceRow, taken: PriceRow): boolean {
  return (
    COMPONENTS.every((component) => row[component] === taken[component]) ||
    (row.from ?? '') < (taken.from ?? '') ||
    (row.fromInputTokens ?? 0) < (taken.fromInputTokens ?? 0)
  );
}

function found(
  row: PriceRow,
  region: string | undefined,
  assumptions: readonly string[],
): FoundPrice {
  const told = [
    ...assumptions,
    ...(row.confidence === 'secondary' ? ['the price is known from one unofficial source'] : []),
    ...(row.note === undefined ? [] : [row.note]),
  ];
  return { row, region, assumptions: told };
}

function holds({ from, until }: PriceRow, day: string | undefined): boolean {
  if (day === undefined) return until === undefined;
  return (from === undefined || from <= day) && (until === undefined || day < until);
}

function reaches({ fromInputTokens = 0 }: PriceRow, inputTokens: number): boolean {
  // What is no number is refused when it is billed.
  return !(inputTokens < fromInputTokens);
}

function tryParse(model: string): ModelRef | undefined {
  try {
    return parseModelRef(model);
  } catch {
    return undefined;
  }
}

function unknown(reason: UnknownCostReason, message: string): UnknownCost {
  return { status: 'unknown', reason, message };
}
