import { crc32 } from 'node:zlib';

/** A message of `application/vnd.amazon.eventstream`, with string headers only, as Bedrock's have. */
export interface Frame {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly payload: Uint8Array;
}

/** The media type of a stream of such messages. */
export const EVENT_STREAM = 'application/vnd.amazon.eventstream';

/** Two lengths, and the checksum over them. */
const PRELUDE_BYTES = 12;
const LENGTHS_BYTES = 8;
const CHECKSUM_BYTES = 4;
/** The type of a header whose value is text. */
const STRING = 7;
/** The length of its name, its type, the length of its value. */
const HEADER_OVERHEAD_BYTES = 4;

/** Writes the checksum of the two lengths. */
export function sealPrelude(frame: Buffer): void {
  frame.writeUInt32BE(crc32(frame.subarray(0, LENGTHS_BYTES)), LENGTHS_BYTES);
}

/** Writes the checksum of everything before it. */
export function sealMessage(frame: Buffer): void {
  const end = frame.length - CHECKSUM_BYTES;
  frame.writeUInt32BE(crc32(frame.subarray(0, end)), end);
}

/**
 * Puts a frame into bytes: big-endian u32 total length, u32 headers length, CRC32 of these 8 bytes,
 * headers, payload, CRC32 of everything before it.
 */
export function encodeFrame({ headers, payload }: Frame): Buffer {
  const headersLength = headers
    .flat()
    .reduce(
      (total, text) => total + Buffer.byteLength(text),
      headers.length * HEADER_OVERHEAD_BYTES,
    );
  const overhead = PRELUDE_BYTES + CHECKSUM_BYTES;
  const frame = Buffer.alloc(overhead + headersLength + payload.byteLength);
  frame.writeUInt32BE(frame.length, 0);
  frame.writeUInt32BE(headersLength, 4);
  sealPrelude(frame);
  let offset = PRELUDE_BYTES;
  for (const [name, value] of headers) {
    offset = frame.writeUInt8(Buffer.byteLength(name), offset);
    offset += frame.write(name, offset);
    offset = frame.writeUInt8(STRING, offset);
    offset = frame.writeUInt16BE(Buffer.byteLength(value), offset);
    offset += frame.write(value, offset);
  }
  frame.set(payload, offset);
  sealMessage(frame);
  return frame;
}
