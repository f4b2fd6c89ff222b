import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Frame, FrameDecoder } from './event-stream.js';

const file = new URL('../../../../shared/reference/bedrock-recordings.json', import.meta.url);
const streams: readonly { cassette: string; eventstream_base64: string }[] = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8')).interactions.filter(
      (recording: { eventstream_base64: string | null }) => recording.eventstream_base64,
    )
  : [];

describe.skipIf(streams.length === 0)('recorded streams (skipped: no recordings here)', () => {
  test.each(streams)('$cassette: any split of the bytes gives the same frames', (recording) => {
    const bytes = Buffer.from(recording.eventstream_base64, 'base64');
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

function eventType(frame: { headers: Readonly<Record<string, string>> }): string | undefined {
  return frame.headers[':event-type'];
}

function decode(chunks: readonly Uint8Array[]): { headers: Frame['headers']; payload: string }[] {
  const decoder = new FrameDecoder();
  const frames = chunks.flatMap((chunk) => [...decoder.push(chunk)]);
  decoder.end();
  return frames.map(({ headers, payload }) => ({ headers, payload: payload.toString() }));
}

function split(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, at) => bytes.subarray(places[at], end));
}
