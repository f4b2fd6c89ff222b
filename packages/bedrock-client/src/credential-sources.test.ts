import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createBedrockClient } from './bedrock-client.js';
import type { BedrockClientOptions } from './options.js';
import { awsWorld, stsServer } from './testing/aws-world.js';
import { caughtError, thrownError } from './testing/caught-error.js';
import { emulated, HELLO } from './testing/emulated.js';
import { portOf, testProxy } from './testing/network.js';
import { http1Server } from './testing/server.js';

const BASE = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'base/SECRET+1' };
const ROLE_KEY = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'role/SECRET+2',
  sessionToken: 'the-token-of-the-role',
};
const ROLE = 'arn:aws:iam::123456789012:role/bedrock';

/** A call to an emulator that lets nobody in but the role. */
async function callAsRole(
  options: BedrockClientOptions,
): Promise<{ readonly text: string; readonly again: () => Promise<unknown> }> {
  const emulator = await emulated({ credentials: ROLE_KEY });
  const { endpoint, region } = emulator.clientOptions;
  const client = createBedrockClient({ endpoint, region, totalMaxAttempts: 1, ...options });
  onTestFinished(() => client.close());
  const { text } = await client.create(HELLO);
  return { text, again: () => client.create(HELLO) };
}

describe('a role', () => {
  it('is taken on once, with explicit keys and all that it wants', async () => {
    const world = awsWorld();
    const sts = await stsServer(ROLE_KEY);
    world.setVariable('AWS_ENDPOINT_URL_STS', sts.url);
    world.setVariable('AWS_SESSION_TOKEN', 'the-token-of-another-key');
    const codes: string[] = [];
    const { again } = await callAsRole({
      ...BASE,
      assumeRole: {
        roleArn: ROLE,
        externalId: 'the-external-id',
        sessionName: 'the-session',
        durationSeconds: 900,
        mfaSerial: 'arn:aws:iam::123456789012:mfa/me',
        mfaCode: async (serial) => {
          codes.push(serial);
          return '123456';
        },
      },
    });
    await again();
    expect(sts.calls).toHaveLength(1);
    expect(sts.calls[0]?.accessKeyId).toBe(BASE.accessKeyId);
    expect(sts.calls[0]?.fields).toMatchObject({
      Action: 'AssumeRole',
      RoleArn: ROLE,
      ExternalId: 'the-external-id',
      RoleSessionName: 'the-session',
      DurationSeconds: '900',
      SerialNumber: 'arn:aws:iam::123456789012:mfa/me',
      TokenCode: '123456',
    });
    expect(codes).toEqual(['arn:aws:iam::123456789012:mfa/me']);
  });

  it.each<[base: string, options: BedrockClientOptions]>([
    ['a function', { credentials: async () => BASE }],
    ['a profile', { profile: 'base' }],
    ['the default chain', {}],
  ])('is taken on from %s, over http2 as well', async (_, options) => {
    const world = awsWorld();
    const sts = await stsServer(ROLE_KEY);
    world.setVariable('AWS_ENDPOINT_URL_STS', sts.url);
    const section = (name: string): string =>
      `[${name}]\naws_access_key_id = ${BASE.accessKeyId}\naws_secret_access_key = ${BASE.secretAccessKey}\n`;
    world.write('credentials', section('default') + section('base'));
    await callAsRole({ ...options, assumeRole: { roleArn: ROLE }, protocol: 'http2' });
    expect(sts.calls.map(({ accessKeyId }) => accessKeyId)).toEqual([BASE.accessKeyId]);
    expect(sts.calls[0]?.fields).not.toHaveProperty('ExternalId');
  });

  it('is taken on through the proxy', async () => {
    const world = awsWorld();
    const sts = await stsServer(ROLE_KEY);
    const proxy = await testProxy({ port: portOf(sts.url) });
    world.setVariable('AWS_ENDPOINT_URL_STS', 'http://sts.bedrock.test');
    world.setVariable('HTTP_PROXY', `http://127.0.0.1:${proxy.port}`);
    await callAsRole({ ...BASE, assumeRole: { roleArn: ROLE } });
    expect(proxy.targets).toEqual(['sts.bedrock.test:80']);
  });

  it('may be taken on from another one', async () => {
    const world = awsWorld();
    const sts = await stsServer({ ...BASE, sessionToken: 'the-base' }, ROLE_KEY);
    world.setVariable('AWS_ENDPOINT_URL_STS', sts.url);
    const tokenFile = world.write('token', 'a-web-token');
    const other = 'arn:aws:iam::123456789012:role/other';
    await callAsRole({
      webIdentity: { tokenFile, roleArn: other },
      assumeRole: { roleArn: ROLE },
    });
    expect(sts.calls.map(({ fields }) => [fields.Action, fields.RoleArn])).toEqual([
      ['AssumeRoleWithWebIdentity', other],
      ['AssumeRole', ROLE],
    ]);
    expect(sts.calls[1]?.accessKeyId).toBe(BASE.accessKeyId);
  });

  it('that may not be taken on is refused with what to do', async () => {
    const world = awsWorld();
    const message = `User: arn:aws:iam::123456789012:user/me is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`;
    const sts = await stsServer({ code: 'AccessDenied', message });
    world.setVariable('AWS_ENDPOINT_URL_STS', sts.url);
    const error = await caughtError(callAsRole({ ...BASE, assumeRole: { roleArn: ROLE } }));
    expect(error).toMatchObject({ reason: 'access_denied', retryable: false });
    expect(error.hint).toContain('trust policy');
    expect(sts.calls).toHaveLength(1);
  });

  it('whose code cannot be had is refused with the reason', async () => {
    awsWorld();
    const mfaCode = async (): Promise<string> => {
      throw new Error('nobody at the keyboard');
    };
    const error = await caughtError(
      callAsRole({ ...BASE, assumeRole: { roleArn: ROLE, mfaSerial: 'device', mfaCode } }),
    );
    expect(error).toMatchObject({ reason: 'authentication', retryable: false });
    expect(error.message).toContain('nobody at the keyboard');
  });

  it.each<[path: string, options: object]>([
    ['assumeRole.roleArn', { assumeRole: {} }],
    ['assumeRole.durationSeconds', { assumeRole: { roleArn: ROLE, durationSeconds: '900' } }],
    ['assumeRole.mfaCode', { assumeRole: { roleArn: ROLE, mfaSerial: 'device' } }],
    ['assumeRole', { assumeRole: { roleArn: ROLE }, apiKey: 'a-key' }],
    ['webIdentity.tokenFile', { webIdentity: { roleArn: ROLE } }],
    ['webIdentity.roleArn', { webIdentity: { tokenFile: 'token', roleArn: '' } }],
    ['auth', { auth: 'aws' }],
  ])('with a wrong %s is refused: %j', async (path, options) => {
    const make = (): unknown => createBedrockClient({ region: 'us-east-1', ...options });
    expect(await thrownError(make)).toMatchObject({ reason: 'config', path });
  });
});

