export { bedrock } from './adapter.js';
export { BedrockClient, createBedrockClient } from './bedrock-client.js';
export type { ConversePort, Exchange, ExchangeOptions, SdkClient } from './converse-port.js';
export type {
  BedrockClientOptions,
  Credentials,
  CredentialsSource,
  ImageLoading,
} from './options.js';
export type { RetryEvent } from './retry.js';
