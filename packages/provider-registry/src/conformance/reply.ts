import type {
  ErrorReason,
  FinishReason,
  JsonObject,
  UnifiedRequest,
  Usage,
} from '@outcrop/unified-response';

/**
 * A request as the provider understood it: its wire format, read back into the vocabulary. For an
 * OpenAI-compatible provider that is `parseParams(body)`.
 */
export type ReceivedRequest = Pick<UnifiedRequest, 'model' | 'messages'> &
  Partial<Pick<UnifiedRequest, 'inference' | 'tools'>>;

/** What the provider answers, to be put into its wire format. */
export type Reply = ReplyMessage | ReplyFailure;

/** Failures that every provider, or what stands in front of it, can have. */
export type ReplyFailureReason = Extract<
  ErrorReason,
  | 'throttled'
  | 'overloaded'
  | 'transient'
  | 'invalid_request'
  | 'context_overflow'
  | 'authentication'
  | 'access_denied'
  | 'model_not_found'
>;

/** The provider refuses, or fails. */
export interface ReplyFailure {
  readonly kind: 'failure';
  readonly reason: ReplyFailureReason;
  /** The provider's words. */
  readonly message: string;
}

/**
 * The model speaks: first its reasoning, then the text, then the calls. Texts are in the pieces in
 * which a stream sends them; joined, they are the whole.
 */
export interface ReplyMessage {
  readonly kind: 'message';
  readonly reasoning?: readonly string[];
  /** Proves that the reasoning is unchanged. A provider that signs nothing leaves it alone. */
  readonly signature?: string;
  readonly text?: readonly string[];
  readonly toolCalls?: readonly ReplyToolCall[];
  /** What the model gives for the `response_format` of the request, in whatever way it was asked. */
  readonly json?: JsonObject;
  /** A field that nobody knows, wherever a later version of the provider may put one. */
  readonly unknownField?: { readonly name: string; readonly value: string };
  /** `unknown`: a word that nobody knows. */
  readonly finishReason: FinishReason;
  /** Buckets that do not overlap. A provider that counts cached tokens as input adds them there. */
  readonly usage: Usage;
  /**
   * `cut`: after the content, the connection ends, without what else ends an answer. `silent`: after
   * the content, or before the head of an answer that is not streamed, nothing comes any more, and
   * the connection stays open.
   */
  readonly ends: 'complete' | 'cut' | 'silent';
  /** To be called when the client has closed the connection of a `silent` answer. */
  readonly onLeft: () => void;
}

export interface ReplyToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON text. */
  readonly arguments: readonly string[];
}
