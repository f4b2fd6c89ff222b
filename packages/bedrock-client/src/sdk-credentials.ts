import type { BedrockRuntimeClientConfig } from '@aws-sdk/client-bedrock-runtime';
import type * as CredentialProviders from '@aws-sdk/credential-providers';
import type { Authentication, Identity } from './authentication.js';
import type { ConversePort } from './converse-port.js';
import { missingPackage } from './missing-package.js';
import type { AssumeRole, Credentials, CredentialsSource, WebIdentity } from './options.js';
import type { SdkTransport } from './sdk-transport.js';

/** What the sources of credentials need to ask AWS themselves. */
export interface CredentialsContext {
  readonly region: string;
  /** Over HTTP/1.1. */
  readonly transport: SdkTransport;
}

/** The part of a client's configuration that says how it signs; that of all AWS clients is alike. */
export function authenticationConfig(
  authentication: Authentication,
  context: CredentialsContext,
): BedrockRuntimeClientConfig {
  // A bearer token in the environment would win over explicit credentials, and an empty one would
  // fail the call (measured on 3.1164): the scheme is always named.
  const signed = { authSchemePreference: ['sigv4'] };
  switch (authentication.kind) {
    case 'none':
      return UNSIGNED;
    case 'bearer':
      return {
        token: { token: authentication.token },
        authSchemePreference: ['httpBearerAuth'],
      };
    case 'credentials':
      return { credentials: named(authentication.credentials), ...signed };
    case 'webIdentity':
      return { credentials: webIdentity(authentication.identity, context), ...signed };
    case 'role':
      return { credentials: role(authentication.role, authentication.base, context), ...signed };
    case 'profile':
      return { profile: authentication.profile, ...sharedFiles(context), ...signed };
    case 'ambient':
      return { ...sharedFiles(context), ...(authentication.hasBearerToken ? {} : signed) };
  }
}

/** A client of the SDK, or a double, which may have no configuration. */
interface CredentialsClient {
  readonly config?: { readonly credentials?: (options: object) => Promise<unknown> };
}

/**
 * How a client gets fresh credentials; nothing, where there can be no others.
 * @param authentication Where it is known; not of the caller's own client.
 */
export function credentialsRenewal(
  { config }: CredentialsClient,
  authentication?: Authentication,
): Pick<ConversePort, 'renewCredentials'> {
  const isFixed = authentication !== undefined && !isSource(authentication);
  if (isFixed || typeof config?.credentials !== 'function') return {};
  return {
    renewCredentials: async () => {
      await config.credentials?.({ forceRefresh: true });
    },
  };
}

function isSource(authentication: Authentication): boolean {
  const { kind } = authentication;
  if (kind === 'credentials') return typeof authentication.credentials === 'function';
  return kind !== 'none' && kind !== 'bearer';
}

const NO_AUTH = 'smithy.api#noAuth';

const UNSIGNED: BedrockRuntimeClientConfig = {
  httpAuthSchemes: [
    {
      schemeId: NO_AUTH,
      identityProvider: () => async () => ({}),
      signer: { sign: async (request) => request },
    },
  ],
  httpAuthSchemeProvider: () => [{ schemeId: NO_AUTH }],
};

/**
 * Settings of the default chain that the client's type does not name, though it passes them on (read
 * in 3.1164): shared files are read anew each time, and SSO is asked by the same way as Bedrock.
 */
function sharedFiles({ transport }: CredentialsContext): object {
  return { ignoreCache: true, clientConfig: { requestHandler: transport } };
}

function named(credentials: CredentialsSource): CredentialsSource {
  if (typeof credentials !== 'function') return credentials;
  return () => asCredentialsError('credentials', credentials);
}

/** Has a failure of the caller's function say that it is one of credentials, as the SDK's sources do. */
async function asCredentialsError<Result>(
  name: string,
  get: () => Promise<Result>,
): Promise<Result> {
  try {
    return await get();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const error = new Error(`The ${name} function failed: ${reason}`, { cause });
    throw Object.assign(error, { name: 'CredentialsProviderError' });
  }
}

/** The SDK's sources, which its types call by two names. */
type Provider = (options?: object) => Promise<Credentials>;

/** A source that is made when it is first asked, and made anew, with all it remembers, to refresh. */
function lazily(make: (providers: typeof CredentialProviders) => Provider): Provider {
  let provider: Promise<Provider> | undefined;
  return async (options) => {
    if (options && 'forceRefresh' in options) provider = undefined;
    provider ??= credentialProviders().then(make);
    return (await provider)(options);
  };
}

function role(
  { roleArn, externalId, sessionName, durationSeconds, mfaSerial, mfaCode }: AssumeRole,
  base: Identity,
  context: CredentialsContext,
): Provider {
  return lazily((providers) =>
    providers.fromTemporaryCredentials({
      masterCredentials: baseCredentials(base, context, providers),
      params: {
        RoleArn: roleArn,
        ...(externalId === undefined ? {} : { ExternalId: externalId }),
        ...(sessionName === undefined ? {} : { RoleSessionName: sessionName }),
        ...(durationSeconds === undefined ? {} : { DurationSeconds: durationSeconds }),
        ...(mfaSerial === undefined ? {} : { SerialNumber: mfaSerial }),
      },
      mfaCodeProvider: (serial) =>
        asCredentialsError('mfaCode', async () => mfaCode?.(serial) ?? ''),
      clientConfig: stsConfig(context),
    }),
  );
}

function baseCredentials(
  base: Identity,
  context: CredentialsContext,
  { fromNodeProviderChain }: typeof CredentialProviders,
): CredentialsSource {
  switch (base.kind) {
    case 'credentials':
      return named(base.credentials);
    case 'webIdentity':
      return webIdentity(base.identity, context);
    case 'profile':
      return fromNodeProviderChain({ profile: base.profile, ...sharedFiles(context) });
    case 'ambient':
      return fromNodeProviderChain(sharedFiles(context));
  }
}

function webIdentity(
  { tokenFile, roleArn, sessionName, durationSeconds }: WebIdentity,
  context: CredentialsContext,
): Provider {
  return lazily(({ fromTokenFile }) =>
    fromTokenFile({
      webIdentityTokenFile: tokenFile,
      roleArn,
      ...(sessionName === undefined ? {} : { roleSessionName: sessionName }),
      ...(durationSeconds === undefined ? {} : { durationSeconds }),
      clientConfig: stsConfig(context),
    }),
  );
}

/** One attempt: the retries around the call are ours. */
function stsConfig({ region, transport }: CredentialsContext): object {
  return { region, requestHandler: transport, maxAttempts: 1 };
}

async function credentialProviders(): Promise<typeof CredentialProviders> {
  try {
    return await import('@aws-sdk/credential-providers');
  } catch (cause) {
    const need = 'assumeRole and webIdentity need';
    throw missingPackage(need, '@aws-sdk/credential-providers', cause);
  }
}
