/** What stands for half a surrogate pair, which is no character. */
const REPLACEMENT = 0xfffd;

/** The bytes of a text. The language itself has no encoder, and this package needs no more than it. */
export function utf8Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? REPLACEMENT;
    const code = point >= 0xd800 && point <= 0xdfff ? REPLACEMENT : point;
    if (code < 0x80) bytes[length++] = code;
    else {
      const more = code < 0x800 ? 1 : code < 0x1_0000 ? 2 : 3;
      bytes[length++] = ((0xf00 >> more) & 0xff) | (code >> (6 * more));
      for (let left = more - 1; left >= 0; left -= 1) {
        bytes[length++] = 0x80 | ((code >> (6 * left)) & 0x3f);
      }
    }
  }
  return bytes.slice(0, length);
}
