import type { ContentBlock, ToolCallBlock, ToolResultBlock } from './content-block.js';
import { definedFields } from './defined-fields.js';
import { LegacyFunctionCalls } from './legacy-function-calls.js';
import type { UnifiedMessage } from './message.js';
import type { Warning } from './notice.js';
import { invalidParameter, optional, reportOtherFields, required } from './parameter-check.js';
import { parseContent } from './parse-content.js';
import { ARRAY, OBJECT, oneOf, STRING } from './value-kind.js';

const ROLE = oneOf(['system', 'developer', 'user', 'assistant', 'tool', 'function']);

type Role = 'system' | 'developer' | 'user' | 'assistant' | 'tool' | 'function';

/** The fields that a message of each role may have, beside those that all may have. */
const FIELDS: Readonly<Record<Role, readonly string[]>> = {
  system: [],
  developer: [],
  user: [],
  assistant: ['refusal', 'tool_calls', 'function_call', 'reasoning_content', 'audio'],
  tool: ['tool_call_id'],
  function: [],
};

/** A message that is being read. */
interface Source {
  readonly message: Readonly<Record<string, unknown>>;
  /** Its content, already read. */
  readonly content: readonly ContentBlock[];
  readonly path: string;
}

/** OpenAI's messages, `UnifiedMessage`s, or a mix of both, as `UnifiedMessage`s. One in, one out. */
export function parseMessages(messages: readonly unknown[], warnings: Warning[]): UnifiedMessage[] {
  const legacyCalls = new LegacyFunctionCalls();
  return messages.map((message, at) =>
    parseMessage(message, `messages[${at}]`, warnings, legacyCalls),
  );
}

function parseMessage(
  value: unknown,
  path: string,
  warnings: Warning[],
  legacyCalls: LegacyFunctionCalls,
): UnifiedMessage {
  const message = required(path, value, OBJECT);
  const role = required(`${path}.role`, message.role, ROLE);
  const known = ['role', 'content', 'name', 'metadata', ...FIELDS[role]];
  reportOtherFields(path, message, known, warnings);
  const content = parseContent(message.content, `${path}.content`, warnings);
  const source = { message, content, path };
  const name = optional(`${path}.name`, message.name, STRING);
  const metadata = optional(`${path}.metadata`, message.metadata, OBJECT);
  const shared = definedFields({ name, metadata });
  switch (role) {
    case 'system':
    case 'developer':
      return { role: 'system', content, ...shared };
    case 'user':
      return { role, content, ...shared };
    case 'assistant':
      return { role, content: assistantContent(source, warnings, legacyCalls), ...shared };
    case 'tool':
      return { role, content: toolContent(source), ...shared };
    case 'function': {
      // Here `name` is the function's, and the call's id takes its place.
      const toolCallId = legacyCalls.resultId(required(`${path}.name`, name, STRING));
      const result = toolResult(toolCallId, source);
      return { role: 'tool', content: [result], ...definedFields({ metadata }) };
    }
  }
}

function assistantContent(
  { message, content, path }: Source,
  warnings: Warning[],
  legacyCalls: LegacyFunctionCalls,
): ContentBlock[] {
  const reasoning = optional(`${path}.reasoning_content`, message.reasoning_content, STRING);
  const refusal = optional(`${path}.refusal`, message.refusal, STRING);
  const calls = optional(`${path}.tool_calls`, message.tool_calls, ARRAY) ?? [];
  const legacyCall = optional(`${path}.function_call`, message.function_call, OBJECT);
  if (message.audio !== undefined && message.audio !== null) {
    warnings.push({
      code: 'content_ignored',
      path: `${path}.audio`,
      message: 'Audio by id is stored at OpenAI and cannot be sent on.',
    });
  }
  return [
    ...(reasoning ? [{ type: 'reasoning', reasoning } as const] : []),
    ...content,
    ...(refusal ? [{ type: 'text', text: refusal } as const] : []),
    ...calls.map((call, at) => toolCall(call, `${path}.tool_calls[${at}]`)),
    ...(legacyCall ? [functionCall(legacyCall, `${path}.function_call`, legacyCalls)] : []),
  ];
}

function toolCall(value: unknown, path: string): ToolCallBlock {
  const call = required(path, value, OBJECT);
  const id = required(`${path}.id`, call.id, STRING);
  if (call.type === 'custom') {
    const custom = required(`${path}.custom`, call.custom, OBJECT);
    const name = required(`${path}.custom.name`, custom.name, STRING);
    const input = required(`${path}.custom.input`, custom.input, STRING);
    return { type: 'tool_call', id, name, arguments: JSON.stringify({ input }) };
  }
  const called = required(`${path}.function`, call.function, OBJECT);
  const name = required(`${path}.function.name`, called.name, STRING);
  return { type: 'tool_call', id, name, arguments: argumentsText(called.arguments) };
}

function functionCall(
  call: Readonly<Record<string, unknown>>,
  path: string,
  legacyCalls: LegacyFunctionCalls,
): ToolCallBlock {
  const name = required(`${path}.name`, call.name, STRING);
  const id = legacyCalls.callId(name);
  return { type: 'tool_call', id, name, arguments: argumentsText(call.arguments) };
}

/** OpenAI's arguments are JSON text; some gateways send the value itself. */
function argumentsText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

function toolContent(source: Source): ContentBlock[] {
  const path = `${source.path}.tool_call_id`;
  const toolCallId = optional(path, source.message.tool_call_id, STRING);
  if (toolCallId !== undefined) return [toolResult(toolCallId, source)];
  if (source.content.some((block) => block.type === 'tool_result')) return [...source.content];
  throw invalidParameter(path, 'the id of the tool call', source.message.tool_call_id);
}

function toolResult(toolCallId: string, { message, content }: Source): ToolResultBlock {
  const output = typeof message.content === 'string' ? message.content : content;
  return { type: 'tool_result', toolCallId, output };
}
