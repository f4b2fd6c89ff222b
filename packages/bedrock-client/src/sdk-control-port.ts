import type * as ControlSdk from '@aws-sdk/client-bedrock';
import type { Authentication } from './authentication.js';
import type { ControlPort } from './control-port.js';
import type { Exchange, ExchangeOptions, SdkClient } from './converse-port.js';
import { missingPackage } from './missing-package.js';
import { authenticationConfig, credentialsRenewal } from './sdk-credentials.js';
import { SdkTransport, type TransportSettings } from './sdk-transport.js';
import { regionOf, requestIdOf, singleAttempt } from './sdk-wire.js';

export interface ControlSettings extends TransportSettings {
  readonly region: string;
  readonly authentication: Authentication;
  readonly endpoint: string | undefined;
}

/**
 * The control plane over an AWS SDK client of our own.
 * @throws ProviderError `config` where `@aws-sdk/client-bedrock` is not installed.
 */
export async function createControlPort(settings: ControlSettings): Promise<ControlPort> {
  const sdk = await loadSdk();
  const { region, endpoint, authentication } = settings;
  const transport = new SdkTransport({ ...settings, protocol: 'http1' });
  const config = {
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...authenticationConfig(authentication, { region, transport }),
    requestHandler: transport,
  };
  const client = new sdk.BedrockClient(config as ControlSdk.BedrockClientConfig);
  return { ...portOver(client, sdk), ...credentialsRenewal(client, authentication) };
}

/** The control plane over the caller's own client. */
export async function controlPortOverSdk(client: SdkClient): Promise<ControlPort> {
  const sdk = client as unknown as ControlSdk.BedrockClient;
  return { ...portOver(sdk, await loadSdk()), ...credentialsRenewal(sdk) };
}

type Command = Parameters<ControlSdk.BedrockClient['send']>[0];

function portOver(client: ControlSdk.BedrockClient, sdk: typeof ControlSdk): ControlPort {
  const send = async <Output>(
    command: object,
    options: ExchangeOptions,
  ): Promise<Exchange<Output>> => {
    singleAttempt(command, options);
    const output = await client.send(command as Command, { abortSignal: options.signal });
    return { output: output as Output, ...requestIdOf(output) };
  };
  return {
    listFoundationModels: (options) => send(new sdk.ListFoundationModelsCommand({}), options),
    listInferenceProfiles: (input, options) =>
      send(new sdk.ListInferenceProfilesCommand({ maxResults: MOST_RESULTS, ...input }), options),
    getInferenceProfile: (inferenceProfileIdentifier, options) =>
      send(new sdk.GetInferenceProfileCommand({ inferenceProfileIdentifier }), options),
    region: () => regionOf(client),
    close: () => client.destroy?.(),
  };
}

/** As many as a page may have. */
const MOST_RESULTS = 1000;

async function loadSdk(): Promise<typeof ControlSdk> {
  try {
    return await import('@aws-sdk/client-bedrock');
  } catch (cause) {
    const need = 'Listing models and resolving profiles needs';
    throw missingPackage(need, '@aws-sdk/client-bedrock', cause);
  }
}
