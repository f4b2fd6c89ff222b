import type { ContentBlock, MediaBlock } from '../converse-wire.js';
import { firstBlock, firstOf } from '../rules/request-places.js';
import { fromModel, type ModelCheck, modelRule, type Rule } from '../rules/rule.js';
import { toolUseIds } from '../rules/tool-turns.js';

/** Formats that Nova reads as text, and so takes in tool results: pydantic-ai#6254. */
const TEXT_FORMATS: readonly (string | undefined)[] = ['csv', 'html', 'md', 'txt'];

function isTextDocument({ format, source }: MediaBlock): boolean {
  return TEXT_FORMATS.includes(format) || (source?.text ?? source?.content) !== undefined;
}

function isToolBlock(block: ContentBlock): boolean {
  return block.toolUse !== undefined || block.toolResult !== undefined;
}

/** The first message that mixes a kind of tool block with others. */
function mixedTurn(kind: 'toolUse' | 'toolResult', name: string): ModelCheck<'toolBlocks'> {
  return ({ messages }) =>
    firstOf(messages, ({ content = [] }, m) =>
      content.some((block) => block[kind]) && !content.every(isToolBlock)
        ? `messages.${m}.content: Conversation blocks and ${name} blocks cannot be provided in the same turn.`
        : undefined,
    );
}

const ID_PATTERNS = {
  // Bedrock's own ids are accepted besides Mistral's: live, 2026-09.
  'nine alphanumerics': /^([a-zA-Z0-9]{9}|tooluse_[a-zA-Z0-9_-]+)$/,
  'letters, digits, _ and -': /^[a-zA-Z0-9_-]+$/,
};

/** Rules about tool calls and tool results in the history. */
export const toolTurnRules: readonly Rule[] = [
  modelRule({
    id: 'T03-document',
    refuses: 'a document that is no PDF beside a tool result',
    source: 'pydantic-ai#3253, #6098: live; the text misleads',
    verbatim: true,
    appliesTo: 'anthropicMessages',
    check: ({ messages = [] }) =>
      firstOf(messages, ({ content = [] }, m) => {
        const beside = content.some(({ document }) => document && document.format !== 'pdf');
        const ids = toolUseIds(messages[m - 1]);
        return beside && ids.length > 0
          ? fromModel(
              `messages.${m - 1}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${ids.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
            )
          : undefined;
      }),
  }),
  modelRule({
    id: 'T04',
    refuses: 'a tool result outside a user message, unless its call is in the same message',
    source: 'studio#1803, Anthropic.SDK#184',
    verbatim: true,
    appliesTo: 'anthropicMessages',
    check: (request) =>
      firstBlock(request, ({ block: { toolResult }, place, message }) => {
        if (toolResult === undefined || message.role === 'user') return undefined;
        const id = toolResult.toolUseId;
        return message.content?.some((block) => block.toolUse?.toolUseId === id)
          ? undefined
          : fromModel(
              `${place}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
            );
      }),
  }),
  modelRule({
    id: 'T05',
    refuses: 'another block before or between the tool results of a message',
    source: 'browser-use#988, langchain-aws#451, pydantic-ai#7564',
    verbatim: true,
    appliesTo: 'anthropicMessages',
    check: ({ messages = [] }) =>
      firstOf(messages, ({ role, content = [] }, m) => {
        const results = content.filter((block) => block.toolResult).length;
        const leading = content.findIndex((block) => !(block.toolResult ?? block.cachePoint));
        return role === 'user' &&
          leading >= 0 &&
          content.slice(leading).some((block) => block.toolResult)
          ? fromModel(
              `messages.${m}: Did not find ${results} \`tool_result\` block(s) at the beginning of this message. Messages following \`tool_use\` blocks must begin with a matching number of \`tool_result\` blocks.`,
            )
          : undefined;
      }),
  }),
  modelRule({
    id: 'tool-result-alone',
    refuses: 'tool results beside other blocks',
    source: 'harness-sdk#1223 (Llama 4), langchain-aws#141, pydantic-ai#6098 (Mistral, Writer)',
    verbatim: true,
    appliesTo: 'toolBlocks',
    check: mixedTurn('toolResult', 'tool result'),
  }),
  modelRule({
    id: 'tool-use-alone',
    refuses: 'tool calls beside other blocks',
    source: 'langchain-aws#1118 (Mistral Large, Llama 3.2), quarkus-langchain4j#1983',
    verbatim: true,
    appliesTo: 'toolBlocks',
    check: mixedTurn('toolUse', 'tool use'),
  }),
  modelRule({
    id: 'tool-result-status',
    refuses: 'a status of a tool result, where the model takes none',
    source: 'pydantic-ai#6254 (Writer)',
    verbatim: true,
    appliesTo: 'toolResultStatus',
    check: (request) =>
      firstBlock(request, ({ block: { toolResult } }) =>
        toolResult?.status === undefined
          ? undefined
          : "This model doesn't support the status field. Remove status and try again.",
      ),
  }),
  modelRule({
    id: 'T19',
    refuses: "an id of a tool call that is not in the form of the model's vendor",
    source: 'opencode#48843 (Mistral), bifrost#6300, llama_index#22775 (Claude)',
    verbatim: true,
    appliesTo: 'toolUseIds',
    check: (request, form) =>
      firstBlock(request, ({ block: { toolUse, toolResult }, place }) => {
        const id = toolUse?.toolUseId ?? toolResult?.toolUseId;
        if (id === undefined || ID_PATTERNS[form].test(id)) return undefined;
        const field = toolUse ? 'tool_use.id' : 'tool_result.tool_use_id';
        return fromModel(
          form === 'nine alphanumerics'
            ? `Tool call id was ${id} but must be a-z, A-Z, 0-9, with a length of 9.`
            : `${place}.${field}: String should match pattern '^[a-zA-Z0-9_-]+$'`,
        );
      }),
  }),
  modelRule({
    id: 'tool-result-media',
    refuses: 'a video, or a document that is no text, in a tool result of Nova',
    source: 'recorded',
    verbatim: true,
    appliesTo: 'novaSchema',
    check: (request) =>
      firstBlock(request, ({ block: { toolResult }, place }) =>
        toolResult?.content?.some(
          ({ document, video }) => video ?? (document && !isTextDocument(document)),
        )
          ? fromModel(
              `Malformed input request: #/${place.replaceAll('.', '/')}: extraneous key [toolResult] is not permitted, please reformat your input and try again.`,
            )
          : undefined,
      ),
  }),
];
