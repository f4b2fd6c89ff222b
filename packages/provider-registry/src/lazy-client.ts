import { getUsage, messageRetrieval } from '@outcrop/unified-response';
import type { Events, StreamSource } from './event-iterator.js';
import { loadOnce } from './load-once.js';
import type { ModelClient } from './model-client.js';
import { createResponseStream } from './response-stream.js';

/** A client whose provider is loaded with the first call. A load that failed is tried again. */
export function lazyClient(load: () => Promise<ModelClient>): ModelClient {
  let loaded: ModelClient | undefined;
  let latest: Promise<ModelClient> | undefined;
  const once = loadOnce(async () => {
    loaded = await load();
    return loaded;
  });
  const client = (): Promise<ModelClient> => {
    latest = once();
    return latest;
  };
  return {
    create: async (params, options) => (await client()).create(params, options),
    stream: (params, options) =>
      createResponseStream(() => lazyEvents(client, (used) => used.stream(params, options))),
    createV1Compatible: async (params, options) =>
      (await client()).createV1Compatible(params, options),
    // A response may come from elsewhere: these answer without a provider too.
    cost: (response) => (loaded ? loaded.cost(response) : response.cost),
    getUsage: (response) => (loaded ? loaded.getUsage(response) : getUsage(response)),
    messageRetrieval: (response) =>
      loaded ? loaded.messageRetrieval(response) : messageRetrieval(response),
    close: async () => {
      const used = await latest?.catch(() => undefined);
      await used?.close();
    },
  };
}

/** The events of a client that is loaded when the first one is asked for. */
function lazyEvents(
  client: () => Promise<ModelClient>,
  open: (client: ModelClient) => StreamSource,
): StreamSource {
  let events: Events | undefined;
  let isLeft = false;
  return {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        if (events) return events.next();
        const used = await client();
        if (isLeft) return { done: true, value: undefined };
        events ??= open(used)[Symbol.asyncIterator]();
        return events.next();
      },
      partial: () => events?.partial?.(),
      return: async () => {
        isLeft = true;
        await events?.return?.();
        return { done: true, value: undefined };
      },
    }),
  };
}
