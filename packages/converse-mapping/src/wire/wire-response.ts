import type { WireMessage } from './wire-content.js';
import type { Union, WireUnknownMember } from './wire-union.js';

/**
 * The output of Converse. All of it is optional and open here: a response is read as it came, not
 * as it should have come.
 */
export interface WireConverseResponse {
  readonly output?: Union<{ message: WireMessage }> | WireUnknownMember | undefined;
  readonly stopReason?: string | undefined;
  readonly usage?: WireTokenUsage | undefined;
  readonly metrics?: { readonly latencyMs?: number | undefined } | undefined;
  readonly additionalModelResponseFields?: unknown;
  readonly trace?: object | undefined;
  readonly performanceConfig?: { readonly latency?: string | undefined } | undefined;
  readonly serviceTier?: { readonly type?: string | undefined } | undefined;
}

export interface WireTokenUsage {
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  readonly totalTokens?: number | undefined;
  readonly cacheReadInputTokens?: number | undefined;
  readonly cacheWriteInputTokens?: number | undefined;
  readonly cacheDetails?:
    | readonly { readonly ttl?: string | undefined; readonly inputTokens?: number | undefined }[]
    | undefined;
}
