import { ProviderError } from '@outcrop/unified-response';
import type { Environment } from './environment.js';
import { invalidOption } from './option-check.js';
import type { BedrockClientOptions } from './options.js';
import { type ProxyRoute, proxyRoute } from './proxy.js';

/** The way to the service: what lies in between, and whom to trust. */
export interface NetworkSettings {
  readonly proxyFor: ProxyRoute;
  /** Certificates to trust beside the built-in ones, as PEM. */
  readonly ca: readonly string[];
  readonly rejectUnauthorized: boolean;
}

/** @throws ProviderError `config` for an option of the wrong kind. */
export function networkSettings(
  options: BedrockClientOptions,
  environment: Environment,
): NetworkSettings {
  return {
    proxyFor: proxyRoute(options.proxy, environment.proxies),
    ca: [options.ca ?? []].flat().map(checkCertificate),
    rejectUnauthorized: checkTls(options.tls).rejectUnauthorized ?? true,
  };
}

/** Node passes over what is no certificate, without a word. */
function checkCertificate(given: string | Uint8Array): string {
  const isBytes = given instanceof Uint8Array;
  const text = isBytes ? new TextDecoder().decode(given) : String(given);
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new ProviderError('ca: expected PEM certificates, got something else', {
    reason: 'config',
    path: 'ca',
    hint: "Pass what stands in the file, not its name: ca: readFileSync('corporate-ca.pem').",
    provider: 'bedrock',
  });
}

function checkTls(tls: BedrockClientOptions['tls']): NonNullable<BedrockClientOptions['tls']> {
  const isKnown = Object.entries(tls ?? {}).every(
    ([name, value]) => name === 'rejectUnauthorized' && typeof value === 'boolean',
  );
  if (isKnown) return tls ?? {};
  throw invalidOption('tls', '{ rejectUnauthorized: boolean }', tls);
}
