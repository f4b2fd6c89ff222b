export { fromConverseRequest } from './from-converse-request.js';
export { fromConverseResponse, type ResponseContext } from './from-converse-response.js';
export type { OnUnsupported } from './mapping-context.js';
export {
  type NormalizedHistory,
  type NormalizeOptions,
  normalizeHistory,
} from './normalize-history.js';
export { parseConverseResponse } from './parse-converse-response.js';
export { mapStopReason } from './settings/map-stop-reason.js';
export { mapUsage } from './settings/map-usage.js';
export {
  type ConverseStreamDecoder,
  createConverseStreamDecoder,
} from './stream/converse-stream-decoder.js';
export {
  type ConverseMapping,
  type ToConverseOptions,
  toConverseRequest,
} from './to-converse-request.js';
export { toConverseResponse } from './to-converse-response.js';
export { type CompiledTools, compileTools } from './tools/compile-tools.js';
export { acceptedToolChoices } from './tools/tool-config.js';
export type {
  WireAudio,
  WireCitation,
  WireCitationLocation,
  WireCitations,
  WireContentBlock,
  WireDocument,
  WireGuardContent,
  WireImage,
  WireMediaSource,
  WireMessage,
  WireReasoning,
  WireSearchResult,
  WireSystemBlock,
  WireToolResult,
  WireToolResultPart,
  WireToolUse,
  WireVideo,
} from './wire/wire-content.js';
export type {
  WireConverseRequest,
  WireGuardrailConfig,
  WireInferenceConfig,
  WireOutputConfig,
  WireTool,
  WireToolChoice,
  WireToolConfig,
  WireToolSpec,
} from './wire/wire-request.js';
export type { WireConverseResponse, WireTokenUsage } from './wire/wire-response.js';
export type {
  WireBlockDelta,
  WireBlockStart,
  WireStreamEvent,
  WireStreamMetadata,
} from './wire/wire-stream.js';
export type { WireBlob, WireUnknownMember } from './wire/wire-union.js';
