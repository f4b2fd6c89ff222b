import type {
  WireConverseRequest,
  WireConverseResponse,
  WireStreamEvent,
} from '@outcrop/converse-mapping';

/** What one exchange needs beside the request. */
export interface ExchangeOptions {
  readonly signal: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  /** Called when the head of the answer is there, and with each chunk of its body. */
  readonly onProgress?: () => void;
}

export interface Exchange {
  readonly output: WireConverseResponse;
  readonly requestId?: string;
}

/** A stream that the service has begun to send. */
export interface StreamExchange {
  /**
   * The events, in batches as they arrive; read once. Ends when the connection does, whether the
   * model had finished or not. `return` closes the connection.
   */
  readonly events: AsyncIterable<readonly WireStreamEvent[]>;
  readonly requestId?: string;
}

/** The way to the service: one attempt, no retry, no time limit of its own beyond connecting. */
export interface ConversePort {
  /** Rejects with whatever went wrong, in the AWS SDK's terms: `name`, `$metadata`, `$response`. */
  converse(input: WireConverseRequest, options: ExchangeOptions): Promise<Exchange>;
  /** The same as a stream. A port without it answers streams in one piece. */
  converseStream?(input: WireConverseRequest, options: ExchangeOptions): Promise<StreamExchange>;
  /** The region it leads to, where it knows. */
  region?(): Promise<string | undefined>;
  close?(): void | Promise<void>;
}

/** What is used of a `BedrockRuntimeClient`: any version of the SDK fits. */
export interface SdkClient {
  send(command: never, options?: { abortSignal?: AbortSignal }): Promise<unknown>;
  destroy?(): void;
  readonly config?: unknown;
}
