import type { ErrorRule } from './error-rule.js';

/** The names that the AWS SDK 3.1164 takes for throttling, as far as Bedrock and STS may use them. */
const THROTTLES: readonly string[] = [
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'SlowDown',
];

const PER_DAY = /per day|\bdaily\b/i;
const QUOTA_OF_THE_DAY =
  "The day's quota is used up: use another region or profile, or raise the quota.";
const OVERLOADED = 'Bedrock is overloaded: wait and send the call again, or use another region.';

/** Name and status tell; the text only says which quota. */
export const THROTTLING_RULES: readonly ErrorRule[] = [
  {
    reason: 'throttled',
    names: THROTTLES,
    text: PER_DAY,
    hint: QUOTA_OF_THE_DAY,
    retryable: false,
  },
  {
    reason: 'throttled',
    names: THROTTLES,
    text: /too many requests/i,
    hint: 'Send fewer requests at once, use a cross-region profile, or raise the quota.',
  },
  {
    reason: 'throttled',
    names: THROTTLES,
    hint: 'Slow down, lower max_tokens (it is reserved against the quota), use a cross-region profile, or raise the quota.',
  },
  {
    reason: 'throttled',
    names: ['ServiceQuotaExceededException'],
    hint: 'A quota of the account is used up: raise it, or wait until it is renewed.',
    retryable: false,
  },
  {
    reason: 'overloaded',
    names: ['ModelNotReadyException'],
    hint: 'The model is being made ready: wait a little and send the call again.',
  },
  { reason: 'overloaded', names: ['ServiceUnavailableException'], hint: OVERLOADED },
  {
    reason: 'throttled',
    statuses: [429],
    text: PER_DAY,
    hint: QUOTA_OF_THE_DAY,
    retryable: false,
  },
  { reason: 'throttled', statuses: [429], hint: 'Slow down, or raise the quota.' },
  { reason: 'overloaded', statuses: [503, 529], hint: OVERLOADED },
];
