/** What every HTTP/2 connection with prior knowledge starts with (RFC 9113, section 3.4). */
const HTTP2_PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'latin1');

/** Which protocol the first bytes of a connection belong to; undefined while both are possible. */
export function sniffProtocol(firstBytes: Uint8Array): 'http1' | 'h2c' | undefined {
  const length = Math.min(firstBytes.length, HTTP2_PREFACE.length);
  if (HTTP2_PREFACE.compare(firstBytes, 0, length, 0, length) !== 0) return 'http1';
  return length === HTTP2_PREFACE.length ? 'h2c' : undefined;
}
