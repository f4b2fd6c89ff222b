import { crc32 } from 'node:zlib';

/** A frame of an event stream, around headers in bytes of any kind. */
export function frameOf(headers: Buffer, payload: Buffer): Buffer {
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32BE(16 + headers.length + payload.length, 0);
  lengths.writeUInt32BE(headers.length, 4);
  const beginning = Buffer.concat([lengths, checksum(lengths), headers, payload]);
  return Buffer.concat([beginning, checksum(beginning)]);
}

/** A header with a text. */
export function textHeader(name: string, value: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Buffer.byteLength(value));
  return header(name, 7, Buffer.concat([length, Buffer.from(value)]));
}

/** A header of any type. */
export function header(name: string, type: number, value: Buffer): Buffer {
  return Buffer.concat([
    Buffer.of(Buffer.byteLength(name)),
    Buffer.from(name),
    Buffer.of(type),
    value,
  ]);
}

/** The frame of an event. */
export function eventFrame(type: string, payload: string): Buffer {
  const headers = [textHeader(':event-type', type), textHeader(':message-type', 'event')];
  return frameOf(Buffer.concat(headers), Buffer.from(payload));
}

function checksum(bytes: Buffer): Buffer {
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(bytes));
  return checksum;
}
