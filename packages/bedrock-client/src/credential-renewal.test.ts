import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { type Emulator, reply } from '@outcrop/bedrock-emulator';
import { ProviderError } from '@outcrop/unified-response';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createBedrockClient } from './bedrock-client.js';
import type { BedrockClientOptions, Credentials } from './options.js';
import { awsWorld, stsServer } from './testing/aws-world.js';
import { caughtError } from './testing/caught-error.js';
import { clientOf, emulated, HELLO } from './testing/emulated.js';

const EXPIRED = reply.error('ExpiredTokenException');

/** Credentials that say how often they were asked for. */
function source(): {
  readonly credentials: () => Promise<Credentials>;
  readonly asked: () => number;
} {
  let asked = 0;
  return {
    asked: () => asked,
    credentials: async () => {
      asked += 1;
      return {
        accessKeyId: `AKIAIOSFODNN${asked}`,
        secretAccessKey: 'secret',
        sessionToken: 'one',
      };
    },
  };
}

/** The keys that requests were signed with. */
function keysOf({ requests }: Emulator): (string | undefined)[] {
  return requests.map(({ headers }) => /Credential=([^/]+)/.exec(headers.authorization ?? '')?.[1]);
}

/** An emulator that lets everybody in, but says first that they have expired. */
function emulatedExpiry(times = 1): Promise<Emulator> {
  return emulated({ auth: 'none' }).then((emulator) => {
    emulator.reply(Array(times).fill(EXPIRED));
    return emulator;
  });
}