describe('a web identity', () => {
  it('takes its role on with the token in the file, unsigned', async () => {
    const world = awsWorld();
    const sts = await stsServer(ROLE_KEY);
    world.setVariable('AWS_ENDPOINT_URL_STS', sts.url);
    world.setVariable('AWS_ACCESS_KEY_ID', BASE.accessKeyId);
    world.setVariable('AWS_SECRET_ACCESS_KEY', BASE.secretAccessKey);
    const tokenFile = world.write('token', 'a-web-token');
    await callAsRole({ webIdentity: { tokenFile, roleArn: ROLE, sessionName: 'pod' } });
    expect(sts.calls).toHaveLength(1);
    expect(sts.calls[0]).toMatchObject({
      accessKeyId: undefined,
      fields: {
        Action: 'AssumeRoleWithWebIdentity',
        RoleArn: ROLE,
        RoleSessionName: 'pod',
        WebIdentityToken: 'a-web-token',
      },
    });
  });

  it('of the environment is part of the default chain', async () => {
    const world = awsWorld();
    const sts = await stsServer(ROLE_KEY);
    world.setVariable('AWS_ENDPOINT_URL_STS', sts.url);
    world.setVariable('AWS_WEB_IDENTITY_TOKEN_FILE', world.write('token', 'a-web-token'));
    world.setVariable('AWS_ROLE_ARN', ROLE);
    await callAsRole({});
    expect(sts.calls).toHaveLength(1);
  });
});

