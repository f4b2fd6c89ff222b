import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, reply } from '@outcrop/bedrock-emulator';
import type { ProviderError } from '@outcrop/unified-response';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
  vi,
} from 'vitest';
import { chooseAuthentication } from './authentication.js';
import { createBedrockClient } from './bedrock-client.js';
import { readEnvironment } from './environment.js';
import type { BedrockClientOptions } from './options.js';
import { caughtError, thrownError } from './testing/caught-error.js';
import { clientOf, emulated, HELLO } from './testing/emulated.js';

const KEY = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'explicit/SECRET+1' };
const SESSION_KEY = { ...KEY, sessionToken: 'the-token-of-the-explicit-key' };
const AMBIENT = { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', secretAccessKey: 'ambient/SECRET+2' };
const API_KEY = 'ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'outcrop-credentials-'));
  const section = (name: string, key: typeof KEY): string =>
    `[${name}]\naws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}\n`;
  writeFileSync(join(directory, 'credentials'), section('default', AMBIENT) + section('work', KEY));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Nothing of this machine decides a test. */
beforeEach(() => {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  }
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(directory, 'none'));
  vi.stubEnv('AWS_CONFIG_FILE', join(directory, 'none'));
});
afterEach(() => vi.unstubAllEnvs());

/** What the emulator saw of one call; the call fails unless it is signed as the emulator wants it. */
async function authenticationOf(
  emulator: Emulator,
  options: BedrockClientOptions,
): Promise<Emulator['requests'][number]['auth'] | undefined> {
  const { endpoint, region } = emulator.clientOptions;
  const client = createBedrockClient({ endpoint, region, totalMaxAttempts: 1, ...options });
  try {
    await client.create(HELLO);
  } finally {
    await client.close();
  }
  return emulator.requests.at(-1)?.auth;
}

describe('explicit keys', () => {
  it.each<[names: string, options: BedrockClientOptions]>([
    ['our names', KEY],
    ['AG2 names', { awsAccessKey: KEY.accessKeyId, awsSecretKey: KEY.secretAccessKey }],
    ['an object', { credentials: KEY }],
    ['a function', { credentials: () => Promise.resolve(KEY) }],
  ])('sign under %s', async (_, options) => {
    const emulator = await emulated({ credentials: KEY });
    const auth = await authenticationOf(emulator, options);
    expect(auth).toMatchObject({ kind: 'sigv4', sessionToken: false, service: 'bedrock' });
    expect(auth).toMatchObject({ accessKeyId: KEY.accessKeyId, region: 'us-east-1' });
  });

  it.each<[names: string, options: BedrockClientOptions]>([
    ['our names', SESSION_KEY],
    [
      'AG2 names',
      {
        awsAccessKey: KEY.accessKeyId,
        awsSecretKey: KEY.secretAccessKey,
        awsSessionToken: SESSION_KEY.sessionToken,
      },
    ],
    ['an object', { credentials: SESSION_KEY }],
    ['a function', { credentials: async () => SESSION_KEY }],
  ])('sign with their session token under %s', async (_, options) => {
    const emulator = await emulated({ credentials: SESSION_KEY });
    expect(await authenticationOf(emulator, options)).toMatchObject({ sessionToken: true });
  });

  it.each(['http1', 'http2'] as const)(
    'are left alone by the environment, over %s',
    async (protocol) => {
      vi.stubEnv('AWS_BEARER_TOKEN_BEDROCK', API_KEY);
      vi.stubEnv('AWS_ACCESS_KEY_ID', AMBIENT.accessKeyId);
      vi.stubEnv('AWS_SECRET_ACCESS_KEY', AMBIENT.secretAccessKey);
      vi.stubEnv('AWS_SESSION_TOKEN', 'the-token-of-another-key');
      vi.stubEnv('AWS_ACCESS_KEY', AMBIENT.accessKeyId);
      vi.stubEnv('AWS_SECRET_KEY', AMBIENT.secretAccessKey);
      const emulator = await emulated({ credentials: KEY, apiKeys: [API_KEY] });
      const auth = await authenticationOf(emulator, { ...KEY, protocol });
      expect(auth).toMatchObject({
        kind: 'sigv4',
        accessKeyId: KEY.accessKeyId,
        sessionToken: false,
      });
    },
  );

  it('are asked for anew when they have run out', async () => {
    const emulator = await emulated({ credentials: KEY });
    let asked = 0;
    const credentials = async () => {
      asked += 1;
      return { ...KEY, expiration: new Date(Date.now() + (asked === 1 ? -1000 : 3_600_000)) };
    };
    const { endpoint, region } = emulator.clientOptions;
    const client = createBedrockClient({ endpoint, region, credentials });
    await client.create(HELLO);
    await client.create(HELLO);
    await client.create(HELLO);
    expect(asked).toBe(2);
    await client.close();
  });
});