describe('credentials that the service calls expired', () => {
  it.each(['create', 'stream'] as const)(
    'are renewed once, and the %s is sent again, which is no retry',
    async (method) => {
      const emulator = await emulatedExpiry();
      const { credentials, asked } = source();
      const onRetry = vi.fn();
      const client = clientOf(emulator, { credentials, totalMaxAttempts: 1, onRetry });
      const answered = method === 'create' ? client.create(HELLO) : client.stream(HELLO).response;
      expect((await answered).text).toContain('Hello');
      expect(asked()).toBe(2);
      expect(keysOf(emulator)).toEqual(['AKIAIOSFODNN1', 'AKIAIOSFODNN2']);
      expect(onRetry).not.toHaveBeenCalled();
      await client.create(HELLO);
      expect(asked()).toBe(2);
    },
  );

  it('leave all attempts to what is retried', async () => {
    const emulator = await emulated({ auth: 'none' });
    const throttled = reply.error('ThrottlingException', 'no', { headers: { 'retry-after': '0' } });
    emulator.reply([throttled, EXPIRED, throttled, 'At last.']);
    const { credentials } = source();
    const client = clientOf(emulator, { credentials, totalMaxAttempts: 3 });
    expect((await client.create(HELLO)).text).toBe('At last.');
  });

  it('that are expired again are an error', async () => {
    const emulator = await emulatedExpiry(9);
    const { credentials, asked } = source();
    const onCredentialsExpired = vi.fn();
    const client = clientOf(emulator, { credentials, onCredentialsExpired });
    const error = await caughtError(client.create(HELLO));
    expect(error).toMatchObject({ reason: 'authentication', retryable: false, attempts: 2 });
    expect(emulator.requests).toHaveLength(2);
    expect(asked()).toBe(2);
    expect(onCredentialsExpired).toHaveBeenCalledTimes(1);
  });

  it('are renewed once for all calls that find out at the same time', async () => {
    const emulator = await emulatedExpiry(50);
    const { credentials, asked } = source();
    const onCredentialsExpired = vi.fn(async () => {
      // All have been refused when the first is helped.
      await vi.waitUntil(() => emulator.requests.length >= 50);
    });
    const client = clientOf(emulator, { credentials, onCredentialsExpired });
    await Promise.all(Array.from({ length: 50 }, () => client.create(HELLO)));
    expect(onCredentialsExpired).toHaveBeenCalledTimes(1);
    expect(asked()).toBe(2);
    expect(emulator.requests).toHaveLength(100);
  });

  it.each<[what: string, options: BedrockClientOptions]>([
    ['a key', { accessKeyId: 'AKIA1', secretAccessKey: 'secret', sessionToken: 'one' }],
    ['an API key', { apiKey: 'a-key' }],
  ])('cannot be renewed where there is but %s', async (_, options) => {
    const emulator = await emulatedExpiry();
    const { endpoint, region } = emulator.clientOptions;
    const onCredentialsExpired = vi.fn();
    const client = createBedrockClient({ endpoint, region, onCredentialsExpired, ...options });
    onTestFinished(() => client.close());
    expect(await caughtError(client.create(HELLO))).toMatchObject({ attempts: 1 });
    expect(onCredentialsExpired).not.toHaveBeenCalled();
  });

  it('come from shared files as they are then', async () => {
    const world = awsWorld();
    const section = (key: string): string =>
      `[work]\naws_access_key_id = ${key}\naws_secret_access_key = secret\n`;
    world.write('credentials', section('AKIAOLD'));
    const emulator = await emulatedExpiry();
    const { endpoint, region } = emulator.clientOptions;
    const client = createBedrockClient({
      endpoint,
      region,
      profile: 'work',
      onCredentialsExpired: ({ suggestions }) => {
        expect(suggestions).toEqual(['aws sso login --profile work']);
        world.write('credentials', section('AKIANEW'));
      },
    });
    onTestFinished(() => client.close());
    await client.create(HELLO);
    expect(keysOf(emulator)).toEqual(['AKIAOLD', 'AKIANEW']);
  });

  it('of a role are had by taking it on again, from fresh ones', async () => {
    const world = awsWorld();
    const key = { accessKeyId: 'ASIA1', secretAccessKey: 'secret', sessionToken: 'one' };
    const sts = await stsServer(key, { ...key, accessKeyId: 'ASIA2' });
    world.setVariable('AWS_ENDPOINT_URL_STS', sts.url);
    const emulator = await emulatedExpiry();
    const roleArn = 'arn:aws:iam::123456789012:role/bedrock';
    const client = clientOf(emulator, { ...source(), assumeRole: { roleArn } });
    await client.create(HELLO);
    expect(keysOf(emulator)).toEqual(['ASIA1', 'ASIA2']);
    expect(sts.calls.map(({ accessKeyId }) => accessKeyId)).toEqual([
      'AKIAIOSFODNN1',
      'AKIAIOSFODNN2',
    ]);
  });

  it("of the caller's own client are renewed there", async () => {
    const emulator = await emulatedExpiry();
    const sdk = new BedrockRuntimeClient({ ...emulator.clientOptions, ...source() });
    onTestFinished(() => sdk.destroy());
    await createBedrockClient({ client: sdk }).create(HELLO);
    expect(keysOf(emulator)).toEqual(['AKIAIOSFODNN1', 'AKIAIOSFODNN2']);
  });

  it("of the caller's own port are renewed there", async () => {
    let isFresh = false;
    const client = createBedrockClient({
      port: {
        converse: async () => {
          if (isFresh) return { output: { stopReason: 'end_turn' } };
          const $metadata = { httpStatusCode: 403 };
          throw Object.assign(new Error('no'), { name: 'ExpiredToken', $metadata });
        },
        renewCredentials: async () => {
          isFresh = true;
        },
      },
    });
    expect((await client.create(HELLO)).finishReason).toBe('stop');
  });
});

describe('a renewal', () => {
  it('that fails is told with the error that made it necessary', async () => {
    const emulator = await emulatedExpiry();
    const cause = new Error('the browser is closed');
    const client = clientOf(emulator, {
      ...source(),
      onCredentialsExpired: () => Promise.reject(cause),
    });
    const error = await caughtError(client.create(HELLO));
    expect(error).toMatchObject({ reason: 'authentication', status: 403, attempts: 1, cause });
    expect(error.message).toMatch(/^ExpiredTokenException: .*; they could not be renewed: the br/);
  });

  it('that takes too long ends with the call', async () => {
    const emulator = await emulatedExpiry();
    const stop = new AbortController();
    const client = clientOf(emulator, {
      ...source(),
      onCredentialsExpired: () => {
        stop.abort();
        return new Promise<never>(() => {});
      },
    });
    const error = await caughtError(client.create(HELLO, { signal: stop.signal }));
    expect(error).toMatchObject({ reason: 'aborted', attempts: 1 });
    expect(error).toBeInstanceOf(ProviderError);
  });
});
