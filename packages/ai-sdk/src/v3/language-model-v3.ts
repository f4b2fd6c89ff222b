import type {
  LanguageModelV3CallOptions,
  LanguageModelV3GenerateResult,
  LanguageModelV3StreamPart,
  LanguageModelV3StreamResult,
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import { toV3Content, toV3FinishReason, toV3StreamPart, toV3Warning } from './v3-content.js';
import type {
  OutcropGenerateResultV3,
  OutcropLanguageModelV3,
  OutcropStreamResultV3,
} from './v3-model.js';
import { toV4Prompt } from './v3-prompt.js';

/** A language model of specification v4 as one of v3, for AI SDK 6 and the hosts built on it. */
export class LanguageModelAsV3 implements OutcropLanguageModelV3 {
  readonly specificationVersion = 'v3';
  readonly provider: string;
  readonly modelId: string;
  readonly supportedUrls: OutcropLanguageModelV3['supportedUrls'];
  readonly #model: LanguageModelV4;

  constructor(model: LanguageModelV4) {
    this.#model = model;
    this.provider = model.provider;
    this.modelId = model.modelId;
    this.supportedUrls = model.supportedUrls;
  }

  async doGenerate(options: LanguageModelV3CallOptions): Promise<OutcropGenerateResultV3> {
    const result = await this.#model.doGenerate(toV4Options(options));
    const { content, finishReason, warnings, structuredOutputText: _, ...rest } = result;
    const v3Result: LanguageModelV3GenerateResult = {
      ...rest,
      content: content.flatMap(toV3Content),
      finishReason: toV3FinishReason(finishReason),
      warnings: warnings.map(toV3Warning),
    };
    return v3Result as OutcropGenerateResultV3;
  }

  async doStream(options: LanguageModelV3CallOptions): Promise<OutcropStreamResultV3> {
    const { stream, ...rest } = await this.#model.doStream(toV4Options(options));
    const toV3 = new TransformStream<LanguageModelV4StreamPart, LanguageModelV3StreamPart>(
      {
        transform(part, controller) {
          for (const v3Part of toV3StreamPart(part)) controller.enqueue(v3Part);
        },
      },
      undefined,
      // Nothing is fetched before somebody asks for it.
      { highWaterMark: 0 },
    );
    const v3Result: LanguageModelV3StreamResult = { ...rest, stream: stream.pipeThrough(toV3) };
    return v3Result as OutcropStreamResultV3;
  }
}

function toV4Options(options: LanguageModelV3CallOptions): LanguageModelV4CallOptions {
  return { ...options, prompt: toV4Prompt(options.prompt) };
}
