import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMemoryBudgetStore } from './budget-memory-store.js';

const HELD = { id: 'a', key: 'k', amount: 60n, limit: 100n, ttlMs: 1000 };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('createMemoryBudgetStore', () => {
  test('grants up to the limit, and no further', async () => {
    const store = createMemoryBudgetStore();
    expect(await store.reserve(HELD)).toEqual({ granted: true, spent: 0n, reserved: 60n });
    const refused = await store.reserve({ ...HELD, id: 'b', amount: 41n });
    expect(refused).toEqual({ granted: false, spent: 0n, reserved: 60n });
    expect((await store.reserve({ ...HELD, id: 'c', amount: 40n })).granted).toBe(true);
  });

  test('keys have nothing to do with each other', async () => {
    const store = createMemoryBudgetStore();
    await store.reserve(HELD);
    expect((await store.reserve({ ...HELD, key: 'other' })).granted).toBe(true);
    expect(await store.read('nobody')).toEqual({ spent: 0n, reserved: 0n });
  });

  test('reserving, settling and releasing twice is the same as once', async () => {
    const store = createMemoryBudgetStore();
    await store.reserve(HELD);
    expect(await store.reserve(HELD)).toEqual({ granted: true, spent: 0n, reserved: 60n });
    await store.settle(HELD, 10n);
    await store.settle(HELD, 10n);
    await store.settle(HELD, 0n);
    expect(await store.read('k')).toEqual({ spent: 10n, reserved: 0n });
  });

  test('what was never set aside is not settled', async () => {
    const store = createMemoryBudgetStore();
    await store.settle({ id: 'x', key: 'k' }, 10n);
    expect(await store.read('k')).toEqual({ spent: 0n, reserved: 0n });
  });

  test('what has expired holds nothing back, and is booked if it ends late, once', async () => {
    const store = createMemoryBudgetStore();
    await store.reserve(HELD);
    vi.setSystemTime(999);
    expect((await store.reserve({ ...HELD, id: 'b' })).granted).toBe(false);
    vi.setSystemTime(1000);
    expect(await store.read('k')).toEqual({ spent: 0n, reserved: 0n });
    expect((await store.reserve({ ...HELD, id: 'b' })).granted).toBe(true);
    await store.settle(HELD, 50n);
    await store.settle(HELD, 50n);
    expect(await store.read('k')).toEqual({ spent: 50n, reserved: 60n });
  });

  test('whatever is done in whatever order, the sums are those of a plain list', async () => {
    const step = fc.oneof(
      fc.record({
        do: fc.constant('reserve' as const),
        id: fc.integer({ min: 0, max: 9 }),
        amount: fc.bigInt({ min: 0n, max: 50n }),
        ttlMs: fc.integer({ min: 1, max: 30 }),
      }),
      fc.record({
        do: fc.constant('settle' as const),
        id: fc.integer({ min: 0, max: 9 }),
        amount: fc.bigInt({ min: 0n, max: 50n }),
      }),
      fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 20 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        vi.setSystemTime(0);
        const store = createMemoryBudgetStore();
        let spent = 0n;
        let open: { id: number; amount: bigint; until: number }[] = [];
        const reserved = (): bigint =>
          open
            .filter(({ until }) => until > Date.now())
            .reduce((sum, { amount }) => sum + amount, 0n);
        for (const each of steps) {
          if (each.do === 'wait') vi.setSystemTime(Date.now() + each.ms);
          else if (each.do === 'settle') {
            await store.settle({ id: String(each.id), key: 'k' }, each.amount);
            if (open.some(({ id }) => id === each.id)) spent += each.amount;
            open = open.filter(({ id }) => id !== each.id);
          } else {
            const { id, amount, ttlMs } = each;
            const known = open.find((one) => one.id === id);
            // An id is unique in the world: it is not used again once it has expired.
            if (known && known.until <= Date.now()) continue;
            const granted = known !== undefined || spent + reserved() + amount <= 100n;
            if (granted && !known) open.push({ id, amount, until: Date.now() + ttlMs });
            const result = await store.reserve({
              id: String(id),
              key: 'k',
              amount,
              limit: 100n,
              ttlMs,
            });
            expect(result).toEqual({ granted, spent, reserved: reserved() });
          }
          expect(await store.read('k')).toEqual({ spent, reserved: reserved() });
        }
      }),
    );
  });
});
