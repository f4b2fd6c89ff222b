import { ProviderError } from '@outcrop/unified-response';
import type { AdapterSource, ClientConfig, ProviderAdapter } from './adapter.js';
import { configuredClient } from './configured-client.js';
import { lazyClient } from './lazy-client.js';
import type { ModelClient } from './model-client.js';

export type AdapterSources = Readonly<Record<string, AdapterSource>>;

/** A provider and one of its models: `bedrock:us.anthropic.claude-sonnet-4-5-20250929-v1:0`. */
export type ModelReference<Sources extends AdapterSources> = `${keyof Sources & string}:${string}`;

/** Providers by name. A value: nothing is registered globally. */
export interface Registry<Sources extends AdapterSources = AdapterSources> {
  /** The registered names, in the order they were given. */
  readonly ids: readonly (keyof Sources & string)[];
  /**
   * A client whose calls go to that model unless they name another.
   * @throws ProviderError `config` for a name that is not registered; the message lists those that are.
   */
  model(reference: ModelReference<Sources>, config?: ClientConfig): ModelClient;
  /**
   * A client for a config entry as AG2 has it: `{api_type: 'bedrock', model, aws_region, …}`. What
   * else the entry says about calls (`model`, `temperature`, `price`, …) are defaults of its calls.
   * @throws ProviderError `config` for an `api_type` that nobody serves.
   */
  client(config: ClientConfig): ModelClient;
  /** Closes every client that was made. */
  close(): Promise<void>;
}

export function createRegistry<const Sources extends AdapterSources>(
  sources: Sources,
): Registry<Sources> {
  const ids = Object.keys(sources);
  const clients = new Set<ModelClient>();
  const make = (source: AdapterSource, config: ClientConfig): ModelClient => {
    const client = clientOf(source, config);
    clients.add(client);
    return client;
  };
  return {
    ids,
    model(reference, config = {}) {
      const colon = reference.indexOf(':');
      const id = colon < 0 ? reference : reference.slice(0, colon);
      const model = reference.slice(id.length + 1);
      const source = Object.hasOwn(sources, id) ? sources[id] : undefined;
      if (source === undefined) throw unknownProvider('provider', id, ids);
      if (model === '') {
        throw new ProviderError(`Expected <provider>:<model>, got ${JSON.stringify(reference)}`, {
          reason: 'config',
          hint: `Name the model after the provider, as in ${id}:<model id>.`,
        });
      }
      return make(source, { ...config, model });
    },
    client(config) {
      const apiType = config.api_type;
      if (typeof apiType !== 'string' || apiType === '') {
        throw new ProviderError('api_type: expected the name of a provider', {
          reason: 'config',
          path: 'api_type',
          hint: `Set api_type to one of ${ids.join(', ')}.`,
        });
      }
      return make(sourceServing(sources, apiType), config);
    },
    async close() {
      const open = [...clients];
      clients.clear();
      await Promise.all(open.map((client) => client.close()));
    },
  };
}

function clientOf(source: AdapterSource, config: ClientConfig): ModelClient {
  if (typeof source !== 'function') return configuredClient(source, config);
  return lazyClient(async () => configuredClient(await source(), config));
}

/** By the `apiTypes` of adapters that are loaded already, else by the name of registration. */
function sourceServing(sources: AdapterSources, apiType: string): AdapterSource {
  const declared = Object.values(sources).find(
    (source): source is ProviderAdapter =>
      typeof source !== 'function' && source.manifest.apiTypes.includes(apiType),
  );
  const named = Object.hasOwn(sources, apiType) ? sources[apiType] : undefined;
  const source = declared ?? named;
  if (source === undefined) throw unknownProvider('api_type', apiType, Object.keys(sources));
  return source;
}

function unknownProvider(what: string, name: string, ids: readonly string[]): ProviderError {
  const registered = ids.length === 0 ? 'none is registered' : `registered: ${ids.join(', ')}`;
  return new ProviderError(`Unknown ${what} ${JSON.stringify(name)} (${registered})`, {
    reason: 'config',
    hint: 'Register its adapter with createRegistry, or use one that is registered.',
    suggestions: ids,
  });
}