describe('the role of the machine', () => {
  it('comes from its container', async () => {
    const world = awsWorld();
    const asked: unknown[] = [];
    const server = await http1Server((request, response) => {
      asked.push([request.url, request.headers.authorization]);
      const { accessKeyId, secretAccessKey, sessionToken } = ROLE_KEY;
      const Expiration = new Date(Date.now() + 3_600_000).toISOString();
      response.end(
        JSON.stringify({
          AccessKeyId: accessKeyId,
          SecretAccessKey: secretAccessKey,
          Token: sessionToken,
          Expiration,
        }),
      );
    });
    world.setVariable('AWS_CONTAINER_CREDENTIALS_FULL_URI', `${server.url}/role`);
    world.setVariable('AWS_CONTAINER_AUTHORIZATION_TOKEN', 'the-container');
    // What is on this very machine is asked without a proxy.
    world.setVariable('HTTP_PROXY', 'http://127.0.0.1:9');
    const { again } = await callAsRole({});
    await again();
    expect(asked).toEqual([['/role', 'the-container']]);
  });

  it('comes from its instance', async () => {
    const world = awsWorld();
    const server = await http1Server((request, response) => {
      const { accessKeyId, secretAccessKey, sessionToken } = ROLE_KEY;
      if (request.method === 'PUT') response.end('a-token');
      else if (request.url?.endsWith('/security-credentials/')) response.end('the-role');
      else {
        const answer = {
          Code: 'Success',
          AccessKeyId: accessKeyId,
          SecretAccessKey: secretAccessKey,
          Token: sessionToken,
          Expiration: new Date(Date.now() + 3_600_000).toISOString(),
        };
        response.end(JSON.stringify(answer));
      }
    });
    world.setVariable('AWS_EC2_METADATA_DISABLED', 'false');
    world.setVariable('AWS_EC2_METADATA_SERVICE_ENDPOINT', server.url);
    expect((await callAsRole({})).text).toContain('Hello');
  });
});

describe('an SSO profile', () => {
  const CONFIG = `[profile team-work]
sso_session = company
sso_account_id = 123456789012
sso_role_name = developer
region = us-east-1
[sso-session company]
sso_start_url = https://company.awsapps.com/start
sso_region = us-east-1
`;

  /** A world with that profile, signed in until the time. */
  async function signedIn(
    expiresAt: Date,
  ): Promise<{ readonly signIn: (until: Date) => void; readonly portal: string }> {
    const world = awsWorld();
    world.write('config', CONFIG);
    mkdirSync(`${world.home}/.aws/sso/cache`, { recursive: true });
    const file = `.aws/sso/cache/${createHash('sha1').update('company').digest('hex')}.json`;
    const signIn = (until: Date): void => {
      const token = { accessToken: `token of ${until.toISOString()}`, expiresAt: until };
      world.write(file, JSON.stringify(token));
    };
    signIn(expiresAt);
    const portal = await http1Server((_, response) => {
      response.setHeader('content-type', 'application/json');
      const roleCredentials = { ...ROLE_KEY, expiration: Date.now() + 3_600_000 };
      response.end(JSON.stringify({ roleCredentials }));
    });
    world.setVariable('AWS_ENDPOINT_URL_SSO', portal.url);
    return { signIn, portal: portal.url };
  }
  const inAnHour = (): Date => new Date(Date.now() + 3_600_000);
  const anHourAgo = (): Date => new Date(Date.now() - 3_600_000);

  it('signs with the role it leads to', async () => {
    await signedIn(inAnHour());
    expect((await callAsRole({ profile: 'team-work' })).text).toContain('Hello');
  });

  it('is asked for through the proxy', async () => {
    const { portal } = await signedIn(inAnHour());
    const proxy = await testProxy({ port: portOf(portal) });
    vi.stubEnv('AWS_ENDPOINT_URL_SSO', 'http://portal.bedrock.test');
    vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${proxy.port}`);
    await callAsRole({ profile: 'team-work' });
    expect(proxy.targets).toEqual(['portal.bedrock.test:80']);
  });

  it('that has expired is an error with the very command that helps', async () => {
    await signedIn(anHourAgo());
    const error = await caughtError(callAsRole({ profile: 'team-work' }));
    expect(error).toMatchObject({ reason: 'authentication', retryable: false, attempts: 1 });
    expect(error.suggestions).toEqual(['aws sso login --profile team-work']);
    expect(error.hint).toContain('aws sso login --profile team-work');
  });

  it('that has expired can be signed in to while the call waits', async () => {
    const { signIn } = await signedIn(anHourAgo());
    const told: string[] = [];
    const { text } = await callAsRole({
      profile: 'team-work',
      onCredentialsExpired: async ({ suggestions }) => {
        told.push(...suggestions);
        signIn(inAnHour());
      },
    });
    expect(text).toContain('Hello');
    expect(told).toEqual(['aws sso login --profile team-work']);
  });
});
