/** Pico-USD: AWS's prices per token are whole numbers of them, so sums of bills stay whole. */
const PLACES = 12;

/**
 * An amount of USD in whole pico-USD, rounded up; `undefined` for what is no amount ≥ 0. A number is
 * taken as it prints: 0.1 is one tenth, whatever its bits say.
 */
export function picoUsd(usd: unknown): bigint | undefined {
  if (typeof usd !== 'number' && typeof usd !== 'string') return undefined;
  const match = /^(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i.exec(String(usd));
  if (match === null) return undefined;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const digits = BigInt(whole + fraction);
  const shift = PLACES - fraction.length + Number(exponent);
  if (shift >= 0) return digits * 10n ** BigInt(shift);
  const unit = 10n ** BigInt(-shift);
  return (digits + unit - 1n) / unit;
}

/** USD as an exact decimal, without zeros at the end. */
export function usdText(pico: bigint): string {
  const sign = pico < 0n ? '-' : '';
  const text = (pico < 0n ? -pico : pico).toString().padStart(PLACES + 1, '0');
  const fraction = text.slice(-PLACES).replace(/0+$/, '');
  return `${sign}${text.slice(0, -PLACES)}${fraction === '' ? '' : `.${fraction}`}`;
}
