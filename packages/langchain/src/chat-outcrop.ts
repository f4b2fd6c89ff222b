import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import type {
  BaseLanguageModelInput,
  StructuredOutputMethodOptions,
} from '@langchain/core/language_models/base';
import { BaseChatModel, type LangSmithParams } from '@langchain/core/language_models/chat_models';
import type { ChatModelStreamEvent } from '@langchain/core/language_models/event';
import type { ModelProfile } from '@langchain/core/language_models/profile';
import type { AIMessageChunk, BaseMessage } from '@langchain/core/messages';
import type { ChatGenerationChunk, ChatResult, LLMResult } from '@langchain/core/outputs';
import type { Runnable } from '@langchain/core/runnables';
import type { SerializableSchema } from '@langchain/core/utils/standard_schema';
import type { InteropZodType } from '@langchain/core/utils/types';
import type { CallOptions } from '@outcrop/provider-registry';
import {
  type ChatParams,
  definedFields,
  type StandardSchemaV1,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';
import { cacheKey } from './cache-key.js';
import { callParams } from './call-params.js';
import {
  type CallableClient,
  type ChatOutcropCallOptions,
  type ChatOutcropFields,
  namedClient,
} from './chat-outcrop-fields.js';
import { toHostError } from './host-error.js';
import { toChatMessages } from './prompt/to-chat-messages.js';
import { toMessage } from './response/to-message.js';
import { combinedTokenUsage, tokenUsage } from './response/token-usage.js';
import { mayCite } from './stream/may-cite.js';
import { MessageChunks } from './stream/message-chunks.js';
import { ModelEvents } from './stream/model-events.js';
import {
  parsedModel,
  parsedModelWithRaw,
  strategyFor,
  toResponseFormat,
} from './structured-output.js';
import { type OfferedTool, toChatTools } from './tools/to-chat-tools.js';
import { toToolChoice } from './tools/to-tool-choice.js';

/** What `withStructuredOutput` takes: a schema of Zod 3 or 4, a Standard Schema, or a JSON Schema. */
type Schema<Output extends object> =
  | InteropZodType<Output>
  | SerializableSchema<unknown, Output>
  | StandardSchemaV1<unknown, Output>
  | Readonly<Record<string, unknown>>;

/** A message together with its value; the value is null where there is none. */
type WithRaw<Output> = { raw: BaseMessage; parsed: Output };

/**
 * Any model of Outcrop as a chat model of LangChain. Who made the client closes it. Errors are
 * `ProviderError`s. The client has retried what can be retried, so nothing is retried here.
 */
export class ChatOutcrop extends BaseChatModel<ChatOutcropCallOptions> {
  static override lc_name(): string {
    return 'ChatOutcrop';
  }

  override lc_namespace: string[] = ['outcrop', 'chat_models'];
  /** A client holds connections and keys: a model is not written as JSON, and no secret with it. */
  override lc_serializable = false;
  /** The model to ask the client for; `undefined` for its own. */
  readonly model: string | undefined;
  readonly #client: CallableClient;
  readonly #defaults: Omit<ChatParams, 'messages'>;
  readonly #stop: string[] | undefined;
  readonly #profile: ModelProfile;

  /** @throws ProviderError `config` when there is no client among the fields. */
  constructor(fields: ChatOutcropFields) {
    const { client: _, model: __, profile, stop, ...others } = { client: undefined, ...fields };
    super({ ...others, maxRetries: 0 });
    const { client, model } = namedClient(fields);
    this.#client = client;
    this.#profile = profile ?? {};
    this.#stop = stop;
    this.#defaults = callParams(others);
    this.model = model;
  }

  override get profile(): ModelProfile {
    return this.#profile;
  }

  _llmType(): string {
    return 'outcrop';
  }

  /** The parameters of a call, as the client gets them, but for its messages. */
  override invocationParams(
    options: Partial<ChatOutcropCallOptions> = {},
  ): Omit<ChatParams, 'messages'> {
    const { tools, tool_choice: choice, strict, stop = this.#stop } = options;
    return {
      ...definedFields({ model: this.model }),
      ...this.#defaults,
      ...callParams(options),
      ...definedFields({
        stop,
        tools: tools?.length ? toChatTools(tools, strict) : undefined,
        tool_choice: choice === undefined ? undefined : toToolChoice(choice),
      }),
    };
  }

  override getLsParams(options: this['ParsedCallOptions']): LangSmithParams {
    const params = this.invocationParams(options);
    return {
      ls_model_type: 'chat',
      ls_provider: 'outcrop',
      ...definedFields({
        ls_model_name: params.model,
        ls_temperature: params.temperature ?? undefined,
        ls_max_tokens: params.max_completion_tokens ?? params.max_tokens ?? undefined,
        ls_stop: options.stop ?? this.#stop,
      }),
    };
  }

  override _identifyingParams(): Record<string, unknown> {
    return { ...this.invocationParams() };
  }

  override _getSerializedCacheKeyParametersForCall(
    options: Partial<ChatOutcropCallOptions>,
  ): string {
    return cacheKey(this._llmType(), this.invocationParams(options));
  }

  /** Headers may hold secrets, which no trace is to see. */
  protected override _getCallOptionsForTracing(
    options: this['ParsedCallOptions'],
  ): this['ParsedCallOptions'] {
    const { headers: _, ...others } = options;
    return others as this['ParsedCallOptions'];
  }

  override async _generate(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
  ): Promise<ChatResult> {
    try {
      const params = this.#params(messages, options);
      const response = await this.#client.create(params, transportOptions(options));
      return {
        generations: [{ text: response.text, message: toMessage(response) }],
        llmOutput: { tokenUsage: tokenUsage(response.usage) },
      };
    } catch (error) {
      throw toHostError(error);
    }
  }

  override _combineLLMOutput(...outputs: LLMResult['llmOutput'][]): LLMResult['llmOutput'] {
    return { tokenUsage: combinedTokenUsage(outputs) };
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    runManager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    const params = this.#params(messages, options);
    const isV1 = (options.outputVersion ?? this.outputVersion) === 'v1';
    const chunks = new MessageChunks({ isV1, mayCite: mayCite(params) });
    for await (const event of this.#events(params, options)) {
      const chunk = chunks.push(event);
      if (!chunk) continue;
      yield chunk;
      const none = [undefined, undefined, undefined, undefined] as const;
      await runManager?.handleLLMNewToken(chunk.text, ...none, { chunk });
    }
  }

  /** Without it, LangChain would make the events from chunks, and lose signatures, cost and reason. */
  override async *_streamChatModelEvents(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
  ): AsyncGenerator<ChatModelStreamEvent> {
    const events = new ModelEvents();
    for await (const event of this.#events(this.#params(messages, options), options)) {
      yield* events.push(event);
    }
  }

  /** The same model with tools on offer, in any of the forms that LangChain knows. */
  override bindTools(
    tools: OfferedTool[],
    options: Partial<ChatOutcropCallOptions> = {},
  ): Runnable<BaseLanguageModelInput, AIMessageChunk, ChatOutcropCallOptions> {
    return this.withConfig({ ...options, tools: toChatTools(tools, options.strict) });
  }

  /**
   * The same model, held to a schema: it gives the value. Without a `method`, the client chooses the
   * best that the model has; `jsonSchema` is the provider's own way, `functionCalling` a tool that
   * takes the answer, `jsonMode` words alone.
   */
  override withStructuredOutput<Output extends object = Record<string, unknown>>(
    schema: Schema<Output>,
    config?: StructuredOutputMethodOptions<false>,
  ): Runnable<BaseLanguageModelInput, Output>;
  override withStructuredOutput<Output extends object = Record<string, unknown>>(
    schema: Schema<Output>,
    config?: StructuredOutputMethodOptions<true>,
  ): Runnable<BaseLanguageModelInput, WithRaw<Output>>;
  override withStructuredOutput(
    schema: object,
    config: StructuredOutputMethodOptions<boolean> = {},
  ): Runnable<BaseLanguageModelInput, object> {
    const { name, method, strict, includeRaw } = config;
    const strategy = strategyFor(method);
    const model = this.withConfig({
      response_format: toResponseFormat(schema, { name, strict }),
      ls_structured_output_format: { kwargs: { method: method ?? 'outcrop' } },
      ...definedFields({ structured_output_strategy: strategy }),
    });
    return includeRaw ? parsedModelWithRaw(model) : parsedModel(model);
  }

  #params(messages: BaseMessage[], options: this['ParsedCallOptions']): ChatParams {
    return { ...this.invocationParams(options), messages: toChatMessages(messages) };
  }

  async *#events(
    params: ChatParams,
    options: this['ParsedCallOptions'],
  ): AsyncGenerator<UnifiedStreamEvent> {
    try {
      yield* this.#client.stream(params, transportOptions(options));
    } catch (error) {
      throw toHostError(error);
    }
  }
}

function transportOptions({
  signal,
  headers,
  timeouts,
}: Pick<ChatOutcropCallOptions, 'signal' | 'headers' | 'timeouts'>): CallOptions {
  return definedFields({ signal, headers, timeouts });
}
