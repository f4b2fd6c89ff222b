import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBody } from './encode-body.js';
import { thrownError } from './testing/caught-error.js';

const PLACEHOLDER = '\uE000blob\uE000';

/** Bytes in every form in which they may come. */
const blob = fc
  .tuple(fc.uint8Array({ maxLength: 70 }), fc.nat(5), fc.constantFrom('array', 'buffer', 'view'))
  .map(([bytes, offset, form]) => {
    if (form === 'array') return bytes;
    if (form === 'buffer') return Buffer.from(bytes);
    const larger = new Uint8Array(bytes.length + offset + 3);
    larger.set(bytes, offset);
    return larger.subarray(offset, offset + bytes.length);
  });

/** Texts, those that look like what is used inside included. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    PLACEHOLDER,
    `"${PLACEHOLDER}"`,
    `${PLACEHOLDER}"`,
    `\\"${PLACEHOLDER}`,
    '\uE000',
    ...['\uE000number\uE000', '"\uE000number\uE000"', '\uE000number\uE000":'],
  ),
  fc.tuple(fc.string(), fc.string()).map((around) => around.join(PLACEHOLDER)),
);

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    text,
    blob,
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
}));

/** The plain way to do the same. */
function reference(body: object): string {
  return JSON.stringify(body, function (this: Record<string, unknown>, key, member) {
    const own = this[key];
    return own instanceof Uint8Array ? Buffer.from(own).toString('base64') : member;
  });
}

describe('encodeBody', () => {
  it('writes long numbers as they are', () => {
    const long = (string: string): object => ({ type: 'bigDecimal', string });
    const texts = fc.constantFrom('\uE000number\uE000', '"\uE000number\uE000"', 'a');
    fc.assert(
      fc.property(
        fc.array(fc.oneof(texts, fc.bigInt())),
        fc.dictionary(texts, texts),
        (items, other) => {
          const body = items.map((item) => (typeof item === 'bigint' ? long(String(item)) : item));
          const written = Buffer.from(encodeBody({ body, other })).toString();
          const expected = items.map((item) =>
            typeof item === 'bigint' ? item : JSON.stringify(item),
          );
          expect(written).toBe(`{"body":[${expected.join()}],"other":${JSON.stringify(other)}}`);
        },
      ),
    );
    const price = long('0.1000000000000000055');
    expect(Buffer.from(encodeBody({ price })).toString()).toBe('{"price":0.1000000000000000055}');
    const noNumber = { type: 'bigDecimal', string: '1}' };
    expect(JSON.parse(Buffer.from(encodeBody({ noNumber })).toString())).toEqual({ noNumber });
  });

  it('is JSON with base64 in place of bytes', () => {
    fc.assert(
      fc.property(value, value, (first, second) => {
        const body = { first, second };
        expect(Buffer.from(encodeBody(body)).toString('utf8')).toBe(reference(body));
      }),
      { numRuns: 500 },
    );
  });

  it('changes nothing, and copies no bytes that it was given', () => {
    const data = Object.freeze({ bytes: Buffer.from('abc') });
    const body = Object.freeze({ image: Object.freeze({ source: data }) });
    expect(Buffer.from(encodeBody(body)).toString()).toBe('{"image":{"source":{"bytes":"YWJj"}}}');
    expect(data.bytes.toString()).toBe('abc');
  });

  it('writes megabytes exactly', () => {
    const bytes = Uint8Array.from({ length: 2_000_003 }, (_, at) => (at * 31) % 256);
    const { blob: sent } = JSON.parse(Buffer.from(encodeBody({ blob: bytes })).toString());
    expect(Buffer.from(sent, 'base64').equals(bytes)).toBe(true);
  });

  it('refuses what has no JSON', async () => {
    const circle: Record<string, unknown> = {};
    circle.itself = circle;
    for (const [body, problem] of [
      [{ big: 1n }, 'BigInt'],
      [circle, 'circular'],
    ] as const) {
      const error = await thrownError(() => encodeBody(body));
      expect(error).toMatchObject({ reason: 'invalid_request', retryable: false });
      expect(error.message).toContain(problem);
      expect(error.cause).toBeInstanceOf(TypeError);
    }
  });
});
