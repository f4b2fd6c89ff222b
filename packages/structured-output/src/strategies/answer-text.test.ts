import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerText } from './answer-text.js';

/** A text in pieces of any length. */
function pieces(text: string, sizes: readonly number[]): string[] {
  const parts: string[] = [];
  let at = 0;
  for (let turn = 0; at < text.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    parts.push(text.slice(at, at + size));
    at += size;
  }
  return parts;
}

const anySizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
const anyHolder = fc.oneof(
  fc.array(fc.jsonValue(), { maxLength: 4 }),
  fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 }),
);

describe('the text of an answer', () => {
  it('is as JSON.stringify writes it, however it comes', () => {
    fc.assert(
      fc.property(anyHolder, fc.nat(3), anySizes, (value, indent, sizes) => {
        const written = `\n ${JSON.stringify(value, null, indent)} `;
        const text = new AnswerText(false);
        const shown = pieces(written, sizes).map((piece) => text.push(piece));
        expect(shown.join('')).toBe(JSON.stringify(value));
      }),
    );
  });

  it('is the value alone where that was wrapped', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(3), anySizes, (data, indent, sizes) => {
        const text = new AnswerText(true);
        const written = JSON.stringify({ data }, null, indent);
        const shown = pieces(written, sizes).map((piece) => text.push(piece));
        expect(shown.join('')).toBe(JSON.stringify(data));
      }),
    );
  });

  it('is all of it where the model did not wrap it', () => {
    fc.assert(
      fc.property(anyHolder, anySizes, (value, sizes) => {
        fc.pre(!JSON.stringify(value).startsWith('{"data":'));
        const text = new AnswerText(true);
        const shown = pieces(JSON.stringify(value), sizes).map((piece) => text.push(piece));
        expect(shown.join('')).toBe(JSON.stringify(value));
      }),
    );
  });

  it('ends with the value', () => {
    const text = new AnswerText(false);
    expect(text.push('{"a": [1]} That is {it}.') + text.push(' {}')).toBe('{"a":[1]}');
  });
});
