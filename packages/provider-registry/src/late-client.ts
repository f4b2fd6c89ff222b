import type { ChatParams, Cost } from '@outcrop/unified-response';
import { closed } from './config-error.js';
import type { ConfiguredClient } from './configured-client.js';
import { defineClient } from './define-client.js';
import type { Events } from './event-iterator.js';
import type { ModelClient } from './model-client.js';

const DONE = { done: true, value: undefined } as const;

const NOT_ESTIMATED: Cost = { status: 'unknown', reason: 'not-estimated' };

/**
 * A client of a registry: its config entry completes its calls, and none is made after `close`.
 * @param load Asked by each call until the client is there; calls at once share one answer.
 * @param loaded The client, where it is there already.
 */
export function lateClient(
  load: () => Promise<ConfiguredClient>,
  loaded?: ConfiguredClient,
): ModelClient {
  let loading: Promise<ConfiguredClient> | undefined;
  let isClosed = false;

  const call = async <Params extends ChatParams, Answer>(
    params: Params,
    make: (client: ModelClient, completed: Params) => Answer,
  ): Promise<Awaited<Answer>> => {
    if (isClosed) throw closed('client');
    if (!loaded) {
      loading = load();
      loaded = await loading;
    }
    return await make(loaded.client, loaded.complete(params));
  };

  const bare = defineClient({
    create: (params, options) => call(params, (client, own) => client.create(own, options)),
    stream: (params, options) => {
      let events: Events | undefined;
      let isLeft = false;
      return {
        [Symbol.asyncIterator]: () => ({
          next: async () =>
            events?.next() ??
            call(params, (client, own) => {
              if (isLeft) return DONE;
              events ??= client.stream(own, options)[Symbol.asyncIterator]();
              return events.next();
            }),
          partial: () => events?.partial?.(),
          return: async () => {
            isLeft = true;
            await events?.return?.();
            return DONE;
          },
        }),
      };
    },
    // A response may come from elsewhere: what is asked about it is answered without a provider, too.
    cost: (response) => loaded?.client.cost(response) ?? response.cost,
    estimate: (params, options) =>
      call(params, (client, own) => client.estimate?.(own, options) ?? NOT_ESTIMATED),
    close: async () => {
      isClosed = true;
      const used = loaded ?? (await loading?.catch(() => undefined));
      await used?.client.close();
    },
  });
  return {
    ...bare,
    createV1Compatible: (params, options) =>
      call(params, (client, own) => client.createV1Compatible(own, options)),
    getUsage: (response) => (loaded?.client ?? bare).getUsage(response),
    messageRetrieval: (response) => (loaded?.client ?? bare).messageRetrieval(response),
  };
}
