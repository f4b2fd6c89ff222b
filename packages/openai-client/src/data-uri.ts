import { bytesToBase64 } from '@outcrop/unified-response';

/** Media types of the formats that documents have. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ...{ pdf: 'application/pdf', txt: 'text/plain', md: 'text/markdown' },
  ...{ csv: 'text/csv', html: 'text/html' },
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The first bytes of the images that models take. */
const SIGNATURES: readonly (readonly [mediaType: string, at: number, bytes: string])[] = [
  ['image/png', 0, '\x89PNG'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
];

/** The media type of a format such as `pdf`. */
export function mediaTypeOf(format: string | undefined): string {
  return MEDIA_TYPES[format?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}

/** What the bytes of an image say of themselves. */
export function imageTypeOf(bytes: Uint8Array): string {
  const found = SIGNATURES.find(([, at, text]) =>
    [...text].every((letter, offset) => bytes[at + offset] === letter.charCodeAt(0)),
  );
  return found?.[0] ?? 'application/octet-stream';
}

/** Bytes as the text that JSON carries: made here, right before they are sent. */
export function dataUri(mediaType: string, bytes: Uint8Array): string {
  return `data:${mediaType};base64,${bytesToBase64(bytes)}`;
}

/** The base64 text of a data URI, or nothing if it has none. */
export function base64Of(uri: string): string | undefined {
  return /^data:[^,]*;base64,/i.test(uri) ? uri.slice(uri.indexOf(',') + 1) : undefined;
}
