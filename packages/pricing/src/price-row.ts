import { type Decimal, parseDecimal } from './decimal.js';
import { COMPONENTS, type Component, type Rates, type UnitRates } from './rates.js';

/**
 * How sure a price is: said by `aws` itself; `quoted` from AWS by somebody who names the place; of a
 * `reader` of AWS's prices with a name for being right; or of one `secondary` source alone. It is that
 * of input and output; who added another rate is named in the row's source.
 */
export type Confidence = 'aws' | 'quoted' | 'reader' | 'secondary';

/**
 * One price, with where and when it was seen. Rates are USD per 1,000,000 tokens as decimal text;
 * an absent rate is not known, `'0'` is free.
 */
export interface PriceRow extends Readonly<Partial<Record<Component, string>>> {
  /** The exact bare model id: no geography, no context suffix. */
  readonly id: string;
  /**
   * `in-region` is paid by the bare id, and by the `us.`, `eu.`, … profiles alike unless they have a
   * `geo` row; `global` by the `global.` profile.
   */
  readonly routing: 'in-region' | 'geo' | 'global';
  /** `standard`, or `flex`, `priority`, `reserved`, `batch`, `latency-optimized`, … */
  readonly tier: string;
  /** The regions a call may come from; `'*'` for all but those of GovCloud and China. */
  readonly regions: readonly string[] | '*';
  /** First day, `YYYY-MM-DD`. */
  readonly from?: string;
  /** First day the price no longer holds, `YYYY-MM-DD`. */
  readonly until?: string;
  /** The whole request is paid by this row when it has so many input tokens, cached ones included. */
  readonly fromInputTokens?: number;
  /** What is not counted in tokens: USD for one, as decimal text, by the name of the unit. */
  readonly units?: Readonly<Record<string, string>>;
  readonly source: string;
  /** The day the source was published or read, `YYYY-MM-DD`. */
  readonly checked?: string;
  readonly confidence?: Confidence;
  /** Told as an assumption with each cost made from this row. */
  readonly note?: string;
}

/** What a row says, made exact. */
export interface RowRates {
  readonly rates: Rates;
  readonly units: UnitRates;
}

const read = new WeakMap<PriceRow, RowRates>();

/**
 * The rates of a row.
 *
 * @throws TypeError naming the field when a rate is not a decimal text.
 */
export function ratesOfRow(row: PriceRow): RowRates {
  const known = read.get(row);
  if (known !== undefined) return known;
  const rates: { [C in Component]?: Decimal } = {};
  for (const component of COMPONENTS) {
    const text = row[component];
    if (text !== undefined) {
      rates[component] = exactly(row, component, text, 'USD per 1,000,000 tokens');
    }
  }
  const units: Record<string, Decimal> = {};
  for (const [unit, text] of Object.entries(row.units ?? {})) {
    units[unit] = exactly(row, `units[${JSON.stringify(unit)}]`, text, 'USD for one');
  }
  const result = { rates, units };
  read.set(row, result);
  return result;
}

function exactly(row: PriceRow, field: string, text: unknown, meaning: string): Decimal {
  const rate = typeof text === 'string' ? parseDecimal(text) : undefined;
  if (rate !== undefined) return rate;
  throw new TypeError(
    `table: ${field} of ${row.id} must be a decimal text such as '3.3', ${meaning}; got ${JSON.stringify(text)}.`,
  );
}
