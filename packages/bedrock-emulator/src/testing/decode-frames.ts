import { crc32 } from 'node:zlib';

/** A frame as a reader sees it. */
export interface DecodedFrame {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly payload: string;
}

function decodeFrame(frame: Buffer): DecodedFrame {
  const headersEnd = 12 + frame.readUInt32BE(4);
  const checksums = [
    [crc32(frame.subarray(0, 8)), frame.readUInt32BE(8)],
    [crc32(frame.subarray(0, -4)), frame.readUInt32BE(frame.length - 4)],
  ];
  for (const [computed, found] of checksums) {
    if (computed !== found) throw new Error(`checksum ${found} is not ${computed}`);
  }
  const headers: [string, string][] = [];
  let offset = 12;
  const take = (length: number): Buffer => {
    offset += length;
    return frame.subarray(offset - length, offset);
  };
  while (offset < headersEnd) {
    const name = take(take(1).readUInt8()).toString();
    if (take(1).readUInt8() !== 7) throw new Error(`${name} is not text`);
    headers.push([name, take(take(2).readUInt16BE()).toString()]);
  }
  return { headers, payload: frame.toString('utf8', headersEnd, frame.length - 4) };
}

/** Reads an event stream that comes in chunks of any size; written apart from the encoder. */
export function decodeFrames(chunks: Iterable<Uint8Array>): DecodedFrame[] {
  const frames: DecodedFrame[] = [];
  let pending = Buffer.alloc(0);
  for (const chunk of chunks) {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 4 && pending.length >= pending.readUInt32BE(0)) {
      const length = pending.readUInt32BE(0);
      frames.push(decodeFrame(pending.subarray(0, length)));
      pending = pending.subarray(length);
    }
  }
  if (pending.length > 0) throw new Error(`${pending.length} bytes are left over`);
  return frames;
}
