import type { ProviderError } from '@outcrop/unified-response';

/** What `onRetry` is told. */
export interface RetryEvent {
  /** The attempt that failed, from 1. */
  readonly attempt: number;
  readonly error: ProviderError;
  /** Milliseconds until the next attempt. */
  readonly delayMs: number;
}
