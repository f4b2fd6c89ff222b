import type { Union, WireBlob, WireUnknownMember } from './wire-union.js';

/*
 * Converse's content, request and response side alike. Names are the service model's
 * (bedrock-runtime 2023-09-30) without decoration; enums are open strings, because the service adds
 * values before an SDK knows them.
 */

export interface WireMessage {
  readonly role: string;
  readonly content: readonly WireContentBlock[];
}

export type WireContentBlock =
  | Union<{
      text: string;
      image: WireImage;
      document: WireDocument;
      video: WireVideo;
      audio: WireAudio;
      toolUse: WireToolUse;
      toolResult: WireToolResult;
      guardContent: WireGuardContent;
      cachePoint: WireCachePoint;
      reasoningContent: WireReasoning;
      citationsContent: WireCitations;
      searchResult: WireSearchResult;
      toolAddition: WireToolReferenceHolder;
      toolRemoval: WireToolReferenceHolder;
    }>
  | WireUnknownMember;

export type WireSystemBlock =
  | Union<{ text: string; guardContent: WireGuardContent; cachePoint: WireCachePoint }>
  | WireUnknownMember;

export interface WireS3Location {
  readonly uri: string;
  readonly bucketOwner?: string | undefined;
}

export type WireMediaSource =
  | Union<{ bytes: WireBlob; s3Location: WireS3Location }>
  | WireUnknownMember;

export interface WireErrorBlock {
  readonly message?: string | undefined;
}

export interface WireImage {
  readonly format: string;
  readonly source: WireMediaSource;
  readonly error?: WireErrorBlock | undefined;
}

export interface WireVideo {
  readonly format: string;
  readonly source: WireMediaSource;
}

export interface WireAudio {
  readonly format: string;
  readonly source: WireMediaSource;
  readonly error?: WireErrorBlock | undefined;
}

export interface WireDocument {
  readonly name: string;
  readonly source: WireDocumentSource;
  readonly format?: string | undefined;
  readonly context?: string | undefined;
  readonly citations?: WireCitationsConfig | undefined;
}

export type WireDocumentSource =
  | Union<{
      bytes: WireBlob;
      s3Location: WireS3Location;
      text: string;
      content: readonly WireTextPart[];
    }>
  | WireUnknownMember;

export type WireTextPart = Union<{ text: string }> | WireUnknownMember;

export interface WireCitationsConfig {
  readonly enabled: boolean;
}

export interface WireToolUse {
  readonly toolUseId: string;
  readonly name: string;
  /** Any JSON value; requests need an object. */
  readonly input: unknown;
  readonly type?: string | undefined;
}

export interface WireToolResult {
  readonly toolUseId: string;
  readonly content: readonly WireToolResultPart[];
  readonly status?: string | undefined;
  readonly type?: string | undefined;
}

export type WireToolResultPart =
  | Union<{
      json: unknown;
      text: string;
      image: WireImage;
      document: WireDocument;
      video: WireVideo;
      searchResult: WireSearchResult;
    }>
  | WireUnknownMember;

export type WireGuardContent =
  | Union<{
      text: { readonly text: string; readonly qualifiers?: readonly string[] | undefined };
      image: {
        readonly format: string;
        readonly source: Union<{ bytes: WireBlob }> | WireUnknownMember;
      };
    }>
  | WireUnknownMember;

export interface WireCachePoint {
  readonly type: string;
  readonly ttl?: string | undefined;
}

export type WireReasoning =
  | Union<{
      reasoningText: { readonly text: string; readonly signature?: string | undefined };
      redactedContent: WireBlob;
    }>
  | WireUnknownMember;

export interface WireCitations {
  readonly content?: readonly WireTextPart[] | undefined;
  readonly citations?: readonly WireCitation[] | undefined;
}

export interface WireCitation {
  readonly title?: string | undefined;
  readonly source?: string | undefined;
  readonly sourceContent?: readonly WireTextPart[] | undefined;
  readonly location?: WireCitationLocation | undefined;
}

interface WireSpan {
  readonly documentIndex?: number | undefined;
  readonly start?: number | undefined;
  readonly end?: number | undefined;
}

export type WireCitationLocation =
  | Union<{
      web: { readonly url?: string | undefined; readonly domain?: string | undefined };
      documentChar: WireSpan;
      documentPage: WireSpan;
      documentChunk: WireSpan;
      searchResultLocation: {
        readonly searchResultIndex?: number | undefined;
        readonly start?: number | undefined;
        readonly end?: number | undefined;
      };
    }>
  | WireUnknownMember;

export interface WireSearchResult {
  readonly source: string;
  readonly title: string;
  readonly content: readonly { readonly text: string }[];
  readonly citations?: WireCitationsConfig | undefined;
}

export interface WireToolReferenceHolder {
  readonly tool: {
    readonly type?: string | undefined;
    readonly name?: string | undefined;
    readonly serverName?: string | undefined;
  };
}
