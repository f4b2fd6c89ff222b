import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { WireRequest, WireResponse } from './wire-exchange.js';

/** The request half of an exchange, over HTTP/1.1 or HTTP/2. */
export type NodeRequest = IncomingMessage | Http2ServerRequest;
/** The response half of an exchange, over HTTP/1.1 or HTTP/2. */
export type NodeResponse = ServerResponse | Http2ServerResponse;

/** Reads a request to its end. Rejects when the client goes away before that. */
export async function readRequest(
  request: NodeRequest,
  connectionId: number,
): Promise<WireRequest> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const],
  );
  return {
    protocol: request.httpVersionMajor === 2 ? 'h2c' : 'http1',
    connectionId,
    method: request.method ?? '',
    target: request.url ?? '',
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  };
}

/** HTTP/2 has no such headers, and Node refuses to send them (RFC 9113, section 8.2.2). */
const CONNECTION_HEADERS = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
]);

/** Writes a whole response; does nothing when the client has gone away. */
export function writeResponse(
  response: NodeResponse,
  { status, headers, body }: WireResponse,
): void {
  if (response.destroyed || response.writableEnded) return;
  const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) {
    if ('stream' in response && CONNECTION_HEADERS.has(name.toLowerCase())) continue;
    response.setHeader(name, value);
  }
  response.setHeader('content-length', bytes.byteLength);
  // ServerResponse and Http2ServerResponse declare `end` apart, so the union has no call of its own.
  (response as ServerResponse).end(bytes);
}

/** Breaks an exchange off, so that the client does not wait for an answer that never comes. */
export function abandon(response: NodeResponse): void {
  if ('stream' in response) response.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  else response.destroy();
}
