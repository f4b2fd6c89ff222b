import type { ErrorReason } from '@outcrop/unified-response';

/** Whether another client may answer what one has failed of, and why. */
export interface FailoverRule {
  readonly curable: boolean;
  readonly why: string;
}

/** Every reason of a `ProviderError`. It decides on failover unless `reasons` says otherwise. */
export const FAILOVER_RULES: Readonly<Record<ErrorReason, FailoverRule>> = {
  throttled: { curable: true, why: 'Quotas are counted by account, region and model.' },
  overloaded: { curable: true, why: 'Capacity runs out by model and region.' },
  timeout: { curable: true, why: 'Another may be quicker, while the call has time left.' },
  transient: { curable: true, why: 'The fault is of one network path or service.' },
  context_overflow: { curable: true, why: 'Another model may take a longer conversation.' },
  invalid_request: {
    curable: false,
    why: 'The request is at fault, and hidden if one that takes it comes along.',
  },
  authentication: { curable: true, why: 'Each entry has its own credentials.' },
  access_denied: { curable: true, why: 'Models, policies and budgets are granted one by one.' },
  model_not_found: { curable: true, why: 'Not every region or account has every model.' },
  model_error: { curable: true, why: 'Another model need not fail at the same answer.' },
  content_filtered: { curable: false, why: 'A filter is not there to be walked around.' },
  incomplete_stream: { curable: true, why: 'Nothing of the answer has been handed out yet.' },
  aborted: { curable: false, why: 'Nobody waits for the answer any more.' },
  unsupported: { curable: true, why: 'Another model may have what this one lacks.' },
  config: {
    curable: false,
    why: 'A mistake in the program; going on would hide that the list is shorter than it looks.',
  },
};
