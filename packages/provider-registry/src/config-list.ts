import { isProviderError, ProviderError, type ProviderErrorInit } from '@outcrop/unified-response';
import type { ClientConfig } from './adapter.js';
import { failoverClient } from './compose/failover-client.js';
import type { Candidate, FallbackOptions } from './compose/failover-turns.js';
import { type ConfigFilter, passes } from './compose/filter-config-list.js';
import { configError } from './config-error.js';
import type { ModelClient } from './model-client.js';
import type { Provider } from './provider.js';

/** Which entries of a `config_list` are used, and when a call goes on to the next. */
export interface ConfigListOptions extends ConfigFilter, FallbackOptions {}

type Serving = (config: ClientConfig) => Provider;

/**
 * One client for the entries of a list that pass the filter.
 * @param serving Gives the provider that an entry is for.
 * @throws ProviderError `config` for an entry that is at fault, and when none passes.
 */
export function configListClient(
  list: readonly ClientConfig[],
  options: ConfigListOptions,
  serving: Serving,
): ModelClient {
  const candidates: Candidate[] = [];
  try {
    for (const [index, config] of list.entries()) {
      if (passes(config, options)) candidates.push(candidateAt(index, config, serving));
    }
    if (candidates.length === 0) throw noneOf(list, options);
    return failoverClient(candidates, options);
  } catch (error) {
    // Nobody gets to know of those that were made before.
    for (const { client } of candidates) client.close().catch(() => {});
    throw error;
  }
}

function candidateAt(entry: number, config: ClientConfig, serving: Serving): Candidate {
  try {
    const { id, client } = serving(config);
    return { entry, client: client(config), provider: id, model: config.model };
  } catch (error) {
    if (!isProviderError(error)) throw error;
    const place = `config_list[${entry}]`;
    throw new ProviderError(`${place}: ${error.message}`, {
      ...(error as ProviderErrorInit),
      path: error.path === undefined ? place : `${place}.${error.path}`,
      cause: error,
    });
  }
}

function noneOf(list: readonly ClientConfig[], { tags, filter }: ConfigFilter): ProviderError {
  const criteria = [...Object.keys(filter ?? {}), ...(tags ? ['tags'] : [])].join(' and ');
  const passing = criteria && ` that passes the filter by ${criteria}`;
  const complaint = `expected at least one entry${passing}, got none of ${list.length}`;
  return configError('config_list', complaint);
}
