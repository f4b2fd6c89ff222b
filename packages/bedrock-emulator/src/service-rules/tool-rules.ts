import type { ConverseRequest, Message } from '../converse-wire.js';
import { isJsonObject } from '../json.js';
import { firstOf, type ServiceRule } from './service-rule.js';

/** Ids of the calls a client must answer: the service answers its own server tools itself. */
function toolUseIds(message: Message | undefined): string[] {
  const uses = message?.content?.flatMap((block) => block.toolUse ?? []) ?? [];
  return uses.flatMap((use) => (use.type === 'server_tool_use' ? [] : (use.toolUseId ?? [])));
}

/** Ids of the results a client sent; those of server tools stand in the assistant's own turn. */
function toolResultIds(message: Message | undefined): string[] {
  if (message?.role !== 'user') return [];
  return message.content?.flatMap((block) => block.toolResult?.toolUseId ?? []) ?? [];
}

function duplicates(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

function usesTools({ messages = [] }: ConverseRequest): boolean {
  return messages.some(
    (message) => toolUseIds(message).length > 0 || toolResultIds(message).length > 0,
  );
}

/** What holds for tools, their calls and their results, whatever the model. */
export const toolRules: readonly ServiceRule[] = [
  {
    id: 'tool-config-present',
    source: 'dify#17545, vercel/ai#7537',
    check: (request) =>
      request.toolConfig === undefined && usesTools(request)
        ? 'The toolConfig field must be defined when using toolUse and toolResult content blocks.'
        : undefined,
  },
  {
    id: 'input-schema-object',
    source: 'pi#8279, goose#5064',
    check: (request) =>
      firstOf(request.toolConfig?.tools, ({ toolSpec }, index) => {
        const schema = toolSpec?.inputSchema?.json;
        if (toolSpec === undefined || (isJsonObject(schema) && schema.type === 'object')) {
          return undefined;
        }
        return `The value at toolConfig.tools.${index}.toolSpec.inputSchema.json.type must be one of the following: object.`;
      }),
  },
  {
    id: 'tool-use-input-object',
    source: 'vercel/ai#19023',
    check: (request) =>
      firstOf(request.messages, (message, m) =>
        firstOf(message.content, ({ toolUse }, b) =>
          toolUse === undefined || isJsonObject(toolUse.input)
            ? undefined
            : `The format of the value at messages.${m}.content.${b}.toolUse.input is invalid. Provide a json object for the field and try again.`,
        ),
      ),
  },
  {
    id: 'tool-result-json-object',
    source: 'aichat#1542, aws-sdk-js-v3#7330',
    check: (request) =>
      firstOf(request.messages, (message, m) =>
        firstOf(message.content, ({ toolResult }, b) =>
          firstOf(toolResult?.content, ({ json }, r) =>
            json === undefined || isJsonObject(json)
              ? undefined
              : `The format of the value at messages.${m}.content.${b}.toolResult.content.${r}.json is invalid. Provide a json object for the field and try again.`,
          ),
        ),
      ),
  },
  {
    id: 'error-result-content',
    source: 'sample-multi-agent-orchestration-chat-on-agentcore#15',
    check: (request) =>
      firstOf(request.messages, (message, m) =>
        firstOf(message.content, ({ toolResult }, b) =>
          toolResult?.status === 'error' && toolResult.content?.length === 0
            ? `The content field at messages.${m}.content.${b}.toolResult cannot be empty when status value is error.`
            : undefined,
        ),
      ),
  },
  {
    id: 'duplicate-tool-use-ids',
    source: 'Cyber-AutoAgent-ng#72',
    check: (request) =>
      firstOf(request.messages, (message, index) => {
        const repeated = duplicates(toolUseIds(message));
        return repeated.length === 0
          ? undefined
          : `The toolUse blocks at messages.${index}.content contain duplicate Ids: ${repeated.join(', ')}`;
      }),
  },
  {
    id: 'duplicate-tool-result-ids',
    source: 'litellm#20047',
    check: (request) =>
      firstOf(request.messages, (message, index) => {
        const repeated = duplicates(toolResultIds(message));
        return repeated.length === 0
          ? undefined
          : `The toolResult blocks at messages.${index}.content contain duplicate Ids: ${repeated.join(', ')}`;
      }),
  },
  {
    id: 'extra-tool-results',
    source: 'OpenHands#4912, pydantic-ai#2327',
    check: ({ messages = [] }) =>
      firstOf(messages, (message, index) =>
        toolResultIds(message).length > toolUseIds(messages[index - 1]).length
          ? `The number of toolResult blocks at messages.${index}.content exceeds the number of toolUse blocks of previous turn.`
          : undefined,
      ),
  },
  {
    id: 'missing-tool-results',
    source: 'agno#6698: all results of a turn belong in the very next message',
    check: ({ messages = [] }) =>
      firstOf(messages, (message, index) => {
        const answered = new Set(toolResultIds(messages[index + 1]));
        const missing = toolUseIds(message).filter((id) => !answered.has(id));
        return missing.length === 0
          ? undefined
          : `Expected toolResult blocks at messages.${index + 1}.content for the following Ids: ${missing.join(', ')}`;
      }),
  },
];
