import { type CallOptions, defineClient, type ModelClient } from '@outcrop/provider-registry';
import { type ChatParams, parseParams, type UnifiedStreamEvent } from '@outcrop/unified-response';
import { answerStream, type EventBatch } from './answer-stream.js';
import { answerWhole } from './answer-whole.js';
import { beginCall, type Call, conversationOf, withDefaults } from './call.js';
import { LEFT } from './call-limit.js';
import { type Core, createCore } from './core.js';
import { EventQueue } from './event-queue.js';
import type { OpenAiClientOptions } from './options.js';

/** A client of OpenAI or of what speaks like it, which can tell beforehand what a call may cost. */
export type OpenAiClient = ModelClient & Required<Pick<ModelClient, 'estimate'>>;

/**
 * A client of OpenAI, Azure, Ollama, vLLM, LM Studio, Bedrock's OpenAI-compatible endpoints, or any
 * other server that speaks Chat Completions. It holds nothing of a call, so calls may run side by
 * side; nothing is loaded or sent before the first.
 *
 * @throws ProviderError `config` for options that make no client.
 */
export function createOpenAiClient(options: OpenAiClientOptions): OpenAiClient {
  const core = createCore(options);
  const { region } = options;
  return defineClient({
    create: async (params, callOptions) => {
      const call = beginCall(core, callOptions);
      try {
        return await answerWhole(call, await conversationOf(core, params));
      } finally {
        call.limit.close();
      }
    },
    stream: (params, callOptions) => streamed(core, params, callOptions),
    estimate: async (params) =>
      core.pricer.estimate(parseParams(withDefaults(core, params)), region ? { region } : {}),
  }) as OpenAiClient;
}

function streamed(
  core: Core,
  params: ChatParams,
  options?: CallOptions,
): AsyncIterable<UnifiedStreamEvent> {
  let call: Call | undefined;
  async function* batches(): AsyncGenerator<EventBatch, void, undefined> {
    call = beginCall(core, options);
    try {
      yield* answerStream(call, await conversationOf(core, params));
    } catch (error) {
      // Nobody is there any more to be told.
      if (call.limit.signal.reason !== LEFT) throw error;
    } finally {
      call.limit.close();
    }
  }
  return new EventQueue(
    batches(),
    () => call?.limit.stop(LEFT),
    () => call?.arrived?.(),
  );
}
