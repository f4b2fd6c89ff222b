import type { ChatMessage } from './chat-message.js';
import type { JsonValue } from './json.js';
import type { Guardrail, ReasoningEffort, StructuredOutputStrategy } from './request.js';
import type { ResponseFormat } from './response-format.js';

/** A tool in OpenAI's shape, or an object in the provider's own. */
export type ChatTool =
  | {
      readonly type: 'function';
      readonly function: {
        readonly name: string;
        readonly description?: string;
        readonly parameters?: Readonly<Record<string, unknown>>;
        readonly strict?: boolean | null;
      };
    }
  | {
      readonly type: 'custom';
      readonly custom: {
        readonly name: string;
        readonly description?: string;
        readonly format?: unknown;
      };
    }
  | {
      readonly type: 'provider';
      /** A member of Converse's `toolConfig.tools`, such as `{systemTool: {name}}`. */
      readonly definition: Readonly<Record<string, unknown>>;
    };

export type ChatToolChoice =
  | 'auto'
  | 'none'
  | 'required'
  | { readonly type: 'function'; readonly function: { readonly name: string } }
  | { readonly type: 'custom'; readonly custom: { readonly name: string } }
  | {
      readonly type: 'allowed_tools';
      readonly allowed_tools: {
        readonly mode: 'auto' | 'required';
        readonly tools: readonly Readonly<Record<string, unknown>>[];
      };
    };

/** Reasoning in Anthropic's own words. */
export type ChatThinking =
  | { readonly type: 'enabled'; readonly budget_tokens: number }
  | { readonly type: 'adaptive' }
  | { readonly type: 'disabled' };

/** The body of OpenAI's Chat Completions API. `openai`'s own type of it is assignable. */
interface OpenAiParams<Format> {
  readonly model?: string;
  readonly messages: readonly ChatMessage[];
  readonly temperature?: number | null;
  readonly top_p?: number | null;
  readonly max_tokens?: number | null;
  readonly max_completion_tokens?: number | null;
  readonly stop?: string | readonly string[] | null;
  readonly seed?: number | null;
  readonly tools?: readonly ChatTool[];
  readonly tool_choice?: ChatToolChoice;
  readonly parallel_tool_calls?: boolean;
  readonly functions?: readonly {
    readonly name: string;
    readonly description?: string;
    readonly parameters?: Readonly<Record<string, unknown>>;
  }[];
  readonly function_call?: 'none' | 'auto' | { readonly name: string };
  /**
   * What the answer must look like: OpenAI's own formats, a JSON Schema, a Zod, Valibot or ArkType
   * schema, or one of these with a `format(value)` that writes the text. Its value is `parsed`.
   */
  readonly response_format?: Format | null | undefined;
  readonly reasoning_effort?: ReasoningEffort | null;
  readonly metadata?: Readonly<Record<string, string>> | null;
  readonly service_tier?: string | null;
  readonly stream?: boolean | null;
  readonly stream_options?: unknown;
  readonly audio?: unknown;
  readonly frequency_penalty?: number | null;
  readonly logit_bias?: unknown;
  readonly logprobs?: boolean | null;
  readonly modalities?: unknown;
  readonly moderation?: unknown;
  readonly n?: number | null;
  readonly prediction?: unknown;
  readonly presence_penalty?: number | null;
  readonly prompt_cache_key?: string | null;
  readonly prompt_cache_options?: unknown;
  readonly prompt_cache_retention?: unknown;
  readonly safety_identifier?: string | null;
  readonly store?: boolean | null;
  readonly top_logprobs?: number | null;
  readonly user?: string | null;
  readonly verbosity?: unknown;
  readonly web_search_options?: unknown;
}

/** What goes beyond OpenAI's body, per call. */
interface OutcropParams {
  readonly top_k?: number;
  readonly k?: number;
  /** AG2's cache key. It names a cache entry, so it is never sent. */
  readonly cache_seed?: number | null;
  /** `[input, output]` in USD per 1,000 tokens, in place of the price table. */
  readonly price?: readonly [inputPer1k: number, outputPer1k: number];
  /** Whether the model takes system prompts. Default: what its profile says. */
  readonly supports_system_prompts?: boolean;
  readonly additional_model_request_fields?: Readonly<Record<string, unknown>>;
  readonly additional_model_response_field_paths?: readonly string[];
  readonly thinking?: ChatThinking;
  /**
   * Prompt caching: `auto` plans cache points where the model takes them, `off` removes those of
   * the messages, an object plans them with that time to live. Default: the messages' own points.
   */
  readonly cache?: 'auto' | 'off' | { readonly ttl: '5m' | '1h' };
  /** Members of Converse's request that have no parameter here, merged into it as they are. */
  readonly additional_converse_fields?: Readonly<Record<string, unknown>>;
  readonly guardrail?: Guardrail;
  readonly request_metadata?: Readonly<Record<string, string>>;
  readonly performance?: 'standard' | 'optimized';
  readonly prompt_variables?: Readonly<Record<string, JsonValue>>;
  /**
   * How the model is held to `response_format`: by the provider (`native`), by a tool that takes the
   * answer (`tool`), or by words alone (`prompt`). Default: the first of them that the model has.
   */
  readonly structured_output_strategy?: StructuredOutputStrategy | null;
  /** How often an answer that does not fit `response_format` is sent back to be mended. Default 0. */
  readonly max_repairs?: number | null;
}

/** Fields of an AG2 `config_list` entry. They configure a client, so a call ignores them. */
interface ConfigOnlyParams {
  readonly api_type?: string;
  readonly api_key?: string;
  readonly aws_region?: string;
  readonly aws_access_key?: string;
  readonly aws_secret_key?: string;
  readonly aws_session_token?: string;
  readonly aws_profile_name?: string;
  readonly timeout?: number;
}

/** One call: OpenAI's body, in its own snake_case, plus what Bedrock has beyond it. */
export interface ChatParams<Format extends ResponseFormat = ResponseFormat>
  extends OpenAiParams<Format>,
    OutcropParams,
    ConfigOnlyParams {}
