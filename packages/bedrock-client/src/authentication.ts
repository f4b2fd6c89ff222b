import { ProviderError } from '@outcrop/unified-response';
import type { Environment } from './environment.js';
import type { BedrockClientOptions, Credentials, CredentialsSource } from './options.js';

/** How requests are signed. One source alone: no member of one is ever completed from another. */
export type Authentication =
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'credentials'; readonly credentials: CredentialsSource }
  | { readonly kind: 'profile'; readonly profile: string }
  /** The AWS SDK's default chain, or its bearer token from the environment. */
  | { readonly kind: 'ambient'; readonly hasBearerToken: boolean };

/**
 * Chooses the source of credentials.
 * @throws ProviderError `config` when a key comes without its secret or the other way round.
 */
export function chooseAuthentication(
  options: BedrockClientOptions,
  environment: Environment,
): Authentication {
  const { apiKey, credentials } = options;
  if (apiKey) return { kind: 'bearer', token: apiKey };
  if (credentials) {
    if (typeof credentials !== 'function') checkKey(credentials, OPTION_NAMES);
    return { kind: 'credentials', credentials };
  }
  const explicit = checkKey(
    {
      accessKeyId: options.accessKeyId || options.awsAccessKey,
      secretAccessKey: options.secretAccessKey || options.awsSecretKey,
      sessionToken: options.sessionToken || options.awsSessionToken,
    },
    OPTION_NAMES,
  );
  if (explicit) return { kind: 'credentials', credentials: explicit };
  const profile = options.profile || options.awsProfileName;
  if (profile) return { kind: 'profile', profile };
  const ag2 = ag2Key(environment);
  if (ag2) return { kind: 'credentials', credentials: ag2 };
  return { kind: 'ambient', hasBearerToken: environment.bearerToken !== undefined };
}

/** The key under AG2's names of the environment. */
function ag2Key(environment: Environment): Credentials | undefined {
  const { accessKey, secretKey, sessionToken, hasStandardKey } = environment;
  // AWS_SESSION_TOKEN alone, or beside a standard key, is no part of this one.
  const isOwnToken = !hasStandardKey && (accessKey || secretKey);
  return checkKey(
    {
      accessKeyId: accessKey,
      secretAccessKey: secretKey,
      sessionToken: isOwnToken ? sessionToken : undefined,
    },
    { key: 'AWS_ACCESS_KEY', secret: 'AWS_SECRET_KEY', token: 'AWS_SESSION_TOKEN' },
  );
}

/** What the parts of a key are called where they came from. */
type KeyNames = Readonly<Record<'key' | 'secret' | 'token', string>>;

const OPTION_NAMES: KeyNames = {
  key: 'accessKeyId',
  secret: 'secretAccessKey',
  token: 'sessionToken',
};

interface KeyParts {
  readonly accessKeyId?: string | undefined;
  readonly secretAccessKey?: string | undefined;
  readonly sessionToken?: string | undefined;
}

/** The key, or `undefined` when no part of one is there. */
function checkKey(parts: KeyParts, names: KeyNames): Credentials | undefined {
  const { accessKeyId, secretAccessKey, sessionToken } = parts;
  if (!accessKeyId && !secretAccessKey && !sessionToken) return undefined;
  if (accessKeyId && secretAccessKey) {
    return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  }
  const given = accessKeyId ? names.key : secretAccessKey ? names.secret : names.token;
  const missing = accessKeyId ? names.secret : names.key;
  throw new ProviderError(`${given} is set, but ${missing} is not`, {
    reason: 'config',
    path: missing,
    hint: `Set both ${names.key} and ${names.secret}, or none of them to use the default chain.`,
    provider: 'bedrock',
  });
}
