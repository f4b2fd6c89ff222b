import { createHash, createHmac } from 'node:crypto';
import { AwsError } from './aws-error.js';
import { equalInConstantTime } from './constant-time.js';
import { SIGV4_ALGORITHM, type SigV4Authorization } from './sigv4-authorization.js';
import type { WireRequest } from './wire-exchange.js';

const SERVICE = 'bedrock';
const TOLERANCE_MS = 15 * 60_000;

/** What a request must be signed with and for, and when. */
export interface SigV4Expectation {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly region: string;
  readonly now: Date;
}

function sha256(data: string | Uint8Array): string {
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

function expectedSignature(
  request: WireRequest,
  { date, region, service, signedHeaders }: SigV4Authorization,
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
function basicIso(time: Date): string {
  return time.toISOString().replace(/[-:]|\.\d+/g, '');
}

function parsedBasicIso(text: string): number {
  return Date.parse(
    text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
}

function invalidSignature(message?: string): AwsError {
  return new AwsError('InvalidSignatureException', message);
}

function checkClock(timestamp: string, now: Date): void {
  const signedAt = parsedBasicIso(timestamp);
  const current = basicIso(now);
  const earliest = new Date(now.getTime() - TOLERANCE_MS);
  const latest = new Date(now.getTime() + TOLERANCE_MS);
  if (signedAt < earliest.getTime()) {
    throw invalidSignature(
      `Signature expired: ${timestamp} is now earlier than ${basicIso(earliest)} (${current} - 15 min.)`,
    );
  }
  if (signedAt > latest.getTime()) {
    throw invalidSignature(
      `Signature not yet current: ${timestamp} is still later than ${basicIso(latest)} (${current} + 15 min.)`,
    );
  }
}

function checkScope(authorization: SigV4Authorization, timestamp: string, region: string): void {
  const { date } = authorization;
  if (date !== timestamp.slice(0, 8)) {
    throw invalidSignature(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${timestamp.slice(0, 8)}', from '${timestamp}'.`,
    );
  }
  if (authorization.region !== region) {
    throw invalidSignature(
      `Credential should be scoped to a valid region, not '${authorization.region}'.`,
    );
  }
  if (authorization.service !== SERVICE) {
    throw invalidSignature(`Credential should be scoped to correct service: '${SERVICE}'.`);
  }
  if (authorization.terminator !== 'aws4_request') {
    throw invalidSignature(
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${authorization.terminator}'.`,
    );
  }
}

/**
 * Checks an AWS Signature Version 4 over a request: keys, session token, scope, clock (15 minutes
 * either way), headers, path and body.
 *
 * @throws AwsError UnrecognizedClientException, IncompleteSignatureException or
 *   InvalidSignatureException, with AWS's texts.
 */
export function verifySigV4(
  request: WireRequest,
  authorization: SigV4Authorization,
  expected: SigV4Expectation,
): void {
  const sessionToken = request.headers['x-amz-security-token'] ?? '';
  if (
    authorization.accessKeyId !== expected.accessKeyId ||
    !equalInConstantTime(sessionToken, expected.sessionToken ?? '')
  ) {
    throw new AwsError('UnrecognizedClientException');
  }
  const timestamp = request.headers['x-amz-date'] ?? '';
  if (Number.isNaN(parsedBasicIso(timestamp))) {
    throw new AwsError(
      'IncompleteSignatureException',
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    );
  }
  checkScope(authorization, timestamp, expected.region);
  checkClock(timestamp, expected.now);
  const { signedHeaders } = authorization;
  if (!signedHeaders.includes('host') && !signedHeaders.includes(':authority')) {
    throw invalidSignature(
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    );
  }
  const signature = expectedSignature(request, authorization, timestamp, expected.secretAccessKey);
  if (!equalInConstantTime(signature, authorization.signature)) throw invalidSignature();
}
