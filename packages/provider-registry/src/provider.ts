import type { AdapterSource, ClientConfig, ProviderAdapter } from './adapter.js';
import { unexpected } from './config-error.js';
import { configuredClient } from './configured-client.js';
import { lateClient } from './late-client.js';
import { loadOnce } from './load-once.js';
import type { ModelClient } from './model-client.js';

/** An adapter under the name it was registered with, loaded or not. */
export interface Provider {
  readonly id: string;
  /** None while it is not loaded: nobody knows them then. */
  readonly apiTypes: readonly string[];
  client(config: ClientConfig): ModelClient;
}

/** @throws ProviderError `config` for something that is no adapter of this contract. */
export function providerOf(id: string, source: AdapterSource): Provider {
  if (typeof source === 'function') {
    const load = loadOnce(async () => checked(id, await source()));
    const client = (config: ClientConfig): ModelClient =>
      lateClient(loadOnce(async () => configuredClient(id, await load(), config)));
    return { id, apiTypes: [], client };
  }
  const adapter = checked(id, source);
  const client = (config: ClientConfig): ModelClient => {
    const made = configuredClient(id, adapter, config);
    return lateClient(async () => made, made);
  };
  return { id, apiTypes: adapter.manifest.apiTypes, client };
}

/** What is imported at run time may be anything: a whole module, a later contract. */
function checked(id: string, adapter: unknown): ProviderAdapter {
  const contract: unknown = (adapter as Partial<ProviderAdapter> | undefined)?.manifest?.contract;
  if (contract === 1) return adapter as ProviderAdapter;
  throw unexpected(`${id}.manifest.contract`, 'an adapter of contract 1', contract, {
    hint: 'Give createRegistry an adapter, or a function that returns one.',
  });
}
