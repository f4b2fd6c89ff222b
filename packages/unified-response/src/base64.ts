const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes encoded at a time: a multiple of three, so that only the last piece is padded. */
const PIECE = 12_288;

/** The part of Node's `Buffer` used here: native code, found at run time so that browsers work too. */
interface NativeBytes {
  from(text: string, encoding: 'base64'): Uint8Array;
  from(
    buffer: ArrayBufferLike,
    byteOffset: number,
    length: number,
  ): { toString(encoding: 'base64'): string };
}

function nativeBytes(): NativeBytes | undefined {
  return (globalThis as { Buffer?: NativeBytes }).Buffer;
}

/** Base64 of bytes, padded, standard alphabet. */
export function bytesToBase64(bytes: Uint8Array): string {
  const native = nativeBytes();
  if (native)
    return native.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += PIECE) {
    pieces.push(encode(bytes.subarray(at, at + PIECE)));
  }
  return pieces.join('');
}

/**
 * Bytes of a base64 text (standard or URL alphabet, padding and white space optional).
 * @throws TypeError when the text holds anything else, or ends within a byte.
 */
export function base64ToBytes(text: string): Uint8Array {
  const digits = base64Digits(text);
  const native = nativeBytes();
  // A copy: Node decodes short texts into memory that they share with other buffers.
  return native ? new Uint8Array(native.from(digits, 'base64')) : decode(digits);
}

/** The text without white space and padding. No pattern here can backtrack: texts have megabytes. */
function base64Digits(text: string): string {
  const dense = /\s/.test(text) ? text.replace(/\s+/g, '') : text;
  const padding = dense.endsWith('==') ? 2 : dense.endsWith('=') ? 1 : 0;
  const digits = dense.slice(0, dense.length - padding);
  if (/[^A-Za-z0-9+/_-]/.test(digits)) {
    throw new TypeError('expected base64 text, got characters outside its alphabet');
  }
  if (digits.length % 4 === 1) {
    throw new TypeError('expected base64 text, got one that ends within a byte');
  }
  return digits;
}

function encode(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const triple = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += ALPHABET.charAt(triple >> 18) + ALPHABET.charAt((triple >> 12) & 63);
    text += left > 1 ? ALPHABET.charAt((triple >> 6) & 63) : '=';
    text += left > 2 ? ALPHABET.charAt(triple & 63) : '=';
  }
  return text;
}

function decode(digits: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let filled = 0;
  for (let at = 0; at < digits.length; at += 1) {
    bits = (bits << 6) | digitValue(digits.charCodeAt(at));
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[filled] = (bits >> held) & 255;
      filled += 1;
    }
  }
  return bytes;
}

/** The six bits of a digit, by its character code. */
function digitValue(code: number): number {
  if (code >= 97) return code - 71; // a to z
  if (code === 95) return 63; // _
  if (code >= 65) return code - 65; // A to Z
  if (code >= 48) return code + 4; // 0 to 9
  return code === 47 ? 63 : 62; // /, and + or -
}
