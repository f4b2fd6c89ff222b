import type { Cost, Usage } from '@outcrop/unified-response';
import { describe, expect, it, vi } from 'vitest';
import type { CallToPrice } from './call-to-price.js';
import { createPricer } from './pricer.js';

const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
const ARN = 'arn:aws:bedrock:us-east-1:123456789012';
const PROFILE = `${ARN}:application-inference-profile/a1b2c3d4e5f6`;
const ROUTER = `${ARN}:default-prompt-router/anthropic.claude:1`;
const USAGE: Usage = {
  inputTokens: 1000,
  outputTokens: 100,
  totalTokens: 1100,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
};
const outcome = (cost: Cost) => (cost.status === 'priced' ? cost.exact : cost.reason);

describe('models', () => {
  it.each([
    PROFILE,
    ROUTER,
    `${ARN}:prompt/ABCDEFGHIJ:1`,
    `${ARN}:custom-model/amazon.nova-pro-v1:0/abcdefghij12`,
    `${ARN}:custom-model-deployment/abcdefghij12`,
    `${ARN}:provisioned-model/abcdefghij12`,
    `${ARN}:imported-model/abcdefghij12`,
    'my-alias',
  ])('say what is behind %s', (model) => {
    const call = { model, region: 'us-east-1' };
    expect(createPricer().cost(USAGE, call).status).toBe('unknown');
    const pricer = createPricer({ models: { [model]: SONNET } });
    expect(outcome(pricer.cost(USAGE, call))).toBe('0.00495');
  });

  it('may be a profile or the ARN of a model, which say the routing; the region is that of the call', () => {
    const global = createPricer({ models: { [PROFILE]: `global.${SONNET}` } });
    expect(outcome(global.cost(USAGE, { model: PROFILE }))).toBe('0.0045');
    const model = PROFILE.replace('us-east-1', 'eu-west-1');
    const arn = 'arn:aws:bedrock:eu-north-1::foundation-model/amazon.nova-lite-v1:0';
    const pricer = createPricer({ models: { [model]: arn } });
    expect(outcome(pricer.cost(USAGE, { model }))).toBe('0.0000966');
  });

  it.each([
    [5, 'a value of type number'],
    ['', 'an empty text'],
  ])('are refused when they are none: %j', (base, got) => {
    const models = { [PROFILE]: base as string };
    expect(() => createPricer({ models })).toThrow(
      `models["${PROFILE}"]: expected a model id; got ${got}.`,
    );
  });
});

describe('a prompt router', () => {
  it('is paid as the model it chose', () => {
    const pricer = createPricer();
    expect(outcome(pricer.cost(USAGE, { model: ROUTER }))).toBe('opaque-profile');
    const invokedModelId = `arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.${SONNET}`;
    expect(outcome(pricer.cost(USAGE, { model: ROUTER, invokedModelId }))).toBe('0.00495');
  });
});

describe('resolve', () => {
  const call: CallToPrice = { model: PROFILE };

  it('is asked once for an ARN, and then known to cost as well', async () => {
    const resolve = vi.fn(async () => `arn:aws:bedrock:us-east-1::foundation-model/${SONNET}`);
    const pricer = createPricer({ resolve });
    expect(outcome(pricer.cost(USAGE, call))).toBe('opaque-profile');
    expect(outcome(await pricer.costAsync(USAGE, call))).toBe('0.00495');
    expect(outcome(await pricer.costAsync(USAGE, call))).toBe('0.00495');
    expect(outcome(pricer.cost(USAGE, call))).toBe('0.00495');
    expect(resolve.mock.calls).toEqual([[PROFILE]]);
  });

  it('is not asked for what needs no answer, and of what it cannot tell', async () => {
    const resolve = vi.fn(async () => SONNET);
    const pricer = createPricer({ resolve });
    const answers = await Promise.all(
      [SONNET, 'anthropic.claude-nonexistent-9-v1:0', `${ARN}:provisioned-model/abcdefghij12`].map(
        async (model) => outcome(await pricer.costAsync(USAGE, { model })),
      ),
    );
    expect(answers).toEqual(['0.00495', 'model-not-listed', 'not-per-token']);
    expect(resolve).not.toHaveBeenCalled();
  });

  it('may not know it', async () => {
    const pricer = createPricer({ resolve: async () => undefined });
    expect(outcome(await pricer.costAsync(USAGE, call))).toBe('opaque-profile');
    expect(outcome(await createPricer().costAsync(USAGE, call))).toBe('opaque-profile');
  });

  it('may fail: the cost says why, and the next call asks again', async () => {
    const resolve = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(new Error('no permission'))
      .mockResolvedValueOnce('')
      .mockResolvedValue(SONNET);
    const pricer = createPricer({ resolve });
    expect(await pricer.costAsync(USAGE, call)).toMatchObject({
      reason: 'opaque-profile',
      message: `${PROFILE} could not be resolved: no permission`,
    });
    expect(await pricer.costAsync(USAGE, call)).toMatchObject({
      message: expect.stringContaining('the answer of resolve: expected a model id'),
    });
    expect(outcome(await pricer.costAsync(USAGE, call))).toBe('0.00495');
  });
});
