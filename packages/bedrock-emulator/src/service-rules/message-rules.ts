import type { ContentBlock, ConverseRequest } from '../converse-wire.js';
import { firstOf, type ServiceRule } from './service-rule.js';

const PROMPT_ARN = /^arn:[^:]+:bedrock:[^:]*:[^:]*:prompt\//;

/** Its id does not tell the family, so a rule with exceptions cannot be held against it. */
const OPAQUE_PROFILE = '*:application-inference-profile/*';

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

function firstBlock(
  request: ConverseRequest,
  check: (block: ContentBlock, place: string) => string | undefined,
): string | undefined {
  return firstOf(request.messages, (message, m) =>
    firstOf(message.content, (block, b) => check(block, `messages.${m}.content.${b}`)),
  );
}

function documentsOf(block: ContentBlock): { readonly name?: string }[] {
  const inResult = block.toolResult?.content?.flatMap((item) => item.document ?? []) ?? [];
  return block.document ? [block.document, ...inResult] : inResult;
}

/** What holds for the messages of a request, whatever the model. */
export const messageRules: readonly ServiceRule[] = [
  {
    id: 'start-with-user',
    source:
      'dify#12340, kibana#246393; empty messages live 2026-09-18. Claude, Qwen, GLM and Kimi take a leading assistant turn: live 2026-07-03',
    exceptModels: [
      '*anthropic.claude*',
      '*qwen.*',
      '*zai.*',
      '*moonshot.*',
      '*moonshotai.*',
      OPAQUE_PROFILE,
    ],
    check: ({ modelId, messages = [] }) => {
      if (messages.length === 0 && PROMPT_ARN.test(modelId)) return undefined;
      return messages[0]?.role === 'user' ? undefined : START_WITH_USER;
    },
  },
  {
    id: 'some-message',
    source: 'live 2026-09-18: also the families that take a leading assistant turn want a message',
    check: ({ modelId, messages = [] }) =>
      messages.length > 0 || PROMPT_ARN.test(modelId) ? undefined : START_WITH_USER,
  },
  {
    id: 'empty-content',
    source: 'archestra#4220, pi#3443',
    check: (request) =>
      firstOf(request.messages, (message, index) =>
        message.content?.length === 0
          ? `The content field in the Message object at messages.${index} is empty. Add a ContentBlock object to the content field and try again.`
          : undefined,
      ),
  },
  {
    id: 'empty-text',
    source: 'OpenHands#5339, continue#9767, bedrock-engineer#8',
    check: (request) =>
      firstBlock(request, (block, place) => (block.text === '' ? blankText(place) : undefined)),
  },
  {
    id: 'blank-text',
    source:
      'langchain-aws#403: whitespace alone is blank. Claude leaves that to the model, which took "\\n" beside other text: recorded 2025',
    exceptModels: ['*anthropic.claude*', OPAQUE_PROFILE],
    check: (request) =>
      firstBlock(request, (block, place) =>
        block.text?.trim() === '' ? blankText(place) : undefined,
      ),
  },
  {
    id: 'document-needs-text',
    source: 'archestra#4220, litellm#36499',
    check: (request) =>
      firstOf(request.messages, (message) =>
        message.content?.some((block) => block.document) &&
        !message.content.some((block) => block.text !== undefined)
          ? 'A text block must be included when using documents. Add a text block and retry your request.'
          : undefined,
      ),
  },
  {
    id: 'document-name',
    source: 'vercel/ai#20365, generative-ai-use-cases#1671',
    check: (request) =>
      firstBlock(request, (block) =>
        documentsOf(block).some(({ name }) => name !== undefined && !DOCUMENT_NAME.test(name))
          ? DOCUMENT_NAME_TEXT
          : undefined,
      ),
  },
];
