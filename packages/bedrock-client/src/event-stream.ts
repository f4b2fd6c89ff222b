import { crc32 } from 'node:zlib';

/** Bytes around the headers and payload of a frame: two lengths, their checksum, and the frame's. */
const OVERHEAD = 16;
const PRELUDE = 12;

/** Real frames are a few kilobytes; the SDK would allocate whatever a broken length says (measured: 4 GB). */
export const MAX_FRAME_BYTES: number = 24 * 1024 * 1024;

/** A message of `application/vnd.amazon.eventstream`. */
export interface Frame {
  /** String headers by name: `:message-type`, `:event-type`, `:exception-type`, … */
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Buffer;
}

/** A stream of frames that cannot be read on. */
export class FrameError extends Error {
  override readonly name: string = 'FrameError';
}

/**
 * Cuts bytes, in chunks of any size, into frames; checksums are verified. Copies a byte at most once.
 * Format: big-endian u32 total length, u32 headers length, CRC32 of these 8 bytes, headers, payload,
 * CRC32 of everything before it.
 */
export class FrameDecoder {
  #pending: Buffer[] = [];
  #length = 0;

  /**
   * The frames that are whole with this chunk, one by one: those before a bad one are good. To be
   * read to the end.
   * @throws FrameError for a bad checksum or an impossible length.
   */
  *push(chunk: Uint8Array): Generator<Frame, void, undefined> {
    this.#pending.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    this.#length += chunk.byteLength;
    while (this.#length >= PRELUDE) {
      const total = checkedLength(this.#peek(PRELUDE));
      if (this.#length < total) return;
      yield readFrame(this.#take(total));
    }
  }

  /** @throws FrameError when the stream ended inside a frame. */
  end(): void {
    if (this.#length === 0) return;
    throw new FrameError(`The stream ended inside a frame, ${this.#length} bytes into it`);
  }

  /** The first bytes, joined only when they lie in several chunks. */
  #peek(count: number): Buffer {
    const [first] = this.#pending;
    if (first && first.length >= count) return first;
    const joined = Buffer.concat(this.#pending);
    this.#pending = [joined];
    return joined;
  }

  #take(count: number): Buffer {
    const joined = this.#peek(count);
    const taken = joined.subarray(0, count);
    const rest = joined.subarray(count);
    this.#pending[0] = rest;
    if (rest.length === 0) this.#pending.shift();
    this.#length -= count;
    return taken;
  }
}

function checkedLength(prelude: Buffer): number {
  const total = prelude.readUInt32BE(0);
  if (total > MAX_FRAME_BYTES) {
    throw new FrameError(`A frame of ${total} bytes exceeds the limit of ${MAX_FRAME_BYTES}`);
  }
  if (total < OVERHEAD || prelude.readUInt32BE(4) > total - OVERHEAD) {
    throw new FrameError(
      `A frame cannot have ${total} bytes with ${prelude.readUInt32BE(4)} of headers`,
    );
  }
  if (crc32(prelude.subarray(0, 8)) !== prelude.readUInt32BE(8)) {
    throw new FrameError("The checksum of a frame's lengths does not match");
  }
  return total;
}

function readFrame(frame: Buffer): Frame {
  const end = frame.length - 4;
  if (crc32(frame.subarray(0, end)) !== frame.readUInt32BE(end)) {
    throw new FrameError('The checksum of a frame does not match');
  }
  const headersEnd = PRELUDE + frame.readUInt32BE(4);
  return {
    headers: readHeaders(frame.subarray(PRELUDE, headersEnd)),
    payload: frame.subarray(headersEnd, end),
  };
}

/** Bytes of a header's value by its type; 6 (bytes) and 7 (string) say their length themselves. */
const VALUE_BYTES: readonly (number | undefined)[] = [
  0,
  0,
  1,
  2,
  4,
  8,
  undefined,
  undefined,
  8,
  16,
];
const STRING = 7;

function readHeaders(bytes: Buffer): Record<string, string> {
  const headers: Record<string, string> = {};
  let at = 0;
  while (at < bytes.length) {
    const nameEnd = at + 1 + bytes.readUInt8(at);
    const name = bytes.toString('utf8', at + 1, nameEnd);
    const type = bytes[nameEnd] ?? VALUE_BYTES.length;
    const fixed = VALUE_BYTES[type];
    const start = nameEnd + (fixed === undefined ? 3 : 1);
    if (type >= VALUE_BYTES.length || start > bytes.length) throw unreadableHeaders();
    const end = start + (fixed ?? bytes.readUInt16BE(nameEnd + 1));
    if (end > bytes.length) throw unreadableHeaders();
    if (type === STRING) headers[name] = bytes.toString('utf8', start, end);
    at = end;
  }
  return headers;
}

function unreadableHeaders(): FrameError {
  return new FrameError('The headers of a frame cannot be read');
}
