/** `toolChoice` members of Converse. There is no `none`. */
export type ToolChoiceKind = 'auto' | 'any' | 'tool';
export type MediaKind = 'image' | 'document' | 'video' | 'audio';
export type ImageFormat = 'png' | 'jpeg' | 'gif' | 'webp';
export type DocumentFormat =
  | 'pdf'
  | 'csv'
  | 'doc'
  | 'docx'
  | 'xls'
  | 'xlsx'
  | 'html'
  | 'txt'
  | 'md';
export type VideoFormat =
  | 'mkv'
  | 'mov'
  | 'mp4'
  | 'webm'
  | 'flv'
  | 'mpeg'
  | 'mpg'
  | 'wmv'
  | 'three_gp';
export type AudioFormat =
  | 'mp3'
  | 'opus'
  | 'wav'
  | 'aac'
  | 'flac'
  | 'mp4'
  | 'ogg'
  | 'mkv'
  | 'mka'
  | 'x-aac'
  | 'm4a'
  | 'mpeg'
  | 'mpga'
  | 'pcm'
  | 'webm';
export type CachePlacement = 'system' | 'messages' | 'tools';
export type CacheTtl = '5m' | '1h';

/** What a place accepts. An empty list: the medium is refused there. */
export interface MediaRules {
  readonly image: readonly ImageFormat[];
  readonly document: readonly DocumentFormat[];
  readonly video: readonly VideoFormat[];
  readonly audio: readonly AudioFormat[];
  /** The media that may also be given as an S3 location. */
  readonly s3: readonly MediaKind[];
}

export interface DocumentRules {
  /** May a document that is not cited be given as text? If not, its text has to go as bytes. */
  readonly text: boolean;
  /** The formats that citations may be asked for. */
  readonly cited: readonly DocumentFormat[];
}

export interface CacheRules {
  /** Where a cache point may stand. Empty: the model has no prompt caching. */
  readonly placements: readonly CachePlacement[];
  /** Most cache points in one request, counted over all placements. */
  readonly maxPoints: number;
  /** A shorter prefix is not cached; the request is accepted all the same. */
  readonly minimumTokens: number;
  readonly ttls: readonly CacheTtl[];
}

export interface ReasoningRules {
  /**
   * `none`: does not reason. `always`: reasons, and there is nothing to set. `budget`: a number of
   * tokens switches it on. `adaptive`: the model decides how much, an effort steers it. `effort`:
   * an effort switches it on or steers it.
   */
  readonly mode: 'none' | 'always' | 'budget' | 'adaptive' | 'effort';
  /**
   * The field of `additionalModelRequestFields` that carries the setting:
   * - `thinking`: `{type: 'enabled', budget_tokens}` by budget, `{type: 'adaptive'}` by effort, the
   *   effort then at `output_config.effort` beside it;
   * - `reasoningConfig`: `{type: 'enabled', maxReasoningEffort}`;
   * - `reasoning_effort`, `reasoning_config`: the effort itself.
   */
  readonly field?: 'thinking' | 'reasoningConfig' | 'reasoning_effort' | 'reasoning_config';
  /** Accepted efforts, lowest first. Empty: the model takes none. */
  readonly efforts: readonly string[];
  /** Present: a token budget is accepted, of at least so many tokens and below `maxTokens`. */
  readonly minimumBudgetTokens?: number;
  /** Can a request have no reasoning? */
  readonly optional: boolean;
  /**
   * What to do with the model's own reasoning in the history: `signed`, send signed blocks back
   * unchanged (with tool turns it is required); `never`, leave it out.
   */
  readonly replay: 'signed' | 'never';
  /** May temperature, topP and topK be sent while the model reasons? */
  readonly samplingAllowed: boolean;
  /** May `any` or `tool` be chosen while the model reasons? */
  readonly forcedToolChoice: boolean;
  /** Efforts that take no `maxTokens` beside them. */
  readonly uncappedEfforts: readonly string[];
}

