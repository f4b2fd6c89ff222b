import { expect, test } from 'vitest';
import { align } from './align.js';

test('columns are as wide as their widest cell, numbers stand to the right', () => {
  expect(
    align([
      ['name', 'USD', 'where'],
      ['a', '1,000.5', 'here'],
      ['longer', '—', ''],
    ]),
  ).toEqual(['name        USD  where', 'a       1,000.5  here', 'longer        —']);
});

test('a table of nothing but a head', () => {
  expect(align([['a', 'b']])).toEqual(['a  b']);
});
