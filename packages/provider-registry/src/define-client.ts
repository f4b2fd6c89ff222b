import {
  type ChatParams,
  type Cost,
  getUsage,
  messageRetrieval,
  type ParsedOf,
  replayResponse,
  toChatCompletion,
  type UnifiedResponse,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';
import type { CallOptions, ModelClient } from './model-client.js';
import { createResponseStream } from './response-stream.js';

/** What a provider has to write itself. */
export interface ClientDefinition {
  create(params: ChatParams, options?: CallOptions): Promise<UnifiedResponse>;
  /** The events of one answer, `finish` last. Default: the answer of `create` in one piece. */
  stream?(params: ChatParams, options?: CallOptions): AsyncIterable<UnifiedStreamEvent>;
  /** Default: the cost the response carries. */
  cost?(response: UnifiedResponse): Cost;
  /** What a call may cost at most. Default: the client has no `estimate`. */
  estimate?(params: ChatParams, options?: CallOptions): Promise<Cost>;
  /** Default: nothing to close. */
  close?(): Promise<void>;
}

/** A whole `ModelClient` from its essential part. */
export function defineClient(definition: ClientDefinition): ModelClient {
  const estimate = definition.estimate?.bind(definition);
  return {
    create: async <Format>(params: ChatParams<Format & object>, options?: CallOptions) =>
      // The provider has held the answer to the format.
      (await definition.create(params, options)) as UnifiedResponse<ParsedOf<Format>>,
    stream: (params, options) =>
      createResponseStream(
        () => definition.stream?.(params, options) ?? replayed(definition.create(params, options)),
      ),
    createV1Compatible: async (params, options) =>
      toChatCompletion(await definition.create(params, options), {
        created: Math.floor(Date.now() / 1000),
      }),
    cost: (response) => definition.cost?.(response) ?? response.cost,
    ...(estimate && { estimate }),
    getUsage,
    messageRetrieval,
    close: async () => definition.close?.(),
  };
}

async function* replayed(
  answer: Promise<UnifiedResponse>,
): AsyncGenerator<UnifiedStreamEvent, void, undefined> {
  yield* replayResponse(await answer);
}
