import { isPlainObject, type ToolCallBlock } from '@outcrop/unified-response';
import type { MappingContext } from '../mapping-context.js';
import type { WireToolUse } from '../wire/wire-content.js';
import { parseJson } from './parse-json.js';
import { providerMembers } from './provider-data.js';

/** A tool call of the history, as Converse wants it replayed. */
export function toolCallToWire(
  block: ToolCallBlock,
  path: string,
  context: MappingContext,
): WireToolUse {
  return {
    toolUseId: block.id,
    name: context.wireToolName(block.name),
    input: toolInput(block.arguments, path, context),
    ...membersOf(block, context),
  };
}

/**
 * Responses mark a call of the caller's own tool as `tool_use`; the service model lets requests name
 * only `server_tool_use`.
 */
function membersOf(block: ToolCallBlock, { purpose }: MappingContext): object {
  const { type, ...others } = providerMembers(block);
  const isOwn = purpose === 'request' && type === 'tool_use';
  return type === undefined || isOwn ? others : { type, ...others };
}

/**
 * The input must be an object: "The format of the value at messages.N.content.M.toolUse.input is
 * invalid" (ValidationException). One broken call of the model must not end the conversation.
 */
function toolInput(text: string, path: string, context: MappingContext): unknown {
  if (text.trim() === '') return {};
  let input: unknown;
  try {
    input = parseJson(text);
  } catch {
    input = text;
  }
  if (isPlainObject(input)) return input;
  context.notices.warn(
    'tool_arguments_invalid',
    `${path}.arguments`,
    'The arguments are no JSON object: they are sent as {rawInvalidInput}.',
  );
  return { rawInvalidInput: input };
}
