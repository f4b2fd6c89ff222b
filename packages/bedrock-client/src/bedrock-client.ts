import {
  type CallOptions,
  defineClient,
  type ModelClient,
  type ResponseStream,
} from '@outcrop/provider-registry';
import type {
  ChatCompletion,
  ChatParams,
  Cost,
  ParsedOf,
  PartialOf,
  ResponseFormat,
  ResponseUsage,
  RetrievedMessage,
  UnifiedResponse,
} from '@outcrop/unified-response';
import { applyGuardrail, type GuardrailParams, type GuardrailResult } from './apply-guardrail.js';
import type { ClientCore } from './call.js';
import { createCore } from './client-core.js';
import type { ControlCallOptions } from './control-call.js';
import { createResponse, streamResponse } from './conversation.js';
import { countTokens, type TokenCount } from './count-tokens.js';
import { type EmbedParams, type EmbedResult, embed } from './embed.js';
import { type Environment, readEnvironment } from './environment.js';
import { estimateRequest } from './estimate-request.js';
import { type InvokeModelParams, type InvokeModelResult, invokeModel } from './invoke-model.js';
import {
  type ListedModel,
  type ListedProfile,
  listInferenceProfiles,
  listModels,
} from './list-models.js';
import type { BedrockClientOptions } from './options.js';
import { responseCost } from './response-cost.js';

/**
 * A client of Bedrock's Converse API. It holds connections, credentials and defaults, and nothing of
 * a call: any number of calls with different models, prices and formats may run at once.
 * `Default` is the type of `responseFormat`.
 */
export class BedrockClient<Default extends ResponseFormat = ResponseFormat>
  implements ModelClient<Default>
{
  readonly #core: ClientCore;
  readonly #shared: ModelClient;

  /** @throws ProviderError `config` when no region is to be found or an option is of the wrong kind. */
  constructor(
    options: BedrockClientOptions<Default> = {},
    environment: Environment = readEnvironment(),
  ) {
    this.#core = createCore(options, environment);
    this.#shared = defineClient({
      create: (params, callOptions) => this.create(params, callOptions),
      stream: (params, callOptions) => streamResponse(this.#core, params, callOptions),
    });
  }

  /**
   * Sends one conversation and returns the whole answer.
   *
   * @param params OpenAI's body in its own snake_case, plus Bedrock's extensions.
   * @throws ProviderError for everything that goes wrong, with a reason, a hint and the request id.
   */
  create<Format extends ResponseFormat = Default>(
    params: ChatParams<Format>,
    options?: CallOptions,
  ): Promise<UnifiedResponse<ParsedOf<Format>>> {
    return createResponse(this.#core, params, options);
  }

  /**
   * The same call as a stream of events; its `response` is what `create` would have given. Leaving
   * the loop, or the signal, closes the connection at once. A model that cannot stream (with tools)
   * answers in one piece, with a warning `stream_in_one_piece`.
   *
   * Errors come from the stream, as `ProviderError`s with what had arrived in `partial`.
   */
  stream<Format extends ResponseFormat = Default>(
    params: ChatParams<Format>,
    options?: CallOptions,
  ): ResponseStream<ParsedOf<Format>, PartialOf<Format>> {
    return this.#shared.stream(params, options);
  }

  createV1Compatible(params: ChatParams, options?: CallOptions): Promise<ChatCompletion> {
    return this.#shared.createV1Compatible(params, options);
  }

  /**
   * Counts the tokens that `create` would send, with the same parameters; it costs nothing. A model
   * counts under its bare id, so for a profile the model behind it is asked.
   *
   * @throws ProviderError `unsupported` for an ARN that does not say which model is behind it, and
   * for models that cannot count.
   */
  async countTokens(params: ChatParams, options?: CallOptions): Promise<TokenCount> {
    return countTokens(this.#core, params, options);
  }

  /** Has a guardrail judge a text or an image, without any model. */
  applyGuardrail(params: GuardrailParams, options?: CallOptions): Promise<GuardrailResult> {
    return applyGuardrail(this.#core, params, options);
  }

  /**
   * Turns texts into vectors with a model of Titan, Cohere or Nova, in as many calls as it takes.
   * @throws ProviderError `unsupported` for other models: use `invokeModel`.
   */
  embed(params: EmbedParams, options?: CallOptions): Promise<EmbedResult> {
    return embed(this.#core, params, options);
  }

  /** Calls a model in its own words, for what Converse does not have. */
  invokeModel(params: InvokeModelParams, options?: CallOptions): Promise<InvokeModelResult> {
    return invokeModel(this.#core, params, options);
  }

  /**
   * The models of the region, and Bedrock's own profiles of them. It needs `@aws-sdk/client-bedrock`.
   * @throws ProviderError `access_denied` where the caller may not list them.
   */
  listModels(options?: ControlCallOptions): Promise<ListedModel[]> {
    return listModels(this.#core, options);
  }

  /**
   * Bedrock's own inference profiles and the account's. It needs `@aws-sdk/client-bedrock`.
   * @throws ProviderError `access_denied` where the caller may not list them.
   */
  listInferenceProfiles(options?: ControlCallOptions): Promise<ListedProfile[]> {
    return listInferenceProfiles(this.#core, options);
  }

  /**
   * What `create` may cost at most, with the same parameters: it is not sent, and costs nothing. Its
   * input is taken by the bytes of what would be sent, its output by `max_tokens`.
   */
  async estimate(params: ChatParams, options?: CallOptions): Promise<Cost> {
    return estimateRequest(this.#core, params, options);
  }

  /** The cost that the response carries, or, when it was never priced, its price by the table. */
  cost(response: UnifiedResponse): Cost {
    const { cost } = response;
    const isPriced = cost.status === 'priced' || cost.reason !== 'not-priced';
    return isPriced ? cost : responseCost(this.#core.prices, response);
  }

  getUsage(response: UnifiedResponse): ResponseUsage {
    return this.#shared.getUsage(response);
  }

  messageRetrieval(response: UnifiedResponse): (string | RetrievedMessage)[] {
    return this.#shared.messageRetrieval(response);
  }

  /** Closes connections. A client or port of the caller's own stays open: it is the caller's to close. */
  close(): Promise<void> {
    return this.#core.ports.close();
  }
}

/** A client of Bedrock's Converse API. */
export function createBedrockClient<Format extends ResponseFormat = ResponseFormat>(
  options: BedrockClientOptions<Format> = {},
): BedrockClient<Format> {
  return new BedrockClient(options);
}
