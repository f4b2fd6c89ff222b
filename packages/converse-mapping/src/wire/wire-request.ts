import type { WireCachePoint, WireMessage, WireSystemBlock } from './wire-content.js';
import type { Union, WireUnknownMember } from './wire-union.js';

/** The input of Converse: `modelId` goes into the path, the rest is the body. */
export interface WireConverseRequest {
  readonly modelId: string;
  readonly messages?: readonly WireMessage[];
  readonly system?: readonly WireSystemBlock[];
  readonly inferenceConfig?: WireInferenceConfig;
  readonly toolConfig?: WireToolConfig;
  readonly guardrailConfig?: WireGuardrailConfig;
  readonly additionalModelRequestFields?: Readonly<Record<string, unknown>>;
  readonly promptVariables?: Readonly<Record<string, WirePromptVariable>>;
  readonly additionalModelResponseFieldPaths?: readonly string[];
  readonly requestMetadata?: Readonly<Record<string, string>>;
  readonly performanceConfig?: { readonly latency?: string };
  readonly serviceTier?: { readonly type: string };
  readonly outputConfig?: WireOutputConfig;
}

export interface WireInferenceConfig {
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly stopSequences?: readonly string[];
}

export interface WireToolConfig {
  readonly tools: readonly WireTool[];
  readonly toolChoice?: WireToolChoice;
}

export type WireTool =
  | Union<{
      toolSpec: WireToolSpec;
      systemTool: { readonly name: string };
      cachePoint: WireCachePoint;
    }>
  | WireUnknownMember;

export interface WireToolSpec {
  readonly name: string;
  readonly inputSchema: Union<{ json: unknown }> | WireUnknownMember;
  readonly description?: string;
  readonly strict?: boolean;
}

export type WireToolChoice =
  | Union<{
      auto: Readonly<Record<string, never>>;
      any: Readonly<Record<string, never>>;
      tool: { readonly name: string };
    }>
  | WireUnknownMember;

export interface WireGuardrailConfig {
  readonly guardrailIdentifier?: string;
  readonly guardrailVersion?: string;
  readonly trace?: string;
  /** ConverseStream only. */
  readonly streamProcessingMode?: string;
}

export type WirePromptVariable = Union<{ text: string }> | WireUnknownMember;

export interface WireOutputConfig {
  readonly textFormat?: {
    readonly type: string;
    readonly structure:
      | Union<{
          jsonSchema: {
            /** The schema, as JSON text. */
            readonly schema: string;
            readonly name?: string;
            readonly description?: string;
          };
        }>
      | WireUnknownMember;
  };
  readonly effort?: string;
}
