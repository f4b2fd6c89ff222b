import { type Decimal, multiply, parseDecimal } from './decimal.js';
import { COMPONENTS, type Component, type Rates } from './rates.js';

/** USD per 1,000 input and output tokens, as AG2's `price` has them. */
export type PricePer1k = readonly [inputPer1k: number, outputPer1k: number];

/**
 * What a caller knows better than the table, for one exact id or ARN. Two numbers are the whole price
 * (a component beside input and output is then not known). An object replaces the rates it names,
 * USD per 1,000,000 tokens, and leaves the others to the table; its `base` names the listed model
 * behind an id that does not say so itself.
 */
export type PriceOverride =
  | PricePer1k
  | ({ readonly base?: string } & { readonly [C in Component]?: number });

/** An override made exact. */
export interface ReadOverride {
  readonly rates: Rates;
  readonly base?: string;
  /** `true`: nothing is taken from the table. */
  readonly whole: boolean;
}

/** @throws TypeError naming the field, what came and what was expected. */
export function readOverride(field: string, override: PriceOverride): ReadOverride {
  if (isPricePer1k(override)) return { rates: readPricePer1k(field, override), whole: true };
  if (typeof override !== 'object' || override === null) {
    throw expected(field, '[inputPer1k, outputPer1k] or an object of rates', override);
  }
  const { base, ...given } = override;
  if (base !== undefined && typeof base !== 'string') {
    throw expected(`${field}.base`, 'a model id', base);
  }
  const rates: { [C in Component]?: Decimal } = {};
  for (const [key, value] of Object.entries(given)) {
    const component = COMPONENTS.find((name) => name === key);
    if (component === undefined) {
      throw expected(field, `only base, ${COMPONENTS.join(', ')}`, `the key ${key}`);
    }
    if (value !== undefined) {
      rates[component] = exactly(`${field}.${key}`, 'USD per 1,000,000 tokens', value);
    }
  }
  return { rates, ...(base !== undefined && { base }), whole: false };
}

/** @throws TypeError naming the field, what came and what was expected. */
export function readPricePer1k(field: string, price: PricePer1k): Rates {
  if (!isPricePer1k(price)) throw expected(field, '[inputPer1k, outputPer1k]', price);
  if (price.length !== 2) {
    throw expected(field, '[inputPer1k, outputPer1k]', `${String(price.length)} elements`);
  }
  const [input, output] = price;
  return {
    input: multiply(exactly(`${field}[0]`, 'USD per 1,000 input tokens', input), 1000),
    output: multiply(exactly(`${field}[1]`, 'USD per 1,000 output tokens', output), 1000),
  };
}

/** The decimal a number prints as: 0.0003 is three ten-thousandths, whatever its bits say. */
function exactly(field: string, unit: string, value: unknown): Decimal {
  const decimal =
    typeof value === 'number' && Number.isFinite(value) ? parseDecimal(String(value)) : undefined;
  if (decimal === undefined) throw expected(field, `a finite number ≥ 0, ${unit}`, value);
  return decimal;
}

function isPricePer1k(value: unknown): value is PricePer1k {
  return Array.isArray(value);
}

function expected(field: string, wanted: string, got: unknown): TypeError {
  const described =
    typeof got === 'number' || (typeof got === 'string' && got.includes(' '))
      ? String(got)
      : got === null
        ? 'null'
        : `a value of type ${typeof got}`;
  return new TypeError(`${field}: expected ${wanted}; got ${described}.`);
}
