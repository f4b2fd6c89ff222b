import {
  base64ToBytes,
  definedFields,
  describeValue,
  type ImageBlock,
  ProviderError,
} from '@outcrop/unified-response';
import type { Notices } from '../notices.js';
import type { WireMediaSource } from '../wire/wire-content.js';
import { sniffFormat } from './magic-bytes.js';
import { formatOf, formatsOf, type MediaKind } from './media-type.js';

/** The members that all media blocks share. */
type MediaPlaces = Pick<
  ImageBlock,
  'data' | 'dataUri' | 's3Uri' | 's3BucketOwner' | 'mediaType'
> & {
  readonly format?: string;
};

/** Where a medium's bytes are, and in which format, in Converse's terms. */
export interface WireMedium {
  readonly format: string;
  readonly source: WireMediaSource;
}

/**
 * The source and format of a media block, or `undefined` when it has no bytes.
 * @throws ProviderError `invalid_request` when the bytes or their format cannot be told.
 */
export function mediaSource(
  kind: MediaKind,
  block: MediaPlaces,
  path: string,
  notices: Notices,
): WireMedium | undefined {
  if (block.s3Uri !== undefined) {
    const extension = /\.([A-Za-z0-9]+)$/.exec(block.s3Uri)?.[1];
    const format = declaredFormat(kind, block) ?? (extension && formatOf(kind, extension));
    if (!format) throw unknownFormat(kind, block.mediaType ?? block.format, path);
    const owner = definedFields({ bucketOwner: block.s3BucketOwner });
    return { format, source: { s3Location: { uri: block.s3Uri, ...owner } } };
  }
  const inline = inlineBytes(block, path);
  if (!inline) return undefined;
  const declared = declaredFormat(kind, block) ?? declaredFormat(kind, inline);
  const sniffed = sniffFormat(kind, inline.data, declared);
  const format = sniffed ?? declared;
  if (!format) throw unknownFormat(kind, block.mediaType ?? block.format ?? inline.mediaType, path);
  if (sniffed && declared && sniffed !== declared) {
    notices.warn(
      'media_type_mismatch',
      path,
      `The ${kind} is declared as ${declared}, but its first bytes are those of ${sniffed}: sent as ${sniffed}.`,
    );
  }
  return { format, source: { bytes: inline.data } };
}

/**
 * The format that the bytes of a block say it has, else its own words, else the address of the bytes.
 * Nothing is decoded for it, and nothing is wrong with a block that does not tell.
 */
export function likelyFormat(kind: MediaKind, block: MediaPlaces): string | undefined {
  const address = block.s3Uri ?? block.dataUri ?? '';
  const [, told] = /^data:([^;,]*)/i.exec(address) ?? /\.([A-Za-z0-9]+)$/.exec(address) ?? [];
  const declared = declaredFormat(kind, block) ?? (told && formatOf(kind, told));
  const { data } = block;
  const sniffed = data instanceof Uint8Array ? sniffFormat(kind, data, declared) : undefined;
  return sniffed ?? declared;
}

interface InlineBytes {
  readonly data: Uint8Array;
  readonly mediaType?: string;
}

/** The bytes of `data` or `dataUri`. */
function inlineBytes(block: MediaPlaces, path: string): InlineBytes | undefined {
  const inline =
    block.data !== undefined
      ? { data: plainBytes(block.data, path) }
      : block.dataUri === undefined
        ? undefined
        : parseDataUri(block.dataUri, path);
  // The service takes no empty blob.
  if (inline?.data.byteLength === 0) throw badBytes('at least one byte, got none', path);
  return inline;
}

/**
 * A view without a `toJSON` of its own: `JSON.stringify` would spell a `Buffer` out, byte by byte.
 * Bytes of another realm, such as a test runner's, are bytes too.
 */
function plainBytes(data: Uint8Array, path: string): Uint8Array {
  if (!ArrayBuffer.isView(data) || data[Symbol.toStringTag] !== 'Uint8Array') {
    throw badBytes(`a Uint8Array, got ${describeValue(data)}`, path);
  }
  if (data.constructor === Uint8Array) return data;
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function badBytes(problem: string, path: string): ProviderError {
  return new ProviderError(`${path}.data: expected ${problem}`, {
    reason: 'invalid_request',
    path: `${path}.data`,
    hint: 'Pass the bytes as a Uint8Array, or base64 as dataUri.',
  });
}

function parseDataUri(uri: string, path: string): InlineBytes {
  const comma = uri.indexOf(',');
  const head = /^data:([^;,]*)((?:;[^;,]+)*)$/i.exec(uri.slice(0, Math.max(comma, 0)));
  if (!head) throw badDataUri(uri, path);
  const [, mediaType = '', parameters = ''] = head;
  try {
    const content = uri.slice(comma + 1);
    const data = /;base64$/i.test(parameters) ? base64Bytes(content) : percentDecoded(content);
    return { data, ...(mediaType === '' ? {} : { mediaType }) };
  } catch {
    throw badDataUri(uri, path);
  }
}

/** Base64 may be percent-encoded itself: its `+`, `/` and `=` mean something in a URL. */
function base64Bytes(content: string): Uint8Array {
  return base64ToBytes(content.includes('%') ? decodeURIComponent(content) : content);
}

/** The bytes of percent-encoded text; other characters stand for their UTF-8. */
function percentDecoded(text: string): Uint8Array {
  const bytes: number[] = [];
  const encoded = encodeURI(text).replace(/%25(?=[0-9A-Fa-f]{2})/g, '%');
  for (let at = 0; at < encoded.length; at += 1) {
    if (encoded[at] === '%') {
      bytes.push(Number.parseInt(encoded.slice(at + 1, at + 3), 16));
      at += 2;
    } else bytes.push(encoded.charCodeAt(at));
  }
  return Uint8Array.from(bytes);
}

function declaredFormat(
  kind: MediaKind,
  declared: { readonly mediaType?: string; readonly format?: string },
): string | undefined {
  const names = [declared.format, declared.mediaType].filter((name) => name !== undefined);
  return names.map((name) => formatOf(kind, name)).find((format) => format !== undefined);
}

function unknownFormat(kind: MediaKind, declared: string | undefined, path: string): ProviderError {
  const came = declared === undefined ? 'none was declared' : `got ${JSON.stringify(declared)}`;
  const formats = formatsOf(kind).join(', ');
  return new ProviderError(
    `${path}: expected ${kind} data in one of the formats ${formats}; ${came} and the bytes do not tell`,
    {
      reason: 'invalid_request',
      path,
      hint: `Convert the ${kind} to one of ${formats}, or declare its format.`,
    },
  );
}

function badDataUri(uri: string, path: string): ProviderError {
  return new ProviderError(
    `${path}: expected a data URI (data:<type>;base64,<data>), got ${JSON.stringify(uri.slice(0, 40))}`,
    { reason: 'invalid_request', path, hint: 'Check the base64 text of the data URI.' },
  );
}
