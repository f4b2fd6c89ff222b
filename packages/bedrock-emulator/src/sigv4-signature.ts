import { createHash, createHmac } from 'node:crypto';
import { SIGV4_ALGORITHM, type SigV4Authorization } from './sigv4-authorization.js';
import type { WireRequest } from './wire-exchange.js';

/** What Bedrock Runtime is called in signatures. */
export const SIGV4_SERVICE = 'bedrock';

/** What a signature covers, and for whom it is. */
export type SigV4Scope = Pick<SigV4Authorization, 'date' | 'region' | 'service' | 'signedHeaders'>;

/** In hexadecimal. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Uint8Array, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

function uriEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The path normalised, each of its segments, percent-encoded as they came, encoded once more. */
function canonicalUri(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(uriEncoded(segment));
  }
  return `/${segments.join('/')}${path.length > 1 && path.endsWith('/') ? '/' : ''}`;
}

/** The query as it came, in order: no operation that is answered has one to be encoded anew. */
function canonicalQuery(query: string): string {
  return query.split('&').sort().join('&');
}

/** A signed header's value; the host goes by two names, of which a protocol sends only one. */
function headerValue(headers: WireRequest['headers'], name: string): string {
  const alias = name === 'host' ? ':authority' : name === ':authority' ? 'host' : name;
  const own = [name, alias].find((key) => Object.hasOwn(headers, key)) ?? '';
  return (headers[own] ?? '').trim().replace(/\s+/g, ' ');
}

function canonicalRequest(request: WireRequest, signedHeaders: readonly string[]): string {
  const [path = '', ...query] = request.target.split('?');
  return [
    request.method,
    canonicalUri(path),
    canonicalQuery(query.join('?')),
    ...signedHeaders.map((name) => `${name}:${headerValue(request.headers, name)}`),
    '',
    signedHeaders.join(';'),
    // Of the body that came, whatever the client says its hash is.
    sha256(request.body),
  ].join('\n');
}

/** The signature of a request, in hexadecimal. */
export function signatureOf(
  request: WireRequest,
  { date, region, service, signedHeaders }: SigV4Scope,
  timestamp: string,
  secretAccessKey: string,
): string {
  const stringToSign = [
    SIGV4_ALGORITHM,
    timestamp,
    `${date}/${region}/${service}/aws4_request`,
    sha256(canonicalRequest(request, signedHeaders)),
  ].join('\n');
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${secretAccessKey}`,
  );
  return hmac(key, stringToSign).toString('hex');
}

/** `20260314T092653Z`, the form SigV4 writes times in. */
export function basicIso(time: Date): string {
  return time.toISOString().replace(/[-:]|\.\d+/g, '');
}
