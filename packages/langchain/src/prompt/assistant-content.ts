import type { AIMessage } from '@langchain/core/messages';
import { type ContentBlock, isPlainObject } from '@outcrop/unified-response';
import { OWN_KEY } from '../own-key.js';
import { MODEL_PROVIDER } from '../response/response-metadata.js';
import { callBlock, isCallPart } from './call-part.js';
import { readPart } from './read-parts.js';
import { ownFields } from './standard-part.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What a model has said, as blocks. Calls stand where the content has them, with the arguments of
 * `tool_calls`, which may have been edited; those that the content does not have follow it.
 */
export function assistantContent(message: AIMessage, path: string): ContentBlock[] {
  const told = [...(message.tool_calls ?? []), ...(message.invalid_tool_calls ?? [])];
  const calls = new Map(told.map((call, at): [string, Fields] => [idOf(call, at), { ...call }]));
  let placed = 0;
  const blocks: ContentBlock[] = [];
  for (const [at, part] of partsOf(message).entries()) {
    const place = `${path}.content[${at}]`;
    if (isContinuation(part)) {
      continueText(blocks, readPart(part, place));
    } else if (isPlainObject(part) && isCallPart(part)) {
      blocks.push(placedCall(part, idOf(part, placed), calls, place));
      placed += 1;
    } else if (!isPieceOfCall(part)) {
      blocks.push(...readPart(part, place));
    }
  }
  return [...blocks, ...[...calls].map(([id, call]) => callBlock(call, {}, id))];
}

/** LangChain translates what it knows of other providers' models. */
function partsOf(message: AIMessage): readonly unknown[] {
  const { content } = message;
  const provider = message.response_metadata.model_provider;
  if (provider !== undefined && provider !== MODEL_PROVIDER) return message.contentBlocks;
  if (typeof content === 'string') return content === '' ? [] : [content];
  return content;
}

/** The call of a part; it is taken from the calls that are still to be placed. */
function placedCall(
  part: Fields,
  id: string,
  calls: Map<string, Fields>,
  path: string,
): ContentBlock {
  const own = isPlainObject(part[OWN_KEY]) ? ownFields(part[OWN_KEY], path) : {};
  const edited = part.type === 'invalid_tool_call' ? undefined : calls.get(id);
  calls.delete(id);
  return callBlock(edited ?? part, own, id);
}

/** LangChain's calls may have no id: the first then is the first, wherever it stands. */
function idOf({ id }: { readonly id?: unknown }, at: number): string {
  return typeof id === 'string' ? id : `call_${at}`;
}

/** Pieces of arguments that Anthropic's chunks leave in the content: `tool_calls` has them whole. */
function isPieceOfCall(part: unknown): boolean {
  return isPlainObject(part) && part.type === 'input_json_delta';
}

/** Whether a part belongs to the text before it, which came as a string. */
function isContinuation(part: unknown): boolean {
  return isPlainObject(part) && part.continues === true;
}

function continueText(blocks: ContentBlock[], [more]: readonly ContentBlock[]): void {
  const text = blocks.pop();
  const { type: _, text: __, continues: ___, ...others } = { ...more } as Fields;
  if (text) blocks.push({ ...text, ...others } as ContentBlock);
}
