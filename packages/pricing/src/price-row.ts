import data from './data/prices.json' with { type: 'json' };
import { parseDecimal } from './decimal.js';
import { COMPONENTS, type Component, type Rates } from './rates.js';

/**
 * One price, with where and when it was seen. Rates are USD per 1,000,000 tokens as decimal text;
 * an absent rate is not known, `'0'` is free.
 */
export interface PriceRow extends Readonly<Partial<Record<Component, string>>> {
  /** The exact bare model id: no geography, no context suffix. */
  readonly model: string;
  /** `in-region` is paid by the bare id and by the `us.`, `eu.`, … profiles alike. */
  readonly routing: 'in-region' | 'global';
  /** `standard`, or a service tier: `flex`, `priority`, `batch`, `latency-optimized`. */
  readonly tier: string;
  /** The regions a call may come from; `'*'` for all. */
  readonly regions: readonly string[] | '*';
  /** First day, `YYYY-MM-DD`. */
  readonly from?: string;
  /** First day the price no longer holds, `YYYY-MM-DD`. */
  readonly until?: string;
  readonly source: string;
  /** The day the source was read, `YYYY-MM-DD`. */
  readonly checked?: string;
  /** Told as an assumption with each cost made from this row. */
  readonly note?: string;
}

/** The price table this package ships. */
export function listPrices(): PriceRow[] {
  const sources: Record<string, { source: string; checked: string }> = data.sources;
  return data.models.flatMap((entry) =>
    entry.rows.map(([regions = '', sourceName = '', ...rates]): PriceRow => {
      const known = COMPONENTS.flatMap((component, at) => {
        const rate = rates[at];
        return rate === undefined || rate === '' ? [] : [[component, rate] as const];
      });
      return {
        model: entry.model,
        routing: entry.routing === 'global' ? 'global' : 'in-region',
        tier: 'standard',
        regions: regions.split(' '),
        ...Object.fromEntries(known),
        source: sources[sourceName]?.source ?? sourceName,
        ...(sources[sourceName] !== undefined && { checked: sources[sourceName].checked }),
        ...('note' in entry && { note: entry.note }),
      };
    }),
  );
}

/**
 * The rates of a row.
 *
 * @throws TypeError naming the field when a rate is not a decimal text.
 */
export function ratesOfRow(row: PriceRow): Rates {
  const rates: { [C in Component]?: NonNullable<Rates[C]> } = {};
  for (const component of COMPONENTS) {
    const text = row[component];
    if (text === undefined) continue;
    const rate = parseDecimal(text);
    if (rate === undefined) {
      throw new TypeError(
        `table: ${component} of ${row.model} must be a decimal text such as '3.3', USD per 1,000,000 tokens; got ${JSON.stringify(text)}.`,
      );
    }
    rates[component] = rate;
  }
  return rates;
}
