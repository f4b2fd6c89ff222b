import { isPlainObject } from '@outcrop/unified-response';
import { PASSED_PARAMETERS } from '../passed-parameters.js';

const PARAMETERS: ReadonlySet<string> = new Set([
  ...['model', 'messages', 'max_tokens', 'max_completion_tokens', 'temperature', 'top_p', 'stop'],
  ...['seed', 'top_k', 'tools', 'tool_choice', 'parallel_tool_calls', 'response_format'],
  ...['reasoning_effort', 'metadata', 'service_tier', 'stream', 'stream_options'],
  ...PASSED_PARAMETERS,
]);

const PARTS: readonly unknown[] = ['text', 'image_url', 'input_audio', 'file', 'refusal'];
const ROLES: readonly unknown[] = ['system', 'developer', 'user', 'assistant', 'tool'];

type Message = Readonly<Record<string, unknown>>;

/** What OpenAI would refuse of a body. */
export function problemOf(body: Readonly<Record<string, unknown>>): string | undefined {
  const unknown = Object.keys(body).find((name) => !PARAMETERS.has(name));
  if (unknown) return `Unrecognized request argument supplied: ${unknown}`;
  if (typeof body.model !== 'string') return 'you must provide a model parameter';
  if (!Array.isArray(body.messages) || body.messages.length === 0) return 'messages: empty';
  if (body.stream_options !== undefined && body.stream !== true) {
    return "The 'stream_options' parameter is only allowed when 'stream' is enabled.";
  }
  if (body.tool_choice !== undefined && !body.tools) {
    return "'tool_choice' is only allowed when 'tools' are specified.";
  }
  return problemInMessages(body.messages as Message[]);
}

function problemInMessages(messages: readonly Message[]): string | undefined {
  let open = new Set<unknown>();
  for (const [at, message] of messages.entries()) {
    const { role, content, tool_calls: calls } = message;
    const path = `messages[${at}]`;
    if (!ROLES.includes(role)) return `${path}.role: ${String(role)}`;
    if (role === 'tool') {
      if (typeof content !== 'string') return `${path}.content: a tool's result is text`;
      if (!open.delete(message.tool_call_id)) return `${path}: no call has this tool_call_id`;
      continue;
    }
    if (open.size > 0) return `${path}: calls without results: ${[...open].join()}`;
    if (Array.isArray(calls)) open = new Set(calls.map((call) => (call as { id: string }).id));
    else if (content === null && !message.refusal && !message.audio) return `${path}.content: null`;
    const problem = problemInContent(content, path);
    if (problem) return problem;
  }
  return undefined;
}

function problemInContent(content: unknown, path: string): string | undefined {
  if (content === null || typeof content === 'string') return undefined;
  if (!Array.isArray(content) || content.length === 0) return `${path}.content: no parts`;
  const odd = content.findIndex((part) => !isPlainObject(part) || !PARTS.includes(part.type));
  return odd < 0 ? undefined : `${path}.content[${odd}]: no such part`;
}
