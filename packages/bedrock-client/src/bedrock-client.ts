import { type ModelProfile, modelProfile, type ProfileOverrides } from '@outcrop/bedrock-models';
import { fromConverseResponse, toConverseRequest } from '@outcrop/converse-mapping';
import { createPricer, type Pricer } from '@outcrop/pricing';
import {
  type CallOptions,
  type ClientDefinition,
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
import { Pace } from './retry.js';
import { resolveSettings, type Settings } from './settings.js';

/**
 * A client of Bedrock's Converse API. It holds connections, credentials and defaults, and nothing of
 * a call: any number of calls with different models, prices and formats may run at once.
 */
export class BedrockClient implements ModelClient {
  readonly #options: BedrockClientOptions;
  readonly #settings: Settings;
  readonly #pricer: Pricer;
  readonly #pace: Pace | undefined;
  readonly #shared: ModelClient;
  #port: Promise<ConversePort> | undefined;

  /** @throws ProviderError `config` when no region is to be found or an option is of the wrong kind. */
  constructor(options: BedrockClientOptions = {}, environment: Environment = readEnvironment()) {
    this.#options = options;
    this.#settings = resolveSettings(options, environment);
    this.#pricer = createPricer({ overrides: pricedAs(options) });
    this.#pace = this.#settings.adaptive ? new Pace() : undefined;
    const definition: ClientDefinition = {
      create: (params, callOptions) => this.create(params, callOptions),
    };
    this.#shared = defineClient(definition);
  }

  /**
   * Sends one conversation and returns the whole answer.
   *
   * @param params OpenAI's body in its own snake_case, plus Bedrock's extensions.
   * @throws ProviderError for everything that goes wrong, with a reason, a hint and the request id.
   */
  async create(params: ChatParams, options: CallOptions = {}): Promise<UnifiedResponse> {
    const request = parseParams(this.#withDefaults(params));
    const profile = profileOf(request.model, this.#options.models);
    const messages = await loadImages(request.messages, this.#options.images, options.signal);
    const mapping = toConverseRequest(
      { ...request, messages },
      { profile, onUnsupported: this.#options.onUnsupported ?? 'adapt' },
    );
    const port = await this.#connect();
    const region = this.#settings.region ?? (await port.region?.());
    const { output, requestId } = await exchange(port, mapping.input, {
      region,
      settings: this.#settings,
      pace: this.#pace,
      onRetry: this.#options.onRetry,
      call: options,
    });
    const response = fromConverseResponse(output, {
      id: requestId ?? '',
      model: request.model,
      baseModel: profile.baseModelId ?? request.model,
      toolNames: mapping.toolNames,
      warnings: mapping.warnings,
      repairs: mapping.repairs,
    });
    return response.with({
      cost: this.#price(response, request, profile, region),
      providerMetadata: {
        ...response.providerMetadata,
        ...(requestId === undefined ? {} : { requestId }),
        ...(region === undefined ? {} : { region }),
      },
    });
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
    if (response.cost.status === 'priced' || response.cost.reason !== 'not-priced') {
      return response.cost;
    }
    const { region } = response.providerMetadata;
    return this.#pricer.cost(response.usage, {
      model: response.model,
      ...servedAs(response),
      ...regionOf(typeof region === 'string' ? region : this.#settings.region),
    });
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

  #withDefaults(params: ChatParams): ChatParams {
    const { model, price, responseFormat } = this.#options;
    return {
      ...(model === undefined ? {} : { model }),
      ...(price === undefined ? {} : { price }),
      ...(responseFormat === undefined ? {} : { response_format: responseFormat }),
      ...params,
    };
  }

  /** The AWS SDK is loaded with the first call, so that importing this package costs next to nothing. */
  #connect(): Promise<ConversePort> {
    this.#port ??= this.#open().catch((error: ProviderError) => {
      this.#port = undefined;
      throw error;
    });
    return this.#port;
  }

  async #open(): Promise<ConversePort> {
    const { port, client, endpoint, protocol } = this.#options;
    if (port) return port;
    const { createSdkPort, portOverSdk } = await import('./sdk-port.js');
    if (client) return portOverSdk(client);
    return createSdkPort({
      // Without a port or client of the caller's, settings have a region.
      region: this.#settings.region ?? '',
      authentication: this.#settings.authentication,
      protocol: protocol ?? 'http1',
      connectMs: this.#settings.timeLimits.connectMs,
      ...(endpoint === undefined ? {} : { endpoint }),
    });
  }

  #price(
    response: UnifiedResponse,
    request: UnifiedRequest,
    profile: ModelProfile,
    region: string | undefined,
  ): Cost {
    return this.#pricer.cost(response.usage, {
      model: profile.id,
      ...servedAs(response),
      ...regionOf(region),
      ...(request.price === undefined ? {} : { price: request.price }),
    });
  }
}

/** A client of Bedrock's Converse API. */
export function createBedrockClient(options: BedrockClientOptions = {}): BedrockClient {
  return new BedrockClient(options);
}

/** @throws ProviderError `invalid_request` when the id cannot be one. */
function profileOf(model: string, models: ProfileOverrides | undefined): ModelProfile {
  try {
    return modelProfile(model, models);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ProviderError(`model: ${error.message}`, {
      reason: 'invalid_request',
      path: 'model',
      hint: 'Pass a model id, the id of an inference profile, or an ARN.',
      provider: 'bedrock',
      cause: error,
    });
  }
}

/** The models behind opaque ARNs are priced as what they are. */
function pricedAs(options: BedrockClientOptions): Record<string, { base: string }> {
  const bases = Object.entries(options.models ?? {}).flatMap(([id, { base }]) =>
    base === undefined ? [] : [[id, { base }] as const],
  );
  return Object.fromEntries(bases);
}

/** Tier and latency as served: they decide the price, not what was asked for. */
function servedAs(response: UnifiedResponse): {
  tier?: string;
  latency?: 'standard' | 'optimized';
} {
  const { serviceTier, performanceConfig } = response.providerMetadata as {
    readonly serviceTier?: { readonly type?: string };
    readonly performanceConfig?: { readonly latency?: 'standard' | 'optimized' };
  };
  return {
    ...(serviceTier?.type === undefined ? {} : { tier: serviceTier.type }),
    ...(performanceConfig?.latency === undefined ? {} : { latency: performanceConfig.latency }),
  };
}

function regionOf(region: string | undefined): { region?: string } {
  return region === undefined ? {} : { region };
}
