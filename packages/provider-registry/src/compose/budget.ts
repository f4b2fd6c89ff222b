import {
  type ChatParams,
  type Cost,
  describeValue,
  ProviderError,
  type ResponseFormat,
  type UnifiedResponse,
} from '@outcrop/unified-response';
import { defineClient } from '../define-client.js';
import type { CallOptions, ModelClient } from '../model-client.js';
import { Hold } from './budget-hold.js';
import { createMemoryBudgetStore } from './budget-memory-store.js';
import { picoUsd, usdText } from './budget-money.js';
import type { BudgetStore, Reservation, ReserveResult } from './budget-store.js';
import { BudgetedEvents } from './budget-stream.js';

export interface BudgetOptions {
  /** USD that may be spent under one key; a text such as `'12.50'` is taken as exactly as a number. */
  readonly limitUsd: number | string;
  /**
   * What the limit holds for: this client (default), each day or month of UTC, or whatever a key of
   * your own stands for: a customer, a team and its week, … Calls of one key share one limit.
   */
  readonly per?: 'client' | 'day' | 'month' | ((params: ChatParams) => string);
  /** Default: in memory, for this client alone. */
  readonly store?: BudgetStore;
  /**
   * What to do with a call whose cost cannot be told beforehand. Default `refuse`; `allow` sets
   * nothing aside for it; an assumed amount is set aside, and spent if its cost stays unknown.
   */
  readonly onUnknownPrice?: 'refuse' | 'allow' | { readonly assumeUsd: number | string };
  /**
   * What to do with a call that is broken off before its usage is known: count all that was set aside
   * (`spend`, default: the model may have worked on, and be billed), or only what is known, which is
   * nothing as a rule (`release`).
   */
  readonly onUnknownUsage?: 'spend' | 'release';
  /**
   * How long money is set aside for a call of which nothing more is heard. Default 3,600,000: an
   * hour. Longer than any call.
   */
  readonly reservationMs?: number;
}

/** How a budget stands, in exact USD. */
export interface BudgetReport {
  readonly key: string;
  readonly limitUsd: string;
  readonly spentUsd: string;
  /** Set aside for calls under way. */
  readonly reservedUsd: string;
  /** Negative where calls have cost more than was set aside for them. */
  readonly leftUsd: string;
}

/** A client with a budget. */
export interface BudgetedClient<Default extends ResponseFormat = ResponseFormat>
  extends ModelClient<Default> {
  /** How the budget stands that a call with these parameters would go to. */
  budget(params?: ChatParams): Promise<BudgetReport>;
}

const HOUR_MS = 3_600_000;

/**
 * A client that never spends more than its limit: before a call, what it may cost at most is set
 * aside, or the call is refused; after it, what it did cost is booked. The estimate is the client's
 * own (`estimate`); without one, `onUnknownPrice` decides.
 *
 * A refused call is a ProviderError `access_denied` that is not to be retried: no other answer is to
 * be had of this client until the limit is raised or another day begins, but of another client maybe.
 *
 * @throws ProviderError `config` for an option that is invalid.
 */
