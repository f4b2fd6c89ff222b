import { reply } from '@outcrop/bedrock-emulator';
import { createMemoryBudgetStore, withBudget } from '@outcrop/provider-registry/compose';
import { isProviderError } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { clientOf, emulated, HELLO } from './testing/emulated.js';

/** 1,000 tokens of input and 100 of output: 0.0011 + 0.00055 USD. */
const USAGE = { inputTokens: 1000, outputTokens: 100 };
const ASK = { ...HELLO, max_tokens: 400 };

const isOverBudget = (error: unknown): boolean =>
  isProviderError(error) && error.reason === 'access_denied' && !error.retryable;

describe('a budget of a Bedrock client', () => {
  it('holds when a thousand calls come at once, and knows what they cost', async () => {
    const emulator = await emulated({
      replies: Array.from({ length: 1000 }, () => reply({ text: 'Hi', usage: USAGE })),
    });
    const client = clientOf(emulator);
    const limitUsd = 0.5;
    const budgeted = withBudget(client, { limitUsd });
    const most = await client.estimate(ASK);
    if (most.status === 'unknown') throw new TypeError(most.message);
    const calls = await Promise.allSettled(
      Array.from({ length: 1000 }, (_, at) =>
        at % 2 === 0 ? budgeted.create(ASK) : budgeted.stream(ASK).response,
      ),
    );
    const answered = calls.filter(({ status }) => status === 'fulfilled').length;
    const refused = calls.flatMap((call) => (call.status === 'rejected' ? [call.reason] : []));
    expect(refused.every(isOverBudget)).toBe(true);
    expect(answered).toBeGreaterThanOrEqual(Math.floor(limitUsd / most.usd));
    expect(emulator.requests).toHaveLength(answered);
    const { spentUsd, reservedUsd } = await budgeted.budget();
    expect(Number(spentUsd)).toBeCloseTo(answered * 0.00165, 10);
    expect(Number(spentUsd)).toBeLessThanOrEqual(limitUsd);
    expect(reservedUsd).toBe('0');
  });

  it('takes back what calls have not used, so that more can be made one after the other', async () => {
    const replies = Array.from({ length: 20 }, () => reply({ text: 'Hi', usage: USAGE }));
    const budgeted = withBudget(clientOf(await emulated({ replies })), { limitUsd: 0.01 });
    let answered = 0;
    for (; answered < 20; answered += 1) {
      const refused = await budgeted.create(ASK).then(
        () => false,
        (error: unknown) => isOverBudget(error),
      );
      if (refused) break;
    }
    const { spentUsd } = await budgeted.budget();
    expect(spentUsd).toBe(String(answered * 0.00165));
    expect(answered).toBeGreaterThan(2);
    expect(answered).toBeLessThan(7);
  });

  it('does not count what the service refuses', async () => {
    const replies = [reply.error('ValidationException', 'no'), reply({ usage: USAGE })];
    const budgeted = withBudget(clientOf(await emulated({ replies })), { limitUsd: 1 });
    await expect(budgeted.create(ASK)).rejects.toMatchObject({ reason: 'invalid_request' });
    expect(await budgeted.budget()).toMatchObject({ spentUsd: '0', reservedUsd: '0' });
    await budgeted.create(ASK);
    expect((await budgeted.budget()).spentUsd).toBe('0.00165');
  });

  const begun = [
    { messageStart: { role: 'assistant' } },
    { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'Hi' } } },
  ];

  it('counts what a broken stream has reported, or else all that was set aside', async () => {
    const usage = { ...USAGE, totalTokens: 1100 };
    const reported = [...begun, { metadata: { usage, metrics: {} } }];
    const emulator = await emulated({ replies: [reply.events(reported), reply.events(begun)] });
    const client = clientOf(emulator);
    const store = createMemoryBudgetStore();
    for (const spent of [0.00165, Number.NaN]) {
      const budgeted = withBudget(client, { limitUsd: 1, store });
      await expect(budgeted.stream(ASK).response).rejects.toMatchObject({
        reason: 'incomplete_stream',
      });
      const most = await client.estimate(ASK);
      const { spentUsd, reservedUsd } = await budgeted.budget();
      const expected = Number.isNaN(spent) && most.status === 'priced' ? most.exact : String(spent);
      expect([spentUsd, reservedUsd]).toEqual([expected, '0']);
    }
  });

  it.each(['spend', 'release'] as const)(
    'of a stream that is left, or aborted: %s',
    async (onUnknownUsage) => {
      const emulator = await emulated({
        replies: [
          reply({ text: 'A slow answer', pacing: 60_000 }),
          reply({ text: 'A late answer', delayMs: 60_000 }),
        ],
      });
      const client = clientOf(emulator);
      const budgeted = withBudget(client, { limitUsd: 1, onUnknownUsage });
      for await (const _ of budgeted.stream(ASK)) break;
      const abort = new AbortController();
      const aborted = budgeted.create(ASK, { signal: abort.signal });
      await expect.poll(() => emulator.requests.length).toBe(2);
      abort.abort();
      await expect(aborted).rejects.toMatchObject({ reason: 'aborted' });
      const { spentUsd, reservedUsd } = await budgeted.budget();
      const most = await client.estimate(ASK);
      const full = most.status === 'priced' ? most.usd : Number.NaN;
      expect(Number(spentUsd)).toBeCloseTo(onUnknownUsage === 'spend' ? 2 * full : 0, 10);
      expect(reservedUsd).toBe('0');
    },
  );

  it('counts the rounds of an answer whose mending fails, or takes too long', async () => {
    const misfit = reply({ text: '{}', usage: USAGE });
    const schema = { type: 'object', properties: { n: {} }, required: ['n'] };
    const ask = { ...ASK, response_format: schema, max_repairs: 1 };
    const refused = reply.error('AccessDeniedException', 'no');
    const late = reply({ text: 'Late', delayMs: 60_000 });
    for (const how of ['create', 'stream'] as const) {
      const emulator = await emulated({ replies: [misfit, refused, misfit, late] });
      const budgeted = withBudget(clientOf(emulator), { limitUsd: 1, onUnknownUsage: 'release' });
      const call = (signal?: AbortSignal): Promise<unknown> => {
        const options = signal && { signal };
        if (how === 'create') return budgeted.create(ask, options);
        return budgeted.stream(ask, options).response;
      };
      await expect(call()).rejects.toMatchObject({ reason: 'access_denied' });
      expect(await budgeted.budget()).toMatchObject({ spentUsd: '0.00165', reservedUsd: '0' });
      const abort = new AbortController();
      const aborted = call(abort.signal);
      await Promise.all([
        expect(aborted).rejects.toMatchObject({ reason: 'aborted' }),
        expect
          .poll(() => emulator.requests.length)
          .toBe(4)
          .then(() => abort.abort()),
      ]);
      expect(await budgeted.budget()).toMatchObject({ spentUsd: '0.0033', reservedUsd: '0' });
    }
  });

  it('refuses what has no price, and says what to do', async () => {
    const emulator = await emulated();
    const budgeted = withBudget(clientOf(emulator), { limitUsd: 1 });
    const call = budgeted.create({ ...ASK, model: 'acme.unheard-of-v1:0' });
    await expect(call).rejects.toMatchObject({
      reason: 'access_denied',
      message: expect.stringContaining('model-not-listed'),
      hint: expect.stringContaining('price'),
    });
    expect(emulator.requests).toHaveLength(0);
    const priced = { ...ASK, model: 'acme.unheard-of-v1:0', price: [0.001, 0.001] } as const;
    await budgeted.create(priced);
    expect(Number((await budgeted.budget()).spentUsd)).toBeGreaterThan(0);
  });
});
