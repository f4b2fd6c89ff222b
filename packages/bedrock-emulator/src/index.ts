export type { EmulatorCredentials, RequestAuthentication } from './authentication.js';
export type { AwsErrorDetails } from './aws-error.js';
export type { Cassette } from './cassettes/cassette.js';
export type { RecordOptions } from './cassettes/recorder.js';
export {
  type CheckOptions,
  type CheckResult,
  checkConverseRequest,
} from './check-converse-request.js';
export type { ConnectionCounts } from './connections.js';
export type { TokenUsage } from './converse-wire.js';
export type { Http2ErrorCode } from './delivery/http2-error-code.js';
export type { EmulatorOptions } from './emulator-options.js';
export type {
  AnswerFaultOptions,
  AnswerPlace,
  EventPlace,
  Fault,
  FaultKind,
  FaultOptions,
  FrameFaultOptions,
} from './faults/fault.js';
export type { FaultReplyOptions, PageOptions } from './faults/fault-reply.js';
export type { JsonObject, JsonValue } from './json.js';
export type { TlsIdentity } from './listener.js';
export type { RuleSet } from './read-converse-request.js';
export type { ExchangeEnd, ReceivedRequest, RecordedRequest } from './recorded-request.js';
export { type ErrorReplyOptions, type ReplyBuilder, reply } from './reply.js';
export type { OnExhausted, ReplyScript } from './reply-queue.js';
export type {
  ErrorReply,
  EventsReply,
  FaultReply,
  MessageReply,
  MessageReplyOptions,
  RawReply,
  Reply,
  ReplyPace,
  ReplyStep,
  ReplyStreamOptions,
  ReplyTiming,
  ReplyToolCall,
} from './reply-types.js';
export { type Emulator, startEmulator } from './start-emulator.js';
export type { WireEvent } from './stream/wire-event.js';
