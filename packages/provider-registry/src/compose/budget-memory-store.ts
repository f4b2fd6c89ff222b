import type { BudgetState, BudgetStore } from './budget-store.js';

interface Held {
  readonly amount: bigint;
  readonly expiresAt: number;
}

/** One budget. What has expired is kept, because a call may end late. */
interface Account {
  spent: bigint;
  reserved: bigint;
  readonly held: Map<string, Held>;
  readonly expired: Set<string>;
  /** Before that, nothing expires. */
  nextExpiry: number;
}

/** Budgets of this process. A key is kept for as long as the store is. */
export function createMemoryBudgetStore(): BudgetStore {
  const accounts = new Map<string, Account>();

  // Without an await in between, each of these steps is atomic.
  const accountOf = (key: string): Account => {
    const account = accounts.get(key) ?? newAccount();
    accounts.set(key, account);
    if (Date.now() >= account.nextExpiry) expire(account, Date.now());
    return account;
  };

  return {
    async reserve({ id, key, amount, limit, ttlMs }) {
      const account = accountOf(key);
      if (account.held.has(id)) return { granted: true, ...stateOf(account) };
      const granted = account.spent + account.reserved + amount <= limit;
      if (granted) {
        const expiresAt = Date.now() + ttlMs;
        account.held.set(id, { amount, expiresAt });
        account.reserved += amount;
        account.nextExpiry = Math.min(account.nextExpiry, expiresAt);
      }
      return { granted, ...stateOf(account) };
    },
    async settle({ id, key }, amount) {
      const account = accountOf(key);
      const held = account.held.get(id);
      if (held === undefined && !account.expired.has(id)) return;
      account.held.delete(id);
      account.expired.delete(id);
      account.reserved -= held?.amount ?? 0n;
      account.spent += amount;
    },
    async read(key) {
      return stateOf(accounts.has(key) ? accountOf(key) : newAccount());
    },
  };
}

function newAccount(): Account {
  const nextExpiry = Number.POSITIVE_INFINITY;
  return { spent: 0n, reserved: 0n, held: new Map(), expired: new Set(), nextExpiry };
}

function expire(account: Account, now: number): void {
  account.nextExpiry = Number.POSITIVE_INFINITY;
  for (const [id, { amount, expiresAt }] of account.held) {
    if (expiresAt > now) account.nextExpiry = Math.min(account.nextExpiry, expiresAt);
    else {
      account.held.delete(id);
      account.expired.add(id);
      account.reserved -= amount;
    }
  }
}

function stateOf({ spent, reserved }: Account): BudgetState {
  return { spent, reserved };
}
