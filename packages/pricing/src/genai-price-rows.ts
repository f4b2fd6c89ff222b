import type { PriceRow } from './price-row.js';
import type { Component } from './rates.js';

/** A price of genai-prices: USD per 1,000,000, or that and what it is from so many input tokens on. */
type GenaiRate =
  | number
  | { readonly base: number; readonly tiers: readonly { start: number; price: number }[] }
  | undefined;
type GenaiPrice = Readonly<Record<string, GenaiRate>>;

/** A model as genai-prices has it, as far as it is looked at here. */
export interface GenaiModel {
  readonly id: string;
  readonly prices:
    | GenaiPrice
    | readonly {
        readonly constraint?: { readonly type: string; readonly start_date?: string };
        readonly prices: GenaiPrice;
      }[];
}

/** What every row of a model shares. */
export type RowHead = Pick<PriceRow, 'id' | 'routing' | 'regions' | 'source' | 'confidence'> &
  Partial<Pick<PriceRow, 'checked' | 'note'>>;

const COMPONENT_OF_KEY: Readonly<Record<string, Component>> = {
  input_mtok: 'input',
  output_mtok: 'output',
  cache_read_mtok: 'cacheRead',
  // Bedrock's rate for OpenAI's models, which keep a prefix for 30 minutes, is under this name too.
  cache_write_mtok: 'cacheWrite5m',
  cache_write_5m_mtok: 'cacheWrite5m',
  cache_write_1h_mtok: 'cacheWrite1h',
};
const UNIT_OF_KEY: Readonly<Record<string, string>> = {
  input_audio_mtok: 'audio input token',
  output_audio_mtok: 'audio output token',
};

/**
 * The rows a model of genai-prices stands for: one for each date and for each step of its context.
 *
 * @throws TypeError when it has a price or a constraint that is not known here.
 */
export function genaiPriceRows(model: GenaiModel, head: RowHead): PriceRow[] {
  const dated = isList(model.prices) ? model.prices : [{ prices: model.prices }];
  const starts = dated.map((entry) => startOf(model, entry));
  return dated.flatMap(({ prices }, at) => {
    const [from, until] = [starts[at], starts[at + 1]];
    const period = { ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
    return stepsOf(prices).map((start) => ({
      ...head,
      tier: 'standard',
      ...period,
      // A step holds above its start: 271,999 is the last of the tokens below it.
      ...(start !== undefined && { fromInputTokens: start + 1 }),
      ...ratesFrom(model, prices, start),
    }));
  });
}

function isList<T>(value: T | readonly T[] | object): value is readonly T[] {
  return Array.isArray(value);
}

function startOf(
  { id }: GenaiModel,
  entry: { readonly constraint?: { readonly type: string; readonly start_date?: string } },
): string | undefined {
  const { constraint } = entry;
  if (constraint === undefined) return undefined;
  if (constraint.type === 'start_date' && constraint.start_date !== undefined) {
    return constraint.start_date;
  }
  throw new TypeError(`${id}: a price with a constraint of type ${constraint.type} is not known.`);
}

/** The starts of a price's steps, the base (`undefined`) first. */
function stepsOf(prices: GenaiPrice): (number | undefined)[] {
  const starts = Object.values(prices).flatMap((rate) =>
    typeof rate === 'object' ? rate.tiers.map(({ start }) => start) : [],
  );
  return [undefined, ...new Set(starts.sort((a, b) => a - b))];
}

function ratesFrom(model: GenaiModel, prices: GenaiPrice, start: number | undefined): object {
  const rates: Partial<Record<Component, string>> = {};
  const units: Record<string, string> = {};
  for (const [key, rate] of Object.entries(prices)) {
    if (rate === undefined) continue;
    const [component, unit] = [COMPONENT_OF_KEY[key], UNIT_OF_KEY[key]];
    const value = rateAt(rate, start);
    if (component !== undefined) rates[component] = String(value);
    else if (unit !== undefined) units[unit] = perMillionAsOne(value);
    else throw new TypeError(`${model.id}: a price called ${key} is not known.`);
  }
  return { ...rates, ...(Object.keys(units).length > 0 && { units }) };
}

function rateAt(rate: Exclude<GenaiRate, undefined>, start: number | undefined): number {
  if (typeof rate === 'number') return rate;
  if (start === undefined) return rate.base;
  const reached = rate.tiers.filter((tier) => tier.start <= start).at(-1);
  return reached?.price ?? rate.base;
}

/** USD per million as USD for one, without a float in between: 3.4 is 0.0000034. */
function perMillionAsOne(rate: number): string {
  const [whole = '', fraction = ''] = String(rate).split('.');
  const digits = whole.padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}${fraction}`.replace(/\.?0+$/, '');
}
