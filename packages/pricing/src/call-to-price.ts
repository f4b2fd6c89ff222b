import type { UnitCounts } from './bill.js';
import type { PricePer1k } from './price-override.js';

/** What a price depends on, beside the usage. */
export interface CallToPrice {
  /** The id or ARN that was called. */
  readonly model: string;
  /** The model a prompt router chose, as the response says: `trace.promptRouter.invokedModelId`. */
  readonly invokedModelId?: string;
  /** The region the call was sent to. An ARN's own region goes before it. */
  readonly region?: string;
  /** The service tier as it was served: `default` (or `standard`), `flex`, `priority`, `reserved`. */
  readonly tier?: string;
  /** The latency as it was served. */
  readonly latency?: 'standard' | 'optimized';
  /** What was asked for: taken where the response does not say what was served. */
  readonly asked?: { readonly tier?: string; readonly latency?: 'standard' | 'optimized' };
  /** When: a date, or a text that starts with `YYYY-MM-DD`. Default: prices that have no end. */
  readonly at?: Date | string;
  readonly batch?: boolean;
  /** What was used beside tokens, by the unit's name in the table: `{'image 1024 standard': 2}`. */
  readonly units?: UnitCounts;
  /** The price of this call, before any table: USD per 1,000 tokens. */
  readonly price?: PricePer1k;
}

/** A call as prices are looked up by it. */
export interface CallTerms {
  readonly model: string;
  /** Tier, latency and batch in one: a price is listed for each of them by itself. */
  readonly tier: string;
  readonly day: string | undefined;
  readonly assumptions: readonly string[];
}

/** @throws TypeError when `call.at` is no date. */
export function termsOf(call: CallToPrice): CallTerms {
  const { asked = {}, batch } = call;
  const tier = call.tier ?? asked.tier;
  const latency = call.latency ?? asked.latency;
  const special = [
    ...(tier === undefined || tier === 'default' || tier === 'standard' ? [] : [tier]),
    ...(latency === 'optimized' ? ['latency-optimized'] : []),
    ...(batch === true ? ['batch'] : []),
  ];
  const isTierAsked = call.tier === undefined && asked.tier !== undefined;
  const isLatencyAsked = call.latency === undefined && asked.latency !== undefined;
  return {
    model: call.invokedModelId ?? call.model,
    tier: special.length === 0 ? 'standard' : special.join('+'),
    day: dayOf(call.at),
    assumptions: [
      ...(isTierAsked ? [`tier taken as it was asked for: ${asked.tier}`] : []),
      ...(isLatencyAsked ? [`latency taken as it was asked for: ${asked.latency}`] : []),
    ],
  };
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