export interface SamplingRules {
  readonly temperature: boolean;
  readonly topP: boolean;
  /** May temperature and topP be in one request? */
  readonly both: boolean;
  /** Path of topK inside `additionalModelRequestFields`. Absent: the model takes none. */
  readonly topKPath?: 'top_k' | 'inferenceConfig.topK' | 'k';
  readonly maxStopSequences: number;
}

export interface IdentifierRules {
  /** Source of an anchored regular expression. */
  readonly pattern: string;
  readonly maxLength: number;
}

export interface ToolIdRules extends IdentifierRules {
  /** An id of exactly so many letters and digits is always accepted: the shape of an alias. */
  readonly aliasLength: number;
}

export interface ModelLimits {
  /** Input and output together, in tokens. Absent: not established. */
  readonly contextTokens?: number;
  readonly maxOutputTokens?: number;
  /** Images per message. */
  readonly images: number;
  /** Bytes of one image before base64. */
  readonly imageBytes: number;
  /** Documents in the whole request. */
  readonly documents: number;
  /** Bytes of one document before base64. */
  readonly documentBytes: number;
  /** Images and documents in the whole request. Absent: not limited together. */
  readonly imagesAndDocuments?: number;
}

/** What a tool's `inputSchema` may be. Its root is an object with `type: 'object'` everywhere. */
export interface ToolSchemaRules {
  /** May the root have `anyOf`, `oneOf` or `allOf`? */
  readonly rootComposition: boolean;
  /** Are `$ref`, `$defs` and `definitions` accepted? */
  readonly references: boolean;
  /** The only keywords accepted at the root. Absent: there is no such list. */
  readonly rootKeywords?: readonly string[];
}

/** What a model accepts on Converse: the facts that a request has to be shaped by. */
export interface ModelFacts {
  readonly systemPrompts: boolean;
  /** Is the role `system` accepted inside `messages`? */
  readonly systemInMessages: boolean;
  readonly tools: boolean;
  /**
   * `toolChoice` members accepted. For a choice that is not listed, `auto` included, leave
   * `toolChoice` out: the model then decides by itself.
   */
  readonly toolChoices: readonly ToolChoiceKind[];
  readonly toolSchema: ToolSchemaRules;
  readonly streaming: boolean;
  /** May a stream be asked for while tools are offered? */
  readonly streamingWithTools: boolean;
  readonly media: { readonly user: MediaRules; readonly toolResult: MediaRules };
  readonly documents: DocumentRules;
  /** Does `toolResult` take a `status`? */
  readonly toolResultStatus: boolean;
  /** What may share a user turn with a `toolResult`. Empty: the result must stand alone. */
  readonly besideToolResult: readonly ('text' | MediaKind)[];
  /** May an assistant turn have anything beside its tool calls? */
  readonly textBesideToolCall: boolean;
  readonly toolName: IdentifierRules;
  readonly toolId: ToolIdRules;
  /** May the conversation start with an assistant turn? */
  readonly leadingAssistant: boolean;
  /** May it end with one (prefill)? */
  readonly trailingAssistant: boolean;
  readonly cache: CacheRules;
  readonly reasoning: ReasoningRules;
  readonly sampling: SamplingRules;
  /** `native`: accepts `outputConfig.textFormat` and `toolSpec.strict`. */
  readonly structuredOutput: { readonly native: boolean };
  readonly limits: ModelLimits;
  /**
   * Top-level names known to be accepted in `additionalModelRequestFields`. Meant for parameters
   * that have no Converse member; a field its user names explicitly should be sent in any case.
   */
  readonly additionalFields: readonly string[];
}

/** The facts about one model, and where they come from. */
export interface ModelProfile extends ModelFacts {
  /** The id or ARN that was asked about. */
  readonly id: string;
  /** The bare id of the model behind it, when it is known. */
  readonly baseModelId?: string;
  /** The family the facts are listed under, or `unknown`. */
  readonly family: string;
  readonly vendor?: string;
  /** `false`: no family matches, the facts are the conservative ones. */
  readonly known: boolean;
  readonly source: string;
  /** The day the source was read, `YYYY-MM-DD`. */
  readonly checked: string;
}
