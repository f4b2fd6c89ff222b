import { describe, expect, it } from 'vitest';
import { createBedrockClient } from './bedrock-client.js';
import type { ConversePort } from './converse-port.js';
import type { BedrockClientOptions } from './options.js';
import {
  type AnsweringServer,
  answeringServer,
  refusal,
  type ServiceAnswer,
} from './testing/answering-server.js';
import { caughtError } from './testing/caught-error.js';
import { clientOf } from './testing/emulated.js';

const BASE = 'anthropic.claude-haiku-4-5-20251001-v1:0';
const ARN = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6';
const OTHER = `${ARN}x`;

const HELLO = {
  model: ARN,
  messages: [{ role: 'user', content: 'Hello' }],
  cache: 'auto',
  reasoning_effort: 'low',
} as const;

const REPLY: ServiceAnswer = {
  body: {
    output: { message: { role: 'assistant', content: [{ text: 'Hi' }] } },
    stopReason: 'end_turn',
    usage: { inputTokens: 1000, outputTokens: 100, totalTokens: 1100 },
  },
};

const profileOf = (...regions: string[]): ServiceAnswer => ({
  body: {
    inferenceProfileArn: ARN,
    inferenceProfileId: 'a1b2c3d4e5f6',
    inferenceProfileName: 'billing',
    models: regions.map((region) => ({
      modelArn: `arn:aws:bedrock:${region}::foundation-model/${BASE}`,
    })),
    status: 'ACTIVE',
    type: 'APPLICATION',
  },
});

/** Answers for the profile as it is told, and every call of the model. */
const answering = (
  profile: (number: number) => ServiceAnswer | Promise<ServiceAnswer>,
): Promise<AnsweringServer> => {
  let number = 0;
  return answeringServer(({ path }) => {
    if (!path.startsWith('/inference-profiles/')) return REPLY;
    number += 1;
    return profile(number);
  });
};

const resolving = (
  server: AnsweringServer,
  options: BedrockClientOptions = {},
): ReturnType<typeof clientOf> =>
  clientOf(server, { resolveProfiles: true, controlEndpoint: server.url, ...options });

const asked = ({ requests }: AnsweringServer): string[] =>
  requests.map(({ path }) => path).filter((path) => path.startsWith('/inference-profiles/'));

