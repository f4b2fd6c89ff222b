import type { Message } from '../converse-wire.js';
import { firstBlock, firstOf } from '../rules/request-places.js';
import { fromModel, modelRule, type Rule } from '../rules/rule.js';

/** Whitespace and what is as invisible. */
const BLANK = /^[\s\u200b-\u200d\u2060]*$/;

/** What Claude Sonnet 4.5 took beside another text (recorded), unlike other whitespace. */
const LINE_BREAKS = /^\n+$/;

const NO_WORDS = 'text content blocks must contain non-whitespace text';

function isBlank(text: string | undefined): text is string {
  return text !== undefined && BLANK.test(text);
}

function hasWords({ content }: Message): boolean {
  return content?.some(({ text }) => text !== undefined && !BLANK.test(text)) ?? false;
}

/** Rules about the order of a conversation and its texts. */
export const historyRules: readonly Rule[] = [
  modelRule({
    id: 'H02',
    refuses: 'two user or two assistant messages in a row',
    source: 'langchain-aws#130, semantic-kernel#10281, Portkey#748; merged silently by 2026',
    verbatim: true,
    appliesTo: 'known',
    check: ({ messages = [] }) =>
      messages.some(({ role }, m) => role !== 'system' && role === messages[m - 1]?.role)
        ? 'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.'
        : undefined,
  }),
  modelRule({
    id: 'H04',
    refuses: 'an assistant message at the end, where the model takes no prefill',
    source: 'opencode#29760, strands#1694, bedrock-access-gateway#219',
    verbatim: true,
    appliesTo: 'prefill',
    check: ({ messages }) =>
      messages?.at(-1)?.role === 'assistant'
        ? fromModel(
            'This model does not support assistant message prefill. The conversation must end with a user message.',
          )
        : undefined,
  }),
  modelRule({
    id: 'H04-whitespace',
    refuses: 'whitespace at the end of an assistant message at the end',
    source: 'aws-sdk-net#4015, langchain-aws#599, opencode#48846',
    verbatim: true,
    appliesTo: 'anthropicMessages',
    check: ({ messages }) => {
      const last = messages?.at(-1);
      const text = last?.role === 'assistant' ? last.content?.at(-1)?.text : undefined;
      return text !== undefined && text !== text.trimEnd()
        ? fromModel('messages: final assistant content cannot end with trailing whitespace')
        : undefined;
    },
  }),
  modelRule({
    id: 'H06',
    refuses: 'a text of whitespace, also in a tool result',
    source: 'hermes#63983, #64858, #55092; "\\n" beside another text is accepted: recorded',
    verbatim: true,
    appliesTo: 'anthropicMessages',
    check: (request) =>
      firstBlock(request, ({ block: { text, toolResult }, message }) => {
        for (const item of toolResult?.content ?? []) {
          if (item.text === '') return fromModel('messages: text content blocks must be non-empty');
          if (isBlank(item.text)) return fromModel(`messages: ${NO_WORDS}`);
        }
        if (!isBlank(text) || (LINE_BREAKS.test(text) && hasWords(message))) return undefined;
        return fromModel(`messages: ${NO_WORDS}`);
      }),
  }),
  modelRule({
    id: 'H06-system',
    refuses: 'a system text of whitespace',
    source: 'as H06; seen only for messages',
    verbatim: false,
    appliesTo: 'anthropicMessages',
    check: ({ system }) =>
      firstOf(system, ({ text }) => (isBlank(text) ? fromModel(`system: ${NO_WORDS}`) : undefined)),
  }),
  modelRule({
    id: 'media-role',
    refuses: 'an image, document, video or audio clip in a message that is not of the user',
    source: 'service model: "only when role is user"',
    verbatim: false,
    appliesTo: 'known',
    check: (request) =>
      firstBlock(request, ({ block, place, message: { role } }) => {
        const media = block.image ?? block.document ?? block.video ?? block.audio;
        return media !== undefined && role !== 'user'
          ? `The content block at ${place} is only supported in user messages. Remove the content block and try again.`
          : undefined;
      }),
  }),
  modelRule({
    id: 'system-prompt',
    refuses: 'a system prompt, where the model takes none',
    source: 'LibreChat#6456, anything-llm#2486, instructor#1753',
    verbatim: true,
    appliesTo: 'systemPrompt',
    check: ({ system = [] }) =>
      system.length > 0
        ? "This model doesn't support system messages. Try again without a system message or use a model that supports system messages."
        : undefined,
  }),
];
