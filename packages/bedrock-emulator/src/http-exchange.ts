import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { WireRequest } from './wire-exchange.js';

/** The request half of an exchange, over HTTP/1.1 or HTTP/2. */
export type NodeRequest = IncomingMessage | Http2ServerRequest;
/** The response half of an exchange, over HTTP/1.1 or HTTP/2. */
export type NodeResponse = ServerResponse | Http2ServerResponse;

function protocolOf({ httpVersionMajor, socket }: NodeRequest): WireRequest['protocol'] {
  if (httpVersionMajor !== 2) return 'http1';
  return 'encrypted' in socket && socket.encrypted === true ? 'h2' : 'h2c';
}

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
    protocol: protocolOf(request),
    connectionId,
    method: request.method ?? '',
    target: request.url ?? '',
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  };
}

/** Breaks an exchange off, so that the client does not wait for an answer that never comes. */
export function abandon(response: NodeResponse): void {
  if ('stream' in response) response.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  else response.destroy();
}
