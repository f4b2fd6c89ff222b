import type { Cost } from '@outcrop/unified-response';
import { add, type Decimal, formatDecimal, parseDecimal, ZERO } from './decimal.js';

/**
 * Adds costs up, exactly. A call whose cost is not known adds what it cost at least, and is counted
 * in `unpricedCalls`: while that is not 0, the total is a lower bound.
 */
export class CostTotal {
  #sum: Decimal = ZERO;
  #calls = 0;
  #unpricedCalls = 0;

  /** @throws TypeError when the cost is not one a pricer made. */
  add(cost: Cost): this {
    const amount =
      cost.status === 'priced' ? parseDecimal(cost.exact) : lowerBound(cost.lowerBoundUsd);
    if (amount === undefined) {
      throw new TypeError(
        'cost: expected the exact amount of a priced cost, or a lower bound ≥ 0, as a decimal.',
      );
    }
    this.#sum = add(this.#sum, amount);
    this.#calls += 1;
    if (cost.status === 'unknown') this.#unpricedCalls += 1;
    return this;
  }

  /** USD, the nearest double to `exact`. */
  get usd(): number {
    return Number(this.exact);
  }

  /** USD as an exact decimal. */
  get exact(): string {
    return formatDecimal(this.#sum);
  }

  /** How many costs were added. */
  get calls(): number {
    return this.#calls;
  }

  /** How many of them were not fully known. */
  get unpricedCalls(): number {
    return this.#unpricedCalls;
  }
}

function lowerBound(usd: number | undefined): Decimal | undefined {
  return usd === undefined ? ZERO : parseDecimal(String(usd));
}
