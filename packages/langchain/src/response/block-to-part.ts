import {
  bytesToBase64,
  type CitationBlock,
  type ContentBlock,
  definedFields,
  type GenericBlock,
  type ToolCallBlock,
} from '@outcrop/unified-response';
import { blockToJson } from '../block-json.js';
import { OWN_KEY } from '../own-key.js';
import { isToldExactly, parseArguments } from '../tool-arguments.js';
import type { Part } from './part.js';

/**
 * A block as one of LangChain's standard content blocks. What has no place in those stands under
 * `outcrop`; a block that LangChain has no kind for is `non_standard`, and its value the whole block.
 */
export function blockToPart(block: ContentBlock): Part {
  switch (block.type) {
    case 'text': {
      const { text, citations, ...others } = block;
      const annotations = citations?.map(toAnnotation);
      return { type: 'text', text, ...definedFields({ annotations }), ...own(others) };
    }
    case 'reasoning': {
      const { reasoning, signature, ...others } = block;
      return { type: 'reasoning', reasoning, ...definedFields({ signature }), ...own(others) };
    }
    case 'tool_call':
      return callPart(block);
    case 'image':
    case 'audio':
    case 'video': {
      const { data, mediaType, ...others } = block;
      if (data === undefined) return wholePart(block);
      const mimeType = mediaType ?? `${block.type}/*`;
      return { type: block.type, mimeType, data: bytesToBase64(data), ...own(others) };
    }
    case 'generic':
      return block.originalType === 'tool_call' ? cutCallPart(block) : wholePart(block);
    default:
      return wholePart(block);
  }
}

function toAnnotation({ title, snippet, url, ...others }: CitationBlock): Part {
  return {
    type: 'citation',
    title,
    citedText: snippet,
    ...definedFields({ url }),
    ...own(others),
  };
}

function callPart({ id, name, arguments: text, ...others }: ToolCallBlock): Part {
  const args = parseArguments(text);
  if (args === undefined) {
    const error = 'The arguments are no JSON object.';
    return { type: 'invalid_tool_call', id, name, args: text, error, ...own(others) };
  }
  const told = isToldExactly(text, args) ? {} : { arguments: text };
  return { type: 'tool_call', id, name, args, ...own({ ...others, ...told }) };
}

/** What came of a call that was cut short is, in LangChain's words, an invalid call. */
function cutCallPart(block: GenericBlock): Part {
  const { id, name, arguments: args, ...others } = block;
  if ([id, name, args].some((field) => typeof field !== 'string')) return wholePart(block);
  const error = 'The call was cut short.';
  return { type: 'invalid_tool_call', id, name, args, error, ...own(others) };
}

function wholePart(block: ContentBlock): Part {
  return { type: 'non_standard', value: blockToJson(block) };
}

/** Fields that LangChain has no place for; none is no member. */
function own(fields: { readonly type: string }): Readonly<Record<string, unknown>> {
  const { type: _, ...json } = blockToJson(fields as ContentBlock);
  return Object.keys(json).length === 0 ? {} : { [OWN_KEY]: json };
}
