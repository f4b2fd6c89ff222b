import {
  base64ToBytes,
  type ContentBlock,
  definedFields,
  isPlainObject,
} from '@outcrop/unified-response';
import { type Medium, mediaBlock } from './media-block.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A member of Converse's own `ContentBlock`, as `ChatBedrockConverse` takes them: with a `type` beside
 * it or without. `undefined` for everything else.
 */
export function converseBlock(part: Fields, path: string): ContentBlock | undefined {
  for (const kind of ['image', 'audio', 'video', 'document'] as const) {
    const medium = part[kind];
    if (isPlainObject(medium)) return converseMedium(kind, medium, `${path}.${kind}`);
  }
  if (isPlainObject(part.cachePoint)) {
    const { ttl } = part.cachePoint;
    return { type: 'cache_point', ...(typeof ttl === 'string' ? { ttl } : {}) };
  }
  if (isPlainObject(part.guardContent)) return guardBlock(part.guardContent);
  if (isPlainObject(part.reasoningContent)) return reasoningBlock(part.reasoningContent);
  if (part.type === 'reasoning_content') return reasoningBlock(part);
  if (part.type === undefined && typeof part.text === 'string') {
    return { type: 'text', text: part.text };
  }
  return undefined;
}

function converseMedium(
  kind: Medium['kind'],
  { format, name, source, context, citations }: Fields,
  path: string,
): ContentBlock {
  const { bytes, s3Location, text, content } = isPlainObject(source) ? source : {};
  const about = definedFields({ format, name, context, citations: enabled(citations) });
  const given = text ?? (Array.isArray(content) ? content.map(textOf) : undefined);
  if (given !== undefined) return { type: 'document', ...about, text: given } as ContentBlock;
  const url = isPlainObject(s3Location) ? s3Location.uri : undefined;
  const mediaType = kind === 'image' && typeof format === 'string' ? `image/${format}` : undefined;
  const block = mediaBlock(
    { kind, name, ...definedFields({ data: bytes, url, format, mediaType }) },
    path,
  );
  const owner = isPlainObject(s3Location) ? s3Location.bucketOwner : undefined;
  const { format: _, ...others } = about;
  return { ...block, ...others, ...definedFields({ s3BucketOwner: owner }) } as ContentBlock;
}

/** `{enabled: true}`, as Converse and Anthropic have it. */
export function enabled(value: unknown): boolean | undefined {
  return isPlainObject(value) && typeof value.enabled === 'boolean' ? value.enabled : undefined;
}

function guardBlock({ text }: Fields): ContentBlock | undefined {
  if (!isPlainObject(text)) return undefined;
  return {
    type: 'guard',
    ...definedFields({ text: text.text, qualifiers: text.qualifiers }),
  } as ContentBlock;
}

function reasoningBlock({ reasoningText, signature, redactedContent }: Fields): ContentBlock {
  const told = isPlainObject(reasoningText) ? reasoningText : { text: reasoningText, signature };
  return {
    type: 'reasoning',
    reasoning: typeof told.text === 'string' ? told.text : '',
    ...definedFields({
      signature: typeof told.signature === 'string' ? told.signature : undefined,
      redacted: bytesOf(redactedContent),
    }),
  };
}

/** Bytes, which are base64 in messages that have been JSON. */
export function bytesOf(value: unknown): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  return typeof value === 'string' ? base64ToBytes(value) : undefined;
}

function textOf(item: unknown): unknown {
  return isPlainObject(item) ? item.text : item;
}
