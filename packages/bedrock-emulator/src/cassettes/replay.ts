import type { WireResponse } from '../wire-exchange.js';
import type { Cassette } from './cassette.js';

/** What belongs to the recorded connection and moment, and is made anew. */
const OF_THE_MOMENT = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
]);

function bodyOf({ body, bodyBase64 }: Cassette): string | Uint8Array {
  if (bodyBase64 !== undefined) return Buffer.from(bodyBase64, 'base64');
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** The response on a cassette. */
export function replay(cassette: Cassette): WireResponse {
  const headers = Object.entries(cassette.headers).filter(
    ([name]) => !OF_THE_MOMENT.has(name.toLowerCase()),
  );
  return {
    status: cassette.status,
    headers: Object.fromEntries(headers),
    body: bodyOf(cassette),
  };
}
