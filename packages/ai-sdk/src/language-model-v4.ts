import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamResult,
} from '@ai-sdk/provider';
import type { CallOptions, ModelClient } from '@outcrop/provider-registry';
import { definedFields } from '@outcrop/unified-response';
import { type FailedCall, toHostError } from './host-error.js';
import { type MappedCall, toChatParams } from './prompt/to-chat-params.js';
import { toGenerateResult } from './response/to-generate-result.js';
import { partStream } from './stream/part-stream.js';
import { StreamParts } from './stream/stream-parts.js';

/** What a language model needs of a client. */
export type CallableClient = Pick<ModelClient, 'create' | 'stream'>;

/** What a model is called. */
export interface ModelNames {
  /** By hosts. */
  readonly provider: string;
  /** By hosts. */
  readonly modelId: string;
  /** By the client; `undefined` for the one it is for. */
  readonly model: string | undefined;
}

/** A client as a language model of the AI SDK's specification v4. */
export class OutcropLanguageModel implements LanguageModelV4 {
  readonly specificationVersion = 'v4';
  /** What is loaded or read by the client itself; the host downloads everything else. */
  readonly supportedUrls: Record<string, RegExp[]> = {
    '*/*': [/^s3:\/\//i],
    'image/*': [/^https:\/\//i],
  };
  readonly provider: string;
  readonly modelId: string;
  readonly #client: CallableClient;
  readonly #model: string | undefined;

  constructor(client: CallableClient, { provider, modelId, model }: ModelNames) {
    this.#client = client;
    this.#model = model;
    this.provider = provider;
    this.modelId = modelId;
  }

  async doGenerate(options: LanguageModelV4CallOptions): Promise<LanguageModelV4GenerateResult> {
    const call = toChatParams(options, this.#model);
    try {
      const response = await this.#client.create(call.params, transportOptions(options));
      return toGenerateResult(response, call);
    } catch (error) {
      throw toHostError(error, this.#failed(call, options));
    }
  }

  async doStream(options: LanguageModelV4CallOptions): Promise<LanguageModelV4StreamResult> {
    const call = toChatParams(options, this.#model);
    const stream = this.#client.stream(call.params, transportOptions(options));
    const parts = new StreamParts(call, options.includeRawChunks === true);
    const failed = this.#failed(call, options);
    return {
      stream: await partStream(stream[Symbol.asyncIterator](), parts, failed),
      request: { body: call.params },
    };
  }

  #failed({ params }: MappedCall, { abortSignal: signal }: LanguageModelV4CallOptions): FailedCall {
    return { provider: this.provider, modelId: this.modelId, params, signal };
  }
}

function transportOptions({ abortSignal, headers }: LanguageModelV4CallOptions): CallOptions {
  return definedFields({
    signal: abortSignal,
    headers: headers && definedFields(headers),
  }) as CallOptions;
}
