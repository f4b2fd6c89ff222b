/** An HTTP request as it came over the wire, whichever protocol it came by. */
export interface WireRequest {
  readonly protocol: 'http1' | 'h2c' | 'h2';
  /** Counts the connections of one emulator, from 1. */
  readonly connectionId: number;
  readonly method: string;
  /** Path and query as sent, percent-encoding kept. */
  readonly target: string;
  /** Names in lower case; HTTP/2 adds its pseudo headers, such as `:authority`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** An HTTP response to be written. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}
