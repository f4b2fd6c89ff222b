import { defineClient } from './define-client.js';
import type { ModelClient } from './model-client.js';
import { createResponseStream } from './response-stream.js';

/** A client whose provider is loaded with the first call. A load that failed is tried again. */
export function lazyClient(load: () => Promise<ModelClient>): ModelClient {
  let loading: Promise<ModelClient> | undefined;
  let loaded: ModelClient | undefined;
  const client = (): Promise<ModelClient> => {
    loading ??= load().then(
      (value) => {
        loaded = value;
        return value;
      },
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };
  return defineClient({
    create: async (params, options) => (await client()).create(params, options),
    stream: (params, options) =>
      createResponseStream(async function* () {
        yield* (await client()).stream(params, options);
      }),
    cost: (response) => loaded?.cost(response) ?? response.cost,
    close: async () => {
      await (await loading?.catch(() => undefined))?.close();
    },
  });
}
