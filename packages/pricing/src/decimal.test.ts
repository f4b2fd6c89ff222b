import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, decimalOf, formatDecimal, multiply, parseDecimal, times, ZERO } from './decimal.js';

function parse(text: string) {
  const decimal = parseDecimal(text);
  if (decimal === undefined) throw new Error(`not a decimal: ${text}`);
  return decimal;
}

describe('decimal', () => {
  it.each([
    ['0', '0'],
    ['0.0003', '0.0003'],
    ['3e-7', '0.0000003'],
    ['1.5e-7', '0.00000015'],
    ['1e+21', '1000000000000000000000'],
    ['2.50', '2.5'],
    ['007', '7'],
  ])('reads %s as %s', (text, plain) => {
    expect(formatDecimal(parse(text))).toBe(plain);
  });

  it.each(['', '-1', '+1', '.5', '5.', 'NaN', 'Infinity', '1 ', '1,5', '0x10', '1e9999'])(
    'does not read %j',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );

  it('keeps every finite number as it prints', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(Number(formatDecimal(parse(String(number))))).toBe(number);
      }),
    );
  });

  it('adds and multiplies exactly, whatever the scales', () => {
    const amount = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.nat(15));
    fc.assert(
      fc.property(amount, amount, fc.nat(2 ** 31 - 1), ([a, i], [b, j], count) => {
        const scale = 30n;
        const at30 = (digits: bigint, from: number) => digits * 10n ** (scale - BigInt(from));
        const sum = add({ digits: a, scale: i }, { digits: b, scale: j });
        expect(at30(sum.digits, sum.scale)).toBe(at30(a, i) + at30(b, j));
        const product = times({ digits: a, scale: i }, count, 6);
        expect(at30(product.digits, product.scale)).toBe(at30(a * BigInt(count), i + 6));
      }),
    );
    expect(formatDecimal(add(ZERO, parse('0.1')))).toBe('0.1');
    expect(formatDecimal(multiply(parse('0.85'), parse('16.5')))).toBe('14.025');
  });

  it.each([
    [3e-7, '0.0000003'],
    [0, '0'],
    [12.5, '12.5'],
  ])('takes %d as it prints', (number, plain) => {
    const decimal = decimalOf(number);
    expect(decimal && formatDecimal(decimal)).toBe(plain);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, '1', undefined])('takes no %s', (value) => {
    expect(decimalOf(value)).toBeUndefined();
  });
});
