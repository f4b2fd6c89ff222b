import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import type { Emulator } from '@outcrop/bedrock-emulator';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { BedrockClient } from './bedrock-client.js';
import { readEnvironment } from './environment.js';
import type { BedrockClientOptions } from './options.js';
import { caughtError, thrownError } from './testing/caught-error.js';
import { CERTIFICATE } from './testing/certificate.js';
import { emulated, HELLO } from './testing/emulated.js';
import { behindTls, portOf, testProxy } from './testing/network.js';
import { closedPort, http1Server } from './testing/server.js';

/** A name that only the proxy of the test can find. */
const HOST = 'runtime.bedrock.test';
const ca = CERTIFICATE;

const CERTIFICATE_FILE = join(mkdtempSync(join(tmpdir(), 'outcrop-')), 'ca.pem');
const NO_CERTIFICATE = fileURLToPath(import.meta.url);
beforeAll(() => writeFileSync(CERTIFICATE_FILE, CERTIFICATE));
afterAll(() => rmSync(dirname(CERTIFICATE_FILE), { recursive: true }));

/** A client in an environment of its own. */
function clientIn(
  variables: Record<string, string>,
  emulator: Emulator,
  options: BedrockClientOptions,
): BedrockClient {
  const settings = { ...emulator.clientOptions, totalMaxAttempts: 1, ...options };
  const client = new BedrockClient(settings, readEnvironment(variables));
  onTestFinished(() => client.close());
  return client;
}

const connections = ({ requests }: Emulator): number =>
  new Set(requests.map(({ connectionId }) => connectionId)).size;

