import type { MediaKind } from '../rules/request-places.js';

/**
 * What is known of a model and makes rules hold for it. Nearly all of it is what a model refuses;
 * what is not known is absent, and then nothing is refused for it.
 */
export interface ModelFacts {
  /** The table has rows for the model. */
  readonly known?: true;
  /** The id does not tell the model, so no rule with exceptions can be held against it. */
  readonly opaque?: true;

  /** The model layer is Anthropic's Messages API, with its own checks and texts. */
  readonly anthropicMessages?: true;
  /** The model layer checks the request against the schema of Amazon Nova. */
  readonly novaSchema?: true;

  readonly leadingAssistant?: 'accepted';
  /** The service leaves texts of whitespace for the model to judge. */
  readonly whitespace?: 'left to the model';
  /** A conversation that ends with an assistant turn. */
  readonly prefill?: 'refused';
  readonly systemPrompt?: 'refused';

  readonly tools?: 'refused';
  /** Tools in a stream. */
  readonly toolStreaming?: 'refused';
  readonly refusedToolChoices?: readonly ('auto' | 'any' | 'tool')[];
  /** Tool calls and tool results take no other block beside them. */
  readonly toolBlocks?: 'alone';
  readonly toolUseIds?: 'nine alphanumerics' | 'letters, digits, _ and -';
  readonly toolResultStatus?: 'refused';

  readonly refusedMedia?: {
    readonly inMessage?: readonly MediaKind[];
    readonly inToolResult?: readonly MediaKind[];
  };
  readonly s3Sources?: 'refused';
  /** The most images and documents in a request. */
  readonly mediaPerRequest?: number;

  /** Which reasoning may be in assistant messages. */
  readonly reasoningInput?: 'signed' | 'without signature' | 'refused';
  /** The values of `thinking.type` that turn thinking on. */
  readonly thinkingTypes?: readonly ('enabled' | 'adaptive')[];
  readonly effort?: 'refused';
  readonly reasoningEfforts?: readonly string[];
  /** Nova's `reasoningConfig`. */
  readonly reasoningConfig?: 'refused' | 'accepted';

  /** Of temperature, top_p and top_k: temperature or top_p, or none of them. */
  readonly sampling?: 'temperature or top_p' | 'refused';
  /** The most that `maxTokens` may ask for. */
  readonly maxTokens?: number;
  /** Names in `additionalModelRequestFields` that are refused, in the words of the model layer. */
  readonly refusedFields?: {
    readonly names: readonly string[];
    readonly words: 'schema' | 'openai' | 'gpt-oss';
  };
  readonly refusedBetas?: readonly string[];

  readonly caching?: 'refused';
  readonly cacheTtlOneHour?: 'refused';

  /** `outputConfig.textFormat`. */
  readonly textFormat?: 'refused';
  /** `strict` of a tool. */
  readonly strictTools?: 'refused';
}

/** What one source says of the models of one vendor. */
export interface FactRow {
  readonly vendor: string;
  /**
   * A pattern of the model's name, which is what follows the vendor in its id. It must match the
   * whole name but for a date and a version at its end.
   */
  readonly models: string;
  readonly facts: ModelFacts;
  readonly source: string;
  /** When it was seen: a year, month or day. */
  readonly seen: string;
}
