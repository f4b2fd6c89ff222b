import type { ChatParams } from '@outcrop/unified-response';
import type { ClientConfig, ProviderAdapter } from './adapter.js';
import type { ModelClient } from './model-client.js';

/** Fields of a config entry that choose among entries and say nothing about client or call. */
const ROUTING_FIELDS: readonly string[] = ['api_type', 'tags'];

/**
 * The adapter's client for a config entry. What the entry says about the client goes to the
 * adapter; the rest (`model`, `temperature`, `price`, …) are defaults of its calls.
 */
export function configuredClient(adapter: ProviderAdapter, config: ClientConfig): ModelClient {
  const client = adapter.createClient(config);
  const notOfCalls = new Set([...Object.keys(adapter.manifest.configSchema), ...ROUTING_FIELDS]);
  const defaults = Object.entries(config).filter(([field]) => !notOfCalls.has(field));
  const complete = (params: ChatParams): ChatParams => {
    const given: ClientConfig = { ...params };
    // As in JSON, an undefined field is an absent one: it does not hide a default.
    const missing = defaults.filter(([field]) => given[field] === undefined);
    return { ...params, ...Object.fromEntries(missing) };
  };
  return {
    create: (params, options) => client.create(complete(params), options),
    stream: (params, options) => client.stream(complete(params), options),
    createV1Compatible: (params, options) => client.createV1Compatible(complete(params), options),
    cost: (response) => client.cost(response),
    getUsage: (response) => client.getUsage(response),
    messageRetrieval: (response) => client.messageRetrieval(response),
    close: () => client.close(),
  };
}
