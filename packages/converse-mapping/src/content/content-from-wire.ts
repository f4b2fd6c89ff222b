import {
  type CitationBlock,
  type ContentBlock,
  definedFields,
  type GuardBlock,
  isPlainObject,
  type ReasoningBlock,
  type TextBlock,
  type ToolResultBlock,
} from '@outcrop/unified-response';
import { avFromWire, documentFromWire, imageFromWire } from '../media/media-from-wire.js';
import { othersOf } from '../others-of.js';
import type {
  WireCachePoint,
  WireCitations,
  WireContentBlock,
  WireGuardContent,
  WireImage,
  WireReasoning,
  WireSearchResult,
  WireToolResult,
  WireToolResultPart,
  WireToolUse,
} from '../wire/wire-content.js';
import { areTexts, bytesOf, isUnion, switchOf, textOf } from '../wire/wire-shape.js';
import { citationFromWire } from './citation.js';
import { genericFromWire } from './generic-block.js';
import { jsonText } from './json-text.js';
import { PROVIDER, providerData } from './provider-data.js';

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
  if (!isUnion(wire)) return genericFromWire(wire);
  try {
    return typedBlock(wire as WireContentBlock, origin) ?? genericFromWire(wire);
  } catch (error) {
    // No base64 in a blob, no list where there should be one: what came is kept as it came.
    if (error instanceof TypeError) return genericFromWire(wire);
    throw error;
  }
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
  if ('image' in wire) return imageFromWire(wire.image);
  if ('document' in wire) return documentFromWire(wire.document);
  if ('video' in wire) return avFromWire('video', wire.video);
  if ('audio' in wire) return avFromWire('audio', wire.audio);
  if ('searchResult' in wire) return searchResult(wire.searchResult);
  if ('guardContent' in wire) return guard(wire.guardContent);
  if ('cachePoint' in wire) return cachePoint(wire.cachePoint);
  return undefined;
}

function toolCall(wire: WireToolUse, origin: ContentOrigin): ContentBlock | undefined {
  const { toolUseId, name, input = {}, ...others } = wire;
  if (typeof toolUseId !== 'string' || typeof name !== 'string') return undefined;
  return {
    type: 'tool_call',
    id: toolUseId,
    name: origin.ownToolName?.(name) ?? name,
    arguments: jsonText(input),
    ...providerData(othersOf(others, [])),
  };
}

function reasoning(wire: WireReasoning, origin: ContentOrigin): ReasoningBlock | undefined {
  if (!isUnion(wire)) return undefined;
  const maker = { provider: PROVIDER, ...definedFields({ model: origin.model }) };
  if ('redactedContent' in wire) {
    return { type: 'reasoning', reasoning: '', redacted: bytesOf(wire.redactedContent), ...maker };
  }
  if (!('reasoningText' in wire) || typeof wire.reasoningText?.text !== 'string') return undefined;
  const { text, signature } = wire.reasoningText;
  return {
    type: 'reasoning',
    reasoning: text,
    ...definedFields({ signature }),
    ...maker,
    ...providerData(othersOf(wire.reasoningText, ['text', 'signature'])),
  };
}

function toolResult(wire: WireToolResult): ToolResultBlock | undefined {
  if (!Array.isArray(wire.content) || typeof wire.toolUseId !== 'string') return undefined;
  const status = wire.status === 'success' || wire.status === 'error' ? wire.status : undefined;
  const known = ['toolUseId', 'content', ...(status ? ['status'] : [])];
  return {
    type: 'tool_result',
    toolCallId: wire.toolUseId,
    output: toolOutput(wire.content),
    ...definedFields({ status }),
    ...providerData(othersOf(wire, known)),
  };
}

/** One text is a string, one JSON object is itself; everything else is blocks. */
function toolOutput(content: readonly WireToolResultPart[]): unknown {
  const [only, ...more] = content;
  if (more.length === 0) {
    const text = textOf(only);
    if (text !== undefined) return text;
    if (isUnion(only) && 'json' in only && isPlainObject(only.json)) return only.json;
  }
  return content.map((part) => contentFromWire(part));
}

function citedText(wire: WireCitations): TextBlock | undefined {
  const { content = [], citations = [] } = wire;
  const texts = content.map(textOf);
  if (!areTexts(texts) || !citations.every(isPlainObject)) return undefined;
  // Without citations the members themselves tell it from plain text on the way back.
  const known = texts.length === 1 && texts[0] !== '' ? ['content', 'citations'] : ['citations'];
  const others = othersOf(wire, citations.length === 0 ? [] : known);
  if (citations.length === 0 && others === undefined) return undefined;
  return {
    type: 'text',
    text: texts.join(''),
    citations: citations.map(citationFromWire) satisfies CitationBlock[],
    ...providerData(others),
  };
}

function searchResult(wire: WireSearchResult): ContentBlock | undefined {
  const { source, title } = wire;
  const content = wire.content.map(textOf);
  if (!areTexts(content) || !areTexts([source, title])) return undefined;
  const citations = switchOf(wire.citations);
  const known = ['source', 'title', 'content', ...(citations ? ['citations'] : [])];
  return {
    type: 'search_result',
    source,
    title,
    content,
    ...definedFields({ citations: citations?.enabled }),
    ...providerData(othersOf(wire, known)),
  };
}

function guard(wire: WireGuardContent): GuardBlock | undefined {
  if (!isUnion(wire)) return undefined;
  if ('text' in wire && typeof wire.text?.text === 'string') {
    const { text, qualifiers } = wire.text;
    const others = othersOf(wire.text, ['text', 'qualifiers']);
    return { type: 'guard', text, ...definedFields({ qualifiers }), ...providerData(others) };
  }
  if (!('image' in wire)) return undefined;
  const inner = imageFromWire(wire.image as WireImage);
  return inner && { type: 'guard', image: inner };
}

function cachePoint(wire: WireCachePoint): ContentBlock {
  const known = wire.type === 'default' ? ['type', 'ttl'] : ['ttl'];
  return {
    type: 'cache_point',
    ...definedFields({ ttl: wire.ttl }),
    ...providerData(othersOf(wire, known)),
  };
}
