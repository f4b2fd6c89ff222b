/** What stands for half a surrogate pair, which is no character. */
const REPLACEMENT = 0xfffd;

/** How the first byte begins, by the number of bytes that follow it (RFC 3629). */
const LEADS = [0, 0xc0, 0xe0, 0xf0] as const;

/** The bytes of a text. The language itself has no encoder, and this package needs no more than it. */
export function utf8Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? REPLACEMENT;
    const code = point >= 0xd800 && point <= 0xdfff ? REPLACEMENT : point;
    const following = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x1_0000 ? 2 : 3;
    bytes[length++] = LEADS[following] | (code >> (6 * following));
    for (let left = following - 1; left >= 0; left -= 1) {
      bytes[length++] = 0x80 | ((code >> (6 * left)) & 0x3f);
    }
  }
  return bytes.slice(0, length);
}
