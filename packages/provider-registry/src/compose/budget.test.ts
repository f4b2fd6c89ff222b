import {
  type ChatParams,
  type Cost,
  isProviderError,
  ProviderError,
  replayResponse,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { defineClient } from '../define-client.js';
import type { CallOptions, ModelClient } from '../model-client.js';
import { costing, responseCosting, unknownCost } from '../testing/priced.js';
import { type BudgetOptions, withBudget } from './budget.js';
import { createMemoryBudgetStore } from './budget-memory-store.js';
import { picoUsd } from './budget-money.js';
import type { BudgetStore } from './budget-store.js';

const ASK: ChatParams = { messages: [{ role: 'user', content: 'hi' }] };

interface Call {
  readonly atMost?: Cost;
  readonly answer: Cost | (() => Promise<never>);
}

/** A client whose next calls may cost, and then cost, what is listed. */
function clientOf(calls: readonly Call[]): ModelClient & { sent: () => number } {
  let estimated = 0;
  let sent = 0;
  const client = defineClient({
    create: async () => {
      const { answer } = calls[sent++ % calls.length] as Call;
      return typeof answer === 'function' ? answer() : responseCosting(answer);
    },
  });
  return {
    ...client,
    estimate: async () => (calls[estimated++ % calls.length] as Call).atMost ?? unknownCost(),
    sent: () => sent,
  };
}

const failing =
  (error: unknown): (() => Promise<never>) =>
  () =>
    Promise.reject(error);

async function refusal(call: Promise<unknown>): Promise<ProviderError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isProviderError(error)) throw new TypeError(`no ProviderError: ${String(error)}`);
  return error;
}

afterEach(() => {
  vi.useRealTimers();
});

