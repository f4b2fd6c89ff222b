/** What Echo is asked: `POST {endpoint}/v1/say`, with the API key as bearer token. */
export interface WireRequest {
  readonly model: string;
  readonly turns: readonly WireTurn[];
  readonly tools: readonly WireTool[];
  readonly settings: {
    readonly maxTokens?: number;
    readonly temperature?: number;
    readonly topP?: number;
    readonly stopSequences?: readonly string[];
  };
  /** A JSON Schema that the text of the answer has to fit. */
  readonly schema?: unknown;
  /** Whether the answer comes as `WireEvent`s, one JSON text a line. */
  readonly stream: boolean;
}

export interface WireTurn {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly parts: readonly WirePart[];
}

export interface WireTool {
  readonly name: string;
  readonly description?: string;
  readonly parameters: unknown;
}

/** A piece of a turn. In a stream, pieces of one part follow each other; their texts are joined. */
export type WirePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image'; readonly mediaType: string; readonly base64: string }
  | { readonly kind: 'thought'; readonly text: string; readonly seal?: string }
  | { readonly kind: 'call'; readonly id: string; readonly tool: string; readonly text: string }
  | { readonly kind: 'result'; readonly id: string; readonly text: string };

export interface WireAnswer {
  readonly id: string;
  readonly parts: readonly WirePart[];
  /** Why it ends here: `done`, `limit`, `call` or `filter`. */
  readonly end: string;
  readonly tokens: { readonly in: number; readonly out: number };
}

export type WireEvent =
  | { readonly id: string }
  | { readonly index: number; readonly part: WirePart }
  | Pick<WireAnswer, 'end' | 'tokens'>;

/** What Echo says when it refuses or fails. */
export interface WireFailure {
  readonly problem: string;
}