export function withBudget<Default extends ResponseFormat = ResponseFormat>(
  client: ModelClient<Default>,
  options: BudgetOptions,
): BudgetedClient<Default> {
  const limit = amountOf('limitUsd', options.limitUsd);
  const { store = createMemoryBudgetStore(), onUnknownPrice = 'refuse' } = options;
  const assumed =
    typeof onUnknownPrice === 'object'
      ? amountOf('onUnknownPrice.assumeUsd', onUnknownPrice.assumeUsd)
      : 0n;
  const { reservationMs = HOUR_MS, onUnknownUsage = 'spend' } = options;
  if (!(reservationMs > 0)) throw invalid('reservationMs', 'milliseconds > 0', reservationMs);
  const keyOf = keyFunction(options.per ?? 'client');
  const terms = {
    store,
    onUnknownUsage,
    costOf: (response: UnifiedResponse) => client.cost(response),
  };

  const reserve = async (params: ChatParams, callOptions?: CallOptions): Promise<Hold> => {
    const cost = await estimate(client, params, callOptions);
    if (cost.status === 'unknown' && onUnknownPrice === 'refuse') throw unpriced(cost);
    const known = picoUsd(cost.status === 'priced' ? cost.exact : cost.lowerBoundUsd) ?? 0n;
    const amount = cost.status === 'unknown' && assumed > known ? assumed : known;
    const reservation: Reservation = {
      id: newId(),
      key: keyOf(params),
      amount,
      limit,
      ttlMs: reservationMs,
    };
    const result = await store.reserve(reservation).catch((cause: unknown) => {
      throw unreachable(cause);
    });
    if (!result.granted) throw exceeded(reservation, result);
    const hold = new Hold(terms, reservation);
    const { signal } = callOptions ?? {};
    if (!signal?.aborted) return hold;
    await hold.release();
    throw new ProviderError('The call was aborted before it was sent', {
      reason: 'aborted',
      cause: signal.reason,
    });
  };

  const budgeted = defineClient({
    async create(params, callOptions) {
      const hold = await reserve(params, callOptions);
      try {
        return await hold.settle(await client.create(params, callOptions));
      } catch (error) {
        // What the call failed of goes before what the store fails of.
        await hold.fail(error).catch(() => {});
        throw error;
      }
    },
    stream: (params, callOptions) => ({
      [Symbol.asyncIterator]: () =>
        new BudgetedEvents(
          () => reserve(params, callOptions),
          () => client.stream(params, callOptions),
        ),
    }),
    cost: terms.costOf,
    estimate: (params, callOptions) => estimate(client, params, callOptions),
    close: () => client.close(),
  });
  return {
    ...budgeted,
    async budget(params = { messages: [] }) {
      const key = keyOf(params);
      const { spent, reserved } = await store.read(key);
      return {
        key,
        limitUsd: usdText(limit),
        spentUsd: usdText(spent),
        reservedUsd: usdText(reserved),
        leftUsd: usdText(limit - spent - reserved),
      };
    },
  };
}

async function estimate(
  client: ModelClient,
  params: ChatParams,
  options?: CallOptions,
): Promise<Cost> {
  const { estimate: own } = client;
  if (own !== undefined) return own.call(client, params, options);
  return {
    status: 'unknown',
    reason: 'not-estimated',
    message: 'The client cannot tell beforehand what a call may cost: it has no estimate().',
  };
}

function keyFunction(per: NonNullable<BudgetOptions['per']>): (params: ChatParams) => string {
  switch (per) {
    case 'client': {
      const key = `client:${newId()}`;
      return () => key;
    }
    case 'day':
      return () => new Date().toISOString().slice(0, 10);
    case 'month':
      return () => new Date().toISOString().slice(0, 7);
    default:
      if (typeof per !== 'function') {
        throw invalid('per', "'client', 'day', 'month' or a function that gives a key", per);
      }
      return (params) => {
        const key: unknown = per(params);
        if (typeof key === 'string') return key;
        throw invalid('per', 'a function that gives a text', key);
      };
  }
}

/** Every runtime has it; the types of the language alone do not. */
function newId(): string {
  const { crypto } = globalThis as unknown as { readonly crypto: { randomUUID(): string } };
  return crypto.randomUUID();
}

function amountOf(name: string, usd: number | string): bigint {
  const amount = picoUsd(usd);
  if (amount === undefined) throw invalid(name, 'an amount of USD ≥ 0', usd);
  return amount;
}

function invalid(path: string, expected: string, came: unknown): ProviderError {
  return new ProviderError(`${path}: expected ${expected}, got ${describeValue(came)}`, {
    reason: 'config',
    path,
    hint: `Give withBudget ${expected} as ${path}.`,
  });
}

function exceeded({ key, amount, limit }: Reservation, state: ReserveResult): ProviderError {
  const { spent, reserved } = state;
  return new ProviderError(
    `The budget ${JSON.stringify(key)} does not cover this call: it may cost ${usdText(amount)} USD, and of ${usdText(limit)} USD, ${usdText(spent)} are spent and ${usdText(reserved)} are reserved for calls under way`,
    {
      reason: 'access_denied',
      retryable: false,
      hint: 'Raise limitUsd, or let the call need less: a lower max_tokens, a shorter conversation, a cheaper model.',
    },
  );
}

function unreachable(cause: unknown): ProviderError {
  return new ProviderError(`The budget's store could not be asked: ${String(cause)}`, {
    reason: 'transient',
    hint: 'The call was not sent. Check what the store needs.',
    cause,
  });
}

function unpriced({ reason, message }: Extract<Cost, { status: 'unknown' }>): ProviderError {
  return new ProviderError(
    `The budget cannot tell what this call may cost (${reason})${message === undefined ? '' : `: ${message}`}`,
    {
      reason: 'access_denied',
      retryable: false,
      hint: 'Give the call a price, [inputPer1k, outputPer1k], and max_tokens; or say with onUnknownPrice what to do with such calls.',
    },
  );
}
