import { ask, assistant, image, loop, question, result, user } from '../requests.js';
import {
  MISTRAL_7B,
  MISTRAL_LARGE,
  NOVA,
  OPUS_4_8,
  type RuleExamples,
  SONNET_4_5,
} from './rule-example.js';

const NO_WORDS =
  'The model returned the following errors: messages: text content blocks must contain non-whitespace text';

/** Examples of the rules about the order of a conversation and its texts. */
export const historyExamples: RuleExamples = {
  H02: {
    model: NOVA,
    accepts: ask([question, assistant({ text: 'Hi' }), question]),
    refuses: ask([question, question]),
    text: 'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.',
    butTakenBy: 'xai.grok-4.6',
  },
  H04: {
    model: OPUS_4_8,
    accepts: ask([question, assistant({ text: 'Hi' }), question]),
    refuses: ask([question, assistant({ text: 'Hi' })]),
    text: 'The model returned the following errors: This model does not support assistant message prefill. The conversation must end with a user message.',
    butTakenBy: SONNET_4_5,
  },
  'H04-whitespace': {
    model: SONNET_4_5,
    accepts: ask([question, assistant({ text: 'Hi \n' }), question]),
    refuses: ask([question, assistant({ text: 'Hi \n' })]),
    text: 'The model returned the following errors: messages: final assistant content cannot end with trailing whitespace',
    butTakenBy: NOVA,
  },
  H06: {
    model: SONNET_4_5,
    accepts: ask([user({ text: 'Hello' }, { text: '\n' })]),
    refuses: ask([user({ text: 'Hello' }, { text: '\u200b\u3000' })]),
    text: NO_WORDS,
    butTakenBy: NOVA,
  },
  'H06-system': {
    model: SONNET_4_5,
    accepts: ask([question], { system: [{ text: 'Be brief.' }] }),
    refuses: ask([question], { system: [{ text: ' ' }] }),
    text: 'The model returned the following errors: system: text content blocks must contain non-whitespace text',
    butTakenBy: NOVA,
  },
  'media-role': {
    model: SONNET_4_5,
    accepts: ask([user(image())]),
    refuses: ask([question, assistant(image()), question]),
    text: 'The content block at messages.1.content.0 is only supported in user messages. Remove the content block and try again.',
  },
  'system-prompt': {
    model: MISTRAL_7B,
    accepts: ask(),
    refuses: ask([question], { system: [{ text: 'Be brief.' }] }),
    text: "This model doesn't support system messages. Try again without a system message or use a model that supports system messages.",
    butTakenBy: MISTRAL_LARGE,
  },
};

/** More refusals by these rules. */
export const moreHistoryRefusals: [rule: string, model: string, body: object, text: string][] = [
  [
    'H06',
    SONNET_4_5,
    loop([result({ content: [{ text: '' }] })]),
    'The model returned the following errors: messages: text content blocks must be non-empty',
  ],
  ['H06', SONNET_4_5, loop([result({ content: [{ text: ' ' }] })]), NO_WORDS],
  ['H06', SONNET_4_5, ask([user({ text: '\n' })]), NO_WORDS],
];
