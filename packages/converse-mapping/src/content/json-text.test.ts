import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonText } from './json-text.js';

/** What `@smithy/core` makes of a long decimal on Node 22 and later. */
class NumericValue {
  readonly string: string;
  readonly type = 'bigDecimal';
  constructor(string: string) {
    this.string = string;
  }
}

describe('jsonText', () => {
  test('is what JSON.stringify gives, where that gives anything', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: false, withNullPrototype: true }), (value) => {
        expect(jsonText(value)).toBe(JSON.stringify(value) ?? 'null');
      }),
    );
  });

  test.each<[string, unknown, string]>([
    ['a large integer', { id: 12345678901234567890n }, '{"id":12345678901234567890}'],
    ['a long decimal', [new NumericValue('1.10000000000000000001')], '[1.10000000000000000001]'],
    ['bytes', { image: Uint8Array.of(1, 2, 3) }, '{"image":"AQID"}'],
    ['a Buffer', Buffer.from('abc'), '"YWJj"'],
    ['a date', [new Date(0)], '["1970-01-01T00:00:00.000Z"]'],
    ['undefined members and items', { a: undefined, b: [undefined] }, '{"b":[null]}'],
    ['nothing', undefined, 'null'],
    ['a function', () => 1, 'null'],
  ])('writes %s', (_, value, text) => {
    expect(jsonText(value)).toBe(text);
  });

  test('ends in a circle', () => {
    const circle: { name: string; self?: unknown } = { name: 'x' };
    circle.self = [circle];
    expect(jsonText(circle)).toBe('{"name":"x","self":[null]}');
  });
});
