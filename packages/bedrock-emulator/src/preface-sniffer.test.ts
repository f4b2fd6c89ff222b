import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sniffProtocol } from './preface-sniffer.js';

const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

describe('sniffProtocol', () => {
  it('waits while the bytes are the start of the preface, and knows it whole', () => {
    for (let length = 0; length < preface.length; length += 1) {
      expect(sniffProtocol(preface.subarray(0, length))).toBeUndefined();
    }
    expect(sniffProtocol(preface)).toBe('h2c');
    expect(sniffProtocol(Buffer.concat([preface, Buffer.of(0, 0, 0)]))).toBe('h2c');
  });

  it.each(['G', 'POST / HTTP/1.1', 'PUT', 'PRIX', 'PRI * HTTP/1.1\r\n'])(
    'takes %j for HTTP/1.1',
    (text) => {
      expect(sniffProtocol(Buffer.from(text))).toBe('http1');
    },
  );

  it('takes everything that is not the preface for HTTP/1.1', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24 }), (bytes) => {
        fc.pre(!Buffer.from(bytes).subarray(0, 24).equals(preface));
        expect(sniffProtocol(bytes)).toBe('http1');
      }),
    );
  });
});
