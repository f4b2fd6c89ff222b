import { type ModelProfile, modelProfile } from '@outcrop/bedrock-models';
import {
  type ConverseMapping,
  createConverseStreamDecoder,
  fromConverseResponse,
  type ResponseContext,
  toConverseRequest,
} from '@outcrop/converse-mapping';
import {
  type CallOptions,
  defineClient,
  type ModelClient,
  type ResponseStream,
} from '@outcrop/provider-registry';
import {
  type ChatCompletion,
  type ChatParams,
  type Cost,
  ProviderError,
  parseParams,
  type ResponseUsage,
  type RetrievedMessage,
  replayResponse,
  type UnifiedRequest,
  type UnifiedResponse,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';
import type { ConversePort } from './converse-port.js';
import { decodeStream } from './decode-stream.js';
import { type Environment, readEnvironment } from './environment.js';
import { type ExchangeContext, exchange } from './exchange.js';
import { loadImages } from './load-images.js';
import { openStream, type StreamingPort } from './open-stream.js';
import type { BedrockClientOptions } from './options.js';
import { type PriceResponse, responsePricer } from './response-cost.js';
import { Pace, type RetryPolicy } from './retry.js';
import { resolveSettings, type Settings } from './settings.js';
import { TimeLimit } from './time-limit.js';
import { CALL_LIMITS, type TimeLimits, withTimeouts } from './time-limits.js';

/**
 * A client of Bedrock's Converse API. It holds connections, credentials and defaults, and nothing of
 * a call: any number of calls with different models, prices and formats may run at once.
 */
export class BedrockClient implements ModelClient {
  readonly #options: BedrockClientOptions;
  readonly #settings: Settings;
  readonly #retryPolicy: RetryPolicy;
  readonly #price: PriceResponse;
  readonly #shared: ModelClient;
  #port: Promise<ConversePort> | undefined;

  /** @throws ProviderError `config` when no region is to be found or an option is of the wrong kind. */
  constructor(options: BedrockClientOptions = {}, environment: Environment = readEnvironment()) {
    this.#options = options;
    this.#settings = resolveSettings(options, environment);
    this.#retryPolicy = {
      totalAttempts: this.#settings.totalAttempts,
      onRetry: options.onRetry,
      pace: this.#settings.isAdaptive ? new Pace() : undefined,
    };
    this.#price = responsePricer(options.models, this.#settings.region);
    this.#shared = defineClient({
      create: (params, callOptions) => this.create(params, callOptions),
      stream: (params, callOptions) => this.#streamed(params, callOptions),
    });
  }

  /**
   * Sends one conversation and returns the whole answer.
   *
   * @param params OpenAI's body in its own snake_case, plus Bedrock's extensions.
   * @throws ProviderError for everything that goes wrong, with a reason, a hint and the request id.
   */
  async create(params: ChatParams, options: CallOptions = {}): Promise<UnifiedResponse> {
    const call = this.#begin(params, options);
    try {
      const prepared = await this.#prepare(call);
      return await this.#answer(prepared, call);
    } finally {
      call.whole.close();
    }
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
    return isPriced ? cost : this.#price(response);
  }

  getUsage(response: UnifiedResponse): ResponseUsage {
    return this.#shared.getUsage(response);
  }

  messageRetrieval(response: UnifiedResponse): (string | RetrievedMessage)[] {
    return this.#shared.messageRetrieval(response);
  }

  /** Closes connections. A client or port of the caller's own stays open: it is the caller's to close. */
  async close(): Promise<void> {
    if (this.#options.port || this.#options.client) return;
    const port = await this.#port?.catch(() => undefined);
    await port?.close?.();
  }

  /** Checks the parameters and starts the clock. */
  #begin(params: ChatParams, options: CallOptions): Call {
    const limits = withTimeouts(this.#settings.timeLimits, options.timeouts, CALL_LIMITS);
    const request = parseParams(this.#withDefaults(params));
    const whole = new TimeLimit(options.signal);
    if (limits.totalMs !== undefined) {
      const hint = 'Raise timeouts.totalMs.';
      whole.set({ awaited: 'answer', milliseconds: limits.totalMs, hint });
    }
    return { request, limits, whole, headers: options.headers };
  }

  async #prepare({ request, limits, whole, headers }: Call): Promise<PreparedCall> {
    const { signal } = whole;
    const profile = profileOf(request.model, this.#options);
    const messages = await loadImages(request.messages, this.#settings.images, signal);
    const { onUnsupported } = this.#settings;
    const mapping = toConverseRequest({ ...request, messages }, { profile, onUnsupported });
    const port = await this.#connect();
    const region = this.#settings.region ?? (await port.region?.());
    const exchange = { signal, limits, policy: this.#retryPolicy, region, headers };
    return { profile, mapping, port, exchange };
  }

  async #answer(prepared: PreparedCall, call: Call): Promise<UnifiedResponse> {
    const { port, mapping, exchange: context } = prepared;
    const { output, requestId } = await exchange(port, mapping.input, context);
    const response = fromConverseResponse(output, responseContext(prepared, call, requestId));
    return this.#finished(response, prepared, call, requestId);
  }

  async *#streamed(
    params: ChatParams,
    options: CallOptions = {},
  ): AsyncGenerator<UnifiedStreamEvent, void, undefined> {
    const call = this.#begin(params, options);
    try {
      const prepared = await this.#prepare(call);
      const { converseStream } = prepared.port;
      const obstacle = converseStream ? streamObstacle(prepared) : 'The port cannot stream';
      if (converseStream && obstacle === undefined) {
        yield* this.#events({ converseStream: converseStream.bind(prepared.port) }, prepared, call);
        return;
      }
      const message = `${obstacle}: the answer comes in one piece.`;
      const warning = { code: 'stream_in_one_piece', message };
      const response = await this.#answer(prepared, call);
      yield* replayResponse(response.with({ warnings: [...response.warnings, warning] }));
    } finally {
      call.whole.close();
    }
  }

  async *#events(
    port: StreamingPort,
    prepared: PreparedCall,
    call: Call,
  ): AsyncGenerator<UnifiedStreamEvent, void, undefined> {
    const { events, requestId } = await openStream(port, prepared.mapping.input, prepared.exchange);
    const finished = (response: UnifiedResponse): UnifiedResponse =>
      this.#finished(response, prepared, call, requestId);
    const context = responseContext(prepared, call, requestId);
    yield* decodeStream(events, createConverseStreamDecoder(context), finished);
  }

  /** Adds what the answer itself does not say: where it came from and what it cost. */
  #finished(
    response: UnifiedResponse,
    { exchange: { region } }: PreparedCall,
    { request }: Call,
    requestId: string | undefined,
  ): UnifiedResponse {
    const located = response.with({
      providerMetadata: {
        ...response.providerMetadata,
        ...(requestId === undefined ? {} : { requestId }),
        ...(region === undefined ? {} : { region }),
      },
    });
    return located.with({ cost: this.#price(located, request.price) });
  }

  #withDefaults(params: ChatParams): ChatParams {
    const { model, price, responseFormat } = this.#options;
    const defaults = { model, price, response_format: responseFormat };
    const missing = Object.entries(defaults).filter(
      ([name, value]) => value !== undefined && params[name as keyof ChatParams] === undefined,
    );
    return { ...params, ...Object.fromEntries(missing) };
  }

  /** The AWS SDK is loaded with the first call, so that importing this package costs next to nothing. */
  #connect(): Promise<ConversePort> {
    this.#port ??= this.#open().catch((error: unknown) => {
      this.#port = undefined;
      throw error;
    });
    return this.#port;
  }

  async #open(): Promise<ConversePort> {
    const { port, client } = this.#options;
    if (port) return port;
    const { createSdkPort, portOverSdk } = await import('./sdk-port.js');
    if (client) return portOverSdk(client);
    const { region = '', authentication, endpoint, protocol, timeLimits } = this.#settings;
    const { connectMs } = timeLimits;
    return createSdkPort({ region, authentication, endpoint, protocol, connectMs });
  }
}

