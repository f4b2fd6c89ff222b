export type { CallParams } from './call-params.js';
export { ChatOutcrop } from './chat-outcrop.js';
export type {
  CallableClient,
  ChatOutcropCallOptions,
  ChatOutcropFields,
} from './chat-outcrop-fields.js';
export type { OfferedTool } from './tools/to-chat-tools.js';
