import {
  type AudioBlock,
  type DocumentBlock,
  definedFields,
  type ImageBlock,
  isPlainObject,
  type VideoBlock,
} from '@outcrop/unified-response';
import { providerData } from '../content/provider-data.js';
import { othersOf } from '../others-of.js';
import type {
  WireAudio,
  WireDocument,
  WireImage,
  WireMediaSource,
  WireVideo,
} from '../wire/wire-content.js';
import { areTexts, bytesOf, isUnion, switchOf, textOf } from '../wire/wire-shape.js';
import { formatOf, type MediaKind, mediaTypeOf } from './media-type.js';

export function imageFromWire(wire: WireImage): ImageBlock | undefined {
  const source = mediaPlace(wire.source);
  if (!source || !isFormat('image', wire.format)) return undefined;
  return {
    type: 'image',
    ...source,
    mediaType: mediaTypeOf('image', wire.format),
    ...providerData(othersOf(wire, ['format', 'source'])),
  };
}

export function avFromWire(
  type: 'audio' | 'video',
  wire: WireAudio | WireVideo,
): AudioBlock | VideoBlock | undefined {
  const source = mediaPlace(wire.source);
  if (!source || !isFormat(type, wire.format)) return undefined;
  const others = othersOf(wire, ['format', 'source']);
  return { type, ...source, format: wire.format, ...providerData(others) };
}

export function documentFromWire(wire: WireDocument): DocumentBlock | undefined {
  const place = documentPlace(wire.source);
  const { name, format, context } = wire;
  // Of bytes nobody could tell the format on the way back.
  const isTold = format === undefined ? place?.text !== undefined : isFormat('document', format);
  if (!place || !isTold || typeof name !== 'string') return undefined;
  const citations = switchOf(wire.citations);
  const known = ['name', 'format', 'source', 'context', ...(citations ? ['citations'] : [])];
  return {
    type: 'document',
    ...place,
    name,
    ...definedFields({ format, context, citations: citations?.enabled }),
    ...providerData(othersOf(wire, known)),
  };
}

function documentPlace(
  source: WireDocument['source'] | undefined,
): Pick<DocumentBlock, 'data' | 's3Uri' | 's3BucketOwner' | 'text'> | undefined {
  if (!isUnion(source)) return undefined;
  if ('text' in source) return typeof source.text === 'string' ? { text: source.text } : undefined;
  if (!('content' in source)) return mediaPlace(source as WireMediaSource);
  const texts = (source.content as readonly unknown[]).map(textOf);
  return areTexts(texts) ? { text: texts } : undefined;
}

function mediaPlace(
  source: WireMediaSource | undefined,
): { data: Uint8Array } | { s3Uri: string; s3BucketOwner?: string } | undefined {
  if (!isUnion(source)) return undefined;
  if ('bytes' in source) return { data: bytesOf(source.bytes) };
  const { s3Location } = source;
  if (!isPlainObject(s3Location) || othersOf(s3Location, ['uri', 'bucketOwner'])) return undefined;
  const { uri, bucketOwner } = s3Location;
  if (typeof uri !== 'string') return undefined;
  return { s3Uri: uri, ...definedFields({ s3BucketOwner: bucketOwner as string | undefined }) };
}

/** Formats that are new since would have no way back. */
function isFormat(kind: MediaKind, format: unknown): format is string {
  return typeof format === 'string' && formatOf(kind, format) === format;
}
