import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { base64ToBytes, bytesToBase64 } from './base64.js';
import { anyBytes } from './testing/arbitrary-data.js';

/** Runs as in a browser, where there is no `Buffer`. */
function withoutBuffer<Result>(run: () => Result): Result {
  vi.stubGlobal('Buffer', undefined);
  try {
    return run();
  } finally {
    vi.unstubAllGlobals();
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
});

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe.each([
  ['with Buffer', <Result>(run: () => Result): Result => run()],
  ['without Buffer', withoutBuffer],
])('base64 %s', (_name, run) => {
  // RFC 4648, section 10.
  it.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
  ])('writes and reads %j as %j', (text, base64) => {
    expect(run(() => bytesToBase64(bytesOf(text)))).toBe(base64);
    expect(run(() => base64ToBytes(base64))).toStrictEqual(bytesOf(text));
  });

  it('reads back any bytes', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const read = run(() => base64ToBytes(bytesToBase64(bytes)));
        expect(read).toStrictEqual(new Uint8Array(bytes));
      }),
    );
  });

  it('reads the URL alphabet, missing padding and white space', () => {
    const bytes = Uint8Array.of(251, 255, 191, 62);
    for (const text of ['+/+/Pg==', '-_-_Pg==', '-_-_Pg', ' +/+/\r\n\tPg = = \n']) {
      expect(run(() => base64ToBytes(text))).toStrictEqual(bytes);
    }
  });

  it('gives bytes with a buffer of their own', () => {
    expect(run(() => base64ToBytes('Zm9v')).buffer.byteLength).toBe(3);
  });

  it.each(['Zm9v!', 'Zm=v', '=Zm9v', 'Zm9v===', 'data:;base64,Zm9v', 'Zmö=', 'Zm9v\u0000'])(
    'refuses %j, which has characters outside the alphabet',
    (text) => {
      expect(() => run(() => base64ToBytes(text))).toThrow(TypeError);
      expect(() => run(() => base64ToBytes(text))).toThrow('characters outside its alphabet');
    },
  );

  it.each(['Z', 'Zm9vZ', 'Z==='.slice(0, 3)])('refuses %j, which ends within a byte', (text) => {
    expect(() => run(() => base64ToBytes(text))).toThrow('ends within a byte');
  });

  // A pattern that backtracks, or a string grown character by character, would not come to an end here.
  it('takes megabytes', () => {
    const bytes = Uint8Array.from({ length: 2_000_001 }, (_, at) => at % 251);
    const text = run(() => bytesToBase64(bytes));
    expect(text).toHaveLength(2_666_668);
    const read = run(() => base64ToBytes(text));
    expect(Buffer.compare(read, bytes)).toBe(0);
  });

  it('refuses megabytes of white space before a wrong character', () => {
    const text = `Zm9v${' \n'.repeat(1_000_000)}!`;
    expect(() => run(() => base64ToBytes(text))).toThrow('characters outside its alphabet');
  });
});

it('reads the same with and without Buffer, whatever the text', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'ABCXYZabcxyz0189+/-_= \n') });
  const result = (text: string): unknown => {
    try {
      return base64ToBytes(text);
    } catch (error) {
      return String(error);
    }
  };
  fc.assert(
    fc.property(digits, (text) => {
      expect(withoutBuffer(() => result(text))).toStrictEqual(result(text));
    }),
  );
});
