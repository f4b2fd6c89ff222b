import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { AwsErrorDetails } from './aws-error.js';
import type { TokenUsage } from './converse-wire.js';
import type { JsonObject } from './json.js';
import type { ReceivedRequest } from './recorded-request.js';

/** What every kind of reply may say. */
export interface ReplyTiming {
  /** Milliseconds to wait before answering. @defaultValue 0 */
  readonly delayMs?: number;
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
export interface MessageReplyOptions extends ReplyTiming {
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
}

/** A message of the scripted model. */
export interface MessageReply extends MessageReplyOptions {
  readonly kind: 'message';
}

/** An AWS error. */
export interface ErrorReply extends ReplyTiming {
  readonly kind: 'error';
  readonly exception: string;
  readonly message: string | undefined;
  readonly details: AwsErrorDetails;
}

/** An HTTP response sent as it is. */
export interface RawReply extends ReplyTiming {
  readonly kind: 'raw';
  /** @defaultValue 200 */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** One answer of a script. */
export type Reply = MessageReply | ErrorReply | RawReply;

/** One step of a script: an answer, a text to say, or a function that makes either. */
export type ReplyStep =
  | Reply
  | string
  | ((request: ReceivedRequest) => Reply | string | Promise<Reply | string>);

/** Options of {@link ReplyBuilder.error}. */
export type ErrorReplyOptions = Omit<AwsErrorDetails, 'messageMember'> & ReplyTiming;

/** Makes replies; see {@link reply}. */
export interface ReplyBuilder {
  /** A message: a text, or the parts of an answer. */
  (answer: string | MessageReplyOptions): MessageReply;
  /**
   * An AWS error, such as `reply.error('ThrottlingException')`. Status and text are the service's
   * own unless given; an unknown name has status 400.
   *
   * @throws RangeError for a status outside 200 to 599; TypeError for an invalid header.
   */
  error(exception: string, message?: string, options?: ErrorReplyOptions): ErrorReply;
  /**
   * A raw HTTP response, for what is no Converse answer at all: a proxy's page, cut JSON.
   *
   * @throws RangeError for a status outside 200 to 599; TypeError for an invalid header.
   */
  raw(response: Omit<RawReply, 'kind'>): RawReply;
}

/** Fails where the reply is written down, rather than later on the wire. */
function checkHead(
  status: number | undefined,
  headers: Readonly<Record<string, string>> | undefined,
): void {
  if (status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 599)) {
    throw new RangeError(`status must be a whole number from 200 to 599, not ${status}`);
  }
  for (const [name, value] of Object.entries(headers ?? {})) {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  }
}

function messageReply(answer: string | MessageReplyOptions): MessageReply {
  return { ...(typeof answer === 'string' ? { text: answer } : answer), kind: 'message' };
}

function errorReply(
  exception: string,
  message?: string,
  { delayMs = 0, ...details }: ErrorReplyOptions = {},
): ErrorReply {
  checkHead(details.status, details.headers);
  return { kind: 'error', exception, message, details, delayMs };
}

function rawReply(response: Omit<RawReply, 'kind'>): RawReply {
  checkHead(response.status, response.headers);
  return { ...response, kind: 'raw' };
}

/** Makes the replies of a script: `reply('text')`, `reply({…})`, `reply.error(…)`, `reply.raw(…)`. */
export const reply: ReplyBuilder = /* @__PURE__ */ Object.assign(messageReply, {
  error: errorReply,
  raw: rawReply,
});
