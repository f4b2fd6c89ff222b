import { type Decimal, decimalOf, multiply, times } from './decimal.js';
import { COMPONENTS, type Component, type Rates, type UnitRates } from './rates.js';

/** USD per 1,000 input and output tokens, as AG2's `price` has them. */
export type PricePer1k = readonly [inputPer1k: number, outputPer1k: number];

/** Rates, USD per 1,000,000 tokens, and what is done to those of the table. */
export interface RateOverride extends Readonly<Partial<Record<Component, number>>> {
  /** The listed model behind an id that does not say so itself. */
  readonly base?: string;
  /** USD for one image, one second of video, …, by the name of the unit. */
  readonly units?: Readonly<Record<string, number>>;
  /** What the table's rates are multiplied with; rates given here are taken as they are. */
  readonly multiplier?: number;
  /** The same as a discount: 15 is a multiplier of 0.85. Not both. */
  readonly discountPercent?: number;
  /** `true`: nothing is taken from the table, and what is not given is not known. */
  readonly whole?: boolean;
  /** First day, `YYYY-MM-DD`. */
  readonly from?: string;
  /** First day it no longer holds, `YYYY-MM-DD`. */
  readonly until?: string;
}

/**
 * What a caller knows better than the table, for one exact id or ARN. Two numbers are the whole price
 * (a component beside input and output is then not known). An object replaces the rates it names and
 * leaves the others to the table. A list has one for each period: the first that holds is taken.
 */
export type PriceOverride = PricePer1k | RateOverride | readonly RateOverride[];

/** An override made exact. */
export interface ReadOverride {
  readonly rates: Rates;
  readonly units: UnitRates;
  readonly multiplier?: Decimal;
  readonly base?: string;
  readonly from?: string;
  readonly until?: string;
  /** `true`: nothing is taken from the table. */
  readonly whole: boolean;
}

const KEYS: readonly string[] = [
  ...COMPONENTS,
  'base',
  'units',
  'multiplier',
  'discountPercent',
  'whole',
  'from',
  'until',
];

/** The override of an id that holds on a day: of several, the first. */
export interface Overrides {
  of(id: string, day: string | undefined): ReadOverride | undefined;
}

/** @throws TypeError naming the field, what came and what was expected. */
export function overridesById(overrides: Readonly<Record<string, PriceOverride>>): Overrides {
  const read = new Map(
    Object.entries(overrides).map(([id, override]) => {
      const list = readOverrides(`overrides[${JSON.stringify(id)}]`, override);
      const isOwn = ({ base, whole, rates, units }: ReadOverride): boolean =>
        base !== undefined || whole || Object.keys({ ...rates, ...units }).length > 0;
      if (id === '*' && list.some(isOwn)) {
        throw expected(
          'overrides["*"]',
          'multiplier or discountPercent alone',
          'a price of its own',
        );
      }
      return [id, list] as const;
    }),
  );
  return { of: (id, day) => read.get(id)?.find((override) => holdsOn(override, day)) };
}

/** Without a day, what has no end holds, as in the table. */
function holdsOn({ from, until }: ReadOverride, day: string | undefined): boolean {
  if (day === undefined) return until === undefined;
  return (from === undefined || from <= day) && (until === undefined || day < until);
}

function readOverrides(field: string, override: PriceOverride): readonly ReadOverride[] {
  if (!isList(override)) return [readOverride(field, override)];
  const [first] = override;
  if (typeof first === 'object' && first !== null) {
    return override.map((item, at) => readOverride(`${field}[${at}]`, item));
  }
  return [{ rates: readPricePer1k(field, override), units: {}, whole: true }];
}