describe('resolveProfiles', () => {
  it('asks once, and then knows what the model takes and costs', async () => {
    const server = await answering(() => profileOf('us-east-1', 'us-west-2'));
    const client = resolving(server);
    const known = clientOf(server, { models: { [ARN]: { base: BASE } } });
    const [first, second, expected] = [
      await client.create(HELLO),
      await client.create(HELLO),
      await known.create(HELLO),
    ];
    expect(asked(server)).toEqual([`/inference-profiles/${encodeURIComponent(ARN)}`]);
    expect(first.warnings).toEqual(expected.warnings);
    expect(first.cost).toMatchObject({ status: 'priced', price: { model: BASE } });
    expect(first.cost).toEqual(expected.cost);
    expect(second.cost).toEqual(expected.cost);
    expect(first.providerMetadata.baseModel).toBe(BASE);
    const bodies = server.requests.filter(({ method }) => method === 'POST');
    expect(bodies.map(({ body }) => body)).toEqual(bodies.map(() => bodies[2]?.body));
    expect(new Set(bodies.map(({ path }) => path))).toEqual(
      new Set([`/model/${encodeURIComponent(ARN)}/converse`]),
    );
  });

  it('knows a global profile by the ARN without region, and its price', async () => {
    const server = await answering(() => profileOf('us-east-1', ''));
    const response = await resolving(server).create(HELLO);
    expect(response.providerMetadata.baseModel).toBe(`global.${BASE}`);
    expect(response.cost).toMatchObject({ status: 'priced', price: { routing: 'global' } });
  });

  it('shares one question among all calls that wait for it', async () => {
    const server = await answering(async () => {
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
      return profileOf('us-east-1');
    });
    const client = resolving(server);
    const stop = new AbortController();
    const left = caughtError(client.create(HELLO, { signal: stop.signal }));
    const calls = Array.from({ length: 50 }, () => client.create(HELLO));
    stop.abort();
    expect(await left).toMatchObject({ reason: 'aborted' });
    const responses = await Promise.all(calls);
    expect(responses.every(({ cost }) => cost.status === 'priced')).toBe(true);
    expect(asked(server)).toHaveLength(1);
  });

  it('also tells countTokens whom to ask', async () => {
    const server = await answeringServer(({ path }) =>
      path.startsWith('/inference-profiles/')
        ? profileOf('us-east-1')
        : { body: { inputTokens: 7 } },
    );
    const count = await resolving(server).countTokens(HELLO);
    expect(count).toMatchObject({ inputTokens: 7, model: BASE });
  });

  it('makes do without when it is refused, with one warning, and does not ask again', async () => {
    const server = await answering(() =>
      refusal(
        403,
        'AccessDeniedException',
        'User is not authorized to perform: bedrock:GetInferenceProfile',
      ),
    );
    const client = resolving(server);
    for (let call = 0; call < 2; call += 1) {
      const response = await client.create(HELLO);
      expect(response.text).toBe('Hi');
      expect(response.cost).toMatchObject({ status: 'unknown', reason: 'opaque-profile' });
      const told = response.warnings.filter(({ code }) => code === 'profile_not_resolved');
      expect(told).toHaveLength(1);
      expect(told[0]?.message).toContain('bedrock:GetInferenceProfile');
    }
    expect(asked(server)).toHaveLength(1);
  });

  it.each([
    ['names no model', { body: { models: [] } }],
    ['names one that is no ARN', { body: { models: [{ modelArn: 'x y' }, {}] } }],
    ['is not there', refusal(404, 'ResourceNotFoundException', 'not found')],
  ])('makes do without when the profile %s', async (_, answer) => {
    const server = await answering(() => answer);
    const response = await resolving(server).create(HELLO);
    expect(response.warnings.map(({ code }) => code)).toContain('profile_not_resolved');
    expect(asked(server)).toHaveLength(1);
  });

  it('asks again after what may pass', async () => {
    const server = await answering((number) =>
      number === 1 ? refusal(500, 'InternalServerException', 'oops') : profileOf('us-east-1'),
    );
    const client = resolving(server, { totalMaxAttempts: 1 });
    expect((await client.create(HELLO)).cost.status).toBe('unknown');
    expect((await client.create(HELLO)).cost.status).toBe('priced');
  });

  it('does not ask for what is known: other ids, and ARNs that the caller has named', async () => {
    const server = await answering(() => profileOf('us-east-1'));
    const client = resolving(server, { models: { [ARN]: { base: BASE } } });
    for (const model of [ARN, BASE, `us.${BASE}`]) await client.create({ ...HELLO, model });
    expect(asked(server)).toEqual([]);
    await client.create({ ...HELLO, model: OTHER });
    expect(asked(server)).toHaveLength(1);
  });

  it('keeps what else the caller knows', async () => {
    const server = await answering(() => profileOf('us-east-1'));
    const models = { [ARN]: { systemPrompts: false } };
    const messages = [{ role: 'system', content: 'Be brief.' }, ...HELLO.messages] as const;
    await resolving(server, { models }).create({ ...HELLO, messages: [...messages] });
    expect(server.requests.at(-1)?.body).not.toHaveProperty('system');
  });

  it('is off where it is not asked for', async () => {
    const server = await answering(() => profileOf('us-east-1'));
    await clientOf(server, { controlEndpoint: server.url }).create(HELLO);
    expect(asked(server)).toEqual([]);
  });

  it('is an error of the options where the service cannot be asked', async () => {
    const port: ConversePort = { converse: async () => ({ output: {} }) };
    const client = createBedrockClient({ port, resolveProfiles: true });
    expect(await caughtError(client.create(HELLO))).toMatchObject({
      reason: 'config',
      path: 'controlClient',
    });
  });
});
