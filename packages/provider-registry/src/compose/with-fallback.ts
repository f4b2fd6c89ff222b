import type { ResponseFormat } from '@outcrop/unified-response';
import type { ModelClient } from '../model-client.js';
import { failoverClient } from './failover-client.js';
import type { FallbackOptions } from './failover-turns.js';

/**
 * A client whose calls go to the first of these clients, and on to the next where one fails of what
 * the next may cure (`FAILOVER_RULES`). Each maps the call for its own model. A stream goes on only
 * before its first event. Who answered and who had failed is on the response: `failoverOf`.
 *
 * `close` closes all of them.
 * @throws ProviderError `config` when there is none.
 */
export function withFallback<Default extends ResponseFormat = ResponseFormat>(
  clients: readonly ModelClient<Default>[],
  options?: FallbackOptions,
): ModelClient<Default> {
  return failoverClient(
    clients.map((client, entry) => ({ client, entry })),
    options,
  );
}
