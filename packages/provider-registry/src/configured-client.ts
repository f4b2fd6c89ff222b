import type { ChatParams } from '@outcrop/unified-response';
import type { ClientConfig, ProviderAdapter } from './adapter.js';
import { checkConfig } from './check-config.js';
import type { ModelClient } from './model-client.js';

/** Fields of a config entry that choose among entries and say nothing about client or call. */
const ROUTING_FIELDS: readonly string[] = ['api_type', 'tags'];

/** An adapter's client, and what a config entry says about its calls. */
export interface ConfiguredClient {
  readonly client: ModelClient;
  /** The parameters of a call with the entry's defaults. */
  complete<Params extends ChatParams>(params: Params): Params;
}

/**
 * What the entry says about the client goes to the adapter; the rest (`model`, `temperature`,
 * `price`, …) are defaults of its calls.
 * @throws ProviderError `config` for an entry that is not as the adapter describes it.
 */
export function configuredClient(
  id: string,
  adapter: ProviderAdapter,
  config: ClientConfig,
): ConfiguredClient {
  const { configSchema } = adapter.manifest;
  const notOfCalls = [...Object.keys(configSchema), ...ROUTING_FIELDS];
  const defaults = Object.entries(config).filter(([field]) => !notOfCalls.includes(field));
  checkConfig(
    id,
    configSchema,
    config,
    defaults.map(([field]) => field),
  );
  return {
    client: adapter.createClient(config),
    complete: (params) => {
      const given = params as ClientConfig;
      // As in JSON, an undefined field is an absent one: it does not hide a default.
      const missing = defaults.filter(([field]) => given[field] === undefined);
      return { ...params, ...Object.fromEntries(missing) };
    },
  };
}
