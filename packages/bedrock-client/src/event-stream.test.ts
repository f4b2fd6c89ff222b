import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Frame, FrameDecoder, MAX_FRAME_BYTES } from './event-stream.js';
import { eventFrame, frameOf, header, textHeader } from './testing/frames.js';
import { recordedStreams } from './testing/recorded-streams.js';

const streams = recordedStreams();

describe.skipIf(streams.length === 0)('recorded streams (skipped: no recordings here)', () => {
  test.each(streams)('$cassette: any split of the bytes gives the same frames', ({ bytes }) => {
    const whole = decode([bytes]);
    expect(whole.map(eventType).at(0)).toBe('messageStart');
    expect(whole.map(eventType).at(-1)).toBe('metadata');
    fc.assert(
      fc.property(fc.array(fc.nat({ max: bytes.length })), (cuts) => {
        expect(decode(split(bytes, cuts))).toEqual(whole);
      }),
      { numRuns: 30 },
    );
    expect(decode([...bytes].map((byte) => Buffer.of(byte)))).toEqual(whole);
  });
});

describe('frames', () => {
  const anyFrame = fc
    .tuple(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.uint8Array())
    .map(([name, payload]) => ({ name, payload: Buffer.from(payload) }));

  test('come out as they went in, however they are cut', () => {
    fc.assert(
      fc.property(fc.array(anyFrame), fc.array(fc.nat(2000)), (frames, cuts) => {
        const bytes = Buffer.concat(
          frames.map(({ name, payload }) => frameOf(textHeader(':event-type', name), payload)),
        );
        const places = cuts.map((place) => place % (bytes.length + 1));
        const decoder = new FrameDecoder();
        const decoded = split(bytes, places).flatMap((chunk) => [...decoder.push(chunk)]);
        decoder.end();
        expect(decoded.map(({ headers, payload }) => [headers, payload])).toEqual(
          frames.map(({ name, payload }) => [{ ':event-type': name }, payload]),
        );
      }),
    );
  });

  test('may have headers of any type, of which texts are kept', () => {
    const sizes = [0, 0, 1, 2, 4, 8, undefined, undefined, 8, 16];
    const headers = sizes.map((size, type) => {
      const bytes = Buffer.from([0, 3, 97, 98, 99]);
      return header(`h${type}`, type, size === undefined ? bytes : Buffer.alloc(size));
    });
    const [frame] = new FrameDecoder().push(frameOf(Buffer.concat(headers), Buffer.from('x')));
    expect(frame?.headers).toEqual({ h7: 'abc' });
    expect(frame?.payload.toString()).toBe('x');
  });

  test.each<[string, Buffer]>([
    ['a type that there is not', header('a', 10, Buffer.alloc(0))],
    ['a name that goes beyond them', Buffer.from([200, 97])],
    ['no type', Buffer.from([1, 97])],
    ['no length of a value', Buffer.from([1, 97, 7, 0])],
    ['a value that goes beyond them', Buffer.from([1, 97, 7, 0, 9, 98])],
    ['a number that goes beyond them', Buffer.from([1, 97, 5, 0])],
  ])('with headers of %s cannot be read', (_, headers) => {
    expect(() => decode([frameOf(headers, Buffer.from('payload'))])).toThrow(
      'The headers of a frame cannot be read',
    );
  });

  test('before a bad one are good', () => {
    const bad = eventFrame('messageStop', '{}');
    bad.writeUInt8(bad.readUInt8(20) ^ 1, 20);
    const decoder = new FrameDecoder();
    const frames = decoder.push(Buffer.concat([eventFrame('messageStart', '{}'), bad]));
    expect(frames.next().value).toMatchObject({ headers: { ':event-type': 'messageStart' } });
    expect(() => frames.next()).toThrow('The checksum of a frame does not match');
  });

  test('of any length up to the limit are taken, and no byte more', () => {
    const payload = Buffer.alloc(MAX_FRAME_BYTES - 16);
    expect(decode([frameOf(Buffer.alloc(0), payload)])).toHaveLength(1);
    const tooLong = frameOf(Buffer.alloc(0), Buffer.alloc(MAX_FRAME_BYTES - 15));
    expect(() => decode([tooLong.subarray(0, 12)])).toThrow('exceeds the limit');
  });

  test('in many small pieces are put together once', () => {
    const bytes = eventFrame('contentBlockDelta', JSON.stringify({ p: 'x'.repeat(100_000) }));
    const pieces = Array.from({ length: bytes.length }, (_, at) => bytes.subarray(at, at + 1));
    let joined = 0;
    const concat = Buffer.concat;
    Buffer.concat = (list, length) => {
      joined += list.length;
      return concat(list, length);
    };
    try {
      expect(decode(pieces)).toHaveLength(1);
    } finally {
      Buffer.concat = concat;
    }
    expect(joined).toBeLessThan(2 * pieces.length);
  });
});

function eventType(frame: { headers: Readonly<Record<string, string>> }): string | undefined {
  return frame.headers[':event-type'];
}

function decode(chunks: readonly Uint8Array[]): { headers: Frame['headers']; payload: string }[] {
  const decoder = new FrameDecoder();
  const frames = chunks.flatMap((chunk) => [...decoder.push(chunk)]);
  decoder.end();
  return frames.map(({ headers, payload }) => ({ headers, payload: payload.toString('latin1') }));
}

function split(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, at) => bytes.subarray(places[at], end));
}
