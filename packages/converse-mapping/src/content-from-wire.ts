import {
  base64ToBytes,
  type CitationBlock,
  type ContentBlock,
  type DocumentBlock,
  type GuardBlock,
  isPlainObject,
  type ReasoningBlock,
  type TextBlock,
  type ToolResultBlock,
} from '@outcrop/unified-response';
import { citationFromWire } from './citation.js';
import { genericFromWire } from './generic-block.js';
import { mediaTypeOf } from './media-type.js';
import { othersOf, present } from './present.js';
import { PROVIDER, providerData } from './provider-data.js';
import type {
  WireAudio,
  WireCitations,
  WireContentBlock,
  WireDocument,
  WireGuardContent,
  WireImage,
  WireMediaSource,
  WireReasoning,
  WireSearchResult,
  WireSystemBlock,
  WireToolResult,
  WireToolResultPart,
  WireToolUse,
  WireVideo,
} from './wire-content.js';
import type { WireBlob } from './wire-union.js';

/** Where content comes from: reasoning is tagged with it, and tools get their own names back. */
export interface ContentOrigin {
  /** The bare id of the model, where it is known, else the id as asked for. */
  readonly model?: string;
  /** A tool's own name for the one on the wire. */
  readonly ownToolName?: (wireName: string) => string;
}

/**
 * A block of Converse, request or response, as one of ours. Nothing is lost: members without a
 * field ride along in `providerData`, and what has no type, or is not shaped as the service model
 * says, is `generic`.
 */
export function contentFromWire(wire: unknown, origin: ContentOrigin = {}): ContentBlock {
  if (!isPlainObject(wire)) return genericFromWire(wire);
  const [name, ...more] = Object.keys(wire);
  if (name === undefined || more.length > 0) return genericFromWire(wire);
  try {
    return typedBlock(wire as WireContentBlock, origin) ?? genericFromWire(wire);
  } catch (error) {
    // A blob that is no base64: what came is kept as it came.
    if (error instanceof TypeError) return genericFromWire(wire);
    throw error;
  }
}

/** A block of `system`. */
export function systemFromWire(wire: WireSystemBlock): ContentBlock {
  return contentFromWire(wire);
}

function typedBlock(wire: WireContentBlock, origin: ContentOrigin): ContentBlock | undefined {
  if ('text' in wire)
    return typeof wire.text === 'string' ? { type: 'text', text: wire.text } : undefined;
  if ('$unknown' in wire) return undefined;
  // From here on, a struct that is none is not what its name says.
  if (!isPlainObject(Object.values(wire)[0])) return undefined;
  if ('toolUse' in wire) return toolCall(wire.toolUse, origin);
  if ('reasoningContent' in wire) return reasoning(wire.reasoningContent, origin);
  if ('toolResult' in wire) return toolResult(wire.toolResult);
  if ('citationsContent' in wire) return citedText(wire.citationsContent);
  if ('image' in wire) return image(wire.image);
  if ('document' in wire) return document(wire.document);
  if ('video' in wire) return avBlock('video', wire.video);
  if ('audio' in wire) return avBlock('audio', wire.audio);
  if ('searchResult' in wire) return searchResult(wire.searchResult);
  if ('guardContent' in wire) return guard(wire.guardContent);
  if ('cachePoint' in wire) return cachePoint(wire.cachePoint);
  return undefined;
}

function toolCall(wire: WireToolUse, origin: ContentOrigin): ContentBlock {
  const { toolUseId, name, input, ...others } = wire;
  return {
    type: 'tool_call',
    id: toolUseId,
    name: origin.ownToolName?.(name) ?? name,
    arguments: JSON.stringify(input ?? {}),
    ...providerData(othersOf(others, [])),
  };
}

function reasoning(wire: WireReasoning, origin: ContentOrigin): ReasoningBlock | undefined {
  const maker = { provider: PROVIDER, ...present({ model: origin.model }) };
  if ('redactedContent' in wire) {
    return { type: 'reasoning', reasoning: '', redacted: bytesOf(wire.redactedContent), ...maker };
  }
  if (!('reasoningText' in wire) || typeof wire.reasoningText?.text !== 'string') return undefined;
  const { text, signature } = wire.reasoningText;
  return {
    type: 'reasoning',
    reasoning: text,
    ...present({ signature }),
    ...maker,
    ...providerData(othersOf(wire.reasoningText, ['text', 'signature'])),
  };
}

function toolResult(wire: WireToolResult): ToolResultBlock | undefined {
  if (!Array.isArray(wire.content)) return undefined;
  const status = wire.status === 'success' || wire.status === 'error' ? wire.status : undefined;
  const known = ['toolUseId', 'content', ...(status ? ['status'] : [])];
  return {
    type: 'tool_result',
    toolCallId: wire.toolUseId,
    output: toolOutput(wire.content),
    ...present({ status }),
    ...providerData(othersOf(wire, known)),
  };
}

