import { AwsError } from './aws-error.js';
import { equalInConstantTime } from './constant-time.js';
import type { SigV4Authorization } from './sigv4-authorization.js';
import { basicIso, SIGV4_SERVICE, signatureOf } from './sigv4-signature.js';
import type { WireRequest } from './wire-exchange.js';

const TOLERANCE_MS = 15 * 60_000;

/** What a request must be signed with and for, and when. */
export interface SigV4Expectation {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly region: string;
  readonly now: Date;
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
  if (authorization.service !== SIGV4_SERVICE) {
    throw invalidSignature(`Credential should be scoped to correct service: '${SIGV4_SERVICE}'.`);
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
  const signature = signatureOf(request, authorization, timestamp, expected.secretAccessKey);
  if (!equalInConstantTime(signature, authorization.signature)) throw invalidSignature();
}
