import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { picoUsd, usdText } from './budget-money.js';

describe('picoUsd', () => {
  test.each([
    [0, 0n],
    ['0', 0n],
    [0.1, 100_000_000_000n],
    ['12.50', 12_500_000_000_000n],
    [3e-7, 300_000n],
    ['0.000000000001', 1n],
    [1e21, 10n ** 33n],
  ])('%s USD', (usd, pico) => {
    expect(picoUsd(usd)).toBe(pico);
  });

  test('parts of a pico-USD are rounded up', () => {
    expect(picoUsd('0.0000000000001')).toBe(1n);
    expect(picoUsd('0.0000000000019')).toBe(2n);
  });

  test.each([Number.NaN, -1, Number.POSITIVE_INFINITY, '', '-1', '1,5', ' 1', 'abc', null, {}])(
    '%s is no amount',
    (usd) => {
      expect(picoUsd(usd)).toBeUndefined();
    },
  );

  test('what usdText prints is read back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), (pico) => {
        expect(picoUsd(usdText(pico))).toBe(pico);
      }),
    );
  });
});

test('usdText shows what is missing as negative', () => {
  expect(usdText(-1_500_000_000_000n)).toBe('-1.5');
  expect(usdText(0n)).toBe('0');
});
