import { ProviderError } from '@outcrop/unified-response';
import type { Environment } from './environment.js';
import { checkCount, checkWord, invalidOption } from './option-check.js';
import type {
  AssumeRole,
  BedrockClientOptions,
  Credentials,
  CredentialsSource,
  WebIdentity,
} from './options.js';

/** How requests are signed. One source alone: no member of one is ever completed from another. */
export type Authentication =
  | { readonly kind: 'none' }
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'role'; readonly role: AssumeRole; readonly base: Identity }
  | Identity;

/** Whose credentials they are. */
export type Identity =
  | { readonly kind: 'credentials'; readonly credentials: CredentialsSource }
  | { readonly kind: 'webIdentity'; readonly identity: WebIdentity }
  | { readonly kind: 'profile'; readonly profile: string }
  /** The AWS SDK's default chain, or its bearer token from the environment. */
  | { readonly kind: 'ambient'; readonly hasBearerToken: boolean };

/**
 * Chooses the source of credentials.
 * @throws ProviderError `config` when a key comes without its secret or the other way round, and for
 * a role that cannot be taken on.
 */
export function chooseAuthentication(
  options: BedrockClientOptions,
  environment: Environment,
): Authentication {
  const { apiKey, assumeRole } = options;
  if (checkWord('auth', options.auth, ['none'])) return { kind: 'none' };
  if (apiKey && assumeRole) {
    throw new ProviderError('assumeRole cannot be used with apiKey: a role needs AWS credentials', {
      reason: 'config',
      path: 'assumeRole',
      hint: 'Leave out one of the two.',
      provider: 'bedrock',
    });
  }
  if (apiKey) return { kind: 'bearer', token: apiKey };
  const base = chooseIdentity(options, environment);
  return assumeRole ? { kind: 'role', role: checkRole(assumeRole), base } : base;
}

function chooseIdentity(options: BedrockClientOptions, environment: Environment): Identity {
  const { credentials, webIdentity } = options;
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
  if (webIdentity) return { kind: 'webIdentity', identity: checkWebIdentity(webIdentity) };
  const profile = options.profile || options.awsProfileName;
  if (profile) return { kind: 'profile', profile };
  const ag2 = ag2Key(environment);
  if (ag2) return { kind: 'credentials', credentials: ag2 };
  return { kind: 'ambient', hasBearerToken: environment.bearerToken !== undefined };
}

function checkRole(role: AssumeRole): AssumeRole {
  checkText('assumeRole.roleArn', role.roleArn);
  checkCount('assumeRole.durationSeconds', role.durationSeconds, 1);
  if (role.mfaSerial !== undefined && typeof role.mfaCode !== 'function') {
    throw invalidOption('assumeRole.mfaCode', 'a function that gets the code', role.mfaCode);
  }
  return role;
}

function checkWebIdentity(identity: WebIdentity): WebIdentity {
  checkText('webIdentity.roleArn', identity.roleArn);
  checkText('webIdentity.tokenFile', identity.tokenFile);
  checkCount('webIdentity.durationSeconds', identity.durationSeconds, 1);
  return identity;
}

function checkText(name: string, value: unknown): void {
  if (typeof value !== 'string' || value === '') throw invalidOption(name, 'a text', value);
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
