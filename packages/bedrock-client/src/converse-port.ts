import type {
  WireConverseRequest,
  WireConverseResponse,
  WireStreamEvent,
} from '@outcrop/converse-mapping';

/** What one exchange needs beside the request. */
export interface ExchangeOptions {
  readonly signal: AbortSignal;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Called when the request goes out. */
  readonly onSend?:
    | ((to: { readonly hostname: string; readonly port?: number }) => void)
    | undefined;
  /** Called when the head of the answer is there, and with each chunk of its body. */
  readonly onProgress?: () => void;
}

export interface Exchange<Output = WireConverseResponse> {
  readonly output: Output;
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
  countTokens?(
    input: WireCountTokensRequest,
    options: ExchangeOptions,
  ): Promise<Exchange<WireCountTokensResponse>>;
  applyGuardrail?(
    input: WireGuardrailRequest,
    options: ExchangeOptions,
  ): Promise<Exchange<WireGuardrailResponse>>;
  invokeModel?(input: WireModelCall, options: ExchangeOptions): Promise<Exchange<WireModelAnswer>>;
  /** Gets fresh credentials, in place of those that have expired. Absent where there are no others. */
  renewCredentials?(): Promise<void>;
  /** The region it leads to, where it knows. */
  region?(): Promise<string | undefined>;
  close?(): void | Promise<void>;
}

/** CountTokens. */
export interface WireCountTokensRequest {
  readonly modelId: string;
  readonly input: {
    readonly converse: Pick<
      WireConverseRequest,
      'messages' | 'system' | 'toolConfig' | 'additionalModelRequestFields'
    >;
  };
}

export interface WireCountTokensResponse {
  readonly inputTokens?: number;
}

/** ApplyGuardrail. */
export interface WireGuardrailRequest {
  readonly guardrailIdentifier: string;
  readonly guardrailVersion: string;
  readonly source: 'INPUT' | 'OUTPUT';
  readonly content: readonly WireGuardrailContent[];
  readonly outputScope?: 'INTERVENTIONS' | 'FULL';
}

export interface WireGuardrailContent {
  readonly text?: { readonly text: string; readonly qualifiers?: readonly string[] };
  readonly image?: { readonly format: string; readonly source: { readonly bytes: Uint8Array } };
}

export interface WireGuardrailResponse {
  readonly action?: string;
  readonly actionReason?: string;
  readonly outputs?: readonly { readonly text?: string }[];
  readonly assessments?: readonly object[];
  readonly usage?: object;
  readonly guardrailCoverage?: object;
}

/** InvokeModel: the vendor's own bodies. */
export interface WireModelCall {
  readonly modelId: string;
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly accept: string;
}

export interface WireModelAnswer {
  readonly body: Uint8Array;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What is used of a `BedrockRuntimeClient`: any version of the SDK fits. */
export interface SdkClient {
  send(command: never, options?: { abortSignal?: AbortSignal }): Promise<unknown>;
  destroy?(): void;
  readonly config?: unknown;
}
