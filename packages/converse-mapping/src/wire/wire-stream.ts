import type { WireCitation, WireErrorBlock, WireMediaSource } from './wire-content.js';
import type { WireConverseResponse, WireTokenUsage } from './wire-response.js';
import type { Union, WireBlob, WireUnknownMember } from './wire-union.js';

/** An event of ConverseStream. Real ones carry padding and members that no model has: all is open. */
export type WireStreamEvent =
  | Union<{
      messageStart: { readonly role: string };
      contentBlockStart: {
        readonly start?: WireBlockStart | undefined;
        readonly contentBlockIndex?: number | undefined;
      };
      contentBlockDelta: {
        readonly delta?: WireBlockDelta | undefined;
        readonly contentBlockIndex?: number | undefined;
      };
      contentBlockStop: { readonly contentBlockIndex?: number | undefined };
      messageStop: {
        readonly stopReason?: string | undefined;
        readonly additionalModelResponseFields?: unknown;
      };
      metadata: WireStreamMetadata;
    }>
  | WireUnknownMember;

export type WireBlockStart =
  | Union<{
      toolUse: {
        readonly toolUseId: string;
        readonly name: string;
        readonly type?: string | undefined;
      };
      toolResult: {
        readonly toolUseId: string;
        readonly type?: string | undefined;
        readonly status?: string | undefined;
      };
      image: { readonly format: string };
    }>
  | WireUnknownMember;

export type WireBlockDelta =
  | Union<{
      text: string;
      toolUse: { readonly input: string };
      toolResult: readonly object[];
      reasoningContent:
        | Union<{ text: string; signature: string; redactedContent: WireBlob }>
        | WireUnknownMember;
      citation: WireCitation;
      image: {
        readonly source?: WireMediaSource | undefined;
        readonly error?: WireErrorBlock | undefined;
      };
    }>
  | WireUnknownMember;

export type WireStreamMetadata = Pick<
  WireConverseResponse,
  'metrics' | 'trace' | 'performanceConfig' | 'serviceTier'
> & { readonly usage?: WireTokenUsage | undefined };
