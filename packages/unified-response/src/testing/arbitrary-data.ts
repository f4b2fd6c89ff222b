import fc from 'fast-check';

/** Keys that a careless reader of JSON trips over. */
const TRICKY_KEYS = [
  '__proto__',
  'constructor',
  'toJSON',
  'type',
  '$bytes',
  '$$bytes',
  '$bigint',
  '$number',
  '$$$number',
];

/** Any text, half surrogates included. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
);

/** Bytes as they come: of their own, as a window on a larger buffer, as Node's `Buffer`. */
export const anyBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array(),
  fc
    .tuple(fc.uint8Array({ minLength: 1 }), fc.nat(), fc.nat())
    .map(([bytes, from, to]) => bytes.subarray(from % bytes.length, to % (bytes.length + 1))),
  fc.uint8Array().map((bytes) => Buffer.from(bytes)),
);

const anyKey = fc.oneof(anyText, fc.constantFrom(...TRICKY_KEYS));

/** Any value that is data: JSON, and what JSON cannot hold. */
export const anyData: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  data: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.double(),
    fc.constantFrom(Number.NaN, Infinity, -Infinity, -0),
    fc.bigInt(),
    anyText,
    anyBytes,
    fc.array(tie('data'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc
    .array(fc.tuple(anyKey, tie('data')), { maxLength: 3 })
    .map((entries) => Object.fromEntries(entries)),
})).data;

/** Any object of such values. */
export const anyObject: fc.Arbitrary<Record<string, unknown>> = fc
  .array(fc.tuple(anyKey, anyData), { maxLength: 3 })
  .map((entries) => Object.fromEntries(entries));
