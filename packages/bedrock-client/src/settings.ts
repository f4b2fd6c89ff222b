import type { OnUnsupported } from '@outcrop/converse-mapping';
import { type Authentication, chooseAuthentication } from './authentication.js';
import type { Environment } from './environment.js';
import type { ImageLimits } from './fetch-image.js';
import { type NetworkSettings, networkSettings } from './network-settings.js';
import {
  checkCount,
  checkMilliseconds,
  checkSeconds,
  checkWord,
  invalidOption,
} from './option-check.js';
import type { BedrockClientOptions } from './options.js';
import { resolveRegion } from './region.js';
import { CLIENT_LIMITS, type TimeLimits, withTimeouts } from './time-limits.js';

const DEFAULT_TIMEOUT_SECONDS = 60;
const DEFAULT_CONNECT_MS = 10_000;
const DEFAULT_TOTAL_ATTEMPTS = 5;
const DEFAULT_IMAGE_BYTES = 3_932_160;
const DEFAULT_IMAGE_MS = 10_000;

/** A client's options, checked and completed. */
export interface Settings {
  readonly region: string | undefined;
  readonly authentication: Authentication;
  /** The profile of the shared AWS files, where credentials may come from it. */
  readonly profile: string | undefined;
  readonly endpoint: string | undefined;
  readonly controlEndpoint: string | undefined;
  readonly protocol: 'http1' | 'http2';
  readonly network: NetworkSettings;
  readonly timeLimits: TimeLimits;
  readonly totalAttempts: number;
  readonly isAdaptive: boolean;
  readonly onUnsupported: OnUnsupported;
  readonly images: ImageLimits;
}

/**
 * Checks the options and completes them from the environment.
 * @throws ProviderError `config` when no region is to be found or an option is of the wrong kind.
 */
export function resolveSettings(options: BedrockClientOptions, environment: Environment): Settings {
  const { protocol, mode, onUnsupported, images = {} } = options;
  const authentication = chooseAuthentication(options, environment);
  const network = networkSettings(options, environment);
  return {
    region: resolveRegion(options, environment),
    authentication,
    profile: profileOf(authentication, environment),
    endpoint: checkEndpoint('endpoint', options.endpoint),
    controlEndpoint: checkEndpoint('controlEndpoint', options.controlEndpoint),
    protocol: checkWord('protocol', protocol, ['http1', 'http2']) ?? 'http1',
    network,
    timeLimits: timeLimits(options),
    totalAttempts: totalAttempts(options),
    isAdaptive: checkWord('mode', mode, ['standard', 'adaptive', 'legacy']) === 'adaptive',
    onUnsupported: checkWord('onUnsupported', onUnsupported, ['adapt', 'warn', 'throw']) ?? 'adapt',
    images: {
      maxBytes: checkCount('images.maxBytes', images.maxBytes, 1) ?? DEFAULT_IMAGE_BYTES,
      timeoutMs: checkMilliseconds('images.timeoutMs', images.timeoutMs) ?? DEFAULT_IMAGE_MS,
      allowPrivate: images.allowPrivate ?? false,
      network,
    },
  };
}

function profileOf(authentication: Authentication, environment: Environment): string | undefined {
  const identity = authentication.kind === 'role' ? authentication.base : authentication;
  if (identity.kind === 'profile') return identity.profile;
  return identity.kind === 'ambient' ? environment.profile : undefined;
}

function timeLimits(options: BedrockClientOptions): TimeLimits {
  const seconds = checkSeconds('timeout', options.timeout) ?? DEFAULT_TIMEOUT_SECONDS;
  const milliseconds = seconds * 1000;
  return withTimeouts(
    { connectMs: DEFAULT_CONNECT_MS, firstByteMs: milliseconds, idleMs: milliseconds },
    options.timeouts,
    CLIENT_LIMITS,
  );
}

/** botocore's rule: `total_max_attempts` counts the first attempt, `max_attempts` does not, the former wins. */
function totalAttempts(options: BedrockClientOptions): number {
  const total = checkCount('totalMaxAttempts', options.totalMaxAttempts, 1);
  const retries = checkCount('maxAttempts', options.maxAttempts, 0);
  return total ?? (retries === undefined ? DEFAULT_TOTAL_ATTEMPTS : retries + 1);
}

function checkEndpoint(name: string, endpoint: string | undefined): string | undefined {
  if (endpoint === undefined) return undefined;
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw invalidOption(name, 'an http or https address', endpoint);
  }
  // The SDK would leave them out (measured on 3.1164).
  if (url.search || url.hash || url.username || url.password) {
    const came = `${url.origin}${url.pathname}`;
    throw invalidOption(name, 'an address without query, fragment, user and password', came);
  }
  // The SDK puts its own slash after it.
  return endpoint.replace(/\/+$/, '');
}
