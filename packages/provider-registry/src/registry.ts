import type { ClientConfig } from './adapter.js';
import { closeAll } from './close-all.js';
import { closed, unregistered } from './config-error.js';
import type { ConfigListOptions } from './config-list.js';
import type { ConfiguredClient } from './configured-client.js';
import { lateClient } from './late-client.js';
import { loadOnce } from './load-once.js';
import type { ModelClient } from './model-client.js';
import type { AdapterSources, ModelReference } from './model-reference.js';
import { type Provider, providerOf } from './provider.js';

/** Providers by name. A value: nothing is registered globally. */
export interface Registry<Sources extends AdapterSources = AdapterSources> {
  /** The registered names, in the order they were given. */
  readonly ids: readonly (keyof Sources & string)[];
  /**
   * A client whose calls go to that model unless they name another.
   * @throws ProviderError `config` for a name that is not registered (the message lists those that
   * are), and for a configuration that is not as the adapter describes it. An adapter that is still
   * to be loaded refuses with the first call.
   */
  model(reference: ModelReference<Sources>, config?: ClientConfig): ModelClient;
  /**
   * A client for a config entry as AG2 has it: `{api_type: 'bedrock', model, aws_region, …}`. Its
   * `api_type` is a registered name, or else one of the `apiTypes` of an adapter that was not given
   * as a function. What the entry says about calls (`model`, `temperature`, `price`, …) are defaults
   * of its calls.
   * @throws ProviderError `config` for an `api_type` that nobody serves (the message lists those
   * served), and for a configuration that is not as the adapter describes it.
   */
  client(config: ClientConfig): ModelClient;
  /**
   * One client for several such entries, AG2's `config_list`: a call goes to the first, and on to the
   * next where one fails of what the next may cure. `withFallback` of the subpath `compose` has the
   * rules. Nothing is made before the first call, and an adapter that is still to be loaded is loaded
   * when its entry is tried. An entry that is at fault, and a filter that none passes, refuse every
   * call with a ProviderError `config` that says which entry it is.
   */
  fromConfigList(list: readonly ClientConfig[], options?: ConfigListOptions): ModelClient;
  /**
   * A new registry with more adapters; one of the same name takes the place of the former. Each
   * registry closes the clients that it made, and no other's.
   */
  with<const More extends AdapterSources>(
    sources: More,
  ): Registry<Omit<Sources, keyof More> & More>;
  /**
   * Closes every client that was made and is not closed yet. Calls of closed clients are refused with
   * a ProviderError `config`, and so is a closed registry's making of others.
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
  return registryOf(new Map(), sources);
}

function registryOf<Sources extends AdapterSources>(
  inherited: ReadonlyMap<string, Provider>,
  sources: AdapterSources,
): Registry<Sources> {
  const providers = new Map(inherited);
  for (const [id, source] of Object.entries(sources)) providers.set(id, providerOf(id, source));
  const ids = [...providers.keys()] as (keyof Sources & string)[];
  const open = new Set<ModelClient>();
  let isClosed = false;

  const opened = (make: () => ModelClient): ModelClient => {
    if (isClosed) throw closed('registry');
    const made = make();
    const close = async (): Promise<void> => {
      if (open.delete(client)) await made.close();
    };
    const client: ModelClient = { ...made, close };
    open.add(client);
    return client;
  };

  const serving = ({ api_type: apiType }: ClientConfig): Provider => {
    const all = [...providers.values()];
    const provider =
      all.find(({ id }) => id === apiType) ??
      all.find(({ apiTypes }) => apiTypes.includes(apiType as string));
    if (provider) return provider;
    const served = new Set([...ids, ...all.flatMap(({ apiTypes }) => apiTypes)]);
    throw unregistered('api_type', 'the name of a provider', apiType, [...served]);
  };

  return {
    ids,
    model: (reference, config) =>
      opened(() => {
        const [, id, model] = REFERENCE.exec(reference) ?? [];
        if (!id || !model) {
          throw unregistered('reference', '<provider>:<model>', reference, ids);
        }
        const provider = providers.get(id);
        if (provider) return provider.client({ ...config, model });
        throw unregistered('reference', 'the name of a provider', id, ids);
      }),
    client: (config) => opened(() => serving(config).client({ ...config })),
    fromConfigList: (list, options = {}) => {
      const entries = list.map((entry) => ({ ...entry }));
      const load = async (): Promise<ConfiguredClient> => {
        const { configListClient } = await import('./config-list.js');
        const client = configListClient(entries, options, serving);
        return { client, complete: (params) => params };
      };
      return opened(() => lateClient(loadOnce(load)));
    },
    with: (more) => registryOf(providers, more),
    close: () => {
      isClosed = true;
      return closeAll(open);
    },
  };
}
