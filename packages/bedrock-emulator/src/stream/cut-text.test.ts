import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutText } from './cut-text.js';

it('loses nothing, cuts no character in two and keeps to the size', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.integer({ min: 1, max: 10 }),
      (text, characters) => {
        const pieces = cutText(text, characters);
        expect(pieces.join('')).toBe(text);
        expect(pieces.some((piece) => /\p{Surrogate}/u.test(piece))).toBe(false);
        expect(pieces.every((piece) => piece.length <= characters + 1)).toBe(true);
      },
    ),
  );
});

it('makes one empty piece of an empty text', () => {
  expect(cutText('', 5)).toEqual(['']);
});
