import { ProviderError } from '@outcrop/unified-response';
import { type Authentication, chooseAuthentication } from './authentication.js';
import type { Environment } from './environment.js';
import type { BedrockClientOptions } from './options.js';
import { sharedConfigRegion } from './shared-config.js';

const DEFAULT_TIMEOUT_SECONDS = 60;
const DEFAULT_CONNECT_MS = 10_000;
const DEFAULT_TOTAL_ATTEMPTS = 5;

/** Time limits in milliseconds; an absent one is no limit. */
export interface TimeLimits {
  readonly connectMs: number;
  readonly firstByteMs: number;
  readonly idleMs: number;
  readonly totalMs?: number;
}

/** A client's options, checked and completed. */
export interface Settings {
  readonly region: string | undefined;
  readonly authentication: Authentication;
  readonly timeLimits: TimeLimits;
  readonly totalAttempts: number;
  readonly adaptive: boolean;
}

/**
 * Checks the options and completes them from the environment.
 * @throws ProviderError `config` when no region is to be found or an option is of the wrong kind.
 */
export function resolveSettings(options: BedrockClientOptions, environment: Environment): Settings {
  return {
    region: resolveRegion(options, environment),
    authentication: chooseAuthentication(options, environment),
    timeLimits: timeLimits(options),
    totalAttempts: totalAttempts(options),
    adaptive: options.mode === 'adaptive',
  };
}

function resolveRegion(
  options: BedrockClientOptions,
  environment: Environment,
): string | undefined {
  const named = options.region || options.awsRegion || environment.region;
  if (named) return named;
  // A port or client of the caller's own knows where it leads to.
  if (options.port || options.client) return undefined;
  const shared = sharedConfigRegion(environment, options.profile || options.awsProfileName);
  if (shared) return shared;
  throw new ProviderError(
    'Region is required to use the Amazon Bedrock API. Set region, or the AWS_REGION environment variable.',
    {
      reason: 'config',
      path: 'region',
      hint: "Pass region: 'us-east-1' (or awsRegion), set AWS_REGION or AWS_DEFAULT_REGION, or give your AWS profile a region.",
      provider: 'bedrock',
    },
  );
}

function timeLimits(options: BedrockClientOptions): TimeLimits {
  const seconds = positive('timeout', options.timeout, 'seconds') ?? DEFAULT_TIMEOUT_SECONDS;
  const limits = options.timeouts ?? {};
  const limit = (name: keyof typeof limits): number | undefined =>
    positive(`timeouts.${name}`, limits[name], 'milliseconds');
  const totalMs = limit('totalMs');
  return {
    connectMs: limit('connectMs') ?? DEFAULT_CONNECT_MS,
    firstByteMs: limit('firstByteMs') ?? seconds * 1000,
    idleMs: limit('idleMs') ?? seconds * 1000,
    ...(totalMs === undefined ? {} : { totalMs }),
  };
}

/** botocore's rule: `total_max_attempts` counts the first attempt, `max_attempts` does not, the former wins. */
function totalAttempts(options: BedrockClientOptions): number {
  const total = attempts('totalMaxAttempts', options.totalMaxAttempts, 1);
  const retries = attempts('maxAttempts', options.maxAttempts, 0);
  return total ?? (retries === undefined ? DEFAULT_TOTAL_ATTEMPTS : retries + 1);
}

function attempts(name: string, value: number | undefined, least: number): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return value;
  throw invalid(name, `an integer of at least ${least}`, value);
}

function positive(name: string, value: number | undefined, unit: string): number | undefined {
  if (value === undefined || (Number.isFinite(value) && value > 0)) return value;
  throw invalid(name, `a positive number of ${unit}`, value);
}

function invalid(name: string, expected: string, value: unknown): ProviderError {
  return new ProviderError(`${name}: expected ${expected}, got ${JSON.stringify(value)}`, {
    reason: 'config',
    path: name,
    hint: `Pass ${expected} as ${name}.`,
    provider: 'bedrock',
  });
}
