import {
  ask,
  assistant,
  document,
  loop,
  question,
  result,
  tool,
  use,
  video,
  withTools,
} from '../requests.js';
import {
  KIMI,
  LLAMA_3,
  LLAMA_4,
  MISTRAL_LARGE,
  NOVA,
  PALMYRA,
  type RuleExamples,
  SONNET_4_5,
} from './rule-example.js';

const text = { text: 'Here' };

function choice(toolChoice: object) {
  return ask([question], { toolConfig: { tools: [tool()], toolChoice: { ...toolChoice } } });
}

/** Examples of the rules about tools, their calls and their results. */
export const toolExamples: RuleExamples = {
  'no-tools': {
    model: LLAMA_3,
    accepts: ask(),
    refuses: withTools(tool()),
    text: "This model doesn't support tool use.",
    butTakenBy: LLAMA_4,
  },
  T20: {
    model: LLAMA_4,
    accepts: withTools(tool()),
    refuses: withTools(tool()),
    refusedOperation: 'ConverseStream',
    text: "This model doesn't support tool use in streaming mode.",
    butTakenBy: NOVA,
  },
  T21: {
    model: LLAMA_4,
    accepts: choice({ auto: {} }),
    refuses: choice({ any: {} }),
    text: "This model doesn't support the toolConfig.toolChoice.any field. Remove toolConfig.toolChoice.any and try again.",
    butTakenBy: MISTRAL_LARGE,
  },
  'tool-choice-name': {
    model: SONNET_4_5,
    accepts: choice({ tool: { name: 'look_up' } }),
    refuses: choice({ tool: { name: 'look_down' } }),
    text: "The model returned the following errors: tool_choice: Tool 'look_down' not found in provided tools",
  },
  'tool-names': {
    model: SONNET_4_5,
    accepts: withTools(tool('a'), tool('b')),
    refuses: withTools(tool('a'), tool('a')),
    text: 'The model returned the following errors: tools: Tool names must be unique.',
  },
  T13: {
    model: SONNET_4_5,
    accepts: withTools(tool('a', { properties: { oneOf: { anyOf: [] } } })),
    refuses: withTools(tool('a'), tool('b', { anyOf: [] })),
    text: 'The model returned the following errors: tools.1.custom.input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level',
    butTakenBy: KIMI,
  },
  T15: {
    model: NOVA,
    accepts: withTools(
      tool('a', { properties: {}, required: [], title: 'A', additionalProperties: false }),
    ),
    refuses: withTools(tool('a'), tool('b', { definitions: {} })),
    text: 'The model returned the following errors: Malformed input request: #/toolConfig/tools/1/toolSpec/inputSchema/json: extraneous key [definitions] is not permitted, please reformat your input and try again.',
    butTakenBy: SONNET_4_5,
  },
  T23: {
    model: NOVA,
    accepts: withTools(tool('look_up')),
    refuses: withTools(tool('look-up')),
    text: 'Model produced invalid sequence as part of ToolUse. Please refer to the model tool use troubleshooting guide.',
    butTakenBy: SONNET_4_5,
  },
  'T03-document': {
    model: SONNET_4_5,
    accepts: loop([result(), text, document()]),
    refuses: loop([result(), text, document('report', { format: 'csv' })]),
    text: 'The model returned the following errors: messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: abcdefgh1. Each `tool_use` block must have a corresponding `tool_result` block in the next message.',
    butTakenBy: NOVA,
  },
  T04: {
    model: SONNET_4_5,
    accepts: ask(
      [
        question,
        assistant(
          { toolUse: { toolUseId: 'srv', name: 'look_up', input: {}, type: 'server_tool_use' } },
          result({ toolUseId: 'srv' }),
          text,
        ),
        question,
      ],
      { toolConfig: { tools: [tool()] } },
    ),
    refuses: ask([question, assistant(text, result()), question], {
      toolConfig: { tools: [tool()] },
    }),
    text: 'The model returned the following errors: messages.1.content.1: unexpected `tool_use_id` found in `tool_result` blocks: abcdefgh1. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.',
    butTakenBy: NOVA,
  },
  T05: {
    model: SONNET_4_5,
    accepts: loop([result(), text]),
    refuses: loop([text, result()]),
    text: 'The model returned the following errors: messages.2: Did not find 1 `tool_result` block(s) at the beginning of this message. Messages following `tool_use` blocks must begin with a matching number of `tool_result` blocks.',
    butTakenBy: NOVA,
  },
  'tool-result-alone': {
    model: LLAMA_4,
    accepts: loop(),
    refuses: loop([result(), text]),
    text: 'messages.2.content: Conversation blocks and tool result blocks cannot be provided in the same turn.',
    butTakenBy: NOVA,
  },
  'tool-use-alone': {
    model: LLAMA_4,
    accepts: loop(),
    refuses: loop([result()], [text, use()]),
    text: 'messages.1.content: Conversation blocks and tool use blocks cannot be provided in the same turn.',
    butTakenBy: KIMI,
  },
  'tool-result-status': {
    model: PALMYRA,
    accepts: loop(),
    refuses: loop([result({ status: 'success' })]),
    text: "This model doesn't support the status field. Remove status and try again.",
    butTakenBy: LLAMA_4,
  },
  T19: {
    model: MISTRAL_LARGE,
    accepts: loop([result({ toolUseId: 'tooluse_a-b_c' })], [use('tooluse_a-b_c')]),
    refuses: loop([result({ toolUseId: 'a' })], [use('a')]),
    text: 'The model returned the following errors: Tool call id was a but must be a-z, A-Z, 0-9, with a length of 9.',
    butTakenBy: LLAMA_4,
  },
  'tool-result-media': {
    model: NOVA,
    accepts: loop([result({ content: [document('report', { format: 'csv' })] })]),
    refuses: loop([result({ content: [document()] })]),
    text: 'The model returned the following errors: Malformed input request: #/messages/2/content/0: extraneous key [toolResult] is not permitted, please reformat your input and try again.',
    butTakenBy: SONNET_4_5,
  },
};

/** More refusals by these rules. */
export const moreToolRefusals: [rule: string, model: string, body: object, text: string][] = [
  [
    'tool-result-media',
    NOVA,
    loop([result({ content: [video] })]),
    toolExamples['tool-result-media']?.text ?? '',
  ],
  [
    'T19',
    SONNET_4_5,
    loop([result({ toolUseId: 'functions.a:0' })], [use('functions.a:0')]),
    "The model returned the following errors: messages.1.content.0.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'",
  ],
  [
    'T21',
    MISTRAL_LARGE,
    choice({ tool: { name: 'look_up' } }),
    "This model doesn't support the toolConfig.toolChoice.tool field. Remove toolConfig.toolChoice.tool and try again.",
  ],
  [
    'T05',
    SONNET_4_5,
    loop([result(), text, result({ toolUseId: 'b' })], [use(), use('b')]),
    'The model returned the following errors: messages.2: Did not find 2 `tool_result` block(s) at the beginning of this message. Messages following `tool_use` blocks must begin with a matching number of `tool_result` blocks.',
  ],
];
