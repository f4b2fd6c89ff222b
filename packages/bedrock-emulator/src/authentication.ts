import { AwsError } from './aws-error.js';
import { equalInConstantTime } from './constant-time.js';
import { parseSigV4Authorization, SIGV4_ALGORITHM } from './sigv4-authorization.js';
import { verifySigV4 } from './sigv4-verification.js';
import type { WireRequest } from './wire-exchange.js';

/** An access key as the AWS SDK takes it. */
export interface EmulatorCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** How a request said who it comes from; no secret is kept. */
export type RequestAuthentication =
  | {
      readonly kind: 'sigv4';
      readonly accessKeyId: string;
      readonly region: string;
      readonly service: string;
      readonly signedHeaders: readonly string[];
      readonly sessionToken: boolean;
    }
  | { readonly kind: 'bearer' }
  | { readonly kind: 'none' };

/** What the emulator accepts. */
export interface AuthenticationPolicy {
  readonly mode: 'verify' | 'none';
  readonly credentials: EmulatorCredentials;
  readonly apiKeys: readonly string[];
  readonly region: string;
}

const BEARER = /^Bearer (.*)$/i;

/** What a request says of itself, before anything is checked. */
export function describeAuthentication({ headers }: WireRequest): RequestAuthentication {
  const header = headers.authorization ?? '';
  if (BEARER.test(header)) return { kind: 'bearer' };
  const authorization = parseSigV4Authorization(header);
  if (authorization === undefined) return { kind: 'none' };
  const { accessKeyId, region, service, signedHeaders } = authorization;
  const sessionToken = headers['x-amz-security-token'] !== undefined;
  return { kind: 'sigv4', accessKeyId, region, service, signedHeaders, sessionToken };
}

function verifyBearer(key: string, apiKeys: readonly string[]): void {
  // Every key is compared, so that the time does not tell which one came close.
  const matches = apiKeys.filter((apiKey) => equalInConstantTime(apiKey, key));
  if (matches.length === 0) {
    throw new AwsError(
      'AccessDeniedException',
      'Authentication failed: Please make sure your API Key is valid.',
      { messageMember: 'Message' },
    );
  }
}

/**
 * Checks who a request comes from: an AWS signature or a Bedrock API key.
 *
 * @throws AwsError with status 403 and AWS's own text.
 */
export function authenticate(request: WireRequest, policy: AuthenticationPolicy, now: Date): void {
  if (policy.mode === 'none') return;
  const header = request.headers.authorization ?? '';
  const bearer = BEARER.exec(header);
  if (bearer) {
    verifyBearer(bearer[1] ?? '', policy.apiKeys);
    return;
  }
  if (!header.startsWith(SIGV4_ALGORITHM)) {
    throw new AwsError('MissingAuthenticationTokenException');
  }
  const authorization = parseSigV4Authorization(header);
  if (authorization === undefined) throw new AwsError('IncompleteSignatureException');
  const { credentials, region } = policy;
  verifySigV4(request, authorization, { ...credentials, region, now });
}
