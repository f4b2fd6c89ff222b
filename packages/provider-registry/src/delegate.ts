import type { ModelClient } from './model-client.js';

/** A client as a plain object, of which some methods can be replaced. */
export function delegate(client: ModelClient): ModelClient {
  const estimate = client.estimate?.bind(client);
  return {
    create: (params, options) => client.create(params, options),
    stream: (params, options) => client.stream(params, options),
    createV1Compatible: (params, options) => client.createV1Compatible(params, options),
    cost: (response) => client.cost(response),
    ...(estimate && { estimate }),
    getUsage: (response) => client.getUsage(response),
    messageRetrieval: (response) => client.messageRetrieval(response),
    close: () => client.close(),
  };
}
