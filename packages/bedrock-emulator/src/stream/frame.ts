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

function encodeHeader([name, value]: readonly [string, string]): Buffer {
  const nameBytes = Buffer.from(name, 'utf8');
  const valueBytes = Buffer.from(value, 'utf8');
  const valueLength = Buffer.alloc(2);
  valueLength.writeUInt16BE(valueBytes.length);
  return Buffer.concat([
    Buffer.of(nameBytes.length),
    nameBytes,
    Buffer.of(STRING),
    valueLength,
    valueBytes,
  ]);
}

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
  const headerBytes = Buffer.concat(headers.map(encodeHeader));
  const frame = Buffer.alloc(
    PRELUDE_BYTES + headerBytes.length + payload.byteLength + CHECKSUM_BYTES,
  );
  frame.writeUInt32BE(frame.length, 0);
  frame.writeUInt32BE(headerBytes.length, 4);
  sealPrelude(frame);
  frame.set(headerBytes, PRELUDE_BYTES);
  frame.set(payload, PRELUDE_BYTES + headerBytes.length);
  sealMessage(frame);
  return frame;
}