describe('withBudget', () => {
  test('sets the most aside before a call and books what it cost', async () => {
    const inner = clientOf([{ atMost: costing('0.6'), answer: costing('0.1') }]);
    const client = withBudget(inner, { limitUsd: 1 });
    const first = client.create(ASK);
    const second = refusal(client.create(ASK));
    await first;
    expect(await second).toMatchObject({
      reason: 'access_denied',
      retryable: false,
      message: expect.stringMatching(
        /may cost 0\.6 USD, and of 1 USD, 0 are spent and 0\.6 are reserved/,
      ),
      hint: expect.stringContaining('limitUsd'),
    });
    expect(inner.sent()).toBe(1);
    expect(await client.budget()).toMatchObject({
      limitUsd: '1',
      spentUsd: '0.1',
      reservedUsd: '0',
      leftUsd: '0.9',
    });
    await client.createV1Compatible(ASK);
    expect((await client.budget()).spentUsd).toBe('0.2');
  });

  test('tenths add up to the limit exactly', async () => {
    const inner = clientOf([{ atMost: costing('0.1'), answer: costing('0.1') }]);
    const client = withBudget(inner, { limitUsd: 0.3 });
    for (let call = 0; call < 3; call += 1) await client.create(ASK);
    await refusal(client.create(ASK));
    expect(await client.budget()).toMatchObject({ spentUsd: '0.3', leftUsd: '0' });
  });

  test('1,000 calls at once: as many are sent as the limit covers', async () => {
    const inner = clientOf([{ atMost: costing('0.01'), answer: costing('0.007') }]);
    const client = withBudget(inner, { limitUsd: '4.2' });
    const calls = await Promise.allSettled(
      Array.from({ length: 1000 }, (_, at) =>
        at % 2 === 0 ? client.create(ASK) : client.stream(ASK).response,
      ),
    );
    expect(calls.filter(({ status }) => status === 'fulfilled')).toHaveLength(420);
    expect(inner.sent()).toBe(420);
    expect(await client.budget()).toMatchObject({ spentUsd: '2.94', reservedUsd: '0' });
  });

  describe('a call whose cost cannot be told beforehand', () => {
    const budgetOf = (
      options: Partial<BudgetOptions>,
      answer: Cost = costing('0.2'),
    ): ReturnType<typeof withBudget> =>
      withBudget(clientOf([{ atMost: unknownCost(0.1), answer }]), { limitUsd: 1, ...options });

    test('is refused', async () => {
      const error = await refusal(budgetOf({}).create(ASK));
      expect(error).toMatchObject({ reason: 'access_denied', retryable: false });
      expect(error.message).toContain('component-not-priced');
    });

    test('is refused, too, when the client cannot estimate at all', async () => {
      const plain = defineClient({ create: async () => responseCosting(costing('0.2')) });
      const error = await refusal(withBudget(plain, { limitUsd: 1 }).create(ASK));
      expect(error.message).toContain('not-estimated');
    });

    test('is let through, and booked, where that is allowed', async () => {
      const client = budgetOf({ onUnknownPrice: 'allow' });
      await client.create(ASK);
      expect((await client.budget()).spentUsd).toBe('0.2');
    });

    test('is taken for what it is assumed to cost', async () => {
      const client = budgetOf({ onUnknownPrice: { assumeUsd: '0.4' } }, unknownCost());
      await client.create(ASK);
      await client.create(ASK);
      expect((await client.budget()).spentUsd).toBe('0.8');
      await refusal(client.create(ASK));
    });

    test('counts for what is known of it, where that is more', async () => {
      const client = budgetOf({ onUnknownPrice: { assumeUsd: 0.01 } }, unknownCost(0.3));
      await client.create(ASK);
      expect((await client.budget()).spentUsd).toBe('0.3');
    });
  });

  describe('a call that fails', () => {
    const partial = responseCosting(costing('0.05'));
    test.each([
      ['throttled', new ProviderError('x', { reason: 'throttled' }), '0'],
      ['invalid_request', new ProviderError('x', { reason: 'invalid_request' }), '0'],
      ['timeout', new ProviderError('x', { reason: 'timeout' }), '0.6'],
      ['aborted', new ProviderError('x', { reason: 'aborted' }), '0.6'],
      [
        'incomplete_stream',
        new ProviderError('x', { reason: 'incomplete_stream', partial }),
        '0.05',
      ],
      ['throttled in the middle', new ProviderError('x', { reason: 'throttled', partial }), '0.05'],
      [
        'broken off uncounted',
        new ProviderError('x', { reason: 'overloaded', partial: responseCosting(unknownCost()) }),
        '0.6',
      ],
      ['of an unknown kind', new Error('x'), '0.6'],
    ])('%s', async (_, error, spentUsd) => {
      const inner = clientOf([{ atMost: costing('0.6'), answer: failing(error) }]);
      const client = withBudget(inner, { limitUsd: 10 });
      await expect(client.create(ASK)).rejects.toBe(error);
      expect(await client.budget()).toMatchObject({ spentUsd, reservedUsd: '0' });
      await expect(client.stream(ASK).response).rejects.toBe(error);
      expect(await client.budget()).toMatchObject({ reservedUsd: '0' });
    });

    test('is released, if it is wanted so, where nothing is known of its usage', async () => {
      const error = new ProviderError('x', { reason: 'timeout' });
      const inner = clientOf([{ atMost: costing('0.6'), answer: failing(error) }]);
      const client = withBudget(inner, { limitUsd: 1, onUnknownUsage: 'release' });
      await expect(client.create(ASK)).rejects.toBe(error);
      expect(await client.budget()).toMatchObject({ spentUsd: '0', reservedUsd: '0' });
    });

    test('is released but for what is known of it', async () => {
      const partial = responseCosting(unknownCost(0.2));
      const error = new ProviderError('x', { reason: 'timeout', partial });
      const inner = clientOf([{ atMost: costing('0.6'), answer: failing(error) }]);
      const client = withBudget(inner, { limitUsd: 1, onUnknownUsage: 'release' });
      await expect(client.create(ASK)).rejects.toBe(error);
      expect(await client.budget()).toMatchObject({ spentUsd: '0.2', reservedUsd: '0' });
    });
  });

  test('an aborted signal: nothing is sent, nothing spent', async () => {
    const inner = clientOf([{ atMost: costing('0.6'), answer: costing('0.1') }]);
    const client = withBudget(inner, { limitUsd: 1 });
    const error = await refusal(client.create(ASK, { signal: AbortSignal.abort('no') }));
    expect(error.reason).toBe('aborted');
    expect(inner.sent()).toBe(0);
    expect(await client.budget()).toMatchObject({ spentUsd: '0', reservedUsd: '0' });
  });

  describe('per', () => {
    const once = (): ModelClient => clientOf([{ atMost: costing('0.6'), answer: costing('0.6') }]);

    test('client: two clients of one store are apart', async () => {
      const store = createMemoryBudgetStore();
      const budgeted = () => withBudget(once(), { limitUsd: 1, store });
      const one = budgeted();
      await one.create(ASK);
      await budgeted().create(ASK);
      expect((await one.budget()).spentUsd).toBe('0.6');
    });

    test.each([
      ['day', '2026-02-28', '2026-03-01'],
      ['month', '2026-02', '2026-03'],
    ] as const)('%s: a new one begins with nothing spent', async (per, key, next) => {
      vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-02-28T23:59:59Z') });
      const store = createMemoryBudgetStore();
      const [one, two] = [1, 2].map(() => withBudget(once(), { limitUsd: 1, per, store }));
      await one?.create(ASK);
      expect(await refusal((two ?? withBudget(once(), { limitUsd: 1 })).create(ASK))).toMatchObject(
        { message: expect.stringContaining(`"${key}"`) },
      );
      vi.setSystemTime(new Date('2026-03-01T00:00:00Z'));
      await two?.create(ASK);
      expect(await two?.budget()).toMatchObject({ key: next, spentUsd: '0.6' });
    });

    test('a key of your own', async () => {
      const client = withBudget(once(), { limitUsd: 1, per: ({ user }) => `user/${user}` });
      await client.create({ ...ASK, user: 'ann' });
      await refusal(client.create({ ...ASK, user: 'ann' }));
      await client.create({ ...ASK, user: 'bob' });
      expect(await client.budget({ ...ASK, user: 'ann' })).toMatchObject({
        key: 'user/ann',
        spentUsd: '0.6',
      });
    });

    test('a key that is no text', async () => {
      const per = (() => undefined) as unknown as () => string;
      const error = await refusal(withBudget(once(), { limitUsd: 1, per }).create(ASK));
      expect(error).toMatchObject({ reason: 'config', path: 'per' });
    });
  });

  test.each([
    [{ limitUsd: Number.NaN }, 'limitUsd'],
    [{ limitUsd: -1 }, 'limitUsd'],
    [{ limitUsd: '1 USD' }, 'limitUsd'],
    [{ limitUsd: 1, onUnknownPrice: { assumeUsd: -1 } }, 'onUnknownPrice.assumeUsd'],
    [{ limitUsd: 1, per: 'week' as 'day' }, 'per'],
    [{ limitUsd: 1, reservationMs: 0 }, 'reservationMs'],
  ])('%j is refused', (options, path) => {
    expect(() => withBudget(clientOf([]), options)).toThrow(
      expect.objectContaining({ reason: 'config', path }),
    );
  });

  describe('a store that fails', () => {
    const down = new Error('no connection');
    const inner = (): ReturnType<typeof clientOf> =>
      clientOf([{ atMost: costing('0.1'), answer: costing('0.1') }]);
    const broken = (fails: Partial<BudgetStore>): BudgetStore => ({
      ...createMemoryBudgetStore(),
      ...fails,
    });

    test('before the call: the call is not made', async () => {
      const client = inner();
      const store = broken({ reserve: failing(down) });
      const error = await refusal(withBudget(client, { limitUsd: 1, store }).create(ASK));
      expect(error).toMatchObject({ reason: 'transient', cause: { message: down.message } });
      expect(client.sent()).toBe(0);
    });

    test('after it: the answer is given, with a warning', async () => {
      const store = broken({ settle: failing(down) });
      const client = withBudget(inner(), { limitUsd: 1, store });
      const codes = ({ warnings }: { warnings: readonly { code: string }[] }): string[] =>
        warnings.map(({ code }) => code);
      expect(codes(await client.create(ASK))).toEqual(['budget_not_settled']);
      expect(codes(await client.stream(ASK).response)).toEqual(['budget_not_settled']);
    });

    test('after a failure: the failure is told', async () => {
      const error = new ProviderError('x', { reason: 'throttled' });
      const failingClient = clientOf([{ atMost: costing('0.1'), answer: failing(error) }]);
      const store = broken({ settle: failing(down) });
      await expect(withBudget(failingClient, { limitUsd: 1, store }).create(ASK)).rejects.toBe(
        error,
      );
    });
  });

  test('estimate, cost and close are the client’s own', async () => {
    const close = vi.fn(async () => {});
    const client = withBudget(
      {
        ...clientOf([{ atMost: costing('0.6'), answer: costing('0.1') }]),
        cost: () => costing('7'),
        close,
      },
      { limitUsd: 1 },
    );
    expect(await client.estimate?.(ASK)).toEqual(costing('0.6'));
    expect(client.cost(responseCosting(costing('1')))).toEqual(costing('7'));
    await client.close();
    expect(close).toHaveBeenCalledOnce();
  });
});

