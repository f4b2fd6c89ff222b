import { baseModelId, type ModelRef, parseModelRef } from '@outcrop/bedrock-models';
import type { UnknownCost, UnknownCostReason } from '@outcrop/unified-response';
import type { PriceRow } from './price-row.js';

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
}

export interface FoundPrice {
  readonly row: PriceRow;
  /** The region the price is for. */
  readonly region: string | undefined;
  readonly assumptions: readonly string[];
}

/** Rows by exact bare model id. */
export type PriceIndex = ReadonlyMap<string, readonly PriceRow[]>;

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

/** Where a call is taken to come from when nobody says: the region AWS quotes first. */
const HOME_REGIONS: Readonly<Record<string, string>> = {
  '': 'us-east-1',
  us: 'us-east-1',
  global: 'us-east-1',
  'us-gov': 'us-gov-west-1',
};

/** Finds the one row that applies, or says why there is none. Exact ids only. */
export function findPrice(index: PriceIndex, question: PriceQuestion): FoundPrice | UnknownCost {
  const { model, tier, day } = question;
  const called = tryParse(model);
  const ref = question.base === undefined ? called : tryParse(question.base);
  if (ref === undefined) {
    return unknown('model-not-listed', 'The model is not a Bedrock model id.');
  }
  const base = baseModelId(ref);
  const reason = UNPRICED_KINDS[ref.kind];
  if (reason !== undefined || base === undefined) {
    return unknown(
      reason ?? 'opaque-profile',
      `${model} does not name a listed model. Map it with overrides: {[id]: {base: 'vendor.model'}}, or give a price.`,
    );
  }

  const routing = ref.geo === 'global' ? 'global' : 'in-region';
  const rows = (index.get(base) ?? []).filter((row) => row.routing === routing && holds(row, day));
  if (rows.length === 0) {
    return unknown('model-not-listed', `No ${routing} price is listed for ${base}.`);
  }
  const ofTier = rows.filter((row) => row.tier === tier);
  if (ofTier.length === 0) {
    return unknown('tier-not-listed', `No price of tier ${tier} is listed for ${base}.`);
  }

  const region = called?.region ?? question.region;
  if (region !== undefined) return inRegion(ofTier, base, region, []);
  const home = HOME_REGIONS[ref.geo ?? ''];
  const [only, ...others] = ofTier;
  if (home === undefined && only !== undefined && others.length === 0) {
    const assumptions = ['no region given: taken is the only price listed, of all regions'];
    return { row: only, region: undefined, assumptions: withNote(only, assumptions) };
  }
  if (home === undefined) {
    return unknown(
      'region-not-listed',
      `The price of ${model} depends on the region of the call. Give the region.`,
    );
  }
  return inRegion(ofTier, base, home, [`no region given: taken as ${home}`]);
}

function inRegion(
  rows: readonly PriceRow[],
  base: string,
  region: string,
  assumptions: readonly string[],
): FoundPrice | UnknownCost {
  const row =
    rows.find(({ regions }) => regions !== '*' && regions.includes(region)) ??
    rows.find(({ regions }) => regions === '*');
  if (row === undefined) {
    return unknown('region-not-listed', `No price is listed for ${base} in ${region}.`);
  }
  return { row, region, assumptions: withNote(row, assumptions) };
}

function withNote({ note }: PriceRow, assumptions: readonly string[]): readonly string[] {
  return note === undefined ? assumptions : [...assumptions, note];
}

function holds({ from, until }: PriceRow, day: string | undefined): boolean {
  if (day === undefined) return until === undefined;
  return (from === undefined || from <= day) && (until === undefined || day < until);
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