/** One text is a string, one JSON object is itself; everything else is blocks. */
function toolOutput(content: readonly WireToolResultPart[]): unknown {
  const [only, ...more] = content;
  if (only && more.length === 0) {
    if ('text' in only && typeof only.text === 'string') return only.text;
    if ('json' in only && isPlainObject(only.json)) return only.json;
  }
  return content.map((part) => contentFromWire(part));
}

function citedText(wire: WireCitations): TextBlock | undefined {
  const parts = wire.content ?? [];
  const texts = parts.map((part) => ('text' in part ? part.text : undefined));
  if (texts.includes(undefined)) return undefined;
  const citations: readonly CitationBlock[] = (wire.citations ?? []).map(citationFromWire);
  const known = parts.length === 1 ? ['content', 'citations'] : ['citations'];
  return {
    type: 'text',
    text: texts.join(''),
    citations,
    ...providerData(othersOf(wire, known)),
  };
}

function image(wire: WireImage): ContentBlock | undefined {
  const source = mediaPlace(wire.source);
  if (!source) return undefined;
  return {
    type: 'image',
    ...source,
    mediaType: mediaTypeOf('image', wire.format),
    ...providerData(othersOf(wire, ['format', 'source'])),
  };
}

function avBlock(type: 'audio' | 'video', wire: WireAudio | WireVideo): ContentBlock | undefined {
  const source = mediaPlace(wire.source);
  if (!source) return undefined;
  const others = othersOf(wire, ['format', 'source']);
  return { type, ...source, format: wire.format, ...providerData(others) };
}

function document(wire: WireDocument): DocumentBlock | undefined {
  const place = documentPlace(wire.source);
  if (!place) return undefined;
  const { name, format, context, citations } = wire;
  const simple = citations !== undefined && Object.keys(citations).length === 1;
  const known = ['name', 'format', 'source', 'context', ...(simple ? ['citations'] : [])];
  return {
    type: 'document',
    ...place,
    name,
    ...present({ format, context, citations: simple ? citations.enabled : undefined }),
    ...providerData(othersOf(wire, known)),
  };
}

function documentPlace(
  source: WireDocument['source'] | undefined,
): Pick<DocumentBlock, 'data' | 's3Uri' | 's3BucketOwner' | 'text'> | undefined {
  if (source === undefined || '$unknown' in source) return undefined;
  if ('text' in source) return { text: source.text };
  if (!('content' in source)) return mediaPlace(source);
  const texts = source.content.map((part) => ('text' in part ? part.text : undefined));
  return texts.includes(undefined) ? undefined : { text: texts as string[] };
}

function mediaPlace(
  source: WireMediaSource | undefined,
): { data: Uint8Array } | { s3Uri: string; s3BucketOwner?: string } | undefined {
  if (source === undefined || '$unknown' in source) return undefined;
  if ('bytes' in source) return { data: bytesOf(source.bytes) };
  if (!('s3Location' in source)) return undefined;
  if (othersOf(source.s3Location, ['uri', 'bucketOwner'])) return undefined;
  const { uri, bucketOwner } = source.s3Location;
  return { s3Uri: uri, ...present({ s3BucketOwner: bucketOwner }) };
}

function searchResult(wire: WireSearchResult): ContentBlock | undefined {
  const { source, title, content, citations } = wire;
  if (!Array.isArray(content) || content.some((part) => typeof part.text !== 'string'))
    return undefined;
  return {
    type: 'search_result',
    source,
    title,
    content: content.map((part) => part.text),
    ...present({ citations: citations?.enabled }),
    ...providerData(othersOf(wire, ['source', 'title', 'content', 'citations'])),
  };
}

function guard(wire: WireGuardContent): GuardBlock | undefined {
  if ('text' in wire && typeof wire.text?.text === 'string') {
    const { text, qualifiers } = wire.text;
    const others = othersOf(wire.text, ['text', 'qualifiers']);
    return { type: 'guard', text, ...present({ qualifiers }), ...providerData(others) };
  }
  if ('image' in wire) {
    const inner = image(wire.image as WireImage);
    return inner?.type === 'image' ? { type: 'guard', image: inner } : undefined;
  }
  return undefined;
}

function cachePoint(wire: {
  readonly type: string;
  readonly ttl?: string | undefined;
}): ContentBlock {
  const known = wire.type === 'default' ? ['type', 'ttl'] : ['ttl'];
  return {
    type: 'cache_point',
    ...present({ ttl: wire.ttl }),
    ...providerData(othersOf(wire, known)),
  };
}

function bytesOf(blob: WireBlob): Uint8Array {
  return typeof blob === 'string' ? base64ToBytes(blob) : blob;
}
