export { base64ToBytes, bytesToBase64 } from './base64.js';
export {
  type ChatCompletion,
  type ChatCompletionToolCall,
  type ChatCompletionUsage,
  getUsage,
  messageRetrieval,
  RESPONSE_USAGE_KEYS,
  type ResponseUsage,
  type RetrievedMessage,
  toChatCompletion,
} from './chat-completion.js';
export {
  type ChatCompletionChunk,
  type ChunkContext,
  toChatCompletionChunk,
} from './chat-completion-chunk.js';
export type { ChatContent, ChatContentPart, ChatMessage, ChatToolCall } from './chat-message.js';
export type { ChatParams, ChatThinking, ChatTool, ChatToolChoice } from './chat-params.js';
export type {
  AudioBlock,
  CachePointBlock,
  CitationBlock,
  CitationLocation,
  ContentBlock,
  ContentBlockOf,
  ContentBlockType,
  DocumentBlock,
  GenericBlock,
  GuardBlock,
  ImageBlock,
  ProviderData,
  ReasoningBlock,
  SearchResultBlock,
  TextBlock,
  ToolCallBlock,
  ToolResultBlock,
  VideoBlock,
} from './content-block.js';
export type {
  AppliedPrice,
  Cost,
  CostComponent,
  PricedCost,
  UnknownCost,
  UnknownCostReason,
} from './cost.js';
export { definedFields } from './defined-fields.js';
export { describeValue } from './describe-value.js';
export type { FinishReason } from './finish-reason.js';
export { isPlainObject, type JsonObject, type JsonValue } from './json.js';
export type { UnifiedMessage, UnifiedRole } from './message.js';
export type { Repair, Warning } from './notice.js';
export { parseParams } from './parse-params.js';
export {
  type ErrorReason,
  isProviderError,
  ProviderError,
  type ProviderErrorInit,
} from './provider-error.js';
export { redactSecrets } from './redact-secrets.js';
export { replayResponse } from './replay-response.js';
export type {
  CacheIntent,
  FamilyParameters,
  Guardrail,
  InferenceParameters,
  ReasoningEffort,
  StructuredOutputStrategy,
  Thinking,
  UnifiedRequest,
} from './request.js';
export { UnifiedResponse } from './response.js';
export type {
  DeepPartial,
  JsonObjectFormat,
  JsonSchema,
  JsonSchemaFormat,
  ParsedOf,
  PartialOf,
  ResponseFormat,
  ResponseFormatter,
  StandardIssue,
  StandardResult,
  StandardSchemaV1,
  TextFormat,
} from './response-format.js';
export type { ResponseStatus, UnifiedResponseInit } from './response-init.js';
export type { UnifiedStreamEvent } from './stream-event.js';
export type { ToolChoice, ToolDefinition } from './tool.js';
export { EMPTY_USAGE, type Usage } from './usage.js';
