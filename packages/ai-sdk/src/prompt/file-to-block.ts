import {
  type SharedV4FileData,
  type SharedV4ProviderReference,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import { base64ToBytes, type ContentBlock, definedFields } from '@outcrop/unified-response';

/** A file of a prompt, in whatever kind of part it came. */
export interface PromptFile {
  readonly data: SharedV4FileData;
  readonly mediaType: string;
  readonly filename?: string | undefined;
}

/**
 * The block that holds a file: what kind of block, its media type says.
 * @throws UnsupportedFunctionalityError for a file that is somewhere we cannot read it.
 */
export function fileToBlock({ data, mediaType, filename }: PromptFile, path: string): ContentBlock {
  const [kind = '', subtype = ''] = mediaType.toLowerCase().split(/[/;]/);
  const isWhole = subtype !== '' && subtype !== '*';
  const type = kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'document';
  const source = sourceOf(data, type, path);
  if (type !== 'document') {
    return { type, ...source, ...definedFields({ mediaType: isWhole ? mediaType : undefined }) };
  }
  const format = isWhole ? documentFormat(subtype) : undefined;
  const extension = /\.([A-Za-z0-9]+)$/.exec(filename ?? '')?.[1]?.toLowerCase();
  return { type, ...source, ...definedFields({ format: format ?? extension, name: filename }) };
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

/** `undefined` for bytes of which nothing is said. */
function documentFormat(subtype: string): string | undefined {
  return subtype === 'octet-stream' ? undefined : (DOCUMENT_FORMATS[subtype] ?? subtype);
}

interface Source {
  readonly data?: Uint8Array;
  readonly dataUri?: string;
  readonly s3Uri?: string;
  readonly imageUrl?: string;
  readonly text?: string;
}

function sourceOf(data: SharedV4FileData, type: ContentBlock['type'], path: string): Source {
  switch (data.type) {
    case 'data':
      return typeof data.data === 'string'
        ? { data: bytesOf(data.data, path) }
        : { data: data.data };
    case 'url':
      return addressed(data.originalUrl ?? data.url.href, type, path);
    case 'text':
      return type === 'document' ? { text: data.text } : refuse(`a ${type} given as text`, path);
    case 'reference':
      return addressed(ownReference(data.reference, path), type, path);
  }
}

function addressed(address: string, type: ContentBlock['type'], path: string): Source {
  if (/^s3:\/\//i.test(address)) return { s3Uri: address };
  if (/^data:/i.test(address)) return { dataUri: address };
  if (type === 'image') return { imageUrl: address };
  return refuse(`a ${type} at the address ${address} (download it first)`, path);
}

/** Files at the provider are objects in S3, under our name or Bedrock's. */
function ownReference(reference: SharedV4ProviderReference, path: string): string {
  const address = reference.outcrop ?? reference.bedrock;
  if (address !== undefined && /^s3:\/\//i.test(address)) return address;
  return refuse('a file that is known to another provider', path);
}

function bytesOf(base64: string, path: string): Uint8Array {
  try {
    return base64ToBytes(base64);
  } catch {
    return refuse('a file whose data is no base64', path);
  }
}

function refuse(functionality: string, path: string): never {
  throw new UnsupportedFunctionalityError({
    functionality,
    message: `${path}: ${functionality} cannot be sent.`,
  });
}
