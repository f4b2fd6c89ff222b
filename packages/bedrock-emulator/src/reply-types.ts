import type { AwsErrorDetails } from './aws-error.js';
import type { TokenUsage } from './converse-wire.js';
import type { Fault } from './faults/fault.js';
import type { JsonObject } from './json.js';
import type { ReceivedRequest } from './recorded-request.js';
import type { WireEvent } from './stream/wire-event.js';

/** What every kind of reply may say. */
export interface ReplyTiming {
  /** Milliseconds to wait before answering. @defaultValue 0 */
  readonly delayMs?: number;
  /** How many requests in a row get this reply. @defaultValue 1 */
  readonly times?: number;
}

/** How the bytes of an answer leave the emulator. */
export interface ReplyPace extends ReplyTiming {
  /** Bytes of each write to the socket. @defaultValue as many as there are to write */
  readonly split?: number;
}

/** How an answer becomes the events of a stream. */
export interface ReplyStreamOptions extends ReplyPace {
  /** Milliseconds between two events. @defaultValue 0 */
  readonly pacing?: number;
  /** The seed of the events' padding `p`, whose length is random in the real service. @defaultValue 0 */
  readonly paddingSeed?: number;
}

/** A tool call the scripted model makes. */
export interface ReplyToolCall {
  readonly name: string;
  /** The arguments. @defaultValue {} */
  readonly input?: JsonObject;
  /** @defaultValue an id derived from the request, always the same for the same request */
  readonly id?: string;
}

/** What a scripted model answers. */
export interface MessageReplyOptions extends ReplyStreamOptions {
  /** Becomes a `reasoningContent` block before all others; give `signature` to sign it. */
  readonly reasoning?: string | { readonly text: string; readonly signature: string };
  /** Becomes one `text` block. */
  readonly text?: string;
  /** Each becomes a `toolUse` block, after the text. */
  readonly toolCalls?: readonly ReplyToolCall[];
  /** Raw Converse content blocks, after the ones above; blobs as base64. */
  readonly content?: readonly JsonObject[];
  /** @defaultValue `tool_use` when there are tool calls, else `end_turn` */
  readonly stopReason?: string;
  /** Counts left out are estimated from the texts; `totalTokens` is the sum unless given. */
  readonly usage?: Partial<TokenUsage>;
  /** What `metrics.latencyMs` says. @defaultValue `delayMs`, or 0 */
  readonly latencyMs?: number;
  /** Further members of the response, such as `trace` or `additionalModelResponseFields`. */
  readonly members?: JsonObject;
  /** In a stream: characters of text, reasoning or tool input in one event. @defaultValue 16 */
  readonly chunkCharacters?: number;
}

/** A message of the scripted model. */
export interface MessageReply extends MessageReplyOptions {
  readonly kind: 'message';
}

/** The events of a stream, as they are. */
export interface EventsReply extends ReplyStreamOptions {
  readonly kind: 'events';
  readonly events: readonly WireEvent[];
}

/** An AWS error. */
export interface ErrorReply extends ReplyTiming {
  readonly kind: 'error';
  readonly exception: string;
  readonly message: string | undefined;
  readonly details: AwsErrorDetails;
}

/** An HTTP response sent as it is. */
export interface RawReply extends ReplyPace {
  readonly kind: 'raw';
  /** @defaultValue 200 */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** An answer that something happens to. */
export interface FaultReply extends ReplyTiming {
  readonly kind: 'fault';
  readonly fault: Fault;
  /** @defaultValue what the stand-in model says */
  readonly answer: MessageReply | EventsReply | undefined;
}

/** One answer of a script. */
export type Reply = MessageReply | EventsReply | ErrorReply | RawReply | FaultReply;

/** One step of a script: an answer, a text to say, or a function that makes either. */
export type ReplyStep =
  | Reply
  | string
  | ((request: ReceivedRequest) => Reply | string | Promise<Reply | string>);