/** A client of Bedrock's Converse API. */
export function createBedrockClient(options: BedrockClientOptions = {}): BedrockClient {
  return new BedrockClient(options);
}

/** A call, checked and under way. */
interface Call {
  readonly request: UnifiedRequest;
  readonly limits: TimeLimits;
  /** Ends everything that belongs to the call. */
  readonly whole: TimeLimit;
  readonly headers: CallOptions['headers'];
}

/** A call in Converse's terms, with the way to send it. */
interface PreparedCall {
  readonly profile: ModelProfile;
  readonly mapping: ConverseMapping;
  readonly port: ConversePort;
  readonly exchange: ExchangeContext;
}

function responseContext(
  { profile, mapping }: PreparedCall,
  { request }: Call,
  requestId: string | undefined,
): ResponseContext {
  return {
    id: requestId ?? '',
    model: request.model,
    baseModel: profile.baseModelId ?? request.model,
    toolNames: mapping.toolNames,
    warnings: mapping.warnings,
    repairs: mapping.repairs,
  };
}

/** Why the model cannot stream this call: "This model doesn't support tool use in streaming mode." */
function streamObstacle({ profile, mapping }: PreparedCall): string | undefined {
  if (!profile.streaming) return 'The model cannot stream';
  const withTools = mapping.input.toolConfig !== undefined;
  return withTools && !profile.streamingWithTools
    ? 'The model cannot stream with tools'
    : undefined;
}

function profileOf(model: string, { models }: BedrockClientOptions): ModelProfile {
  try {
    return modelProfile(model, models);
  } catch (error) {
    throw new ProviderError(`model: ${(error as Error).message}`, {
      reason: 'invalid_request',
      path: 'model',
      hint: 'Pass the id or the ARN of a model or inference profile.',
      provider: 'bedrock',
      cause: error,
    });
  }
}
