import type { ProviderData } from './content-block.js';
import type { JsonObject, JsonValue } from './json.js';
import type { UnifiedMessage } from './message.js';
import type { Warning } from './notice.js';
import type { ResponseFormat } from './response-format.js';
import type { ToolChoice, ToolDefinition } from './tool.js';

/** How the model samples and when it stops. */
export interface InferenceParameters {
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly stopSequences?: readonly string[];
}

/** Sampling parameters that models take under names of their own. */
export interface FamilyParameters {
  readonly topK?: number;
  readonly k?: number;
  readonly seed?: number;
}

/** How much the model should reason before it answers. */
export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max';

/** Reasoning in Anthropic's terms. */
export type Thinking =
  | { readonly type: 'enabled'; readonly budgetTokens: number }
  | { readonly type: 'adaptive' }
  | { readonly type: 'disabled' };

/** How a model is held to a response format. */
export type StructuredOutputStrategy = 'native' | 'tool' | 'prompt';

/** What to do about prompt caching beyond the cache points of the messages. */
export type CacheIntent =
  | { readonly mode: 'auto'; readonly ttl?: '5m' | '1h' }
  | { readonly mode: 'off' };

/** A guardrail to apply, in Converse's terms. */
export interface Guardrail {
  readonly guardrailIdentifier?: string;
  readonly guardrailVersion?: string;
  readonly trace?: 'enabled' | 'disabled' | 'enabled_full';
  readonly streamProcessingMode?: 'sync' | 'async';
}

/** One call, checked and in one shape, whatever dialect it was written in. What `parseParams` gives. */
export interface UnifiedRequest {
  readonly model: string;
  readonly messages: readonly UnifiedMessage[];
  readonly inference: InferenceParameters;
  readonly family: FamilyParameters;
  readonly tools: readonly ToolDefinition[];
  readonly toolChoice?: ToolChoice;
  readonly parallelToolCalls?: boolean;
  /** What the answer must look like: a JSON Schema, OpenAI's `response_format`, or a schema library's type. */
  readonly responseFormat?: ResponseFormat;
  /** Default: the first that the model has, in the order `native`, `tool`, `prompt`. */
  readonly structuredOutputStrategy?: StructuredOutputStrategy;
  /** How often an answer that does not fit `responseFormat` is sent back to be mended. Default 0. */
  readonly maxRepairs?: number;
  /** What the model is told beyond the messages: it goes behind their system prompts. */
  readonly instructions?: string;
  readonly reasoningEffort?: ReasoningEffort;
  readonly thinking?: Thinking;
  /** Whether the model takes system prompts. Default: what its profile says. */
  readonly supportsSystemPrompts?: boolean;
  readonly additionalModelRequestFields?: JsonObject;
  readonly additionalModelResponseFieldPaths?: readonly string[];
  readonly cache?: CacheIntent;
  readonly guardrail?: Guardrail;
  readonly requestMetadata?: Readonly<Record<string, string>>;
  readonly serviceTier?: string;
  readonly performance?: string;
  readonly promptVariables?: Readonly<Record<string, JsonValue>>;
  /** USD per 1,000 input and output tokens, in place of the price table. */
  readonly price?: readonly [inputPer1k: number, outputPer1k: number];
  /** Members of a provider's own request that have no field here, by provider id. */
  readonly providerData?: ProviderData;
  /** What had to be left out or adapted while reading the parameters. */
  readonly warnings: readonly Warning[];
}
