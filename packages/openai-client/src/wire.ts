/** What servers answer, told as loosely as they take it: fields may be missing, null, or new. */
export interface WireCompletion extends WireAbout {
  readonly choices?: readonly WireChoice[] | null;
}

/** What an answer says of itself, whole or in each of its chunks. */
interface WireAbout extends WireFields {
  readonly id?: string;
  readonly model?: string;
  readonly usage?: WireUsage | null;
  readonly service_tier?: string | null;
  readonly error?: unknown;
}

export interface WireChoice extends WireFields {
  readonly index?: number;
  readonly message?: WireMessage;
  readonly finish_reason?: string | null;
}

/** A message, or in a stream a piece of one. */
export interface WireMessage extends WireFields {
  readonly role?: string;
  readonly content?: string | null;
  readonly refusal?: string | null;
  readonly tool_calls?: readonly WireToolCall[] | null;
  readonly function_call?: WireFunctionCall | null;
  readonly annotations?: readonly WireAnnotation[] | null;
  readonly audio?: WireAudio | null;
}

export interface WireToolCall {
  /** Of a stream: which call the piece belongs to. */
  readonly index?: number;
  readonly id?: string | null;
  readonly type?: string;
  readonly function?: WireFunctionCall;
  readonly custom?: { readonly name?: string | null; readonly input?: string | null };
}

export interface WireFunctionCall {
  readonly name?: string | null;
  /** JSON text; some servers send the value itself. */
  readonly arguments?: unknown;
}

export interface WireAnnotation extends WireFields {
  readonly type?: string;
  readonly url_citation?: {
    readonly url?: string;
    readonly title?: string;
    readonly start_index?: number;
    readonly end_index?: number;
  };
}

export interface WireAudio {
  readonly id?: string;
  /** Base64. */
  readonly data?: string;
  readonly transcript?: string;
  readonly expires_at?: number;
}

export interface WireUsage extends WireFields {
  readonly prompt_tokens?: number;
  readonly completion_tokens?: number;
  readonly prompt_tokens_details?: {
    readonly cached_tokens?: number | null;
    readonly cache_write_tokens?: number | null;
  } | null;
  readonly completion_tokens_details?: { readonly reasoning_tokens?: number | null } | null;
}

export interface WireChunk extends WireAbout {
  readonly choices?: readonly WireChunkChoice[] | null;
}

export interface WireChunkChoice extends WireFields {
  readonly index?: number;
  readonly delta?: WireMessage | null;
  readonly finish_reason?: string | null;
}

interface WireFields {
  readonly [field: string]: unknown;
}
