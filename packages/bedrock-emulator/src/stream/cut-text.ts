/** Cuts a text into pieces of so many characters; a character beyond U+FFFF is never cut in two. */
export function cutText(text: string, characters: number): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (start < text.length) {
    let end = Math.min(start + characters, text.length);
    const last = text.charCodeAt(end - 1);
    const isHighSurrogate = last >= 0xd800 && last < 0xdc00;
    if (isHighSurrogate && end < text.length) end += 1;
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces.length === 0 ? [''] : pieces;
}
