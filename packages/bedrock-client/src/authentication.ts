import { ProviderError } from '@outcrop/unified-response';
import type { Environment } from './environment.js';
import type { BedrockClientOptions, CredentialsSource } from './options.js';

/** How requests are signed. One source alone: no member of one is ever completed from another. */
export type Authentication =
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'credentials'; readonly credentials: CredentialsSource }
  | { readonly kind: 'profile'; readonly profile: string }
  /** The AWS SDK's default chain, or its bearer token from the environment. */
  | { readonly kind: 'ambient'; readonly bearer: boolean };

/**
 * Chooses the source of credentials.
 * @throws ProviderError `config` when a key comes without its secret or the other way round.
 */
export function chooseAuthentication(
  options: BedrockClientOptions,
  environment: Environment,
): Authentication {
  if (options.apiKey) return { kind: 'bearer', token: options.apiKey };
  if (options.credentials) return { kind: 'credentials', credentials: options.credentials };
  const explicit = keyPair(
    options.accessKeyId || options.awsAccessKey,
    options.secretAccessKey || options.awsSecretKey,
    options.sessionToken || options.awsSessionToken,
    ['accessKeyId', 'secretAccessKey'],
  );
  if (explicit) return explicit;
  const profile = options.profile || options.awsProfileName;
  if (profile) return { kind: 'profile', profile };
  const { accessKey, secretKey, sessionToken, hasStandardKey } = environment;
  // Beside a standard key, AWS_SESSION_TOKEN is that key's token, not this one's.
  const token = hasStandardKey ? undefined : sessionToken;
  const ag2 = keyPair(accessKey, secretKey, token, ['AWS_ACCESS_KEY', 'AWS_SECRET_KEY']);
  return ag2 ?? { kind: 'ambient', bearer: environment.bearerToken !== undefined };
}

function keyPair(
  accessKeyId: string | undefined,
  secretAccessKey: string | undefined,
  sessionToken: string | undefined,
  names: readonly [key: string, secret: string],
): Authentication | undefined {
  if (!accessKeyId && !secretAccessKey) return undefined;
  if (!accessKeyId || !secretAccessKey) {
    const [given, missing] = accessKeyId ? names : [names[1], names[0]];
    throw new ProviderError(`${given} is set, but ${missing} is not`, {
      reason: 'config',
      path: missing,
      hint: `Set both ${names[0]} and ${names[1]}, or neither to use the default chain.`,
      provider: 'bedrock',
    });
  }
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
  return { kind: 'credentials', credentials };
}
