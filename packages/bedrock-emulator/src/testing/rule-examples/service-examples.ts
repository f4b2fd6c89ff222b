import {
  ask,
  assistant,
  document,
  loop,
  question,
  result,
  tool,
  use,
  user,
  withTools,
} from '../requests.js';
import { NOVA, type RuleExamples, SONNET_4_5 } from './rule-example.js';

const START =
  'A conversation must start with a user message. Try again with a conversation that starts with a user message.';

/** Examples of the rules of the service, which hold whatever the model. */
export const serviceExamples: RuleExamples = {
  H01: {
    model: NOVA,
    accepts: ask([question, assistant({ text: 'Hi' }), question]),
    refuses: ask([assistant({ text: 'Hi' }), question]),
    text: START,
    butTakenBy: SONNET_4_5,
  },
  'empty-content': {
    model: NOVA,
    accepts: ask([question]),
    refuses: ask([user()]),
    text: 'The content field in the Message object at messages.0 is empty. Add a ContentBlock object to the content field and try again.',
  },
  H05: {
    model: NOVA,
    accepts: ask([user({ text: ' a ' })]),
    refuses: ask([user({ text: 'Hello' }, { text: '\n' })]),
    text: 'The text field in the ContentBlock object at messages.0.content.1 is blank. Add text to the text field, and try again.',
    butTakenBy: SONNET_4_5,
  },
  M02: {
    model: NOVA,
    accepts: ask([user({ text: 'Read' }, document())]),
    refuses: ask([user(document())]),
    text: 'A text block must be included when using documents. Add a text block and retry your request.',
  },
  M01: {
    model: NOVA,
    accepts: ask([user({ text: 'Read' }, document('a_b (1)[2]-c'))]),
    refuses: ask([user({ text: 'Read' }, document('report.pdf'))]),
    text: "The document file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, and square brackets. The name can't contain more than one consecutive whitespace character. Check that the file name conforms to these restrictions and retry your request.",
  },
  T02: {
    model: NOVA,
    accepts: loop(),
    refuses: ask([question, assistant(use()), user(result())]),
    text: 'The toolConfig field must be defined when using toolUse and toolResult content blocks.',
  },
  T12: {
    model: NOVA,
    accepts: withTools(tool()),
    refuses: withTools(tool('look_up', { type: 'array' })),
    text: 'The value at toolConfig.tools.0.toolSpec.inputSchema.json.type must be one of the following: object.',
  },
  T09: {
    model: NOVA,
    accepts: loop(),
    refuses: loop([result()], [use('abcdefgh1', 'text')]),
    text: 'The format of the value at messages.1.content.0.toolUse.input is invalid. Provide a json object for the field and try again.',
  },
  T11: {
    model: NOVA,
    accepts: loop([result({ content: [{ json: { found: 1 } }] })]),
    refuses: loop([result({ content: [{ json: [1] }] })]),
    text: 'The format of the value at messages.2.content.0.toolResult.content.0.json is invalid. Provide a json object for the field and try again.',
  },
  T08: {
    model: NOVA,
    accepts: loop([result({ status: 'error' })]),
    refuses: loop([result({ status: 'error', content: [] })]),
    text: 'The content field at messages.2.content.0.toolResult cannot be empty when status value is error.',
  },
  T07: {
    model: NOVA,
    accepts: loop([result(), result({ toolUseId: 'b' })], [use(), use('b')]),
    refuses: loop([result()], [use(), use()]),
    text: 'The toolUse blocks at messages.1.content contain duplicate Ids: abcdefgh1',
  },
  T06: {
    model: NOVA,
    accepts: loop([result(), result({ toolUseId: 'b' })], [use(), use('b')]),
    refuses: loop([result(), result()], [use(), use('b')]),
    text: 'The toolResult blocks at messages.2.content contain duplicate Ids: abcdefgh1',
  },
  T01: {
    model: NOVA,
    accepts: loop(),
    refuses: loop([result(), result({ toolUseId: 'b' })]),
    text: 'The number of toolResult blocks at messages.2.content exceeds the number of toolUse blocks of previous turn.',
  },
  T03: {
    model: NOVA,
    accepts: loop(),
    refuses: loop([result()], [use(), use('b')]),
    text: 'Expected toolResult blocks at messages.2.content for the following Ids: b',
  },
};
