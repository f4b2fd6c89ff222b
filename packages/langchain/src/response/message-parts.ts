import type { InvalidToolCall, ToolCall } from '@langchain/core/messages/tool';
import type { Part } from './part.js';

/** The parts of an answer, sorted into where a LangChain message has them. */
export interface MessageParts {
  readonly content: string | Part[];
  readonly tool_calls: ToolCall[];
  readonly invalid_tool_calls: InvalidToolCall[];
}

/**
 * A single plain text is a string, as everybody in LangChain expects. Calls at the end stand in
 * `tool_calls` alone; others are in the content as well, which then has their place.
 */
export function messageParts(parts: readonly Part[]): MessageParts {
  const last = parts.findLastIndex((part) => !isPlainCall(part));
  const body = parts.slice(0, last + 1);
  const [only] = body;
  const isText = body.length === 1 && only !== undefined && isPlainText(only);
  return {
    content: isText ? String(only.text) : body,
    tool_calls: parts.filter(({ type }) => type === 'tool_call').map(toToolCall),
    invalid_tool_calls: parts
      .filter(({ type }) => type === 'invalid_tool_call')
      .map(toInvalidToolCall),
  };
}

/** Whether `tool_calls` says all of it. */
export function isPlainCall(part: Part): boolean {
  return part.type === 'tool_call' && Object.keys(part).length === 4;
}

function isPlainText(part: Part): boolean {
  return part.type === 'text' && part.text !== '' && Object.keys(part).length === 2;
}

function toToolCall({ id, name, args }: Part): ToolCall {
  return { type: 'tool_call', id, name, args } as ToolCall;
}

function toInvalidToolCall({ id, name, args, error }: Part): InvalidToolCall {
  return { type: 'invalid_tool_call', id, name, args, error } as InvalidToolCall;
}
