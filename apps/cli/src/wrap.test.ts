import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrap } from './wrap.js';

test('breaks between words and keeps the breaks of the text', () => {
  expect(wrap('one two three four five six', 20)).toEqual(['one two three four', 'five six']);
  expect(wrap('one\n\ntwo', 20)).toEqual(['one', '', 'two']);
});

test('loses nothing but white space, and no line is too long', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 20, max: 60 }), (text, width) => {
      const lines = wrap(text, width);
      expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    }),
  );
});
