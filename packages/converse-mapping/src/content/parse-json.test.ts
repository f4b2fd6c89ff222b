import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonText } from './json-text.js';
import { parseJson } from './parse-json.js';

describe('parseJson', () => {
  test('is JSON.parse, where numbers are exact', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(5), (text, indent) => {
        const spaced = JSON.stringify(JSON.parse(text), null, indent);
        expect(parseJson(spaced)).toEqual(JSON.parse(spaced));
        // Something that makes the text look as if there were others.
        const looked = `{"#0":"1e5","$1":["#12345678901234567890"],"":${spaced}}`;
        expect(parseJson(looked)).toEqual(JSON.parse(looked));
      }),
    );
  });

  test('keeps every number as it is', () => {
    const digits = fc.stringMatching(/^[1-9]\d{0,30}$/);
    const decimal = fc.stringMatching(/^[1-9]\d{0,20}\.\d{0,20}[1-9]$/);
    const scientific = fc.stringMatching(/^[1-9]\.\d{0,20}[1-9]e-?[1-9]\d{0,3}$/);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(digits, decimal, scientific)),
        fc.boolean(),
        (numbers, minus) => {
          const text = `[${numbers.map((number) => (minus ? `-${number}` : number)).join(',')}]`;
          const back = jsonText(parseJson(text)).slice(1, -1).split(',');
          expect(back.map(canonical)).toEqual(text.slice(1, -1).split(',').map(canonical));
        },
      ),
    );
  });

  test.each<[text: string, value: unknown]>([
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', { type: 'bigDecimal', string: '9007199254740993' }],
    ['[-12345678901234567890]', [{ type: 'bigDecimal', string: '-12345678901234567890' }]],
    ['10000000000000000000000', 1e22],
    ['7006652.0', 7006652],
    ['0.1', 0.1],
    ['0.30000000000000004', 0.30000000000000004],
    ['0.1000000000000000055', { type: 'bigDecimal', string: '0.1000000000000000055' }],
    ['1e400', { type: 'bigDecimal', string: '1e400' }],
    ['0e999', 0],
    ['"12345678901234567890"', '12345678901234567890'],
  ])('reads %s', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  test('makes no prototype of a member', () => {
    const text = '{"__proto__":{"a":12345678901234567890}}';
    expect(jsonText(parseJson(text))).toBe(text);
  });

  test.each(['', '{', '{12345678901234567890:1}', '012345678901234567', '1e5e5'])(
    'refuses %j as JSON.parse does',
    (text) => {
      expect(() => parseJson(text)).toThrow(SyntaxError);
    },
  );
});

/** A number as sign, digits and exponent. */
function canonical(text: string): string {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const trimmed = digits.replace(/0+$/, '');
  const power = Number(exponent) - fraction.length + digits.length - trimmed.length;
  return `${text.startsWith('-') ? '-' : ''}${trimmed}e${power}`;
}
