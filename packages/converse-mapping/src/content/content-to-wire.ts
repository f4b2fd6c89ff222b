import {
  type CachePointBlock,
  type ContentBlock,
  definedFields,
  type GuardBlock,
  type ImageBlock,
  type ReasoningBlock,
  type TextBlock,
} from '@outcrop/unified-response';
import type { MappingContext } from '../mapping-context.js';
import { mediaSource } from '../media/media-source.js';
import {
  audioToWire,
  documentToWire,
  imageToWire,
  searchResultToWire,
  videoToWire,
} from '../media/media-to-wire.js';
import type { WireCachePoint, WireContentBlock, WireSystemBlock } from '../wire/wire-content.js';
import { citationToWire, isCited } from './citation.js';
import { genericToWire } from './generic-block.js';
import { providerMembers } from './provider-data.js';
import { toolCallToWire } from './tool-call-to-wire.js';
import { toolResultToWire } from './tool-result-to-wire.js';

/** A block as Converse takes it in a message; an empty list where there is nothing to send. */
export function contentToWire(
  block: ContentBlock,
  path: string,
  context: MappingContext,
): readonly WireContentBlock[] {
  switch (block.type) {
    case 'text':
      return [textToWire(block)];
    case 'image':
      return imageToWire(block, path, 'user', context);
    case 'audio':
      return audioToWire(block, path, 'user', context);
    case 'video':
      return videoToWire(block, path, 'user', context);
    case 'document':
      return documentToWire(block, path, 'user', context);
    case 'search_result':
      return [searchResultToWire(block)];
    case 'reasoning':
      return [reasoningToWire(block)];
    case 'citation':
      return [{ citationsContent: { content: [], citations: [citationToWire(block)] } }];
    case 'tool_call':
      return [{ toolUse: toolCallToWire(block, path, context) }];
    case 'tool_result':
      return [{ toolResult: toolResultToWire(block, path, context) }];
    case 'guard':
      return guardToWire(block, path, context);
    case 'cache_point':
      return [cachePointToWire(block)];
    case 'generic':
      return genericToWire(block, path, context) as readonly WireContentBlock[];
  }
}

/** A block as Converse takes it in `system`: text, guarded text and cache points. */
export function systemToWire(
  block: ContentBlock,
  path: string,
  context: MappingContext,
): readonly WireSystemBlock[] {
  switch (block.type) {
    case 'text':
      return [{ text: block.text }];
    case 'guard':
      return guardToWire(block, path, context);
    case 'cache_point':
      return [cachePointToWire(block)];
    case 'generic':
      return genericToWire(block, path, context) as readonly WireSystemBlock[];
    default:
      context.notices.warn(
        'content_ignored',
        path,
        `A system prompt cannot hold a block of type ${block.type}: it was left out.`,
      );
      return [];
  }
}

function textToWire(block: TextBlock): WireContentBlock {
  const { text, citations = [] } = block;
  if (!isCited(block)) return { text };
  return {
    citationsContent: {
      ...(text === '' ? {} : { content: [{ text }] }),
      ...(citations.length === 0 ? {} : { citations: citations.map(citationToWire) }),
      ...providerMembers(block),
    },
  };
}

function reasoningToWire(block: ReasoningBlock): WireContentBlock {
  if (block.redacted !== undefined)
    return { reasoningContent: { redactedContent: block.redacted } };
  const { reasoning: text, signature } = block;
  return {
    reasoningContent: {
      reasoningText: { text, ...definedFields({ signature }), ...providerMembers(block) },
    },
  };
}

function guardToWire(
  block: GuardBlock,
  path: string,
  context: MappingContext,
): readonly (WireContentBlock & WireSystemBlock)[] {
  const { text, qualifiers, image } = block;
  const members = { ...definedFields({ qualifiers }), ...providerMembers(block) };
  return [
    ...(text === undefined ? [] : [{ guardContent: { text: { text, ...members } } }]),
    ...(image === undefined ? [] : guardedImage(image, `${path}.image`, context)),
  ];
}

/** Guardrails look at bytes only, of fewer formats than models do. */
function guardedImage(
  image: ImageBlock,
  path: string,
  context: MappingContext,
): readonly (WireContentBlock & WireSystemBlock)[] {
  const medium = mediaSource('image', image, path, context.notices);
  if (medium && 'bytes' in medium.source && ['png', 'jpeg'].includes(medium.format)) {
    const { format, source } = medium;
    return [{ guardContent: { image: { format, source, ...providerMembers(image) } } }];
  }
  const message = 'A guardrail takes the bytes of a png or jpeg: a note stands in its place.';
  context.notices.warn('content_ignored', path, message);
  return [{ text: '[image left out: a guardrail does not take it]' }];
}

function cachePointToWire(block: CachePointBlock): { readonly cachePoint: WireCachePoint } {
  const { ttl } = block;
  return { cachePoint: { type: 'default', ...definedFields({ ttl }), ...providerMembers(block) } };
}