describe('a proxy', () => {
  it('is asked for the host, once for all calls and streams one after another', async () => {
    const emulator = await emulated();
    const { port } = await behindTls(emulator.url);
    const proxy = await testProxy({ port });
    const endpoint = `https://${HOST}`;
    const client = clientIn({}, emulator, {
      endpoint,
      ca,
      proxy: `http://127.0.0.1:${proxy.port}`,
    });
    for (let call = 0; call < 5; call += 1) {
      await client.create(HELLO);
      await client.stream(HELLO).response;
    }
    expect(proxy.targets).toEqual([`${HOST}:443`]);
    expect(connections(emulator)).toBe(1);
    expect(emulator.requests.map(({ response }) => response.status)).toEqual(Array(10).fill(200));
  });

  it('carries many calls at once', async () => {
    const emulator = await emulated();
    const proxy = await testProxy({ port: portOf(emulator.url) });
    const client = clientIn({}, emulator, {
      endpoint: `http://${HOST}:8080`,
      proxy: new URL(`http://127.0.0.1:${proxy.port}`),
    });
    await Promise.all(Array.from({ length: 100 }, () => client.create(HELLO)));
    expect(emulator.requests).toHaveLength(100);
    expect(new Set(proxy.targets)).toEqual(new Set([`${HOST}:8080`]));
    await client.close();
    await expect.poll(proxy.open).toBe(0);
  });

  it('may itself be behind TLS', async () => {
    const emulator = await emulated();
    const { port } = await behindTls(emulator.url);
    const proxy = await testProxy({ port, isSecure: true, auth: 'me:secret' });
    const client = clientIn({}, emulator, {
      endpoint: `https://${HOST}`,
      ca,
      proxy: `https://me:secret@127.0.0.1:${proxy.port}`,
    });
    await client.create(HELLO);
    expect(proxy.targets).toEqual([`${HOST}:443`]);
  });

  it.each([undefined, 'env'] as const)('is that of the environment by default: %s', async (way) => {
    const emulator = await emulated();
    const { port } = await behindTls(emulator.url);
    const proxy = await testProxy({ port });
    const variables = {
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      NO_PROXY: 'direct.bedrock.test',
    };
    const options = way === undefined ? { ca } : { ca, proxy: way };
    await clientIn(variables, emulator, { ...options, endpoint: `https://${HOST}` }).create(HELLO);
    expect(proxy.targets).toEqual([`${HOST}:443`]);
    const direct = clientIn(variables, emulator, {
      ...options,
      endpoint: 'https://direct.bedrock.test',
    });
    expect((await caughtError(direct.create(HELLO))).message).toMatch(/ENOTFOUND|EAI_AGAIN/);
    const off = clientIn(variables, emulator, { endpoint: `https://${HOST}`, proxy: false });
    expect((await caughtError(off.create(HELLO))).message).toMatch(/ENOTFOUND|EAI_AGAIN/);
    expect(proxy.targets).toHaveLength(1);
  });

  it('gets user and password, which nobody else gets to see', async () => {
    const emulator = await emulated();
    const proxy = await testProxy({ port: portOf(emulator.url), auth: 'me@work:pass/w:rd' });
    const address = (password: string): string =>
      `http://me%40work:${password}@127.0.0.1:${proxy.port}`;
    const endpoint = `http://${HOST}`;
    const right = clientIn({}, emulator, { endpoint, proxy: address('pass%2Fw%3Ard') });
    await right.create(HELLO);
    expect(emulator.requests[0]?.headers).not.toHaveProperty('proxy-authorization');

    const wrong = clientIn({}, emulator, { endpoint, proxy: address('not-to-be-seen') });
    const error = await caughtError(wrong.create(HELLO));
    expect(error).toMatchObject({ reason: 'authentication', retryable: false });
    expect(error.message).toContain(`the proxy http://127.0.0.1:${proxy.port}: `);
    expect(error.message).toContain('HTTP 407');
    expect(error.hint).toContain('proxy');
    const sights = inspect([error, wrong], { depth: 9, showHidden: true }) + JSON.stringify(error);
    expect(sights).not.toContain('not-to-be-seen');
    expect(sights).not.toContain(Buffer.from('me@work:not-to-be-seen').toString('base64'));
  });

  it.each<[refuse: number | 'silent' | 'closed', reason: string, retryable: boolean, said: string]>(
    [
      [403, 'access_denied', false, 'HTTP 403'],
      [502, 'transient', true, 'HTTP 502'],
      ['closed', 'transient', true, 'ECONNREFUSED'],
      ['silent', 'transient', true, ''],
    ],
  )('that does not let it through is an error: %s', async (refuse, reason, retryable, said) => {
    const emulator = await emulated();
    const isOpen = refuse !== 'closed';
    const proxy = isOpen ? await testProxy({ port: 9, refuse }) : undefined;
    const port = proxy?.port ?? portOf(await closedPort());
    const client = clientIn({}, emulator, {
      endpoint: `http://${HOST}`,
      proxy: `http://127.0.0.1:${port}`,
      timeouts: { connectMs: 200 },
    });
    const error = await caughtError(client.create(HELLO));
    expect(error).toMatchObject({ reason, retryable });
    expect(error.message).toContain(said);
    if (proxy) await expect.poll(proxy.open).toBe(0);
  });

  it('cannot be used with http2, and says so', async () => {
    const emulator = await emulated();
    const endpoint = `http://${HOST}`;
    const client = clientIn({ HTTP_PROXY: 'http://me:hidden@127.0.0.1:9' }, emulator, {
      endpoint,
      protocol: 'http2',
    });
    const error = await caughtError(client.create(HELLO));
    expect(error).toMatchObject({ reason: 'config', path: 'protocol', retryable: false });
    expect(error.message).toBe('protocol: http2 cannot go through the proxy http://127.0.0.1:9');
  });
});

