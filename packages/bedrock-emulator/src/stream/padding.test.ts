import { expect, it } from 'vitest';
import { paddingOf } from './padding.js';

const lengths = (seed: number) =>
  Array.from({ length: 500 }, (_unused, index) => paddingOf(seed, index).length);

it('has every length the real service uses, the same for the same seed', () => {
  expect(new Set(lengths(0)).size).toBe(61);
  expect([Math.min(...lengths(0)), Math.max(...lengths(0))]).toEqual([2, 62]);
  expect(lengths(0)).toEqual(lengths(0));
  expect(lengths(0)).not.toEqual(lengths(1));
});
