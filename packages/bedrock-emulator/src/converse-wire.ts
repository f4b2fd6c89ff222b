import type { JsonObject, JsonValue } from './json.js';

/** The operations whose requests are read. */
export type ConverseOperation = 'Converse' | 'ConverseStream';

/**
 * The members of a Converse request and response that the emulator reads or writes. Everything is
 * optional: with `validate: false` nothing is certain but the JSON types. Blobs are base64 text.
 */
export interface ConverseRequest {
  readonly modelId: string;
  readonly messages?: readonly Message[];
  readonly system?: readonly { readonly text?: string; readonly cachePoint?: CachePoint }[];
  readonly inferenceConfig?: {
    readonly maxTokens?: number;
    readonly temperature?: number;
    readonly topP?: number;
    readonly stopSequences?: readonly string[];
  };
  readonly additionalModelRequestFields?: JsonValue;
  readonly toolConfig?: {
    readonly tools?: readonly {
      readonly toolSpec?: ToolSpecification;
      readonly cachePoint?: CachePoint;
    }[];
    readonly toolChoice?: {
      readonly any?: JsonObject;
      readonly auto?: JsonObject;
      readonly tool?: { readonly name?: string };
    };
  };
  readonly outputConfig?: {
    readonly textFormat?: {
      readonly structure?: { readonly jsonSchema?: { readonly schema?: string } };
    };
    readonly effort?: string;
  };
  readonly performanceConfig?: JsonObject;
  readonly serviceTier?: JsonObject;
}

export interface Message {
  readonly role?: string;
  readonly content?: readonly ContentBlock[];
}

export interface ContentBlock {
  readonly text?: string;
  readonly image?: MediaBlock;
  readonly document?: MediaBlock;
  readonly video?: MediaBlock;
  readonly audio?: MediaBlock;
  readonly toolUse?: ToolUse;
  readonly toolResult?: ToolResult;
  readonly reasoningContent?: {
    readonly reasoningText?: { readonly text?: string; readonly signature?: string };
    readonly redactedContent?: string;
  };
  readonly guardContent?: { readonly text?: { readonly text?: string } };
  readonly searchResult?: SearchResult;
  readonly citationsContent?: JsonObject;
  readonly cachePoint?: CachePoint;
}

export interface CachePoint {
  readonly type?: string;
  readonly ttl?: string;
}

export interface MediaBlock {
  readonly format?: string;
  readonly name?: string;
  readonly citations?: { readonly enabled?: boolean };
  readonly source?: {
    readonly bytes?: string;
    readonly s3Location?: { readonly uri?: string };
    readonly text?: string;
    readonly content?: readonly { readonly text?: string }[];
  };
}

export interface ToolUse {
  readonly toolUseId?: string;
  readonly name?: string;
  readonly input?: JsonValue;
  readonly type?: string;
}

export interface ToolResult {
  readonly toolUseId?: string;
  readonly status?: string;
  readonly content?: readonly ToolResultContent[];
}

export interface ToolResultContent {
  readonly json?: JsonValue;
  readonly text?: string;
  readonly image?: MediaBlock;
  readonly document?: MediaBlock;
  readonly video?: MediaBlock;
  readonly searchResult?: SearchResult;
}

export interface SearchResult {
  readonly title?: string;
  readonly source?: string;
  readonly content?: readonly { readonly text?: string }[];
}

export interface ToolSpecification {
  readonly name?: string;
  readonly description?: string;
  readonly inputSchema?: { readonly json?: JsonValue };
  readonly strict?: boolean;
}

/** Token counts as Converse reports them; `inputTokens` leaves the cached ones out. */
export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** The sum of all other counts. */
  readonly totalTokens: number;
  readonly cacheReadInputTokens?: number;
  readonly cacheWriteInputTokens?: number;
}
