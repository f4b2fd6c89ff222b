/**
 * A decimal number ≥ 0, exact: `digits / 10^scale`. AWS's prices have at most 6 decimals per million
 * tokens, so per token they are whole pico-USD (scale 12), and every sum and product stays whole.
 */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

export const ZERO: Decimal = { digits: 0n, scale: 0 };

/** Reads `12`, `0.0003` and, as `String(number)` may print it, `3e-7`. Else `undefined`. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = /^(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i.exec(text);
  if (match === null) return undefined;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const digits = BigInt(whole + fraction);
  const scale = fraction.length - Number(exponent);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

/** The decimal a number prints as: 0.0003 is three ten-thousandths, whatever its bits say. */
export function decimalOf(value: unknown): Decimal | undefined {
  return typeof value === 'number' && Number.isFinite(value)
    ? parseDecimal(String(value))
    : undefined;
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: digitsAt(a, scale) + digitsAt(b, scale), scale };
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

/** `a * count / 10^places`. */
export function times(a: Decimal, count: number, places = 0): Decimal {
  return { digits: a.digits * BigInt(count), scale: a.scale + places };
}

/** Plain notation, without exponent and without zeros at the end. */
export function formatDecimal({ digits, scale }: Decimal): string {
  const text = digits.toString().padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  const fraction = text.slice(text.length - scale).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

function digitsAt({ digits, scale }: Decimal, wanted: number): bigint {
  return scale === wanted ? digits : digits * 10n ** BigInt(wanted - scale);
}
