/** Names one reservation, for as long as the store knows it. */
export interface ReservationId {
  /** Unique in the world. */
  readonly id: string;
  /** Whose budget it is: a day, a customer, … */
  readonly key: string;
}

/** Money to set aside for a call. Amounts are pico-USD (10⁻¹² USD): they fit a 64-bit integer. */
export interface Reservation extends ReservationId {
  /** What the call may cost at most. */
  readonly amount: bigint;
  /** What may be spent and reserved under this key in all. */
  readonly limit: bigint;
  /** From now on. After that, nothing is held back for the call any more: its process has died. */
  readonly ttlMs: number;
}

/** What a budget has been used for, in pico-USD. */
export interface BudgetState {
  readonly spent: bigint;
  /** Set aside for calls under way, without what has expired. */
  readonly reserved: bigint;
}

export interface ReserveResult extends BudgetState {
  readonly granted: boolean;
}

/**
 * Where budgets are kept: in memory, or in a database that several processes share. Each method is
 * one atomic step (a Lua script in Redis, a transaction in SQL), and may be sent again.
 */
export interface BudgetStore {
  /**
   * Sets the amount aside if `spent + reserved + amount ≤ limit`, else nothing. An id that is set
   * aside already is granted again and changes nothing. The result is the state afterwards.
   */
  reserve(reservation: Reservation): Promise<ReserveResult>;
  /**
   * Ends a reservation, also one that has expired, and adds to `spent` what the call cost: `0n`
   * releases it. An id that is not set aside, or was ended before, changes nothing.
   */
  settle(reservation: ReservationId, amount: bigint): Promise<void>;
  read(key: string): Promise<BudgetState>;
}
