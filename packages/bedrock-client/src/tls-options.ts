import { createSecureContext, type SecureContext } from 'node:tls';
import type { NetworkSettings } from './network-settings.js';

/** What Node is told of whom to trust. */
export interface TlsOptions {
  readonly secureContext?: SecureContext;
  readonly rejectUnauthorized?: false;
}

/** @throws ProviderError `config` for certificates of the environment that cannot be used. */
export function tlsOptions({ certificates, rejectUnauthorized }: NetworkSettings): TlsOptions {
  const trusted = certificates();
  return {
    // Made once: from the certificates, Node would make it anew for each connection.
    ...(trusted && { secureContext: createSecureContext({ ca: [...trusted] }) }),
    ...(rejectUnauthorized ? {} : { rejectUnauthorized }),
  };
}
