import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import type { Authentication } from './authentication.js';
import type { ConversePort, SdkClient } from './converse-port.js';
import { authenticationConfig, credentialsRenewal } from './sdk-credentials.js';
import { applyGuardrail, converse, countTokens, invokeModel } from './sdk-operations.js';
import { converseStream } from './sdk-stream.js';
import { SdkTransport, type TransportSettings } from './sdk-transport.js';
import { regionOf } from './sdk-wire.js';

/** What the AWS SDK's client is made of. */
export interface SdkSettings extends TransportSettings {
  readonly region: string;
  readonly authentication: Authentication;
  readonly endpoint: string | undefined;
}

/** A port over an AWS SDK client of our own. */
export function createSdkPort(settings: SdkSettings): ConversePort {
  const { region, endpoint, authentication } = settings;
  const transport = new SdkTransport(settings);
  // STS and SSO are not known to speak HTTP/2.
  const forCredentials =
    settings.protocol === 'http1'
      ? transport
      : new SdkTransport({ ...settings, protocol: 'http1' });
  const client = new BedrockRuntimeClient({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...authenticationConfig(authentication, { region, transport: forCredentials }),
    requestHandler: transport,
  });
  return {
    ...portOver(client, credentialsRenewal(client, authentication)),
    close: () => {
      client.destroy();
      forCredentials.destroy();
    },
  };
}

/** A port over the caller's own client, with its endpoint, credentials and connections as they are. */
export function portOverSdk(client: SdkClient): ConversePort {
  const sdk = client as unknown as BedrockRuntimeClient;
  return portOver(sdk, credentialsRenewal(sdk));
}

function portOver(
  sdk: BedrockRuntimeClient,
  renewal: Pick<ConversePort, 'renewCredentials'>,
): ConversePort {
  return {
    converse: (input, options) => converse(sdk, input, options),
    converseStream: (input, options) => converseStream(sdk, input, options),
    countTokens: (input, options) => countTokens(sdk, input, options),
    applyGuardrail: (input, options) => applyGuardrail(sdk, input, options),
    invokeModel: (input, options) => invokeModel(sdk, input, options),
    region: () => regionOf(sdk),
    ...renewal,
    close: () => sdk.destroy?.(),
  };
}
