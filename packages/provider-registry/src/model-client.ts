import type {
  ChatCompletion,
  ChatParams,
  Cost,
  ParsedOf,
  PartialOf,
  ResponseFormat,
  ResponseUsage,
  RetrievedMessage,
  UnifiedResponse,
} from '@outcrop/unified-response';
import type { ResponseStream } from './response-stream.js';

/** Time limits, in milliseconds. An absent one of a call keeps the client's own. */
export interface Timeouts {
  /** Until the connection stands. */
  readonly connectMs?: number;
  /** Until the first byte of the answer. */
  readonly firstByteMs?: number;
  /** Between two chunks of the answer. */
  readonly idleMs?: number;
  /** For everything, retries and the waits between them included. */
  readonly totalMs?: number;
}

/** What is used of an `AbortSignal`, for programs that know neither Node's types nor the DOM's. */
interface SignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** The `AbortSignal` of the program, where its types have one. */
export type CallSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal } }
  ? Signal
  : SignalLike;

export interface CallOptions {
  /** An `AbortSignal`: aborts the call and closes its connection. */
  readonly signal?: CallSignal;
  /** Connecting is the client's business: a call shares its connections. */
  readonly timeouts?: Omit<Timeouts, 'connectMs'>;
  /** Headers to send along. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A model, or several of one provider, ready to be called. Holds no state of a call.
 * `Default` is the type of its own response format, the one of calls that name none.
 */
export interface ModelClient<Default extends ResponseFormat = ResponseFormat> {
  /**
   * One answer, whole; its `parsed` has the type of the call's `response_format`.
   * @throws ProviderError for everything that goes wrong, with a reason, a hint and what had arrived.
   */
  create<Format extends ResponseFormat = Default>(
    params: ChatParams<Format>,
    options?: CallOptions,
  ): Promise<UnifiedResponse<ParsedOf<Format>>>;
  /** One answer, as it arrives. Errors come from the stream, never from this call. */
  stream<Format extends ResponseFormat = Default>(
    params: ChatParams<Format>,
    options?: CallOptions,
  ): ResponseStream<ParsedOf<Format>, PartialOf<Format>>;
  /** The answer of `create` in OpenAI's `chat.completion` shape, with AG2's `cost`. */
  createV1Compatible(params: ChatParams, options?: CallOptions): Promise<ChatCompletion>;
  /** What a response cost. Not knowing is `{status: 'unknown'}`, never 0. */
  cost(response: UnifiedResponse): Cost;
  /**
   * What a call may cost at most, without making it. Not knowing is `{status: 'unknown'}`. Absent:
   * the client cannot tell.
   */
  estimate?(params: ChatParams, options?: CallOptions): Promise<Cost>;
  /** AG2's usage summary; its `cost` is null when it is not known. */
  getUsage(response: UnifiedResponse): ResponseUsage;
  /** AG2's message retrieval: texts, or OpenAI-style messages where text cannot hold it all. */
  messageRetrieval(response: UnifiedResponse): (string | RetrievedMessage)[];
  /** Closes connections. A closed client must not be called again. */
  close(): Promise<void>;
}
