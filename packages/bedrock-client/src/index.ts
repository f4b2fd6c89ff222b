export { bedrock } from './adapter.js';
export type { GuardrailContent, GuardrailParams, GuardrailResult } from './apply-guardrail.js';
export { BedrockClient, createBedrockClient } from './bedrock-client.js';
export type { ControlCallOptions } from './control-call.js';
export type {
  ConversePort,
  Exchange,
  ExchangeOptions,
  SdkClient,
  StreamExchange,
} from './converse-port.js';
export type { TokenCount } from './count-tokens.js';
export type { EmbedParams, EmbedResult } from './embed.js';
export type { Hooks, RequestEvent, ResponseEvent } from './hooks.js';
export type { InvokeModelParams, InvokeModelResult } from './invoke-model.js';
export type { ListedModel, ListedProfile, ModelLifecycle } from './list-models.js';
export type { ObservedCall, Operation } from './observation.js';
export type {
  AssumeRole,
  BedrockClientOptions,
  Credentials,
  CredentialsSource,
  ImageLoading,
  ProxyOption,
  WebIdentity,
} from './options.js';
export type { RetryEvent } from './retry-event.js';
export type {
  MeterProviderLike,
  TelemetryOptions,
  TracerProviderLike,
} from './telemetry-options.js';
