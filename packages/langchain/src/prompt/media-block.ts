import { base64ToBytes, type ContentBlock, definedFields } from '@outcrop/unified-response';
import { invalidPart, unreachable } from './invalid-part.js';

/** A medium of a message, in whichever words it came. */
export interface Medium {
  readonly kind: 'image' | 'audio' | 'video' | 'document';
  /** Bytes, base64 or a data URI. */
  readonly data?: unknown;
  /** An address: `https:`, `s3:` or `data:`. */
  readonly url?: unknown;
  /** The provider's name of a file: an `s3:` address. */
  readonly fileId?: unknown;
  readonly mediaType?: unknown;
  readonly format?: unknown;
  readonly name?: unknown;
}

/**
 * The block that holds a medium. A file whose media type is an image's, say, is an image.
 * @throws ProviderError `invalid_request` for what cannot be read, `unsupported` for what lies where
 * the client cannot get it.
 */
export function mediaBlock(medium: Medium, path: string): ContentBlock {
  const told = typeof medium.mediaType === 'string' ? medium.mediaType.toLowerCase() : '';
  const [group = '', subtype = ''] = told.split(/[/;]/);
  const type = isMedia(group) ? group : medium.kind;
  const source = sourceOf(medium, type, path);
  const mediaType = subtype === '' || subtype === '*' ? undefined : told;
  const format = typeof medium.format === 'string' ? medium.format : undefined;
  if (type === 'image') return { type, ...source, ...definedFields({ mediaType }) };
  if (type !== 'document') return { type, ...source, ...definedFields({ mediaType, format }) };
  const name = typeof medium.name === 'string' ? medium.name : undefined;
  const extension = /\.([A-Za-z0-9]+)$/.exec(name ?? '')?.[1]?.toLowerCase();
  const byType = mediaType && (DOCUMENT_FORMATS[subtype] ?? (isOpaque(subtype) ? '' : subtype));
  return {
    type,
    ...source,
    ...definedFields({ format: format ?? (byType || extension), name }),
  };
}

/**
 * Subtypes of documents that are not called like their file extension.
 * Source: IANA's registry of media types, 2026-11.
 */
const DOCUMENT_FORMATS: Readonly<Record<string, string>> = {
  plain: 'txt',
  markdown: 'md',
  'x-markdown': 'md',
  msword: 'doc',
  'vnd.ms-excel': 'xls',
  'vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
};

/** Bytes of which nothing is said. */
function isOpaque(subtype: string): boolean {
  return subtype === 'octet-stream';
}

function isMedia(group: string): group is 'image' | 'audio' | 'video' {
  return group === 'image' || group === 'audio' || group === 'video';
}

interface Source {
  readonly data?: Uint8Array;
  readonly dataUri?: string;
  readonly s3Uri?: string;
  readonly imageUrl?: string;
}

function sourceOf({ data, url, fileId }: Medium, type: Medium['kind'], path: string): Source {
  if (data instanceof Uint8Array) return { data };
  if (typeof data === 'string') {
    if (/^data:/i.test(data)) return { dataUri: data };
    try {
      return { data: base64ToBytes(data) };
    } catch {
      throw invalidPart(`${path}.data`, 'base64 text or bytes', data);
    }
  }
  const address = url ?? fileId;
  if (typeof address !== 'string') throw invalidPart(path, `the data or the url of ${type}`, data);
  if (/^s3:\/\//i.test(address)) return { s3Uri: address };
  if (/^data:/i.test(address)) return { dataUri: address };
  if (url === undefined) {
    throw unreachable(path, 'a file that another provider keeps', 'Pass its bytes as data.');
  }
  if (type === 'image') return { imageUrl: address };
  throw unreachable(path, `the address of ${type}`, 'Download it, and pass its bytes as data.');
}
