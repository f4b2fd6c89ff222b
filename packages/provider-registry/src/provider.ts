import { describeValue, ProviderError } from '@outcrop/unified-response';
import type { AdapterSource, ClientConfig, ProviderAdapter } from './adapter.js';
import { configuredClient } from './configured-client.js';
import { lazyClient } from './lazy-client.js';
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
      lazyClient(async () => configuredClient(await load(), config));
    return { id, apiTypes: [], client };
  }
  const adapter = checked(id, source);
  const client = (config: ClientConfig): ModelClient => configuredClient(adapter, config);
  return { id, apiTypes: adapter.manifest.apiTypes, client };
}

/** What is imported at run time may be anything: a whole module, a later contract. */
function checked(id: string, adapter: ProviderAdapter): ProviderAdapter {
  const contract: unknown = (adapter as Partial<ProviderAdapter> | undefined)?.manifest?.contract;
  if (contract === 1) return adapter;
  throw new ProviderError(
    `${id}: expected an adapter with manifest.contract 1, got ${describeValue(contract)} there`,
    {
      reason: 'config',
      path: id,
      hint: "Give createRegistry the adapter itself, or a function that returns it: () => import('a-package').then((module) => module.adapter).",
    },
  );
}
