import { type ModelProfile, modelProfile } from '@outcrop/bedrock-models';
import { fromConverseResponse, toConverseRequest } from '@outcrop/converse-mapping';
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
  type UnifiedRequest,
  type UnifiedResponse,
} from '@outcrop/unified-response';
import type { ConversePort } from './converse-port.js';
import { type Environment, readEnvironment } from './environment.js';
import { exchange } from './exchange.js';
import { loadImages } from './load-images.js';
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
    });
  }

  /**
   * Sends one conversation and returns the whole answer.
   *
   * @param params OpenAI's body in its own snake_case, plus Bedrock's extensions.
   * @throws ProviderError for everything that goes wrong, with a reason, a hint and the request id.
   */
  async create(params: ChatParams, options: CallOptions = {}): Promise<UnifiedResponse> {
    const limits = withTimeouts(this.#settings.timeLimits, options.timeouts, CALL_LIMITS);
    const request = parseParams(this.#withDefaults(params));
    const whole = new TimeLimit(options.signal);
    if (limits.totalMs !== undefined) {
      const hint = 'Raise timeouts.totalMs.';
      whole.set({ awaited: 'answer', milliseconds: limits.totalMs, hint });
    }
    try {
      return await this.#answer(request, {
        limits,
        signal: whole.signal,
        headers: options.headers,
      });
    } finally {
      whole.close();
    }
  }

  /** The events of one answer. In this version the answer comes in one piece: see the README. */
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

  async #answer(request: UnifiedRequest, call: Call): Promise<UnifiedResponse> {
    const { limits, signal, headers } = call;
    const profile = profileOf(request.model, this.#options);
    const messages = await loadImages(request.messages, this.#settings.images, signal);
    const { onUnsupported } = this.#settings;
    const mapping = toConverseRequest({ ...request, messages }, { profile, onUnsupported });
    const port = await this.#connect();
    const region = this.#settings.region ?? (await port.region?.());
    const policy = this.#retryPolicy;
    const context = { signal, limits, policy, region, headers };
    const { output, requestId } = await exchange(port, mapping.input, context);
    const response = fromConverseResponse(output, {
      id: requestId ?? '',
      model: request.model,
      baseModel: profile.baseModelId ?? request.model,
      toolNames: mapping.toolNames,
      warnings: mapping.warnings,
      repairs: mapping.repairs,
    });
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

/** The options of a call, completed. */
interface Call {
  readonly limits: TimeLimits;
  readonly signal: AbortSignal;
  readonly headers: CallOptions['headers'];
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
