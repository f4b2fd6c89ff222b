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
  ResponseUsage,
  RetrievedMessage,
  UnifiedResponse,
} from '@outcrop/unified-response';
import type { ClientCore } from './call.js';
import { createResponse, streamResponse } from './conversation.js';
import { type Environment, readEnvironment } from './environment.js';
import { observersOf } from './observers.js';
import type { BedrockClientOptions } from './options.js';
import { Ports } from './ports.js';
import { responsePricer } from './response-cost.js';
import { Pace } from './retry.js';
import { resolveSettings } from './settings.js';

/**
 * A client of Bedrock's Converse API. It holds connections, credentials and defaults, and nothing of
 * a call: any number of calls with different models, prices and formats may run at once.
 */
export class BedrockClient implements ModelClient {
  readonly #core: ClientCore;
  readonly #shared: ModelClient;

  /** @throws ProviderError `config` when no region is to be found or an option is of the wrong kind. */
  constructor(options: BedrockClientOptions = {}, environment: Environment = readEnvironment()) {
    const settings = resolveSettings(options, environment);
    this.#core = {
      options,
      settings,
      retryPolicy: {
        totalAttempts: settings.totalAttempts,
        pace: settings.isAdaptive ? new Pace() : undefined,
      },
      price: responsePricer(options.models, settings.region),
      ports: new Ports(options, settings),
      observer: observersOf(options),
    };
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
  create(params: ChatParams, options?: CallOptions): Promise<UnifiedResponse> {
    return createResponse(this.#core, params, options);
  }

  /**
   * The same call as a stream of events; its `response` is what `create` would have given. Leaving
   * the loop, or the signal, closes the connection at once. A model that cannot stream (with tools)
   * answers in one piece, with a warning `stream_in_one_piece`.
   *
   * Errors come from the stream, as `ProviderError`s with what had arrived in `partial`.
   */
  stream(params: ChatParams, options?: CallOptions): ResponseStream {
    return this.#shared.stream(params, options);
  }

  createV1Compatible(params: ChatParams, options?: CallOptions): Promise<ChatCompletion> {
    return this.#shared.createV1Compatible(params, options);
  }

  /** The cost that the response carries, or, when it was never priced, its price by the table. */
  cost(response: UnifiedResponse): Cost {
    const { cost } = response;
    const isPriced = cost.status === 'priced' || cost.reason !== 'not-priced';
    return isPriced ? cost : this.#core.price(response);
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
export function createBedrockClient(options: BedrockClientOptions = {}): BedrockClient {
  return new BedrockClient(options);
}
