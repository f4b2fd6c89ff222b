import { reply } from '@outcrop/bedrock-emulator';
import { createPricer } from '@outcrop/pricing';
import type { ChatParams, Cost } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import type { BedrockClientOptions } from './options.js';
import { clientOf, emulated, HELLO, MODEL } from './testing/emulated.js';

const PROFILE = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6';
/** One USD for a million tokens, whatever they are for. */
const pricer = createPricer({ overrides: { [MODEL]: [0.001, 0.001] } });

async function estimateOf(
  params: Partial<ChatParams>,
  options: BedrockClientOptions = {},
): Promise<{ cost: Cost; tokens: (component: string) => number | undefined }> {
  const emulator = await emulated();
  const client = clientOf(emulator, options);
  const cost = await client.estimate({ ...HELLO, max_tokens: 100, ...params });
  expect(emulator.requests).toHaveLength(0);
  const tokens = (component: string): number | undefined =>
    cost.status === 'priced'
      ? cost.breakdown.find((line) => line.component === component)?.tokens
      : undefined;
  return { cost, tokens };
}

describe('what a call may cost', () => {
  it('is never less than what it costs', async () => {
    const tools = [
      { type: 'function', function: { name: 'f', parameters: { type: 'object' } } },
    ] as const;
    for (const params of [
      {},
      { tools },
      { messages: [{ role: 'system', content: 'Grüße 你好' }, ...HELLO.messages] },
    ] satisfies Partial<ChatParams>[]) {
      const emulator = await emulated();
      const client = clientOf(emulator);
      const call: ChatParams = { ...HELLO, max_tokens: 50, ...params };
      const most = await client.estimate(call);
      const { cost } = await client.create(call);
      if (most.status === 'unknown' || cost.status === 'unknown') throw new TypeError('no price');
      expect(most.usd).toBeGreaterThan(cost.usd);
      expect(most.price).toEqual(cost.price);
    }
  });

  it('is by what is sent: max_tokens as the model takes it, the budget of reasoning included', async () => {
    expect((await estimateOf({})).tokens('output')).toBe(100);
    expect((await estimateOf({ max_tokens: 1_000_000 })).tokens('output')).toBe(64_000);
    const thinking = { type: 'enabled', budget_tokens: 2000 } as const;
    expect((await estimateOf({ thinking })).tokens('output')).toBe(2100);
  });

  it('without max_tokens is by what the model gives at most', async () => {
    const { tokens, cost } = await estimateOf({ max_tokens: null });
    expect(tokens('output')).toBe(64_000);
    expect(cost).toMatchObject({
      assumptions: expect.arrayContaining([
        'output: the 64000 tokens that the model gives at most',
      ]),
    });
  });

  it('counts images by address without loading them', async () => {
    const image_url = { url: 'https://example.invalid/a.png' };
    const content = [{ type: 'image_url', image_url }] as const;
    const { tokens } = await estimateOf({ messages: [{ role: 'user', content }] });
    expect(tokens('input')).toBeGreaterThanOrEqual(4784);
    expect(tokens('input')).toBeLessThan(6000);
  });

  it('is dearer where it may be written to a cache', async () => {
    const messages = [{ role: 'user', content: 'x'.repeat(30_000) }] as const;
    expect((await estimateOf({ messages, cache: 'auto' })).tokens('cacheWrite5m')).toBeGreaterThan(
      30_000,
    );
    expect((await estimateOf({ messages })).tokens('cacheWrite5m')).toBeUndefined();
  });

  it('is by the client’s own prices, limits and models', async () => {
    const { cost } = await estimateOf({}, { pricer });
    expect(cost).toMatchObject({ price: { source: expect.stringContaining('override') } });
    expect((await estimateOf({ price: [1, 0] })).cost).toMatchObject({ status: 'priced' });
    const limits = { maxOutputTokens: 7 };
    const own = { models: { [PROFILE]: { base: MODEL, limits } } };
    const behind = await estimateOf({ model: PROFILE, max_tokens: null }, own);
    expect(behind.tokens('output')).toBe(7);
    expect(behind.cost).toMatchObject({ price: { model: MODEL.slice('us.'.length) } });
  });

  it('is not known of a model that is not', async () => {
    expect((await estimateOf({ model: PROFILE })).cost).toMatchObject({
      status: 'unknown',
      reason: 'opaque-profile',
    });
    const max_tokens = null;
    expect((await estimateOf({ model: 'acme.new-v1:0', max_tokens })).cost).toMatchObject({
      reason: 'output-not-bounded',
    });
  });

  it('is of all calls, where an answer may be sent back to be mended', async () => {
    const response_format = { type: 'object', properties: { a: { type: 'string' } } };
    const once = await estimateOf({ response_format });
    const thrice = await estimateOf({ response_format, max_repairs: 2 });
    expect(thrice.tokens('output')).toBe(3 * (once.tokens('output') ?? 0));
    expect(thrice.tokens('input')).toBeGreaterThan(3 * (once.tokens('input') ?? Number.NaN));
  });

  it('is refused for what cannot be sent', async () => {
    const client = clientOf(await emulated({ replies: reply('Hi') }));
    await expect(client.estimate({ ...HELLO, model: 'not a model' })).rejects.toMatchObject({
      reason: 'invalid_request',
    });
  });
});
