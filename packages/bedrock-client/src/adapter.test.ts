import { inspect } from 'node:util';
import { reply } from '@outcrop/bedrock-emulator';
import { createRegistry } from '@outcrop/provider-registry';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { bedrock } from './adapter.js';
import { thrownError } from './testing/caught-error.js';
import { emulated, MODEL } from './testing/emulated.js';

const KEY = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'the/SECRET+access-key' };
const SESSION_TOKEN = 'the-session-token';
const MESSAGES = [{ role: 'user', content: 'Hello' }] as const;

describe('the manifest', () => {
  it('is that of Bedrock, and of AG2', () => {
    expect(bedrock.manifest).toMatchObject({
      contract: 1,
      id: 'bedrock',
      apiTypes: ['bedrock', 'bedrock_v2'],
      capabilities: { streaming: true, tools: true },
    });
  });

  it('describes every field, and marks every secret', () => {
    const fields = Object.entries(bedrock.manifest.configSchema);
    expect(fields.filter(([, { description }]) => description === '')).toEqual([]);
    const named = (chosen: typeof fields): string[] => chosen.map(([name]) => name);
    const looksSecret = named(
      fields.filter(([name]) => /^(?!on).*(key|token|credential|secret|proxy)/i.test(name)),
    );
    expect(looksSecret).toContain('aws_secret_key');
    expect(named(fields.filter(([, { secret }]) => secret))).toEqual(looksSecret);
  });
});

describe('a config entry', () => {
  it.each<[names: string, key: object, attempts: object]>([
    [
      'AG2 names',
      {
        aws_region: 'eu-west-1',
        aws_access_key: KEY.accessKeyId,
        aws_secret_key: KEY.secretAccessKey,
        aws_session_token: SESSION_TOKEN,
      },
      { total_max_attempts: 2, max_attempts: 9, timeout: 30, mode: 'standard' },
    ],
    [
      'AG2 names in camel case',
      {
        awsRegion: 'eu-west-1',
        awsAccessKey: KEY.accessKeyId,
        awsSecretKey: KEY.secretAccessKey,
        awsSessionToken: SESSION_TOKEN,
      },
      { max_attempts: 1 },
    ],
    [
      'our names',
      { region: 'eu-west-1', ...KEY, sessionToken: SESSION_TOKEN },
      { totalMaxAttempts: 2, timeouts: { totalMs: 30_000 } },
    ],
    [
      'credentials',
      { region: 'eu-west-1', credentials: { ...KEY, sessionToken: SESSION_TOKEN } },
      { maxAttempts: 1 },
    ],
  ])('with %s makes a client', async (_, key, attempts) => {
    const emulator = await emulated({
      region: 'eu-west-1',
      credentials: { ...KEY, sessionToken: SESSION_TOKEN },
    });
    const soon = { headers: { 'x-amz-retry-after': '1' } };
    emulator.reply(reply.error('ThrottlingException', 'no', soon));
    const registry = createRegistry({ bedrock });
    onTestFinished(() => registry.close());
    const client = registry.client({
      api_type: 'bedrock_v2',
      model: MODEL,
      endpoint: emulator.url,
      temperature: 0.25,
      price: [1, 2],
      cache_seed: 41,
      tags: ['cheap'],
      aws_profile_name: null,
      ...key,
      ...attempts,
    });
    const response = await client.create({ messages: MESSAGES });
    expect(response.text).toContain('Hello');
    expect(response.warnings).toEqual([]);
    expect(response.cost).toMatchObject({
      status: 'priced',
      price: { source: expect.any(String) },
    });
    expect(emulator.requests).toHaveLength(2);
    expect(emulator.requests[1]?.modelId).toBe(MODEL);
    expect(emulator.requests[1]?.body).toEqual({
      messages: [{ role: 'user', content: [{ text: 'Hello' }] }],
      inferenceConfig: { temperature: 0.25 },
    });
    const completion = await client.createV1Compatible({ messages: MESSAGES, temperature: 1 });
    expect(completion.object).toBe('chat.completion');
    expect(emulator.requests[2]?.body).toMatchObject({ inferenceConfig: { temperature: 1 } });
    expect(client.getUsage(response).cost).toBeGreaterThan(0);
  });

  it('with an API key makes a client', async () => {
    const emulator = await emulated({ apiKeys: ['the-api-key'] });
    for (const api_key of ['the-api-key', undefined]) {
      const registry = createRegistry({ bedrock });
      onTestFinished(() => registry.close());
      const config = api_key ? { api_key } : { apiKey: 'the-api-key' };
      const options = { aws_region: 'us-east-1', endpoint: emulator.url, ...config };
      await registry.model(`bedrock:${MODEL}`, options).create({ messages: MESSAGES });
    }
    expect(emulator.requests.map(({ auth }) => auth.kind)).toEqual(['bearer', 'bearer']);
  });

  it('has all that leads to the service', async () => {
    const config = {
      region: 'us-east-1',
      assumeRole: { roleArn: '' },
      proxy: 'http://127.0.0.1:9',
      ca: [],
      tls: { rejectUnauthorized: true },
    };
    const error = await thrownError(() => bedrock.createClient(config));
    expect(error).toMatchObject({ reason: 'config', path: 'assumeRole.roleArn' });
    const { assumeRole: _, ...rest } = config;
    for (const wrong of [{ proxy: true }, { ca: 7 }, { tls: { verify: false } }, { auth: 'no' }]) {
      const refusal = await thrownError(() => bedrock.createClient({ ...rest, ...wrong }));
      expect(refusal).toMatchObject({ reason: 'config', path: Object.keys(wrong)[0] });
    }
    expect(bedrock.createClient({ ...rest, auth: 'none' }).close).toBeTypeOf('function');
  });

  it.each<[path: string, value: unknown, message: string]>([
    ['aws_region', 7, 'aws_region: expected a value of type string, got the number 7'],
    ['timeout', '60', 'timeout: expected a value of type number, got the string "60"'],
    ['timeouts', 5, 'timeouts: expected a value of type object, got the number 5'],
    ['max_attempts', true, 'max_attempts: expected a value of type number, got the boolean true'],
    ['endpoint', [], 'endpoint: expected a value of type string, got an array of 0'],
    ['mode', 'hasty', `mode: expected one of 'standard', 'adaptive', 'legacy'`],
  ])('with a wrong %s is refused: %j', async (path, value, message) => {
    const config = { region: 'us-east-1', [path]: value };
    const error = await thrownError(() => bedrock.createClient(config));
    expect(error).toMatchObject({ reason: 'config', path, provider: 'bedrock' });
    expect(error.message).toContain(message);
    expect(error.hint).not.toBe('');
  });

  it('never shows a secret of the wrong type', async () => {
    for (const field of ['aws_secret_key', 'secretAccessKey', 'api_key', 'aws_session_token']) {
      const config = { region: 'us-east-1', [field]: ['not-to-be-seen'] };
      const error = await thrownError(() => bedrock.createClient(config));
      expect(error.message).toBe(
        `${field}: expected a value of type string, got a value of type object`,
      );
      expect(inspect(error, { depth: 9 })).not.toContain('not-to-be-seen');
    }
  });

  it('without a region is refused at once', async () => {
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_CONFIG_FILE', 'nowhere');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const registry = createRegistry({ bedrock });
    const error = await thrownError(() => registry.client({ api_type: 'bedrock' }));
    expect(error.message).toMatch(/^Region is required to use the Amazon Bedrock API/);
  });
});
