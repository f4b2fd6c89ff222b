import type { RequestAuthentication } from './authentication.js';
import type { JsonValue } from './json.js';
import type { WireResponse } from './wire-exchange.js';

/** A request as the emulator received it. */
export interface ReceivedRequest {
  /** Name of the operation in the service model, such as `Converse`; `Unknown` for no operation. */
  readonly operation: string;
  /** The decoded model id or ARN; undefined when the path has none. */
  readonly modelId: string | undefined;
  /** The parsed JSON body; undefined when it is not JSON. */
  readonly body: JsonValue | undefined;
  readonly rawBody: Uint8Array;
  /** Names in lower case. API keys and session tokens are blacked out. */
  readonly headers: Readonly<Record<string, string>>;
  readonly protocol: 'http1' | 'h2c' | 'h2';
  /** Counts the emulator's connections, from 1. */
  readonly connectionId: number;
  readonly auth: RequestAuthentication;
  readonly receivedAt: Date;
}

/** Which side ended an exchange. */
export type ExchangeEnd = 'client' | 'server';

/** A request and what it is answered. */
export interface RecordedRequest extends ReceivedRequest {
  /** What the emulator sends, unless the client goes away before that. */
  readonly response: WireResponse & {
    /** What `x-amzn-requestid` says. */
    readonly requestId: string;
  };
  /**
   * Who ended the exchange: the emulator, with the end of its answer, a fault or its own closing; or
   * the client, which closed the connection or reset the stream before that. Undefined while the
   * answer is under way.
   */
  readonly closedBy: ExchangeEnd | undefined;
}
