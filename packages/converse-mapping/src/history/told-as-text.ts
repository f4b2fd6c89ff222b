import {
  type ContentBlock,
  isPlainObject,
  type ToolCallBlock,
  type ToolResultBlock,
} from '@outcrop/unified-response';
import { jsonText } from '../content/json-text.js';

/** A tool call in words, where it cannot stand as a call. */
export function callAsText(call: ToolCallBlock): ContentBlock {
  return textBlock(`[call of the tool ${call.name}: ${call.arguments}]`);
}

/** A tool's result in words, where it cannot stand as a result. */
export function resultAsText(result: ToolResultBlock): ContentBlock {
  return textBlock(`[result of a tool call: ${outputText(result.output)}]`);
}

/** What the assistant sent as a medium, in words: Converse takes media from a user only. */
export function assistantMediaAsText(
  block: Extract<ContentBlock, { type: 'image' | 'audio' | 'video' | 'document' }>,
): ContentBlock {
  const words = block.type === 'document' ? wordsOf(block) : [];
  return textBlock(lines([`[${block.type} made by the assistant]`, ...words]));
}

function outputText(output: unknown): string {
  if (typeof output === 'string') return output;
  if (!Array.isArray(output)) return jsonText(output);
  return lines(output.flatMap(wordsOf));
}

function lines(words: readonly string[]): string {
  return words.filter((word) => word !== '').join('\n');
}

/** What can be told in words of a block, or of any other value. */
function wordsOf(item: unknown): readonly string[] {
  if (!isPlainObject(item)) return [jsonText(item)];
  const block = item as unknown as ContentBlock;
  switch (block.type) {
    case 'text':
      return [block.text];
    case 'document':
      return [`[document ${block.name ?? ''}]`, ...[block.text ?? []].flat(), block.context ?? ''];
    case 'search_result':
      return [block.title, ...block.content, block.source];
    case 'guard':
      return [block.text ?? '[image]'];
    case 'citation':
      return [block.title, block.snippet];
    case 'image':
    case 'audio':
    case 'video':
    case 'reasoning':
    case 'cache_point':
      return [`[${block.type}]`];
    default:
      return [jsonText(item)];
  }
}

function textBlock(text: string): ContentBlock {
  return { type: 'text', text };
}