function readOverride(field: string, override: unknown): ReadOverride {
  if (typeof override !== 'object' || override === null || isList(override)) {
    throw expected(field, '[inputPer1k, outputPer1k] or an object of rates', override);
  }
  const given: Readonly<Record<string, unknown>> = { ...override };
  for (const key of Object.keys(given)) {
    if (!KEYS.includes(key)) throw expected(field, `only ${KEYS.join(', ')}`, `the key ${key}`);
  }
  const rates: { [C in Component]?: Decimal } = {};
  for (const component of COMPONENTS) {
    const value = given[component];
    if (value !== undefined) {
      rates[component] = exactly(`${field}.${component}`, 'USD per 1,000,000 tokens', value);
    }
  }
  const { base, whole } = given;
  if (base !== undefined && typeof base !== 'string') {
    throw expected(`${field}.base`, 'a model id', base);
  }
  if (whole !== undefined && typeof whole !== 'boolean') {
    throw expected(`${field}.whole`, 'true or false', whole);
  }
  const multiplier = readMultiplier(field, given);
  const from = readDay(`${field}.from`, given.from);
  const until = readDay(`${field}.until`, given.until);
  return {
    rates,
    units: readUnits(`${field}.units`, given.units),
    whole: whole ?? false,
    ...(base !== undefined && { base }),
    ...(multiplier !== undefined && { multiplier }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  };
}

function readMultiplier(
  field: string,
  { multiplier, discountPercent }: Readonly<Record<string, unknown>>,
): Decimal | undefined {
  if (multiplier !== undefined && discountPercent !== undefined) {
    throw expected(field, 'multiplier or discountPercent', 'both');
  }
  if (multiplier !== undefined) return exactly(`${field}.multiplier`, 'a factor', multiplier);
  if (discountPercent === undefined) return undefined;
  const { digits, scale } = exactly(`${field}.discountPercent`, 'at most 100', discountPercent);
  const left = 100n * 10n ** BigInt(scale) - digits;
  if (left < 0n) throw expected(`${field}.discountPercent`, 'at most 100', discountPercent);
  return { digits: left, scale: scale + 2 };
}

function readUnits(field: string, units: unknown): UnitRates {
  if (units === undefined) return {};
  if (typeof units !== 'object' || units === null || isList(units)) {
    throw expected(field, 'an object of USD for one', units);
  }
  return Object.fromEntries(
    Object.entries(units).map(([unit, value]) => [
      unit,
      exactly(`${field}[${JSON.stringify(unit)}]`, 'USD for one', value),
    ]),
  );
}

function readDay(field: string, day: unknown): string | undefined {
  if (day === undefined) return undefined;
  if (typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day)) return day;
  throw expected(field, 'a day as YYYY-MM-DD', day);
}

/** @throws TypeError naming the field, what came and what was expected. */
export function readPricePer1k(field: string, price: unknown): Rates {
  if (!isList(price)) throw expected(field, '[inputPer1k, outputPer1k]', price);
  if (price.length !== 2) {
    throw expected(field, '[inputPer1k, outputPer1k]', `${String(price.length)} elements`);
  }
  const [input, output] = price;
  return {
    input: times(exactly(`${field}[0]`, 'USD per 1,000 input tokens', input), 1000),
    output: times(exactly(`${field}[1]`, 'USD per 1,000 output tokens', output), 1000),
  };
}

/** The rates of the table, as an override leaves them. */
export function applyOverride(
  listed: { readonly rates: Rates; readonly units: UnitRates },
  override: ReadOverride | undefined,
): { readonly rates: Rates; readonly units: UnitRates } {
  if (override === undefined) return listed;
  const { multiplier } = override;
  const scaled = <T extends Readonly<Record<string, Decimal>>>(rates: T): T =>
    multiplier === undefined
      ? rates
      : (Object.fromEntries(
          Object.entries(rates).map(([name, rate]) => [name, multiply(rate, multiplier)]),
        ) as T);
  return {
    rates: { ...scaled(listed.rates), ...override.rates },
    units: { ...scaled(listed.units), ...override.units },
  };
}

function exactly(field: string, unit: string, value: unknown): Decimal {
  const decimal = decimalOf(value);
  if (decimal === undefined) throw expected(field, `a finite number ≥ 0, ${unit}`, value);
  return decimal;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function expected(field: string, wanted: string, got: unknown): TypeError {
  const described =
    typeof got === 'number' || (typeof got === 'string' && (got.includes(' ') || got === 'both'))
      ? String(got)
      : got === null
        ? 'null'
        : `a value of type ${typeof got}`;
  return new TypeError(`${field}: expected ${wanted}; got ${described}.`);
}
