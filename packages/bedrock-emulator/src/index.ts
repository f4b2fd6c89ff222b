export type { EmulatorCredentials, RequestAuthentication } from './authentication.js';
export type { AwsErrorDetails } from './aws-error.js';
export {
  type CheckOptions,
  type CheckResult,
  checkConverseRequest,
} from './check-converse-request.js';
export type { TokenUsage } from './converse-wire.js';
export type { EmulatorOptions } from './emulator-options.js';
export type { JsonObject, JsonValue } from './json.js';
export type { RuleSet } from './read-converse-request.js';
export type { ReceivedRequest, RecordedRequest } from './recorded-request.js';
export {
  type ErrorReply,
  type ErrorReplyOptions,
  type MessageReply,
  type MessageReplyOptions,
  type RawReply,
  type Reply,
  type ReplyBuilder,
  type ReplyStep,
  type ReplyToolCall,
  reply,
} from './reply.js';
export type { OnExhausted, ReplyScript } from './reply-queue.js';
export { type Emulator, startEmulator } from './start-emulator.js';
