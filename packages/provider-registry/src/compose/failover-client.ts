import {
  type ChatParams,
  type Cost,
  ProviderError,
  type UnifiedResponse,
} from '@outcrop/unified-response';
import { closeAll } from '../close-all.js';
import type { CallOptions, ModelClient } from '../model-client.js';
import { createResponseStream } from '../response-stream.js';
import { FailoverEvents } from './failover-events.js';
import { failoverOf, withFailover } from './failover-record.js';
import {
  type Candidate,
  type FallbackOptions,
  firstAnswer,
  recorded,
  type Turns,
} from './failover-turns.js';

/** @throws ProviderError `config` when there is none. */
export function failoverClient(
  candidates: readonly Candidate[],
  options?: FallbackOptions,
): ModelClient {
  const [first] = candidates;
  if (!first) {
    const message = 'clients: expected at least one client, got an array of 0';
    throw new ProviderError(message, { reason: 'config', path: 'clients' });
  }
  const turns = ({ model }: ChatParams, callOptions: CallOptions | undefined): Turns => ({
    ...options,
    candidates,
    model,
    options: callOptions,
  });

  /** Asks the client that a response came from, and shows it the response as that client gave it. */
  const asked = <Value>(
    response: UnifiedResponse,
    ask: (client: ModelClient, response: UnifiedResponse) => Value,
  ): Value => {
    const record = failoverOf(response);
    const by = candidates.find(({ entry }) => entry === record?.answered.entry) ?? first;
    return ask(by.client, record ? withFailover(response, record.within) : response);
  };

  return {
    create: async (params, callOptions) =>
      recorded(
        await firstAnswer(turns(params, callOptions), (client, ownOptions) =>
          client.create(params, ownOptions),
        ),
      ),
    stream: (params, callOptions) =>
      createResponseStream(() => ({
        [Symbol.asyncIterator]: () =>
          new FailoverEvents(turns(params, callOptions), (client, ownOptions) =>
            client.stream(params, ownOptions),
          ),
      })),
    createV1Compatible: async (params, callOptions) =>
      (
        await firstAnswer(turns(params, callOptions), (client, ownOptions) =>
          client.createV1Compatible(params, ownOptions),
        )
      ).answer,
    cost: (response) => asked(response, (client, own) => client.cost(own)),
    estimate: async (params, callOptions) =>
      highest(
        await Promise.all(
          candidates.map(({ client }) => client.estimate?.(params, callOptions) ?? NOT_ESTIMATED),
        ),
      ),
    getUsage: (response) => asked(response, (client, own) => client.getUsage(own)),
    messageRetrieval: (response) => asked(response, (client, own) => client.messageRetrieval(own)),
    close: () => closeAll(candidates.map(({ client }) => client)),
  };
}

const NOT_ESTIMATED: Cost = { status: 'unknown', reason: 'not-estimated' };

/** The highest of them; unknown where one of them is. */
function highest(costs: readonly Cost[]): Cost {
  return costs.reduce((most, cost) => {
    if (most.status === 'unknown') return most;
    return cost.status === 'unknown' || cost.usd > most.usd ? cost : most;
  });
}
