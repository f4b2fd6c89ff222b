import type { AppliedPrice, Cost, UnifiedRequest, Usage } from '@outcrop/unified-response';
import { bill } from './bill.js';
import { type CallToEstimate, estimateCost } from './estimate.js';
import { type FoundPrice, findPrice, type PriceIndex } from './find-price.js';
import {
  type PriceOverride,
  type PricePer1k,
  type ReadOverride,
  readOverride,
  readPricePer1k,
} from './price-override.js';
import { listPrices, type PriceRow, ratesOfRow } from './price-row.js';

export interface PricerOptions {
  /** By exact id or ARN, as it is used in calls. */
  readonly overrides?: Readonly<Record<string, PriceOverride>>;
  /** Instead of the shipped table. */
  readonly table?: readonly PriceRow[];
}

/** What a price depends on, beside the usage. */
export interface CallToPrice {
  /** The id or ARN that was called. */
  readonly model: string;
  /** The region the call was sent to. An ARN's own region goes before it. */
  readonly region?: string;
  /** The service tier as it was served: `default` (or `standard`), `flex`, `priority`, `reserved`. */
  readonly tier?: string;
  /** The latency as it was served. */
  readonly latency?: 'standard' | 'optimized';
  /** When: a date, or a text that starts with `YYYY-MM-DD`. Default: prices that have no end. */
  readonly at?: Date | string;
  readonly batch?: boolean;
  /** The price of this call, before any table: USD per 1,000 tokens. */
  readonly price?: PricePer1k;
}

export interface Pricer {
  /**
   * What a call cost, or why that is not known.
   *
   * @throws TypeError when `call.price` or `call.at` is invalid.
   */
  cost(usage: Usage, call: CallToPrice): Cost;
  /**
   * What a request may cost at most, before it is sent: its input by the bytes of its texts, its
   * output by `max_tokens`. What was taken for granted is in `assumptions`.
   *
   * @throws TypeError when `inputTokens`, `price` or `at` is invalid.
   */
  estimate(request: UnifiedRequest, call?: CallToEstimate): Cost;
}

/**
 * A pricer over the shipped table, or over one of your own.
 *
 * @throws TypeError naming the field when an override or a row is invalid.
 */
export function createPricer(options: PricerOptions = {}): Pricer {
  const overrides = new Map(
    Object.entries(options.overrides ?? {}).map(([id, override]) => [
      id,
      readOverride(`overrides[${JSON.stringify(id)}]`, override),
    ]),
  );
  options.table?.forEach(ratesOfRow);
  const index = indexByModel(options.table ?? listPrices());
  const pricer: Pricer = {
    cost(usage, call) {
      const { model, price } = call;
      const day = dayOf(call.at);
      if (price !== undefined) {
        const applied = { model, source: 'price given with the call' };
        return bill(usage, readPricePer1k('price', price), applied, []);
      }
      const override = overrides.get(model);
      const tier = tierOf(call);
      if (override?.whole) return billOverride(usage, model, tier, override);

      const found = findPrice(index, {
        model,
        base: override?.base,
        region: call.region,
        tier,
        day,
      });
      if ('row' in found) {
        const overlaid = { ...ratesOfRow(found.row), ...override?.rates };
        return bill(usage, overlaid, appliedPrice(found, override), found.assumptions);
      }
      const hasRates = override !== undefined && Object.keys(override.rates).length > 0;
      return hasRates ? billOverride(usage, model, tier, override) : found;
    },
    estimate(request, call) {
      const base = overrides.get(request.model)?.base;
      return estimateCost(pricer.cost, request, { ...(base !== undefined && { base }), ...call });
    },
  };
  return pricer;
}

function billOverride(usage: Usage, model: string, tier: string, override: ReadOverride): Cost {
  const applied = { model: override.base ?? model, source: 'override' };
  const assumptions = tier === 'standard' ? [] : [`the override holds for tier ${tier} too`];
  return bill(usage, override.rates, applied, assumptions);
}

function appliedPrice({ row, region }: FoundPrice, override?: ReadOverride): AppliedPrice {
  const replaced = Object.keys(override?.rates ?? {});
  return {
    model: row.model,
    source:
      replaced.length === 0 ? row.source : `${row.source}; override of ${replaced.join(', ')}`,
    ...(row.checked !== undefined && { checked: row.checked }),
    ...(region !== undefined && { region }),
    routing: row.routing,
    tier: row.tier,
  };
}

/** Tier, latency and batch make one key: a price is listed for each of them by itself. */
function tierOf({ tier, latency, batch }: CallToPrice): string {
  const special = [
    ...(tier === undefined || tier === 'default' || tier === 'standard' ? [] : [tier]),
    ...(latency === 'optimized' ? ['latency-optimized'] : []),
    ...(batch === true ? ['batch'] : []),
  ];
  return special.length === 0 ? 'standard' : special.join('+');
}

function dayOf(at: Date | string | undefined): string | undefined {
  if (at === undefined) return undefined;
  const text = typeof at === 'string' ? at : Number.isNaN(at.getTime()) ? '' : at.toISOString();
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  if (day === undefined) {
    throw new TypeError(`at: expected a valid Date or a text that starts with YYYY-MM-DD.`);
  }
  return day;
}

function indexByModel(rows: readonly PriceRow[]): PriceIndex {
  const index = new Map<string, PriceRow[]>();
  for (const row of rows) {
    const listed = index.get(row.model);
    if (listed === undefined) index.set(row.model, [row]);
    else listed.push(row);
  }
  return index;
}
