import { inspect } from 'node:util';
import { reply } from '@outcrop/bedrock-emulator';
import { describe, expect, it } from 'vitest';
import { createBedrockClient } from './bedrock-client.js';
import type { BedrockClientOptions } from './options.js';
import { caughtError } from './testing/caught-error.js';
import { emulated, HELLO } from './testing/emulated.js';
import { closedPort, http1Server } from './testing/server.js';

const KEY = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRf' };
const TOKEN = 'IQoJb3JpZ2luX2VjEAaaCXVzLWVhc3QtMSJHMEUCIQ';
const API_KEY = 'ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl';

const WAYS_IN: readonly (readonly [
  name: string,
  options: BedrockClientOptions,
  secrets: string[],
])[] = [
  ['a key', KEY, [KEY.secretAccessKey]],
  ['a key with session token', { ...KEY, sessionToken: TOKEN }, [KEY.secretAccessKey, TOKEN]],
  ['an API key', { apiKey: API_KEY }, [API_KEY]],
];

/** Every way a person or a log may come to see the error. */
function sightsOf(error: Error): string {
  const shown = inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: false });
  return [error.message, error.stack, String(error), JSON.stringify(error), shown].join('\n');
}

describe.each(WAYS_IN)('%s', (_, options, secrets) => {
  async function failureAt(endpoint: string, protocol: 'http1' | 'http2'): Promise<string> {
    const client = createBedrockClient({
      region: 'us-east-1',
      endpoint,
      protocol,
      totalMaxAttempts: 1,
      ...options,
    });
    const error = await caughtError(client.create(HELLO));
    await client.close();
    return sightsOf(error);
  }

  describe.each(['http1', 'http2'] as const)('over %s', (protocol) => {
    it.each([
      ['a refusal', reply.error('ValidationException')],
      ['a page', reply.raw({ status: 502, body: '<html>' })],
      ['a wrong answer', reply.raw({ status: 200, body: '<html>' })],
      ['no text', reply.raw({ status: 429 })],
    ])('is not shown after %s', async (__, answer) => {
      const emulator = await emulated({ auth: 'none', replies: answer });
      const sights = await failureAt(emulator.url, protocol);
      for (const secret of secrets) expect(sights).not.toContain(secret);
    });

    it('is not shown when the service refuses it', async () => {
      const emulator = await emulated();
      const sights = await failureAt(emulator.url, protocol);
      expect(sights).toContain('authentication');
      for (const secret of secrets) expect(sights).not.toContain(secret);
    });

    it('is not shown when nobody listens', async () => {
      const sights = await failureAt(await closedPort(), protocol);
      for (const secret of secrets) expect(sights).not.toContain(secret);
    });
  });

  it('is not shown when the answer repeats what was sent', async () => {
    const server = await http1Server((request, response) => {
      const { authorization = '', 'x-amz-security-token': token = '' } = request.headers;
      const message = `authorization:${authorization}\nx-amz-security-token:${token}`;
      response.writeHead(403, { 'x-amzn-errortype': 'InvalidSignatureException' });
      response.end(JSON.stringify({ message }));
    });
    const sights = await failureAt(server.url, 'http1');
    expect(sights).toContain('[redacted]');
    for (const secret of secrets) expect(sights).not.toContain(secret);
  });

  it('is not shown by the client itself', () => {
    const client = createBedrockClient({ region: 'us-east-1', ...options });
    const sights = `${inspect(client, { depth: 9, showHidden: true })}${JSON.stringify(client)}`;
    for (const secret of secrets) expect(sights).not.toContain(secret);
  });
});
