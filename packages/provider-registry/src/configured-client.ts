import type { ChatParams } from '@outcrop/unified-response';
import type { ClientConfig, ProviderAdapter } from './adapter.js';
import { defineClient } from './define-client.js';
import type { ModelClient } from './model-client.js';

/** Fields of a config entry that choose among entries and say nothing about client or call. */
const ROUTING_FIELDS: readonly string[] = ['api_type', 'tags'];

/**
 * The adapter's client for a config entry. What the entry says about the client goes to the
 * adapter; the rest (`model`, `temperature`, `price`, …) are defaults of its calls.
 */
export function configuredClient(adapter: ProviderAdapter, config: ClientConfig): ModelClient {
  const client = adapter.createClient(config);
  const known = Object.keys(adapter.manifest.configSchema);
  const defaults = Object.fromEntries(
    Object.entries(config).filter(
      ([field]) => !known.includes(field) && !ROUTING_FIELDS.includes(field),
    ),
  );
  const complete = (params: ChatParams): ChatParams => ({ ...defaults, ...params });
  return defineClient({
    create: (params, options) => client.create(complete(params), options),
    stream: (params, options) => client.stream(complete(params), options),
    cost: (response) => client.cost(response),
    close: () => client.close(),
  });
}
