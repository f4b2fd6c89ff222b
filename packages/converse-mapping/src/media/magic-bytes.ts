import type { MediaKind } from './media-type.js';

interface Signature {
  readonly format: string;
  /** Formats that begin alike, so that a declaration of one of them is believed. */
  readonly orElse?: readonly string[];
  readonly kind: MediaKind;
  readonly at: number;
  /** Latin-1 text of the bytes. */
  readonly bytes: string;
}

/** The first bytes of files. Source: the formats' own specifications (RFC 2083, JFIF, GIF89a, RIFF, ISO 14496-12, …). */
const SIGNATURES: readonly Signature[] = [
  { kind: 'image', format: 'png', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { kind: 'image', format: 'jpeg', at: 0, bytes: '\xff\xd8\xff' },
  { kind: 'image', format: 'gif', at: 0, bytes: 'GIF87a' },
  { kind: 'image', format: 'gif', at: 0, bytes: 'GIF89a' },
  { kind: 'image', format: 'webp', at: 8, bytes: 'WEBP' },
  { kind: 'audio', format: 'wav', at: 8, bytes: 'WAVE' },
  { kind: 'audio', format: 'flac', at: 0, bytes: 'fLaC' },
  { kind: 'audio', format: 'ogg', orElse: ['opus', 'flac'], at: 0, bytes: 'OggS' },
  { kind: 'audio', format: 'mp3', orElse: ['mpeg', 'mpga', 'aac'], at: 0, bytes: 'ID3' },
  { kind: 'video', format: 'flv', at: 0, bytes: 'FLV\x01' },
  { kind: 'video', format: 'mp4', orElse: ['mov'], at: 4, bytes: 'ftypisom' },
  { kind: 'video', format: 'mp4', orElse: ['mov'], at: 4, bytes: 'ftypmp4' },
  { kind: 'video', format: 'mov', at: 4, bytes: 'ftypqt  ' },
  { kind: 'document', format: 'pdf', at: 0, bytes: '%PDF-' },
];

/**
 * The format that bytes say they have, or `undefined` when they say nothing that is known. Between
 * formats that begin alike, the declared one is taken.
 */
export function sniffFormat(
  kind: MediaKind,
  data: Uint8Array,
  declared?: string,
): string | undefined {
  const found = SIGNATURES.find(
    (signature) => signature.kind === kind && startsWith(data, signature),
  );
  return declared !== undefined && found?.orElse?.includes(declared) ? declared : found?.format;
}

function startsWith(data: Uint8Array, { at, bytes }: Signature): boolean {
  if (data.length < at + bytes.length) return false;
  for (let index = 0; index < bytes.length; index += 1) {
    if (data[at + index] !== bytes.charCodeAt(index)) return false;
  }
  return true;
}
