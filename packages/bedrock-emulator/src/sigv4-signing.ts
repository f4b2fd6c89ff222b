import type { EmulatorCredentials } from './authentication.js';
import { SIGV4_ALGORITHM } from './sigv4-authorization.js';
import { basicIso, SIGV4_SERVICE, sha256, signatureOf } from './sigv4-signature.js';
import type { WireRequest } from './wire-exchange.js';

/** Who signs, for which region, and when. */
export interface SigV4Signer {
  readonly credentials: EmulatorCredentials;
  readonly region: string;
  readonly now: Date;
}

/** The headers of a request to `host`, with a signature in place of the one it came with. */
export function signedHeaders(
  request: WireRequest,
  host: string,
  { credentials, region, now }: SigV4Signer,
): Record<string, string> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const timestamp = basicIso(now);
  const date = timestamp.slice(0, 8);
  const {
    authorization: _replaced,
    'x-amz-security-token': _alsoReplaced,
    ...others
  } = request.headers;
  const signed = {
    host,
    'x-amz-content-sha256': sha256(request.body),
    'x-amz-date': timestamp,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(signed);
  const scope = { date, region, service: SIGV4_SERVICE, signedHeaders: names };
  const toBeSigned = { ...request, headers: signed };
  const signature = signatureOf(toBeSigned, scope, timestamp, secretAccessKey);
  const parts = [
    `Credential=${accessKeyId}/${date}/${region}/${SIGV4_SERVICE}/aws4_request`,
    `SignedHeaders=${names.join(';')}`,
    `Signature=${signature}`,
  ];
  return { ...others, ...signed, authorization: `${SIGV4_ALGORITHM} ${parts.join(', ')}` };
}
