import type { ClientCore } from './call.js';
import { CallRate } from './call-rate.js';
import { controlCall } from './control-call.js';
import type { WireInferenceProfile } from './control-port.js';
import { CredentialRenewals } from './credential-renewal.js';
import type { Environment } from './environment.js';
import { observersOf } from './observers.js';
import type { BedrockClientOptions } from './options.js';
import { Ports } from './ports.js';
import { ProfileResolver } from './resolve-profiles.js';
import { pricesOf } from './response-cost.js';
import { resolveSettings } from './settings.js';

/**
 * Makes what all calls of a client share.
 * @throws ProviderError `config` when no region is to be found or an option is of the wrong kind.
 */
export function createCore(options: BedrockClientOptions, environment: Environment): ClientCore {
  const settings = resolveSettings(options, environment);
  const askForProfile = (arn: string): Promise<WireInferenceProfile> =>
    controlCall(core, undefined, { operation: 'get_inference_profile', model: arn }, (ask) =>
      ask('GetInferenceProfile', (port) => (call) => port.getInferenceProfile(arn, call)),
    );
  const core: ClientCore = {
    options,
    settings,
    retryPolicy: {
      totalAttempts: settings.totalAttempts,
      rate: settings.isAdaptive ? new CallRate() : undefined,
    },
    renewals: new CredentialRenewals(options.onCredentialsExpired),
    prices: pricesOf(options, settings.region),
    ports: new Ports(options, settings),
    profiles: new ProfileResolver(
      options.models,
      options.resolveProfiles ? askForProfile : undefined,
    ),
    observer: observersOf(options),
  };
  return core;
}
