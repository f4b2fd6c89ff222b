export { type ConformancePlan, conformance } from './conformance.js';
export type {
  ReceivedRequest,
  Reply,
  ReplyFailure,
  ReplyFailureReason,
  ReplyMessage,
  ReplyToolCall,
} from './reply.js';
export type { Answer, ConformanceSetup, FakeProvider, TestFunction } from './setup.js';
