import {
  type ChatParams,
  type Cost,
  getUsage,
  messageRetrieval,
  replayResponse,
  toChatCompletion,
  type UnifiedResponse,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';
import type { CallOptions, ModelClient } from './model-client.js';
import { createResponseStream, type ResponseStream } from './response-stream.js';

/** What a provider has to write itself. */
export interface ClientDefinition {
  create(params: ChatParams, options?: CallOptions): Promise<UnifiedResponse>;
  /** Default: the answer of `create` in one piece. */
  stream?(params: ChatParams, options?: CallOptions): ResponseStream;
  /** Default: the cost the response carries. */
  cost?(response: UnifiedResponse): Cost;
  close?(): Promise<void>;
}

/** A whole `ModelClient` from its essential part. */
export function defineClient(definition: ClientDefinition): ModelClient {
  return {
    create: (params, options) => definition.create(params, options),
    stream: (params, options) =>
      definition.stream?.(params, options) ??
      createResponseStream(() => replayed(definition, params, options)),
    createV1Compatible: async (params, options) =>
      toChatCompletion(await definition.create(params, options), {
        created: Math.floor(Date.now() / 1000),
      }),
    cost: (response) => definition.cost?.(response) ?? response.cost,
    getUsage,
    messageRetrieval,
    close: async () => definition.close?.(),
  };
}

async function* replayed(
  definition: ClientDefinition,
  params: ChatParams,
  options: CallOptions | undefined,
): AsyncGenerator<UnifiedStreamEvent, void, undefined> {
  yield* replayResponse(await definition.create(params, options));
}
