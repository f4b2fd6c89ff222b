import {
  type AudioBlock,
  base64ToBytes,
  bytesToBase64,
  type ContentBlock,
  type DocumentBlock,
  definedFields,
  type GenericBlock,
  type ImageBlock,
} from '@outcrop/unified-response';
import { base64Of, dataUri, imageTypeOf, mediaTypeOf } from './data-uri.js';
import type { Notices } from './notices.js';
import type { Quirks } from './preset.js';

/** A content part of a message, in OpenAI's words or those of a server's own. */
export type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: string; readonly [field: string]: unknown };

/** Documents that can be read as text where files are not taken. */
const TEXT_FORMATS: readonly string[] = ['txt', 'md', 'csv', 'html', 'xml', 'json'];

/** The parts of a block that a user sends; none, with a warning, where there is no word for it. */
export function partsOf(
  block: ContentBlock,
  path: string,
  quirks: Quirks,
  notices: Notices,
): Part[] {
  switch (block.type) {
    case 'text':
      return block.text === '' ? [] : [{ type: 'text', text: block.text }];
    case 'image':
      return imageParts(block, path, quirks, notices);
    case 'audio':
      return mediaParts(block, 'input_audio', path, quirks, notices, () => {
        const { data: bytes, dataUri: given = '', format = 'wav' } = block;
        const data = bytes ? bytesToBase64(bytes) : base64Of(given);
        return data === undefined ? undefined : { data, format };
      });
    case 'document':
      return documentParts(block, path, quirks, notices);
    case 'search_result': {
      notices.adapted(path, 'A search result is sent as text, without its claim to be cited');
      const text = [block.title, block.source, ...block.content].join('\n');
      return [{ type: 'text', text }];
    }
    case 'guard': {
      notices.adapted(path, 'A guard block is sent as what it holds: no guardrail looks at it');
      const { text, image } = block;
      return [
        ...(text === undefined ? [] : [{ type: 'text', text } as const]),
        ...(image ? imageParts(image, `${path}.image`, quirks, notices) : []),
      ];
    }
    case 'cache_point':
      notices.dropped(path, 'The server decides itself what it keeps in its prompt cache');
      return [];
    case 'generic':
      return genericParts(block, path, notices);
    default:
      notices.dropped(path, `A block of the type ${block.type} has no place in this message`);
      return [];
  }
}

function imageParts(block: ImageBlock, path: string, quirks: Quirks, notices: Notices): Part[] {
  const { imageUrl, dataUri: given, data, mediaType, detail } = block;
  return mediaParts(block, 'image_url', path, quirks, notices, () => {
    const url = imageUrl ?? given ?? (data && dataUri(mediaType ?? imageTypeOf(data), data));
    return url === undefined ? undefined : { url, ...definedFields({ detail }) };
  });
}

/** @param content What the part holds, made when it is known that it is taken; nothing, if it cannot be. */
function mediaParts(
  { type, s3Uri }: ImageBlock | AudioBlock,
  part: 'image_url' | 'input_audio',
  path: string,
  { parts }: Quirks,
  notices: Notices,
  content: () => object | undefined,
): Part[] {
  const isTaken = parts.includes(part);
  const held = isTaken ? content() : undefined;
  if (held) return [{ type: part, [part]: held }];
  notices.dropped(path, isTaken ? unreachable(type, s3Uri) : `The server takes no ${type}`);
  return [];
}

function documentParts(
  block: DocumentBlock,
  path: string,
  { parts }: Quirks,
  notices: Notices,
): Part[] {
  const { data, dataUri: given, text, format, name, context, s3Uri } = block;
  if (block.citations) notices.ignored(`${path}.citations`, 'Answers cite no documents');
  const about: Part[] =
    context === undefined ? [] : [{ type: 'text', text: `${name ?? 'Document'}: ${context}` }];
  const asText = (words: string): Part[] => {
    notices.adapted(path, 'The document is sent as text');
    return [...about, { type: 'text', text: name === undefined ? words : `${name}\n\n${words}` }];
  };
  if (text !== undefined) return asText(typeof text === 'string' ? text : text.join('\n'));
  const base64 = base64Of(given ?? '');
  if (data === undefined && base64 === undefined) {
    notices.dropped(path, unreachable('document', s3Uri));
    return [];
  }
  if (parts.includes('file')) {
    const file_data = given ?? dataUri(mediaTypeOf(format), data ?? new Uint8Array());
    const filename = filenameOf(name, format);
    return [...about, { type: 'file', file: { file_data, filename } }];
  }
  if (TEXT_FORMATS.includes(format?.toLowerCase() ?? '')) {
    return asText(new TextDecoder().decode(data ?? base64ToBytes(base64 ?? '')));
  }
  notices.dropped(path, 'The server takes no files');
  return [];
}

/** OpenAI tells the format by the end of the name. */
function filenameOf(name = 'document', format = 'pdf'): string {
  return /\.[A-Za-z0-9]+$/.test(name) ? name : `${name}.${format}`;
}

function unreachable(what: string, s3Uri: string | undefined): string {
  return s3Uri === undefined
    ? `The ${what} has neither bytes nor an address`
    : `The server cannot read the ${what} from S3`;
}

/** What came from this kind of server, or from a caller who writes its parts by hand, goes back. */
function genericParts(block: GenericBlock, path: string, notices: Notices): Part[] {
  const { type: _, originalType, provider, ...fields } = block;
  const isForeign = provider !== undefined && provider !== 'openai';
  if (originalType !== undefined && originalType !== 'tool_call' && !isForeign) {
    // A file by its id, which `parseParams` tells by its members.
    const isFile = originalType === 'file' && fields.file === undefined;
    return [{ ...(isFile ? { file: fields } : fields), type: originalType }];
  }
  const owner = isForeign ? `of ${provider}` : 'without a type';
  notices.dropped(path, `A block ${owner} means nothing to the server`);
  return [];
}
