/** HTTP/2's error codes in the order of their numbers (RFC 9113, section 7). */
const HTTP2_ERROR_CODES = [
  'NO_ERROR',
  'PROTOCOL_ERROR',
  'INTERNAL_ERROR',
  'FLOW_CONTROL_ERROR',
  'SETTINGS_TIMEOUT',
  'STREAM_CLOSED',
  'FRAME_SIZE_ERROR',
  'REFUSED_STREAM',
  'CANCEL',
  'COMPRESSION_ERROR',
  'CONNECT_ERROR',
  'ENHANCE_YOUR_CALM',
  'INADEQUATE_SECURITY',
  'HTTP_1_1_REQUIRED',
] as const;

/** The name of an HTTP/2 error code. */
export type Http2ErrorCode = (typeof HTTP2_ERROR_CODES)[number];

/** The number that goes over the wire. */
export function http2ErrorNumber(code: Http2ErrorCode): number {
  return HTTP2_ERROR_CODES.indexOf(code);
}