describe('a stream with a budget', () => {
  type Source = (options?: CallOptions) => AsyncIterable<UnifiedStreamEvent>;
  const answer = responseCosting(costing('0.1'));
  const streaming = (stream: Source, options: Partial<BudgetOptions> = {}) =>
    withBudget(
      {
        ...defineClient({ create: async () => answer, stream: (_, call) => stream(call) }),
        estimate: async () => costing('0.6'),
      },
      { limitUsd: 1, ...options },
    );
  async function* events(): AsyncGenerator<UnifiedStreamEvent> {
    yield* replayResponse(answer);
  }

  test('sets nothing aside before it is read', async () => {
    const client = streaming(events);
    const stream = client.stream(ASK);
    expect((await client.budget()).reservedUsd).toBe('0');
    for await (const event of stream) {
      const { spentUsd, reservedUsd } = await client.budget();
      const isLast = event.type === 'finish';
      expect([spentUsd, reservedUsd]).toEqual(isLast ? ['0.1', '0'] : ['0', '0.6']);
    }
  });

  test('that is left counts as all that was set aside, or as nothing', async () => {
    for (const [onUnknownUsage, spentUsd] of [
      ['spend', '0.6'],
      ['release', '0'],
    ] as const) {
      const client = streaming(events, { onUnknownUsage });
      for await (const _ of client.stream(ASK)) break;
      expect(await client.budget()).toMatchObject({ spentUsd, reservedUsd: '0' });
    }
  });

  test('that is left counts as what has arrived, where the client knows its cost', async () => {
    const source: Source = () => ({
      [Symbol.asyncIterator]: () => ({
        ...{ partial: () => responseCosting(costing('0.03')) },
        next: async () => ({ done: false, value: { type: 'text-start', index: 0 } }),
        return: async () => ({ done: true, value: undefined }),
      }),
    });
    const client = streaming(source);
    for await (const _ of client.stream(ASK)) break;
    expect(await client.budget()).toMatchObject({ spentUsd: '0.03', reservedUsd: '0' });
  });

  test('that ends without finish is incomplete, and counts in full', async () => {
    const client = streaming(async function* () {});
    expect(await refusal(client.stream(ASK).response)).toMatchObject({
      reason: 'incomplete_stream',
    });
    expect(await client.budget()).toMatchObject({ spentUsd: '0.6', reservedUsd: '0' });
  });

  test('that is over budget is refused when it is read, and not opened', async () => {
    const opened = vi.fn(events);
    const client = streaming(opened, { limitUsd: 0.5 });
    expect(await refusal(client.stream(ASK).response)).toMatchObject({ reason: 'access_denied' });
    expect(opened).not.toHaveBeenCalled();
  });

  test('that is left while money is being set aside is not opened', async () => {
    const opened = vi.fn(events);
    const client = streaming(opened);
    const iterator = client.stream(ASK)[Symbol.asyncIterator]();
    const first = iterator.next();
    await iterator.return?.();
    expect(await first).toEqual({ done: true, value: undefined });
    await vi.waitFor(async () => {
      expect(await client.budget()).toMatchObject({ spentUsd: '0', reservedUsd: '0' });
    });
    expect(opened).not.toHaveBeenCalled();
  });
});

