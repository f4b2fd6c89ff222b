import { reply } from '@outcrop/bedrock-emulator';
import { createPricer } from '@outcrop/pricing';
import { isProviderError, type UnifiedResponse } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { bedrock } from './adapter.js';
import type { BedrockClientOptions } from './options.js';
import { clientOf, emulated, HELLO, MODEL } from './testing/emulated.js';

const HAIKU = 'anthropic.claude-haiku-4-5-20251001-v1:0';
const NOVA = 'amazon.nova-pro-v1:0';
const ACCOUNT = 'arn:aws:bedrock:us-east-1:123456789012';
const PROFILE = `${ACCOUNT}:application-inference-profile/a1b2c3d4e5f6`;
const USAGE = { inputTokens: 1_000_000, outputTokens: 1_000_000 };

interface Asked {
  readonly region?: string;
  readonly answer?: Exclude<Parameters<typeof reply>[0], string>;
  readonly options?: BedrockClientOptions;
  readonly params?: object;
}

/** The response to the same call by each of the ways to make it; they agree on what it cost. */
async function responseTo({
  region,
  answer: more,
  options,
  params,
}: Asked): Promise<UnifiedResponse> {
  const answer = reply({ text: 'Hi', usage: USAGE, ...more });
  const replies = [answer, answer, answer];
  const emulator = await emulated({ replies, ...(region !== undefined && { region }) });
  const client = clientOf(emulator, options);
  const call = { ...HELLO, ...params };
  const created = await client.create(call);
  const streamed = await client.stream(call).response;
  expect(streamed.cost).toEqual(created.cost);
  const { cost } = created;
  const completion = await client.createV1Compatible(call);
  expect(completion.cost ?? null).toBe(cost.status === 'priced' ? cost.usd : null);
  expect(client.getUsage(created).cost).toBe(cost.status === 'priced' ? cost.usd : null);
  expect(client.cost(created)).toBe(cost);
  return created;
}

const exact = ({ cost }: UnifiedResponse): string =>
  cost.status === 'priced' ? cost.exact : `${cost.reason}`;

describe('what a call cost', () => {
  it.each([
    ['the bare id', HAIKU, '6.6'],
    ['a profile of a geography', `us.${HAIKU}`, '6.6'],
    ['a global profile', `global.${HAIKU}`, '6'],
    ['the ARN of a model', `arn:aws:bedrock:us-east-1::foundation-model/${HAIKU}`, '6.6'],
    ['the ARN of a profile', `${ACCOUNT}:inference-profile/global.${HAIKU}`, '6'],
    ['an ARN that does not say it', PROFILE, 'opaque-profile'],
  ])('is by the id: %s', async (_, model, usd) => {
    expect(exact(await responseTo({ params: { model } }))).toBe(usd);
  });

  it('is by the region of the call', async () => {
    const params = { model: NOVA };
    expect(exact(await responseTo({ params }))).toBe('4');
    const there = await responseTo({ params, region: 'ap-southeast-2' });
    expect(there.cost).toMatchObject({ price: { region: 'ap-southeast-2' } });
    expect(Number(exact(there))).toBeGreaterThan(4);
  });

  it('is by what was read from a cache, and written to it for how long', async () => {
    const usage = {
      inputTokens: 100,
      outputTokens: 10,
      totalTokens: 5110,
      cacheReadInputTokens: 2000,
      cacheWriteInputTokens: 3000,
      cacheDetails: [
        { ttl: '1h', inputTokens: 1000 },
        { ttl: '5m', inputTokens: 2000 },
      ],
    };
    const { cost } = await responseTo({ answer: { members: { usage } } });
    expect(cost).toMatchObject({
      exact: '0.005335',
      breakdown: [
        { component: 'input', tokens: 100 },
        { component: 'output', tokens: 10 },
        { component: 'cacheRead', tokens: 2000 },
        { component: 'cacheWrite5m', tokens: 2000 },
        { component: 'cacheWrite1h', tokens: 1000 },
      ],
      assumptions: [],
    });
  });

  it('is by the model that a prompt router has chosen', async () => {
    const trace = {
      promptRouter: { invokedModelId: `${ACCOUNT}:inference-profile/us.${HAIKU}` },
    };
    const model = `${ACCOUNT}:default-prompt-router/anthropic.claude:1`;
    const routed = await responseTo({ params: { model }, answer: { members: { trace } } });
    expect(routed.cost).toMatchObject({ exact: '6.6', price: { model: HAIKU } });
    expect(exact(await responseTo({ params: { model } }))).toBe('opaque-profile');
  });

  it('is by tier and latency as served', async () => {
    const asked: object[] = [];
    const table = createPricer();
    const pricer: typeof table = {
      ...table,
      cost: (usage, { at, ...call }) => {
        asked.push(call);
        return table.cost(usage, call);
      },
    };
    const members = {
      serviceTier: { type: 'flex' },
      performanceConfig: { latency: 'standard' },
    };
    await responseTo({
      options: { pricer },
      params: { model: NOVA, service_tier: 'priority', performance: 'optimized' },
      answer: { members },
    });
    const call = {
      model: NOVA,
      region: 'us-east-1',
      tier: 'flex',
      latency: 'standard',
      asked: { tier: 'priority', latency: 'optimized' },
    };
    expect(asked).toEqual([call, call, call]);
  });
});

describe('prices of your own', () => {
  it('are a pricer with overrides', async () => {
    const pricer = createPricer({ overrides: { [MODEL]: [0.01, 0.02] } });
    const options = { pricer };
    expect(exact(await responseTo({ options }))).toBe('30');
    expect(exact(await responseTo({ options, params: { model: HAIKU } }))).toBe('6.6');
    expect(exact(await responseTo({ options, params: { price: [0, 0.001] } }))).toBe('1');
  });

  it('may be of an ARN; else it costs what the model behind it does', async () => {
    const models = { [PROFILE]: { base: HAIKU } };
    const params = { model: PROFILE };
    expect(exact(await responseTo({ params, options: { models } }))).toBe('6.6');
    const pricer = createPricer({ overrides: { [PROFILE]: [0.01, 0.02] } });
    expect(exact(await responseTo({ params, options: { models, pricer } }))).toBe('30');
    const others = createPricer({ overrides: { [HAIKU]: [0.001, 0.002] } });
    expect(exact(await responseTo({ params, options: { models, pricer: others } }))).toBe('3');
  });

  it('can be given in a config entry', async () => {
    const emulator = await emulated({ replies: reply({ text: 'Hi', usage: USAGE }) });
    const pricer = createPricer({ overrides: { [MODEL]: [0.01, 0.02] } });
    const client = bedrock.createClient({ ...emulator.clientOptions, pricer });
    expect(exact(await client.create(HELLO))).toBe('30');
    await client.close();
  });
});

describe('a stream that breaks', () => {
  const begun = [
    { messageStart: { role: 'assistant' } },
    { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'Hi' } } },
  ];
  const metadata = { metadata: { usage: { ...USAGE, totalTokens: 2_000_000 }, metrics: {} } };

  it.each([
    ['after its usage', [...begun, metadata], '6.6'],
    ['before it', begun, 'usage-missing'],
  ])('%s costs what was reported', async (_, events, usd) => {
    const emulator = await emulated({ replies: reply.events(events) });
    const broken = await clientOf(emulator)
      .stream(HELLO)
      .response.then(
        () => undefined,
        (error: unknown) => (isProviderError(error) ? error.partial : undefined),
      );
    expect(broken && exact(broken)).toBe(usd);
  });
});