describe('half a key', () => {
  const { accessKeyId, secretAccessKey } = KEY;

  it.each<[options: BedrockClientOptions, variables: Record<string, string>, message: string]>([
    [{ accessKeyId }, {}, 'accessKeyId is set, but secretAccessKey is not'],
    [{ secretAccessKey }, {}, 'secretAccessKey is set, but accessKeyId is not'],
    [{ accessKeyId, secretAccessKey: '' }, {}, 'accessKeyId is set, but secretAccessKey is not'],
    [{ awsSecretKey: secretAccessKey }, {}, 'secretAccessKey is set, but accessKeyId is not'],
    [{ sessionToken: 'token' }, {}, 'sessionToken is set, but accessKeyId is not'],
    [
      { credentials: { accessKeyId, secretAccessKey: '' } },
      {},
      'accessKeyId is set, but secretAccessKey is not',
    ],
    [{}, { AWS_ACCESS_KEY: accessKeyId }, 'AWS_ACCESS_KEY is set, but AWS_SECRET_KEY is not'],
    [{}, { AWS_SECRET_KEY: secretAccessKey }, 'AWS_SECRET_KEY is set, but AWS_ACCESS_KEY is not'],
  ])('%j with %j is an error that names what is missing', async (options, variables, message) => {
    const environment = readEnvironment(variables);
    const error = await thrownError(() => chooseAuthentication(options, environment));
    expect(error).toMatchObject({
      reason: 'config',
      message,
      path: message.match(/\w+(?= is not)/)?.[0],
    });
    expect(JSON.stringify(error)).not.toContain(secretAccessKey);
    expect(JSON.stringify(error)).not.toContain(accessKeyId);
  });

  it('is never made whole by the environment', async () => {
    const environment = readEnvironment({ AWS_SECRET_KEY: secretAccessKey, AWS_ACCESS_KEY: 'x' });
    const error = await thrownError(() => chooseAuthentication({ accessKeyId }, environment));
    expect(error.message).toContain('secretAccessKey is not');
  });
});

