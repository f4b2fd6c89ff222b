import type { Environment } from './environment.js';
import { invalidOption } from './option-check.js';
import type { BedrockClientOptions } from './options.js';
import { type ProxyRoute, proxyRoute } from './proxy.js';
import { type TrustedCertificates, trustedCertificates } from './trusted-certificates.js';

/** The way to the service: what lies in between, and whom to trust. */
export interface NetworkSettings {
  readonly proxyFor: ProxyRoute;
  readonly certificates: TrustedCertificates;
  readonly rejectUnauthorized: boolean;
}

/** @throws ProviderError `config` for an option of the wrong kind. */
export function networkSettings(
  options: BedrockClientOptions,
  environment: Environment,
): NetworkSettings {
  return {
    proxyFor: proxyRoute(options.proxy, environment.proxies),
    certificates: trustedCertificates(options.ca, environment),
    rejectUnauthorized: checkTls(options.tls).rejectUnauthorized ?? true,
  };
}

function checkTls(tls: BedrockClientOptions['tls']): NonNullable<BedrockClientOptions['tls']> {
  const isKnown = Object.entries(tls ?? {}).every(
    ([name, value]) => name === 'rejectUnauthorized' && typeof value === 'boolean',
  );
  if (isKnown) return tls ?? {};
  throw invalidOption('tls', '{ rejectUnauthorized: boolean }', tls);
}
