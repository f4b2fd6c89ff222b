import { describe, expect, it } from 'vitest';
import { decodeFrames } from '../testing/decode-frames.js';
import { NO_RECORDINGS, recordedStreams } from '../testing/recorded-exchanges.js';
import { encodeFrame } from './frame.js';
import { eventFrame } from './wire-event.js';

const streams = recordedStreams();

describe.skipIf(streams.length === 0)(
  `the frames of the real service (skipped where ${NO_RECORDINGS})`,
  () => {
    it.each(streams)('are encoded byte by byte the same: $name', ({ bytes }) => {
      const frames = decodeFrames([bytes]).map(({ headers, payload }) => {
        const [, type = ''] = headers[0] ?? [];
        // The padding goes away and comes back in its place among the members.
        const { p: padding, ...members } = JSON.parse(payload);
        return eventFrame({ [type]: members }, padding);
      });
      expect(Buffer.concat(frames.map(encodeFrame)).equals(bytes)).toBe(true);
    });
  },
);

describe('a frame', () => {
  it('has the layout of application/vnd.amazon.eventstream', () => {
    const frame = encodeFrame({ headers: [[':a', 'é']], payload: Buffer.from('{}') });
    expect(frame.toString('hex')).toBe(
      [
        '0000001a', // total length
        '00000008', // length of the headers
        '41a9d878', // checksum of these two
        '023a61', // ':a'
        '07',
        '0002c3a9', // 'é'
        '7b7d', // '{}'
        '13730231', // checksum of it all
      ].join(''),
    );
  });
});