describe('an API key', () => {
  it.each(['http1', 'http2'] as const)('is sent as bearer token, over %s', async (protocol) => {
    const emulator = await emulated({ apiKeys: [API_KEY] });
    vi.stubEnv('AWS_ACCESS_KEY_ID', AMBIENT.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', AMBIENT.secretAccessKey);
    const auth = await authenticationOf(emulator, { apiKey: API_KEY, protocol });
    expect(auth).toEqual({ kind: 'bearer' });
  });

  it('goes before keys', async () => {
    const emulator = await emulated({ apiKeys: [API_KEY] });
    expect(await authenticationOf(emulator, { ...KEY, apiKey: API_KEY })).toEqual({
      kind: 'bearer',
    });
  });

  it('of the environment is used when nothing is given', async () => {
    vi.stubEnv('AWS_BEARER_TOKEN_BEDROCK', API_KEY);
    const emulator = await emulated({ apiKeys: [API_KEY] });
    expect(await authenticationOf(emulator, {})).toEqual({ kind: 'bearer' });
  });

  it('that is wrong says so', async () => {
    const emulator = await emulated({ apiKeys: [API_KEY] });
    const error = await caughtError(authenticationOf(emulator, { apiKey: 'another' }));
    expect(error).toMatchObject({ reason: 'authentication', status: 403 });
    expect(error.hint).toContain('API key');
  });
});

describe('a profile', () => {
  beforeEach(() => {
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(directory, 'credentials'));
  });

  it.each(['profile', 'awsProfileName'] as const)('signs as %s', async (option) => {
    // The SDK warns of the keys in the environment, which it passes over.
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    onTestFinished(() => warn.mockRestore());
    vi.stubEnv('AWS_ACCESS_KEY_ID', AMBIENT.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', AMBIENT.secretAccessKey);
    vi.stubEnv('AWS_SESSION_TOKEN', 'the-token-of-another-key');
    vi.stubEnv('AWS_BEARER_TOKEN_BEDROCK', API_KEY);
    const emulator = await emulated({ credentials: KEY, apiKeys: [API_KEY] });
    const auth = await authenticationOf(emulator, { [option]: 'work' });
    expect(auth).toMatchObject({ accessKeyId: KEY.accessKeyId, sessionToken: false });
  });

  it('of AWS_PROFILE is part of the default chain', async () => {
    vi.stubEnv('AWS_PROFILE', 'work');
    const emulator = await emulated({ credentials: KEY });
    expect(await authenticationOf(emulator, {})).toMatchObject({ accessKeyId: KEY.accessKeyId });
  });

  it('that does not exist is an authentication error with a hint', async () => {
    const emulator = await emulated({ credentials: KEY });
    const error = await caughtError(authenticationOf(emulator, { profile: 'unheard-of' }));
    expect(error).toMatchObject({ reason: 'authentication', retryable: false, attempts: 1 });
    expect(error.hint).toContain('profile');
    expect(emulator.requests).toEqual([]);
  });
});

describe('the environment', () => {
  it('has the standard names', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', SESSION_KEY.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', SESSION_KEY.secretAccessKey);
    vi.stubEnv('AWS_SESSION_TOKEN', SESSION_KEY.sessionToken);
    const emulator = await emulated({ credentials: SESSION_KEY });
    expect(await authenticationOf(emulator, {})).toMatchObject({ sessionToken: true });
  });

  it('has AG2 names, with a session token of their own', async () => {
    vi.stubEnv('AWS_ACCESS_KEY', SESSION_KEY.accessKeyId);
    vi.stubEnv('AWS_SECRET_KEY', SESSION_KEY.secretAccessKey);
    vi.stubEnv('AWS_SESSION_TOKEN', SESSION_KEY.sessionToken);
    const emulator = await emulated({ credentials: SESSION_KEY });
    expect(await authenticationOf(emulator, {})).toMatchObject({ sessionToken: true });
  });

  it('has a session token of the standard key that is not taken for that of AG2 names', async () => {
    vi.stubEnv('AWS_ACCESS_KEY', KEY.accessKeyId);
    vi.stubEnv('AWS_SECRET_KEY', KEY.secretAccessKey);
    vi.stubEnv('AWS_ACCESS_KEY_ID', AMBIENT.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', AMBIENT.secretAccessKey);
    vi.stubEnv('AWS_SESSION_TOKEN', 'the-token-of-another-key');
    const emulator = await emulated({ credentials: KEY });
    const auth = await authenticationOf(emulator, {});
    expect(auth).toMatchObject({ accessKeyId: KEY.accessKeyId, sessionToken: false });
  });

  it('may have an empty bearer token, which counts as none', async () => {
    vi.stubEnv('AWS_BEARER_TOKEN_BEDROCK', '');
    vi.stubEnv('AWS_ACCESS_KEY_ID', KEY.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', KEY.secretAccessKey);
    const emulator = await emulated({ credentials: KEY });
    expect(await authenticationOf(emulator, {})).toMatchObject({ kind: 'sigv4' });
  });

  it('may have nothing, which is an authentication error with a hint', async () => {
    const emulator = await emulated();
    const error = await caughtError(authenticationOf(emulator, {}));
    expect(error).toMatchObject({ reason: 'authentication', retryable: false });
    expect(error.hint).toContain('apiKey');
  });
});

describe('a function of credentials', () => {
  it('that fails makes an authentication error with its cause', async () => {
    const emulator = await emulated();
    const broken = new Error('the vault is closed');
    const error = await caughtError(
      authenticationOf(emulator, { credentials: () => Promise.reject(broken) }),
    );
    expect(error).toMatchObject({ reason: 'authentication', retryable: false, attempts: 1 });
    expect(error.message).toContain('the vault is closed');
    expect(error.cause).toMatchObject({ cause: broken });
  });

  it('that gives no credentials makes one, too', async () => {
    const emulator = await emulated();
    const credentials = async () => ({ accessKeyId: '', secretAccessKey: '' });
    const error = await caughtError(authenticationOf(emulator, { credentials }));
    expect(error).toMatchObject({ reason: 'authentication', retryable: false });
  });
});

describe('a wrong clock', () => {
  it.each(['create', 'stream'] as const)(
    'is set right by what the service says: %s',
    async (method) => {
      const emulator = await emulated({ clock: () => new Date(Date.now() + 3_600_000) });
      const retried: ProviderError[] = [];
      const client = clientOf(emulator, { onRetry: ({ error }) => retried.push(error) });
      const call = async (): Promise<unknown> =>
        method === 'create' ? client.create(HELLO) : client.stream(HELLO).response;
      await call();
      await call();
      expect(retried.map(({ reason }) => reason)).toEqual(['authentication']);
      expect(retried[0]?.hint).toContain("it is 60 minutes behind the service's");
      expect(emulator.requests.map(({ response }) => response.status)).toEqual([403, 200, 200]);
    },
  );

  it('that stays wrong is an error after one more attempt', async () => {
    const emulator = await emulated({
      auth: 'none',
      replies: reply.error(
        'InvalidSignatureException',
        'Signature expired: 20260101T000000Z is now earlier than 20260101T010000Z',
        { headers: { date: new Date(Date.now() - 90_000).toUTCString() } },
      ),
    });
    const error = await caughtError(clientOf(emulator).create(HELLO));
    expect(error).toMatchObject({ reason: 'authentication', attempts: 2 });
    expect(error.hint).toMatch(/it is (90|91|92|93) seconds ahead of the service's/);
    expect(emulator.requests).toHaveLength(2);
  });
});
