import {
  type CachePointBlock,
  type ContentBlock,
  definedFields,
  isPlainObject,
} from '@outcrop/unified-response';
import { blockFromJson } from '../block-json.js';
import { OWN_KEY } from '../own-key.js';
import { anthropicBlock } from './anthropic-part.js';
import { callBlock, isCallPart } from './call-part.js';
import { converseBlock } from './converse-part.js';
import { invalidPart } from './invalid-part.js';
import { ownFields, standardBlock } from './standard-part.js';

type Fields = Readonly<Record<string, unknown>>;

/** The kinds of blocks that only Outcrop has, or that others have in words that were tried before. */
const OWN_TYPES: ReadonlySet<unknown> = new Set([
  ...['image', 'audio', 'video', 'document', 'search_result', 'citation', 'tool_call'],
  ...['tool_result', 'guard', 'cache_point', 'generic'],
]);

/**
 * The content of a message as blocks. A part of a kind that nobody here knows goes on as it is: the
 * client keeps it and says so.
 * @throws ProviderError `invalid_request` or `unsupported`, with the place in the messages.
 */
export function readParts(content: unknown, path: string): string | ContentBlock[] {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) throw invalidPart(path, 'a text or a list of parts', content);
  return content.flatMap((part, at) => readPart(part, `${path}[${at}]`));
}

/** The blocks of one part: itself, and the cache point that may follow it. */
export function readPart(part: unknown, path: string): ContentBlock[] {
  if (typeof part === 'string') return [{ type: 'text', text: part }];
  if (!isPlainObject(part)) throw invalidPart(path, 'a part of a message', part);
  const { index: _, cache_control: cacheControl, [OWN_KEY]: own, ...fields } = part;
  if (fields.type === 'non_standard' && isPlainObject(fields.value)) {
    return readNonStandard(fields.value, `${path}.value`);
  }
  return [
    blockOf(fields, isPlainObject(own) ? ownFields(own, path) : {}, path),
    ...cachePoint(cacheControl),
  ];
}

/** A block of ours, or a part that LangChain has no kind for. */
function readNonStandard(value: Fields, path: string): ContentBlock[] {
  return value.type === 'generic' ? [blockFromJson(value, path)] : readPart(value, path);
}

function blockOf(part: Fields, own: Fields, path: string): ContentBlock {
  if (isCallPart(part)) return callBlock(part, own, String(part.id ?? ''));
  const block =
    converseBlock(part, path) ??
    anthropicBlock(part, path, readParts) ??
    standardBlock(part, path) ??
    (OWN_TYPES.has(part.type) ? blockFromJson(part, path) : (part as unknown as ContentBlock));
  return { ...block, ...own } as ContentBlock;
}

/** Anthropic's mark on a part: everything up to it may be cached. */
function cachePoint(control: unknown): CachePointBlock[] {
  if (!isPlainObject(control)) return [];
  const ttl = typeof control.ttl === 'string' ? control.ttl : undefined;
  return [{ type: 'cache_point', ...definedFields({ ttl }) }];
}
