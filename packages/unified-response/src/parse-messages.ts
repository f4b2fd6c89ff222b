import type { ContentBlock, ToolCallBlock } from './content-block.js';
import type { UnifiedMessage } from './message.js';
import type { Warning } from './notice.js';
import {
  ARRAY,
  definedFields,
  invalidParameter,
  OBJECT,
  optional,
  required,
  STRING,
} from './parameter-check.js';
import { parseContent } from './parse-content.js';

/** OpenAI's messages, `UnifiedMessage`s, or a mix of both, as `UnifiedMessage`s. One in, one out. */
export function parseMessages(messages: readonly unknown[], warnings: Warning[]): UnifiedMessage[] {
  const legacy = new LegacyFunctionCalls();
  return messages.map((value, at) => {
    const path = `messages[${at}]`;
    const message = required(path, value, OBJECT);
    const content = parseContent(message.content, `${path}.content`, warnings);
    const shared = definedFields({
      name:
        message.role === 'function' ? undefined : optional(`${path}.name`, message.name, STRING),
      metadata: optional(`${path}.metadata`, message.metadata, OBJECT),
    });
    switch (message.role) {
      case 'system':
      case 'developer':
        return { role: 'system', content, ...shared };
      case 'user':
        return { role: 'user', content, ...shared };
      case 'assistant':
        return {
          role: 'assistant',
          content: assistantContent(message, content, path, warnings, legacy),
          ...shared,
        };
      case 'tool':
        return { role: 'tool', content: toolContent(message, content, path), ...shared };
      case 'function': {
        const toolCallId = legacy.resultOf(required(`${path}.name`, message.name, STRING));
        return {
          role: 'tool',
          content: [toolResult(toolCallId, message.content, content)],
          ...shared,
        };
      }
      default:
        throw invalidParameter(
          `${path}.role`,
          '"system", "developer", "user", "assistant" or "tool"',
          message.role,
        );
    }
  });
}

function assistantContent(
  message: Record<string, unknown>,
  content: readonly ContentBlock[],
  path: string,
  warnings: Warning[],
  legacy: LegacyFunctionCalls,
): ContentBlock[] {
  const reasoning = optional(`${path}.reasoning_content`, message.reasoning_content, STRING);
  const refusal = optional(`${path}.refusal`, message.refusal, STRING);
  const calls = optional(`${path}.tool_calls`, message.tool_calls, ARRAY) ?? [];
  const call = optional(`${path}.function_call`, message.function_call, OBJECT);
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
    ...calls.map((item, at) => toolCall(item, `${path}.tool_calls[${at}]`)),
    ...(call ? [legacy.call(call, `${path}.function_call`)] : []),
  ];
}

function toolCall(value: unknown, path: string): ToolCallBlock {
  const call = required(path, value, OBJECT);
  const id = required(`${path}.id`, call.id, STRING);
  if (call.type === 'custom') {
    const custom = required(`${path}.custom`, call.custom, OBJECT);
    const name = required(`${path}.custom.name`, custom.name, STRING);
    return { type: 'tool_call', id, name, arguments: JSON.stringify({ input: custom.input }) };
  }
  const called = required(`${path}.function`, call.function, OBJECT);
  const name = required(`${path}.function.name`, called.name, STRING);
  return { type: 'tool_call', id, name, arguments: argumentsText(called.arguments) };
}

/** OpenAI's arguments are JSON text; some gateways send the value itself. */
function argumentsText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

function toolContent(
  message: Record<string, unknown>,
  content: readonly ContentBlock[],
  path: string,
): ContentBlock[] {
  if (message.tool_call_id === undefined) {
    if (content.some((block) => block.type === 'tool_result')) return [...content];
    throw invalidParameter(`${path}.tool_call_id`, 'the id of the tool call', undefined);
  }
  const toolCallId = required(`${path}.tool_call_id`, message.tool_call_id, STRING);
  return [toolResult(toolCallId, message.content, content)];
}

function toolResult(
  toolCallId: string,
  original: unknown,
  content: readonly ContentBlock[],
): ContentBlock {
  const output = typeof original === 'string' ? original : content;
  return { type: 'tool_result', toolCallId, output };
}

/** OpenAI's first function calls had no ids: the n-th call of a name is answered by its n-th result. */
class LegacyFunctionCalls {
  readonly #open = new Map<string, string[]>();
  #count = 0;

  call(value: Record<string, unknown>, path: string): ToolCallBlock {
    const name = required(`${path}.name`, value.name, STRING);
    const id = `function_call_${this.#count}`;
    this.#count += 1;
    this.#open.set(name, [...(this.#open.get(name) ?? []), id]);
    return { type: 'tool_call', id, name, arguments: argumentsText(value.arguments) };
  }

  resultOf(name: string): string {
    const [id, ...rest] = this.#open.get(name) ?? [];
    this.#open.set(name, rest);
    return id ?? name;
  }
}
