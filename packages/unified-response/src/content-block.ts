/** Members of a provider's own block that have no field here, by provider id. They go back to that provider only. */
export type ProviderData = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface BlockBase {
  readonly providerData?: ProviderData;
}

export interface TextBlock extends BlockBase {
  readonly type: 'text';
  readonly text: string;
  /** The sources this text rests on. */
  readonly citations?: readonly CitationBlock[];
}

/** Bytes, or where to find them: exactly one of the four places is set. */
interface MediaSource {
  readonly data?: Uint8Array;
  readonly dataUri?: string;
  readonly s3Uri?: string;
  /** The account that owns the bucket of `s3Uri`, when it is not the caller's. */
  readonly s3BucketOwner?: string;
}

export interface ImageBlock extends BlockBase, MediaSource {
  readonly type: 'image';
  /** An `https:` address. */
  readonly imageUrl?: string;
  /** Such as `image/png`. */
  readonly mediaType?: string;
  readonly detail?: 'auto' | 'low' | 'high' | (string & {});
}

export interface AudioBlock extends BlockBase, MediaSource {
  readonly type: 'audio';
  /** Such as `mp3`, `wav`. */
  readonly format?: string;
  readonly mediaType?: string;
}

export interface VideoBlock extends BlockBase, MediaSource {
  readonly type: 'video';
  /** Such as `mp4`, `webm`. */
  readonly format?: string;
  readonly mediaType?: string;
}

export interface DocumentBlock extends BlockBase, MediaSource {
  readonly type: 'document';
  /** The document's text, instead of its bytes: whole, or in chunks that citations can point to. */
  readonly text?: string | readonly string[];
  /** Such as `pdf`, `txt`, `md`. */
  readonly format?: string;
  readonly name?: string;
  /** What the model should know about the document. */
  readonly context?: string;
  /** Whether the answer may cite the document. */
  readonly citations?: boolean;
}

/** A result of the caller's own search, which the answer may cite. */
export interface SearchResultBlock extends BlockBase {
  readonly type: 'search_result';
  readonly source: string;
  readonly title: string;
  readonly content: readonly string[];
  readonly citations?: boolean;
}

export interface ReasoningBlock extends BlockBase {
  readonly type: 'reasoning';
  readonly reasoning: string;
  readonly summary?: string;
  /** Proves to its maker that the text is unchanged: send it back with the text. */
  readonly signature?: string;
  /** Reasoning that the provider gives only in encrypted form. */
  readonly redacted?: Uint8Array;
  /** Who reasoned: another provider or model family cannot read the signature. */
  readonly provider?: string;
  readonly model?: string;
}

/** A place in a source, in the provider's own terms: character, page, chunk, search result or web. */
export type CitationLocation = Readonly<Record<string, unknown>>;

export interface CitationBlock extends BlockBase {
  readonly type: 'citation';
  readonly url?: string;
  readonly title: string;
  readonly snippet: string;
  readonly location?: CitationLocation;
  readonly relevanceScore?: number;
}

export interface ToolCallBlock extends BlockBase {
  readonly type: 'tool_call';
  readonly id: string;
  readonly name: string;
  /** JSON text, as the model wrote it. */
  readonly arguments: string;
}

export interface ToolResultBlock extends BlockBase {
  readonly type: 'tool_result';
  readonly toolCallId: string;
  /** A text, content blocks, or any JSON value. An array is content blocks when its items have a `type`. */
  readonly output: unknown;
  readonly status?: 'success' | 'error';
}

/** Content that a guardrail looks at. */
export interface GuardBlock extends BlockBase {
  readonly type: 'guard';
  readonly text?: string;
  readonly image?: ImageBlock;
  /** Such as `grounding_source`, `query`, `guard_content`. */
  readonly qualifiers?: readonly string[];
}

/** Everything before it may be kept in the provider's prompt cache. */
export interface CachePointBlock extends BlockBase {
  readonly type: 'cache_point';
  readonly ttl?: '5m' | '1h' | (string & {});
}

/** A block without a type here. It keeps every field it came with. */
export interface GenericBlock {
  readonly type: 'generic';
  /** The `type` it came with, where it had one. */
  readonly originalType?: string;
  /** Whose block it is: it goes back to that provider only. */
  readonly provider?: string;
  readonly [field: string]: unknown;
}

/** A piece of a message, told apart by `type`. */
export type ContentBlock =
  | TextBlock
  | ImageBlock
  | AudioBlock
  | VideoBlock
  | DocumentBlock
  | SearchResultBlock
  | ReasoningBlock
  | CitationBlock
  | ToolCallBlock
  | ToolResultBlock
  | GuardBlock
  | CachePointBlock
  | GenericBlock;

export type ContentBlockType = ContentBlock['type'];

/** The block that has the given `type`. */
export type ContentBlockOf<Type extends ContentBlockType> = Extract<ContentBlock, { type: Type }>;
