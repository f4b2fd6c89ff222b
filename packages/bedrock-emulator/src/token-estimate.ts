import type {
  ContentBlock,
  ConverseRequest,
  MediaBlock,
  SearchResult,
  ToolResultContent,
} from './converse-wire.js';
import type { JsonValue } from './json.js';

/** UTF-8 bytes to a token. No tokenizer is used: counts are estimates, but always the same ones. */
export const BYTES_PER_TOKEN = 4;

/** Tokens for what is not text, whatever its size, except documents: those go by their bytes. */
const TOKENS = {
  message: 4,
  block: 2,
  tool: 12,
  image: 1_000,
  audio: 1_000,
  video: 4_000,
} as const;

/** A binary document holds far less text than bytes. */
const DOCUMENT_BYTES_PER_TOKEN = 16;

/** Tokens in a text: its UTF-8 bytes divided by {@link BYTES_PER_TOKEN}, rounded up. */
export function textTokens(text: string | undefined): number {
  return Math.ceil(Buffer.byteLength(text ?? '', 'utf8') / BYTES_PER_TOKEN);
}

function jsonTokens(value: JsonValue | undefined): number {
  return value === undefined ? 0 : textTokens(JSON.stringify(value));
}

function sum<Item>(items: readonly Item[] | undefined, tokens: (item: Item) => number): number {
  return (items ?? []).reduce((total, item) => total + tokens(item), 0);
}

function documentTokens({ source }: MediaBlock): number {
  const bytes = Buffer.byteLength(source?.bytes ?? '', 'base64');
  return (
    Math.ceil(bytes / DOCUMENT_BYTES_PER_TOKEN) +
    textTokens(source?.text) +
    sum(source?.content, ({ text }) => textTokens(text))
  );
}

function searchResultTokens({ title, source, content }: SearchResult): number {
  return textTokens(title) + textTokens(source) + sum(content, ({ text }) => textTokens(text));
}

function partTokens(part: ContentBlock | ToolResultContent): number {
  return (
    TOKENS.block +
    textTokens(part.text) +
    (part.image ? TOKENS.image : 0) +
    (part.video ? TOKENS.video : 0) +
    (part.document ? documentTokens(part.document) : 0) +
    (part.searchResult ? searchResultTokens(part.searchResult) : 0)
  );
}

/** Tokens of one content block, a fixed cost for the block itself included. */
export function blockTokens(block: ContentBlock): number {
  const { audio, toolUse, toolResult, reasoningContent, guardContent, citationsContent } = block;
  return (
    partTokens(block) +
    (audio ? TOKENS.audio : 0) +
    (toolUse ? textTokens(toolUse.name) + jsonTokens(toolUse.input) : 0) +
    sum(toolResult?.content, (part) => partTokens(part) + jsonTokens(part.json)) +
    textTokens(reasoningContent?.reasoningText?.text) +
    textTokens(reasoningContent?.redactedContent) +
    textTokens(guardContent?.text?.text) +
    jsonTokens(citationsContent)
  );
}

/** Tokens of everything a request sends to the model. */
export function requestTokens({ messages, system, toolConfig }: ConverseRequest): number {
  return (
    sum(system, ({ text }) => TOKENS.block + textTokens(text)) +
    sum(messages, ({ content }) => TOKENS.message + sum(content, blockTokens)) +
    sum(toolConfig?.tools, ({ toolSpec }) =>
      toolSpec
        ? TOKENS.tool +
          textTokens(toolSpec.name) +
          textTokens(toolSpec.description) +
          jsonTokens(toolSpec.inputSchema?.json)
        : 0,
    )
  );
}
