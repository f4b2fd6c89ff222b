import { createHash, createHmac } from 'node:crypto';
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from './start-emulator.js';

const NOW = new Date('2026-03-14T09:26:53Z');
const credentials = { accessKeyId: 'AKIDTEST', secretAccessKey: 'a-secret' };
const body = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Hello' }] }] });
const path = '/model/amazon.nova-lite-v1%3A0/converse';

const started: Emulator[] = [];

async function start(...[options]: Parameters<typeof startEmulator>): Promise<Emulator> {
  const emulator = await startEmulator({ credentials, ...options });
  started.push(emulator);
  return emulator;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((emulator) => emulator.close()));
});

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();

interface Signing {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly timestamp: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  readonly signedBody: string;
  readonly signHost: boolean;
  readonly sessionToken: string | undefined;
}

/** Signs the one request of these tests, written apart from the code under test. */
function signedHeaders(emulator: Emulator, changes: Partial<Signing> = {}): Record<string, string> {
  const timestamp = changes.timestamp ?? '20260314T092653Z';
  const signing: Signing = {
    ...credentials,
    timestamp,
    date: timestamp.slice(0, 8),
    region: 'us-east-1',
    service: 'bedrock',
    terminator: 'aws4_request',
    signedBody: body,
    signHost: true,
    sessionToken: undefined,
    ...changes,
  };
  const { date, region, service, terminator, sessionToken } = signing;
  const headers: Record<string, string> = {
    ...(signing.signHost && { host: new URL(emulator.url).host }),
    'x-amz-date': timestamp,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(headers).sort();
  const canonical = [
    'POST',
    path.replaceAll('%', '%25'),
    '',
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    sha256(signing.signedBody),
  ].join('\n');
  const scope = [date, region, service, terminator];
  const toSign = ['AWS4-HMAC-SHA256', timestamp, scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${signing.secretAccessKey}`);
  const signature = hmac(key, toSign).toString('hex');
  const { host: _host, ...sent } = headers;
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${signing.accessKeyId}/${scope.join('/')}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}

async function post(emulator: Emulator, headers: Record<string, string>): Promise<unknown[]> {
  const response = await fetch(`${emulator.url}${path}`, { method: 'POST', headers, body });
  const answer = (await response.json()) as Record<string, unknown>;
  const type = response.headers.get('x-amzn-errortype')?.split(':')[0];
  return [response.status, type, answer.message ?? answer.Message];
}

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

describe('a signature by hand', () => {
  it('is accepted when everything is right', async () => {
    const emulator = await start({ clock: () => NOW });
    expect(await post(emulator, signedHeaders(emulator))).toEqual([200, undefined, undefined]);
  });

  it.each<[string, Partial<Signing>, string, string]>([
    ['another secret', { secretAccessKey: 'guess' }, 'InvalidSignatureException', MISMATCH],
    ['another body', { signedBody: '{}' }, 'InvalidSignatureException', MISMATCH],
    [
      'an unknown access key',
      { accessKeyId: 'AKIDOTHER' },
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    ],
    [
      'a session token of somebody else',
      { sessionToken: 'theirs' },
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    ],
    [
      'a time 15 minutes and a second ago',
      { timestamp: '20260314T091152Z' },
      'InvalidSignatureException',
      'Signature expired: 20260314T091152Z is now earlier than 20260314T091153Z (20260314T092653Z - 15 min.)',
    ],
    [
      'a time 15 minutes and a second ahead',
      { timestamp: '20260314T094154Z' },
      'InvalidSignatureException',
      'Signature not yet current: 20260314T094154Z is still later than 20260314T094153Z (20260314T092653Z + 15 min.)',
    ],
    [
      'another date in its scope',
      { date: '20260313' },
      'InvalidSignatureException',
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260313' != '20260314', from '20260314T092653Z'.",
    ],
    [
      'another region',
      { region: 'eu-west-1' },
      'InvalidSignatureException',
      "Credential should be scoped to a valid region, not 'eu-west-1'.",
    ],
    [
      'another service',
      { service: 's3' },
      'InvalidSignatureException',
      "Credential should be scoped to correct service: 'bedrock'.",
    ],
    [
      'another terminator',
      { terminator: 'aws5' },
      'InvalidSignatureException',
      "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'.",
    ],
    [
      'no host under it',
      { signHost: false },
      'InvalidSignatureException',
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    ],
    [
      'a time nobody can read',
      { timestamp: 'yesterday', date: 'yesterda' },
      'IncompleteSignatureException',
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    ],
  ])('is refused with %s', async (_, changes, type, message) => {
    const emulator = await start({ clock: () => NOW });
    expect(await post(emulator, signedHeaders(emulator, changes))).toEqual([403, type, message]);
  });

  it.each(['20260314T091153Z', '20260314T094153Z'])(
    'is accepted at the edge of the 15 minutes: %s',
    async (timestamp) => {
      const emulator = await start({ clock: () => NOW });
      const headers = signedHeaders(emulator, { timestamp });
      expect(await post(emulator, headers)).toEqual([200, undefined, undefined]);
    },
  );

  it('needs the session token where the credentials have one', async () => {
    const emulator = await start({
      clock: () => NOW,
      credentials: { ...credentials, sessionToken: 'ours' },
    });
    const withToken = signedHeaders(emulator, { sessionToken: 'ours' });
    expect(await post(emulator, withToken)).toEqual([200, undefined, undefined]);
    expect(await post(emulator, signedHeaders(emulator))).toEqual([
      403,
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    ]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['no authorization', {}, 'MissingAuthenticationTokenException'],
    [
      'half an authorization',
      { authorization: 'AWS4-HMAC-SHA256 Credential=AKIDTEST' },
      'IncompleteSignatureException',
    ],
  ])('is asked for when there is %s', async (_, headers, type) => {
    const emulator = await start();
    expect((await post(emulator, headers)).slice(0, 2)).toEqual([403, type]);
  });

  it('is not looked at with auth: none', async () => {
    const emulator = await start({ auth: 'none' });
    expect(await post(emulator, {})).toEqual([200, undefined, undefined]);
    expect(emulator.requests[0]?.auth).toEqual({ kind: 'none' });
  });
});

describe('an API key', () => {
  it('is accepted when it is known, and kept out of the record', async () => {
    const emulator = await start({ apiKeys: ['key-1', 'key-2'] });
    const answer = await post(emulator, { authorization: 'Bearer key-2' });
    expect(answer).toEqual([200, undefined, undefined]);
    expect(emulator.requests[0]?.auth).toEqual({ kind: 'bearer' });
    expect(JSON.stringify(emulator.requests[0]?.headers)).not.toContain('key-2');
  });

  it('is refused with the text of the real front end', async () => {
    const emulator = await start({ apiKeys: ['key-1'] });
    expect(await post(emulator, { authorization: 'Bearer key-2' })).toEqual([
      403,
      'AccessDeniedException',
      'Authentication failed: Please make sure your API Key is valid.',
    ]);
  });
});

const command = new ConverseCommand({
  modelId: 'amazon.nova-lite-v1:0',
  messages: [{ role: 'user', content: [{ text: 'Hello' }] }],
});

describe.each(['HTTP/2', 'HTTP/1.1'])('the AWS SDK over %s', (protocol) => {
  const handler = () => (protocol === 'HTTP/2' ? {} : { requestHandler: new NodeHttpHandler({}) });

  it('is told of a wrong secret', async () => {
    const emulator = await start();
    const client = new BedrockRuntimeClient({
      ...emulator.clientOptions,
      ...handler(),
      credentials: { ...credentials, secretAccessKey: 'guess' },
    });
    await expect(client.send(command)).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      message: MISMATCH,
      $metadata: { httpStatusCode: 403, attempts: 1 },
    });
    client.destroy();
  });

  it('signs with a session token, which the record leaves out', async () => {
    const emulator = await start({ credentials: { ...credentials, sessionToken: 'the-token' } });
    const client = new BedrockRuntimeClient({ ...emulator.clientOptions, ...handler() });
    await client.send(command);
    client.destroy();
    expect(emulator.requests[0]?.auth).toMatchObject({ kind: 'sigv4', sessionToken: true });
    expect(JSON.stringify(emulator.requests[0])).not.toContain('the-token');
  });

  it('corrects its clock by the date header and tries again', async () => {
    const anHourAhead = () => new Date(Date.now() + 3_600_000);
    const emulator = await start({ clock: anHourAhead });
    const client = new BedrockRuntimeClient({ ...emulator.clientOptions, ...handler() });
    const response = await client.send(command);
    client.destroy();
    expect(response.$metadata.attempts).toBe(2);
    expect(emulator.requests.map((request) => request.response.status)).toEqual([403, 200]);
    expect(emulator.requests[0]?.response.body).toContain('Signature expired: ');
  });

  it('authenticates with an API key', async () => {
    const emulator = await start({ apiKeys: ['the-key'] });
    const { region, endpoint } = emulator.clientOptions;
    const client = new BedrockRuntimeClient({
      region,
      endpoint,
      ...handler(),
      token: { token: 'the-key' },
      authSchemePreference: ['httpBearerAuth'],
    });
    const response = await client.send(command);
    client.destroy();
    expect(response.$metadata.httpStatusCode).toBe(200);
    expect(emulator.requests[0]?.auth).toEqual({ kind: 'bearer' });
  });
});
