export {
  type BudgetedClient,
  type BudgetOptions,
  type BudgetReport,
  withBudget,
} from './budget.js';
export { createMemoryBudgetStore } from './budget-memory-store.js';
export type {
  BudgetState,
  BudgetStore,
  Reservation,
  ReservationId,
  ReserveResult,
} from './budget-store.js';
