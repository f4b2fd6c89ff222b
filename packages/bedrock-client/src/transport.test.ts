import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { BedrockClient } from './bedrock-client.js';
import { readEnvironment } from './environment.js';
import type { BedrockClientOptions } from './options.js';
import { caughtError, thrownError } from './testing/caught-error.js';
import { CERTIFICATE } from './testing/certificate.js';
import { clientIn, emulated, HELLO } from './testing/emulated.js';
import { behindTls } from './testing/network.js';
import { http1Server } from './testing/server.js';

const ca = CERTIFICATE;

const CERTIFICATE_FILE = join(mkdtempSync(join(tmpdir(), 'outcrop-')), 'ca.pem');
const NO_CERTIFICATE = fileURLToPath(import.meta.url);
beforeAll(() => writeFileSync(CERTIFICATE_FILE, CERTIFICATE));
afterAll(() => rmSync(dirname(CERTIFICATE_FILE), { recursive: true }));

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