/** What a call may do in the end, and what of its reservation is then spent. */
const ENDS = ['answer', 'throttled', 'timeout', 'partial', 'leave', 'abort'] as const;

test('whatever happens in whatever order, the limit holds and every cent is accounted for', async () => {
  const anyCall = fc
    .record({
      atMost: fc.integer({ min: 1, max: 50 }),
      share: fc.integer({ min: 0, max: 100 }),
      end: fc.constantFrom(...ENDS),
      streamed: fc.boolean(),
    })
    .map((call) => ({ ...call, cost: Math.floor((call.atMost * call.share) / 100) }));
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(anyCall, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 0, max: 120 }),
      async (scheduler, calls, limit) => {
        const memory = createMemoryBudgetStore();
        const limitPico = picoUsd(limit) ?? 0n;
        const store: BudgetStore = {
          reserve: async (reservation) => {
            await scheduler.schedule(Promise.resolve());
            const result = await memory.reserve(reservation);
            expect(result.spent + result.reserved <= limitPico).toBe(true);
            return result;
          },
          settle: async (id, amount) => {
            await scheduler.schedule(Promise.resolve());
            await memory.settle(id, amount);
          },
          read: memory.read,
        };
        let spent = 0;
        const all = Promise.all(
          calls.map(async ({ atMost, cost, end, streamed }) => {
            const partial = responseCosting(costing(String(cost)));
            let sent = false;
            const create = async () => {
              sent = true;
              await scheduler.schedule(Promise.resolve());
              if (end === 'throttled') throw new ProviderError('x', { reason: 'throttled' });
              if (end === 'timeout') throw new ProviderError('x', { reason: 'timeout' });
              if (end === 'partial') {
                throw new ProviderError('x', { reason: 'incomplete_stream', partial });
              }
              return partial;
            };
            const client = withBudget(
              { ...defineClient({ create }), estimate: async () => costing(String(atMost)) },
              { limitUsd: limit, store, per: () => 'all' },
            );
            const abort = new AbortController();
            if (end === 'abort') abort.abort();
            let granted = true;
            const read = async (): Promise<void> => {
              if (!streamed) await client.create(ASK, { signal: abort.signal });
              else {
                for await (const _ of client.stream(ASK, { signal: abort.signal })) {
                  if (end === 'leave') break;
                }
              }
            };
            await read().catch((error: unknown) => {
              granted = !(isProviderError(error) && error.reason === 'access_denied');
            });
            if (!granted || end === 'abort') expect(sent).toBe(false);
            else if (end === 'timeout' || (end === 'leave' && streamed)) spent += atMost;
            else if (end !== 'throttled') spent += cost;
          }),
        );
        await scheduler.waitFor(all);
        expect(await memory.read('all')).toEqual({ spent: picoUsd(spent), reserved: 0n });
        expect(spent).toBeLessThanOrEqual(limit);
      },
    ),
  );
});
