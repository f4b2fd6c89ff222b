import { describeValue, ProviderError } from '@outcrop/unified-response';
import type { AdapterSource, ClientConfig } from './adapter.js';
import type { ModelClient } from './model-client.js';
import { type Provider, providerOf } from './provider.js';

export type AdapterSources = Readonly<Record<string, AdapterSource>>;

/** A provider and one of its models: `bedrock:us.anthropic.claude-sonnet-4-5-20250929-v1:0`. */
export type ModelReference<Sources extends AdapterSources> = `${keyof Sources & string}:${string}`;

/** Providers by name. A value: nothing is registered globally. */
export interface Registry<Sources extends AdapterSources = AdapterSources> {
  /** The registered names, in the order they were given. */
  readonly ids: readonly (keyof Sources & string)[];
  /**
   * A client whose calls go to that model unless they name another.
   * @throws ProviderError `config` for a name that is not registered (the message lists those that
   * are), and for a configuration that the adapter refuses. An adapter that is still to be
   * loaded refuses with the first call.
   */
  model(reference: ModelReference<Sources>, config?: ClientConfig): ModelClient;
  /**
   * A client for a config entry as AG2 has it: `{api_type: 'bedrock', model, aws_region, …}`. Its
   * `api_type` is a registered name, or else one of the `apiTypes` of an adapter that was not given
   * as a function. What the entry says about calls (`model`, `temperature`, `price`, …) are defaults
   * of its calls.
   * @throws ProviderError `config` for an `api_type` that nobody serves (the message lists those
   * served), and for a configuration that the adapter refuses.
   */
  client(config: ClientConfig): ModelClient;
  /**
   * Closes every client that was made and is not closed yet.
   * @throws AggregateError when some could not be closed; all have been tried.
   */
  close(): Promise<void>;
}

/** The name ends at the first colon: model ids and ARNs have colons of their own. */
const REFERENCE = /^([^:]+):(.+)$/s;

/**
 * A registry of adapters, and of functions that load one when it is first used.
 * @throws ProviderError `config` for something that is no adapter of this contract.
 */
export function createRegistry<const Sources extends AdapterSources>(
  sources: Sources,
): Registry<Sources> {
  const providers = Object.entries(sources).map(([id, source]) => providerOf(id, source));
  const ids = providers.map(({ id }) => id);
  const clients = new Set<ModelClient>();

  const open = (provider: Provider, config: ClientConfig): ModelClient => {
    const made = provider.client(config);
    const close = async (): Promise<void> => {
      if (clients.delete(client)) await made.close();
    };
    const client: ModelClient = { ...made, close };
    clients.add(client);
    return client;
  };

  return {
    ids,
    model(reference, config) {
      const [, id, model] = REFERENCE.exec(reference) ?? [];
      if (id === undefined || model === undefined) {
        const came = describeValue(reference);
        throw unregistered('reference', `expected <provider>:<model>, got ${came}`, ids);
      }
      const provider = providers.find((each) => each.id === id);
      if (!provider) throw unregistered('reference', `unknown provider ${JSON.stringify(id)}`, ids);
      return open(provider, { ...config, model });
    },
    client(config) {
      const { api_type: apiType } = config;
      const provider =
        providers.find(({ id }) => id === apiType) ??
        providers.find(({ apiTypes }) => apiTypes.some((served) => served === apiType));
      if (!provider) {
        const served = new Set([...ids, ...providers.flatMap(({ apiTypes }) => apiTypes)]);
        const complaint = `expected the name of a provider, got ${describeValue(apiType)}`;
        throw unregistered('api_type', complaint, [...served]);
      }
      return open(provider, { ...config });
    },
    async close() {
      const closed = await Promise.allSettled([...clients].map((client) => client.close()));
      const errors = closed.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      if (errors.length > 0) throw new AggregateError(errors, 'Some clients could not be closed.');
    },
  };
}

function unregistered(path: string, complaint: string, names: readonly string[]): ProviderError {
  const registered = names.length === 0 ? 'none is registered' : `registered: ${names.join(', ')}`;
  return new ProviderError(`${path}: ${complaint} (${registered})`, {
    reason: 'config',
    path,
    hint: 'Register its adapter with createRegistry, or use one that is registered.',
    suggestions: names,
  });
}
