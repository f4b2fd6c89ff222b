import type { GenericBlock, ToolCallBlock } from '@outcrop/unified-response';
import { jsonText } from '../content/json-text.js';
import { parseJson } from '../content/parse-json.js';
import { providerData } from '../content/provider-data.js';
import { othersOf } from '../others-of.js';
import type { AnnouncedCall, StreamBlock } from './stream-block.js';

/** A tool call, or what came of one that is cut short: no call that anyone should carry out. */
export type StreamedCall =
  | ToolCallBlock
  | (GenericBlock & { readonly originalType: 'tool_call'; readonly arguments: string });

/**
 * A call without arguments has no input at all, or an empty one, and a bare number or word goes on
 * with any further letter: whether such an input is whole, only the stop reason tells.
 */
export function needsStopReason(block: StreamBlock): boolean {
  return !/^\s*[[{"]/.test(block.text);
}

/** The call of a block whose input is whole JSON, or else what came of it. */
export function streamedCall(
  block: StreamBlock,
  call: AnnouncedCall,
  isCut: boolean,
  ownName: string,
): StreamedCall {
  const { text } = block;
  const { toolUseId: id, name: _, ...others } = call;
  const about = { id, name: ownName, ...providerData(othersOf(others, ['input'])) };
  const input = isCut ? undefined : wholeInput(text);
  return input === undefined
    ? { type: 'generic', originalType: 'tool_call', ...about, arguments: text }
    : { type: 'tool_call', ...about, arguments: input };
}

/** The input as JSON text without white space; `undefined` when it is cut. */
function wholeInput(text: string): string | undefined {
  if (text.trim() === '') return '{}';
  try {
    return jsonText(parseJson(text));
  } catch {
    return undefined;
  }
}
