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
export type { AnswerRecord, CallRecord, ErrorRecord } from './call-record.js';
export { FailoverError } from './failover-error.js';
export {
  type FailedEntry,
  type FailoverEntry,
  type FailoverRecord,
  failoverOf,
} from './failover-record.js';
export { FAILOVER_RULES, type FailoverRule } from './failover-rules.js';
export type { FailoverEvent, FallbackOptions } from './failover-turns.js';
export { type ConfigFilter, filterConfigList } from './filter-config-list.js';
export { withFallback } from './with-fallback.js';
export { type LoggingOptions, withLogging } from './with-logging.js';
