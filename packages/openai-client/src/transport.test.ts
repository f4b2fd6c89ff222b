import { createHash, createHmac } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { completion } from './testing/answers.js';
import type { FakeRequest } from './testing/fake-server.js';
import { errorOf, withServer } from './testing/with-server.js';

const PARAMS = { messages: [{ role: 'user', content: 'hello' }] } as const;
const answer = (): { json: object } => ({ json: completion({ content: 'hi' }) });

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('keys', () => {
  it('go in the header that the service reads', async () => {
    const { server, client } = await withServer(answer, { organization: 'org-1', project: 'p-1' });
    await client.create(PARAMS, { headers: { 'x-own': 'yes' } });
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer a-key-of-tests',
      'openai-organization': 'org-1',
      'openai-project': 'p-1',
      'x-own': 'yes',
    });
  });

  it('are asked for before each call', async () => {
    const keys = ['first-key', 'second-key'];
    const apiKey = async (): Promise<string> => keys.shift() ?? '';
    const { server, client } = await withServer(answer, { apiKey });
    await client.create(PARAMS);
    await client.create(PARAMS);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer first-key',
      'Bearer second-key',
    ]);
  });

  it('that cannot be got are an authentication error, and nothing is sent', async () => {
    const apiKey = (): Promise<string> => Promise.reject(new Error('the vault is shut'));
    const { server, client } = await withServer(answer, { apiKey, maxRetries: 2 });
    const error = await errorOf(client.create(PARAMS));
    expect(error).toMatchObject({ reason: 'authentication', retryable: false });
    expect(error.message).toContain('the vault is shut');
    expect(server.requests).toEqual([]);
  });

  it('of the environment are never sent to a server that was not meant to have them', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'key-of-the-environment');
    vi.stubEnv('OPENAI_ORG_ID', 'org-of-the-environment');
    vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:9/v1');
    const { server, client } = await withServer(answer, { preset: 'ollama', apiKey: '' });
    await client.create(PARAMS);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
    expect(JSON.stringify(server.requests[0]?.headers)).not.toContain('of-the-environment');
  });
});

describe('Azure', () => {
  it('is called by deployment and version, with its own header', async () => {
    vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:9/v1');
    vi.stubEnv('AZURE_OPENAI_API_KEY', 'key-of-the-environment');
    const { server, client } = await withServer(answer, {
      ...{ preset: 'azure', deployment: 'my-gpt', apiVersion: '2025-01-01-preview' },
    });
    // The address of a resource has no path.
    const { text } = await client.create(PARAMS);
    expect(text).toBe('hi');
    expect(server.requests[0]?.path).toBe(
      '/v1/openai/deployments/my-gpt/chat/completions?api-version=2025-01-01-preview',
    );
    expect(server.requests[0]?.headers['api-key']).toBe('a-key-of-tests');
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });

  it('takes a token of Entra from a function', async () => {
    vi.stubEnv('AZURE_OPENAI_API_KEY', 'key-of-the-environment');
    const apiKey = async (): Promise<string> => 'a-token-of-entra';
    const { server, client } = await withServer(answer, { preset: 'azure', apiKey });
    await client.create(PARAMS);
    expect(server.requests[0]?.path).toContain('/deployments/a-model/');
    expect(server.requests[0]?.path).toContain('api-version=2024-10-21');
    expect(server.requests[0]?.headers.authorization).toBe('Bearer a-token-of-entra');
    expect(server.requests[0]?.headers['api-key']).toBeUndefined();
  });

  it('has no versions behind /openai/v1', async () => {
    const { server } = await withServer(answer);
    const { client } = await withServer(answer, {
      ...{ preset: 'azure', baseUrl: `${server.url}/openai/v1/` },
    });
    await client.create(PARAMS);
    expect(server.requests[0]?.path).toBe('/openai/v1/chat/completions');
    expect(server.requests[0]?.headers['api-key']).toBe('a-key-of-tests');
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });
});

const CREDENTIALS = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: 'a-session-token',
};

describe('Bedrock', () => {
  it.each([
    ['bedrock-openai', 'bedrock'],
    ['bedrock-mantle', 'bedrock-mantle'],
  ] as const)('%s is signed for the service %s', async (preset, service) => {
    let asked = 0;
    const credentials = async (): Promise<typeof CREDENTIALS> => {
      asked += 1;
      return CREDENTIALS;
    };
    const { server } = await withServer(answer);
    const { client } = await withServer(answer, {
      ...{ preset, region: 'us-west-2', credentials, baseUrl: `${server.url}/openai/v1` },
      apiKey: undefined as never,
    });
    await client.create({ messages: [{ role: 'user', content: 'Grüße' }] });
    await client.create(PARAMS);
    expect(asked).toBe(2);
    for (const request of server.requests) {
      expect(request.headers.authorization).toBe(signatureOf(request, 'us-west-2', service));
    }
  });

  it('takes an API key as bearer token', async () => {
    const { server, client } = await withServer(answer, { preset: 'bedrock-openai' });
    await client.create(PARAMS);
    expect(server.requests[0]?.headers.authorization).toBe('Bearer a-key-of-tests');
    expect(server.requests[0]?.headers['x-amz-date']).toBeUndefined();
  });

  it('is priced by the table, of the region; others are unknown without a price', async () => {
    const model = 'openai.gpt-oss-120b-1:0';
    const options = { preset: 'bedrock-openai', region: 'us-west-2' } as const;
    const { client } = await withServer(answer, options);
    const { cost } = await client.create({ ...PARAMS, model });
    expect(cost).toMatchObject({ status: 'priced', exact: '0.0000045' });

    const { client: other } = await withServer(answer);
    expect((await other.create({ ...PARAMS, model })).cost.status).toBe('unknown');
    expect((await other.create({ ...PARAMS, price: [1, 2] })).cost).toMatchObject({ usd: 0.02 });
  });
});

/** Signature Version 4 by its specification, with Node's own cryptography. */
function signatureOf(
  { headers, path, text }: FakeRequest,
  region: string,
  service: string,
): string {
  const date = String(headers['x-amz-date']);
  const names = ['host', 'x-amz-date', 'x-amz-security-token'];
  const canonical = [
    ...['POST', path, ''],
    ...names.map((name) => `${name}:${String(headers[name])}`),
    ...['', names.join(';'), sha256(text)],
  ].join('\n');
  const scope = [date.slice(0, 8), region, service, 'aws4_request'];
  const toSign = ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${CREDENTIALS.secretAccessKey}`,
  );
  return [
    `AWS4-HMAC-SHA256 Credential=${CREDENTIALS.accessKeyId}/${scope.join('/')}`,
    `SignedHeaders=${names.join(';')}`,
    `Signature=${hmac(key, toSign).toString('hex')}`,
  ].join(', ');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
