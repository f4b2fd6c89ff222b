const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

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
  return encode(bytes);
}

/**
 * Bytes of a base64 text (standard or URL alphabet, padding and white space optional).
 * @throws TypeError when the text holds anything else.
 */
export function base64ToBytes(text: string): Uint8Array {
  if (!/^[A-Za-z0-9+/_\-\s]*={0,2}\s*$/.test(text)) {
    throw new TypeError('expected base64 text, got characters outside its alphabet');
  }
  const native = nativeBytes();
  if (native) {
    const bytes = native.from(text, 'base64');
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  return decode(text);
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

function decode(text: string): Uint8Array {
  const clean = text.replace(/[\s=]/g, '').replaceAll('-', '+').replaceAll('_', '/');
  const bytes = new Uint8Array(Math.floor((clean.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const character of clean) {
    bits = (bits << 6) | ALPHABET.indexOf(character);
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at] = (bits >> held) & 255;
      at += 1;
    }
  }
  return bytes;
}
