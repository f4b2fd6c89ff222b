import type { ConverseRequest } from '../converse-wire.js';
import { isJsonObject } from '../json.js';
import { firstBlock, firstOf } from '../rules/request-places.js';
import { type Rule, serviceRule } from '../rules/rule.js';
import { toolResultIds, toolUseIds } from '../rules/tool-turns.js';

function duplicates(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

function usesTools({ messages = [] }: ConverseRequest): boolean {
  return messages.some(
    (message) => toolUseIds(message).length > 0 || toolResultIds(message).length > 0,
  );
}

/** What holds for tools, their calls and their results, whatever the model. */
export const toolRules: readonly Rule[] = [
  serviceRule({
    id: 'T02',
    refuses: 'tool calls or results without a toolConfig',
    source: 'dify#17545, vercel/ai#7537',
    verbatim: true,
    check: (request) =>
      request.toolConfig === undefined && usesTools(request)
        ? 'The toolConfig field must be defined when using toolUse and toolResult content blocks.'
        : undefined,
  }),
  serviceRule({
    id: 'T12',
    refuses: 'a tool whose input schema is not of type object',
    source: 'pi#8279, goose#5064',
    verbatim: true,
    check: (request) =>
      firstOf(request.toolConfig?.tools, ({ toolSpec }, index) => {
        const schema = toolSpec?.inputSchema?.json;
        if (toolSpec === undefined || (isJsonObject(schema) && schema.type === 'object')) {
          return undefined;
        }
        return `The value at toolConfig.tools.${index}.toolSpec.inputSchema.json.type must be one of the following: object.`;
      }),
  }),
  serviceRule({
    id: 'T09',
    refuses: 'a tool call whose input is not an object',
    source: 'vercel/ai#19023',
    verbatim: true,
    check: (request) =>
      firstBlock(request, ({ block: { toolUse }, place }) =>
        toolUse === undefined || isJsonObject(toolUse.input)
          ? undefined
          : `The format of the value at ${place}.toolUse.input is invalid. Provide a json object for the field and try again.`,
      ),
  }),
  serviceRule({
    id: 'T11',
    refuses: 'a json result that is not an object',
    source: 'aichat#1542, aws-sdk-js-v3#7330',
    verbatim: true,
    check: (request) =>
      firstBlock(request, ({ block: { toolResult }, place }) =>
        firstOf(toolResult?.content, ({ json }, index) =>
          json === undefined || isJsonObject(json)
            ? undefined
            : `The format of the value at ${place}.toolResult.content.${index}.json is invalid. Provide a json object for the field and try again.`,
        ),
      ),
  }),
  serviceRule({
    id: 'T08',
    refuses: 'a failed tool result without content',
    source: 'sample-multi-agent-orchestration-chat-on-agentcore#15',
    verbatim: true,
    check: (request) =>
      firstBlock(request, ({ block: { toolResult }, place }) =>
        toolResult?.status === 'error' && toolResult.content?.length === 0
          ? `The content field at ${place}.toolResult cannot be empty when status value is error.`
          : undefined,
      ),
  }),
  serviceRule({
    id: 'T07',
    refuses: 'two tool calls of a message with one id',
    source: 'Cyber-AutoAgent-ng#72',
    verbatim: true,
    check: (request) =>
      firstOf(request.messages, (message, index) => {
        const repeated = duplicates(toolUseIds(message));
        return repeated.length === 0
          ? undefined
          : `The toolUse blocks at messages.${index}.content contain duplicate Ids: ${repeated.join(', ')}`;
      }),
  }),
  serviceRule({
    id: 'T06',
    refuses: 'two tool results of a message with one id',
    source: 'litellm#20047',
    verbatim: true,
    check: (request) =>
      firstOf(request.messages, (message, index) => {
        const repeated = duplicates(toolResultIds(message));
        return repeated.length === 0
          ? undefined
          : `The toolResult blocks at messages.${index}.content contain duplicate Ids: ${repeated.join(', ')}`;
      }),
  }),
  serviceRule({
    id: 'T01',
    refuses: 'more tool results than the turn before has calls',
    source: 'OpenHands#4912, pydantic-ai#2327',
    verbatim: true,
    check: ({ messages = [] }) =>
      firstOf(messages, (message, index) =>
        toolResultIds(message).length > toolUseIds(messages[index - 1]).length
          ? `The number of toolResult blocks at messages.${index}.content exceeds the number of toolUse blocks of previous turn.`
          : undefined,
      ),
  }),
  serviceRule({
    id: 'T03',
    refuses: 'tool calls that the next message does not all answer',
    source: 'agno#6698: all results of a turn belong in the very next message',
    verbatim: true,
    check: ({ messages = [] }) =>
      firstOf(messages, (message, index) => {
        const answered = new Set(toolResultIds(messages[index + 1]));
        const missing = toolUseIds(message).filter((id) => !answered.has(id));
        return missing.length === 0
          ? undefined
          : `Expected toolResult blocks at messages.${index + 1}.content for the following Ids: ${missing.join(', ')}`;
      }),
  }),
];
