import type { ContentBlock } from '../converse-wire.js';
import { firstBlock, firstOf } from '../rules/request-places.js';
import { type Rule, serviceRule } from '../rules/rule.js';

const PROMPT_ARN = /^arn:[^:]+:bedrock:[^:]*:[^:]*:prompt\//;

const START_WITH_USER =
  'A conversation must start with a user message. Try again with a conversation that starts with a user message.';

const DOCUMENT_NAME_TEXT =
  "The document file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, and square brackets. The name can't contain more than one consecutive whitespace character. Check that the file name conforms to these restrictions and retry your request.";

// Measured by vercel/ai#20365 and #20366: `_` passes although the text does not name it, of all
// whitespace only the ASCII space does, and spaces may lead and trail.
const DOCUMENT_NAME = /^(?!.* {2})[A-Za-z0-9 _()[\]-]+$/;

function blankText(place: string): string {
  return `The text field in the ContentBlock object at ${place} is blank. Add text to the text field, and try again.`;
}

function documentsOf(block: ContentBlock): { readonly name?: string }[] {
  const inResult = block.toolResult?.content?.flatMap((item) => item.document ?? []) ?? [];
  return block.document ? [block.document, ...inResult] : inResult;
}

/** What holds for the messages of a request, whatever the model. */
export const messageRules: readonly Rule[] = [
  serviceRule({
    id: 'H01',
    refuses: 'a conversation that does not start with a user message, or has none',
    source: 'dify#12340, kibana#246393; empty messages live 2026-09-18',
    verbatim: true,
    check: ({ modelId, messages = [] }, { leadingAssistant, opaque }) => {
      const [first] = messages;
      if (first === undefined) return PROMPT_ARN.test(modelId) ? undefined : START_WITH_USER;
      const accepted =
        first.role === 'user' ||
        opaque ||
        (first.role === 'assistant' && leadingAssistant === 'accepted');
      return accepted ? undefined : START_WITH_USER;
    },
  }),
  serviceRule({
    id: 'empty-content',
    refuses: 'a message without content',
    source: 'archestra#4220, pi#3443',
    verbatim: true,
    check: (request) =>
      firstOf(request.messages, (message, index) =>
        message.content?.length === 0
          ? `The content field in the Message object at messages.${index} is empty. Add a ContentBlock object to the content field and try again.`
          : undefined,
      ),
  }),
  serviceRule({
    id: 'H05',
    refuses: 'an empty text, and one of whitespace where the model does not judge it',
    source: 'OpenHands#5339, continue#9767, bedrock-engineer#8, langchain-aws#403',
    verbatim: true,
    check: (request, { whitespace, opaque }) =>
      firstBlock(request, ({ block: { text }, place }) => {
        const blank = whitespace === 'left to the model' || opaque ? text : text?.trim();
        return blank === '' ? blankText(place) : undefined;
      }),
  }),
  serviceRule({
    id: 'M02',
    refuses: 'a document in a message without a text',
    source: 'archestra#4220, litellm#36499',
    verbatim: true,
    check: (request) =>
      firstOf(request.messages, (message) =>
        message.content?.some((block) => block.document) &&
        !message.content.some((block) => block.text !== undefined)
          ? 'A text block must be included when using documents. Add a text block and retry your request.'
          : undefined,
      ),
  }),
  serviceRule({
    id: 'M01',
    refuses: 'a document name with a character that names may not have, or two spaces in a row',
    source: 'vercel/ai#20365, generative-ai-use-cases#1671',
    verbatim: true,
    check: (request) =>
      firstBlock(request, ({ block }) =>
        documentsOf(block).some(({ name }) => name !== undefined && !DOCUMENT_NAME.test(name))
          ? DOCUMENT_NAME_TEXT
          : undefined,
      ),
  }),
];
