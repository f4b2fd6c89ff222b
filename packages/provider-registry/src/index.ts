export {
  type AdapterManifest,
  type AdapterSource,
  type Capabilities,
  type ClientConfig,
  type ConfigField,
  defineAdapter,
  type ProviderAdapter,
} from './adapter.js';
export type { ConfigListOptions } from './config-list.js';
export { type ClientDefinition, defineClient } from './define-client.js';
export type { StreamSource } from './event-iterator.js';
export type { EventReadableStream } from './event-readable-stream.js';
export type { CallOptions, CallSignal, ModelClient, Timeouts } from './model-client.js';
export type { AdapterSources, ModelReference } from './model-reference.js';
export { createRegistry, type Registry } from './registry.js';
export { createResponseStream, type ResponseStream } from './response-stream.js';
