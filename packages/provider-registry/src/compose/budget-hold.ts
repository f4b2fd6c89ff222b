import {
  type Cost,
  type ErrorReason,
  isProviderError,
  type UnifiedResponse,
} from '@outcrop/unified-response';
import { picoUsd } from './budget-money.js';
import type { BudgetStore, Reservation } from './budget-store.js';

/** How a call can end without a word about its usage, although the model may have worked for it. */
const MAY_BE_BILLED: readonly ErrorReason[] = ['timeout', 'aborted', 'incomplete_stream'];

/** What a call needs to be settled. */
export interface HoldTerms {
  readonly store: BudgetStore;
  readonly costOf: (response: UnifiedResponse) => Cost;
  readonly onUnknownUsage: 'spend' | 'release';
}

/** What is set aside for one call, until the call is over. Only the first end counts. */
export class Hold {
  readonly #terms: HoldTerms;
  readonly #reservation: Reservation;
  #isOver = false;

  constructor(terms: HoldTerms, reservation: Reservation) {
    this.#terms = terms;
    this.#reservation = reservation;
  }

  /** The answer is there, and paid for: it is given out even if the store fails. */
  async settle(response: UnifiedResponse): Promise<UnifiedResponse> {
    const cost = this.#terms.costOf(response);
    try {
      await this.#end(exactAmount(cost) ?? this.#atMost(cost));
      return response;
    } catch (error) {
      const message = `The budget could not be told what this answer cost: ${String(error)}. What was reserved stays so until it expires.`;
      const warning = { code: 'budget_not_settled', message };
      return response.with({ warnings: [...response.warnings, warning] });
    }
  }

  /** The call has failed: what has arrived of it says what it cost, or else the reason does. */
  async fail(error: unknown): Promise<void> {
    const isKnown = isProviderError(error);
    if (isKnown && error.partial === undefined && !MAY_BE_BILLED.includes(error.reason)) {
      await this.release();
    } else await this.cut(isKnown ? error.partial : undefined);
  }

  /** The call was broken off, and what has arrived need not be all that the model has done. */
  async cut(partial: UnifiedResponse | undefined): Promise<void> {
    const cost = partial && this.#terms.costOf(partial);
    const exact = cost && exactAmount(cost);
    if (exact !== undefined) await this.#end(exact);
    else if (this.#terms.onUnknownUsage === 'release') await this.#end(atLeast(cost));
    else await this.#end(this.#atMost(cost));
  }

  release(): Promise<void> {
    return this.#end(0n);
  }

  /** What is not known is taken for what was set aside, or for more where more is known. */
  #atMost(cost: Cost | undefined): bigint {
    const { amount } = this.#reservation;
    const known = atLeast(cost);
    const isCovered = known <= amount;
    return isCovered ? amount : known;
  }

  async #end(amount: bigint): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    await this.#terms.store.settle(this.#reservation, amount);
  }
}

function exactAmount(cost: Cost): bigint | undefined {
  return cost.status === 'priced' ? picoUsd(cost.exact) : undefined;
}

function atLeast(cost: Cost | undefined): bigint {
  return (cost?.status === 'unknown' && picoUsd(cost.lowerBoundUsd)) || 0n;
}