describe.each(['http1', 'http2'] as const)('a certificate over %s', (protocol) => {
  async function call(
    options: BedrockClientOptions,
    variables: Record<string, string> = {},
  ): Promise<string> {
    const emulator = await emulated();
    const { port } = await behindTls(emulator.url);
    const endpoint = `https://127.0.0.1:${port}`;
    const client = clientIn(variables, emulator, { endpoint, protocol, ...options });
    return (await client.create(HELLO)).text;
  }

  it('that nobody vouches for is refused, with what to do', async () => {
    const error = await caughtError(call({}));
    expect(error).toMatchObject({ reason: 'config', retryable: false });
    expect(error.hint).toContain('ca');
  });

  it.each<[form: string, ca: NonNullable<BedrockClientOptions['ca']>]>([
    ['a text', ca],
    ['bytes', Buffer.from(ca)],
    ['several', [ca, new TextEncoder().encode(ca)]],
  ])('is trusted where ca has it: %s', async (_, certificates) => {
    expect(await call({ ca: certificates })).toContain('Hello');
  });

  it('is trusted where AWS_CA_BUNDLE has it', async () => {
    expect(await call({}, { AWS_CA_BUNDLE: CERTIFICATE_FILE })).toContain('Hello');
  });

  it('is trusted where NODE_EXTRA_CA_CERTS has it, beside those of the client', async () => {
    // From Node 22.15 on, Node reads the variable itself, when it starts.
    if ('getCACertificates' in tls) return;
    const options = { ca: tls.rootCertificates.slice(0, 1) };
    expect(await call(options, { NODE_EXTRA_CA_CERTS: CERTIFICATE_FILE })).toContain('Hello');
  });

  it.each([
    ['/nowhere/ca.pem', 'AWS_CA_BUNDLE: the file /nowhere/ca.pem cannot be read'],
    [NO_CERTIFICATE, `AWS_CA_BUNDLE: the file ${NO_CERTIFICATE} has no PEM certificate in it`],
  ])('of AWS_CA_BUNDLE has to be there: %s', async (AWS_CA_BUNDLE, message) => {
    const error = await caughtError(call({}, { AWS_CA_BUNDLE }));
    expect(error).toMatchObject({ reason: 'config', path: 'AWS_CA_BUNDLE', message });
    // What the options say wins.
    expect(await call({ ca }, { AWS_CA_BUNDLE })).toContain('Hello');
  });

  it('is trusted where none is refused', async () => {
    expect(await call({ tls: { rejectUnauthorized: false } })).toContain('Hello');
    await expect(call({ tls: { rejectUnauthorized: true } })).rejects.toThrow('certificate');
  });
});

describe('ca and tls', () => {
  it.each<[path: string, options: object]>([
    ['ca', { ca: '/etc/ssl/corporate.pem' }],
    ['ca', { ca: [CERTIFICATE, ''] }],
    ['ca', { ca: new Uint8Array([1, 2]) }],
    ['tls', { tls: { rejectUnauthorised: false } }],
    ['tls', { tls: { rejectUnauthorized: 'no' } }],
  ])('%s of the wrong kind is refused: %j', async (path, options) => {
    const make = (): BedrockClient =>
      new BedrockClient({ region: 'us-east-1', ...options }, readEnvironment({}));
    expect(await thrownError(make)).toMatchObject({ reason: 'config', path });
  });
});

describe('an endpoint', () => {
  it.each(['/', '/bedrock', '/bedrock/', '/a/b//'])('may have the path %s', async (path) => {
    const paths: (string | undefined)[] = [];
    const server = await http1Server((request, response) => {
      paths.push(request.url);
      response.end('{"output":{"message":{"role":"assistant","content":[]}}}');
    });
    const client = new BedrockClient(
      { ...server.clientOptions, endpoint: `${server.url}${path}` },
      readEnvironment({}),
    );
    onTestFinished(() => client.close());
    await client.create({ ...HELLO, model: 'amazon.nova-pro-v1:0' });
    const prefix = path.replace(/\/+$/, '');
    expect(paths).toEqual([`${prefix}/model/amazon.nova-pro-v1%3A0/converse`]);
  });

  it.each(['http1', 'http2'] as const)(
    'without authentication gets unsigned requests, and no credentials are looked for, over %s',
    async (protocol) => {
      vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
      vi.stubEnv('AWS_BEARER_TOKEN_BEDROCK', 'a-token');
      onTestFinished(() => {
        vi.unstubAllEnvs();
      });
      const emulator = await emulated({ auth: 'none' });
      const { endpoint, region } = emulator.clientOptions;
      const client = new BedrockClient({ endpoint, region, protocol, auth: 'none' });
      onTestFinished(() => client.close());
      await client.create(HELLO);
      await client.stream(HELLO).response;
      expect(emulator.requests).toHaveLength(2);
      for (const { headers } of emulator.requests) {
        for (const name of Object.keys(headers)) expect(name).not.toMatch(/authorization|x-amz-da/);
      }
    },
  );
});
