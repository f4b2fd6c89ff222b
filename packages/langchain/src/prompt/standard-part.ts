import {
  type CitationBlock,
  type ContentBlock,
  definedFields,
  isPlainObject,
} from '@outcrop/unified-response';
import { blockFromJson } from '../block-json.js';
import { OWN_KEY } from '../own-key.js';
import { type Medium, mediaBlock } from './media-block.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * One of LangChain's standard content blocks, of v1 or v0, but for calls of tools. `undefined` for
 * everything else.
 */
export function standardBlock(part: Fields, path: string): ContentBlock | undefined {
  switch (part.type) {
    case 'text':
      return textBlock(part, path);
    case 'reasoning':
      return reasoningBlock(part);
    case 'refusal':
      return { type: 'text', text: String(part.refusal ?? '') };
    case 'text-plain':
      return plainTextBlock(part, path);
    case 'image':
    case 'audio':
    case 'video':
      return isStandardMedium(part) ? mediumBlock(part.type, part, path) : undefined;
    case 'file':
      if (part.source_type === 'text') return plainTextBlock(part, path);
      // OpenAI's has all it says in a member of its own.
      return isPlainObject(part.file) ? undefined : mediumBlock('document', part, path);
    default:
      return undefined;
  }
}

/** LangChain has sources as annotations, Outcrop as citations. Joined chunks have no text where none came. */
function textBlock(
  { text, annotations, citations: own, providerData }: Fields,
  path: string,
): ContentBlock {
  const told = Array.isArray(annotations) ? annotations : own;
  const citations = Array.isArray(told)
    ? told.flatMap((item, at) => citationOf(item, `${path}.annotations[${at}]`))
    : [];
  return {
    type: 'text',
    text: typeof text === 'string' ? text : '',
    ...(citations.length > 0 ? { citations } : {}),
    ...(isPlainObject(providerData) ? { providerData } : {}),
  } as ContentBlock;
}

/** Other providers have more in theirs, in forms of their own, which only they could read. */
function reasoningBlock({ reasoning, signature, redacted, provider, model }: Fields): ContentBlock {
  return {
    type: 'reasoning',
    reasoning: typeof reasoning === 'string' ? reasoning : '',
    ...(redacted instanceof Uint8Array ? { redacted } : {}),
    ...definedFields({ signature, provider, model }),
  } as ContentBlock;
}

/** Tells a standard medium from one in Outcrop's own words, which may have bytes in `data` as well. */
function isStandardMedium(part: Fields): boolean {
  return ['mimeType', 'mime_type', 'url', 'fileId', 'source_type', 'metadata'].some(
    (name) => part[name] !== undefined,
  );
}

function mediumBlock(kind: Medium['kind'], part: Fields, path: string): ContentBlock {
  const { data, url } = part;
  const fileId = part.fileId ?? (part.source_type === 'id' ? part.id : undefined);
  const mediaType = part.mimeType ?? part.mime_type;
  const medium = { kind, name: nameOf(part), ...definedFields({ data, url, fileId, mediaType }) };
  return mediaBlock(medium, path);
}

function plainTextBlock(part: Fields, path: string): ContentBlock {
  const { text, context } = part;
  const block =
    typeof text === 'string'
      ? { type: 'document', format: 'txt', text, ...definedFields({ name: nameOf(part) }) }
      : mediumBlock('document', { mimeType: 'text/plain', ...part }, path);
  return { ...block, ...definedFields({ context }) } as ContentBlock;
}

/** What a file is called. Source: the names that `ChatOpenAI` and `ChatBedrockConverse` look for. */
function nameOf({ title, metadata }: Fields): unknown {
  const told = isPlainObject(metadata) ? metadata : {};
  return title ?? told.name ?? told.filename ?? told.title;
}

/** A citation of a text; an annotation of another kind says nothing that could go back. */
function citationOf(annotation: unknown, path: string): CitationBlock[] {
  if (!isPlainObject(annotation) || annotation.type !== 'citation') return [];
  if (typeof annotation.snippet === 'string') return [annotation as unknown as CitationBlock];
  const { title, citedText, url, source, [OWN_KEY]: own } = annotation;
  const block = { type: 'citation', title: title ?? source ?? '', snippet: citedText ?? '' };
  const others = isPlainObject(own) ? ownFields(own, path) : {};
  return [{ ...block, ...definedFields({ url }), ...others } as CitationBlock];
}

/** What a part has under `outcrop`, with its bytes. */
export function ownFields(own: Fields, path: string): Fields {
  const { type: _, ...fields } = blockFromJson(
    { ...own, type: 'generic' },
    `${path}.${OWN_KEY}`,
  ) as unknown as Fields;
  return fields;
}
