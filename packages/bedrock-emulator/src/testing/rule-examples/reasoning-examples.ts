import {
  ask,
  assistant,
  budget,
  loop,
  question,
  reasoning,
  result,
  tool,
  use,
  user,
  withFields,
} from '../requests.js';
import {
  GPT_OSS,
  KIMI,
  NOVA,
  NOVA_PRO,
  OPUS_4_8,
  type RuleExamples,
  SONNET_4_5,
  SONNET_4_6,
} from './rule-example.js';

const signed = reasoning('c2ln');
const text = { text: 'Hi' };
const NO_REASONING =
  'User messages cannot contain reasoning content. Please remove the reasoning content and try again.';
const adaptive = withFields({ thinking: { type: 'adaptive' } });
const enabled = withFields({ thinking: { type: 'enabled', budget_tokens: 1024 } });

function thinking(inferenceConfig: object, budget_tokens = 1024) {
  return withFields({ thinking: { type: 'enabled', budget_tokens } }, { ...inferenceConfig });
}

function forced(members: object) {
  return ask([question], {
    toolConfig: { tools: [tool()], toolChoice: { any: {} } },
    ...members,
  });
}

/** Examples of the rules about reasoning in the history and about asking for it. */
export const reasoningExamples: RuleExamples = {
  H08: {
    model: NOVA,
    accepts: ask([question, assistant(text), question]),
    refuses: ask([question, assistant(reasoning(), text), question]),
    text: NO_REASONING,
    butTakenBy: KIMI,
  },
  'H08-signature': {
    model: KIMI,
    accepts: ask([question, assistant(reasoning(), text), question]),
    refuses: ask([question, assistant(signed, text), question]),
    text: "This model doesn't support the reasoningContent.reasoningText.signature field. Remove reasoningContent.reasoningText.signature and try again.",
    butTakenBy: SONNET_4_5,
  },
  R02: {
    model: SONNET_4_5,
    accepts: ask([question, assistant(signed, text), question]),
    refuses: ask([question, assistant(reasoning(), text), question]),
    text: 'The model returned the following errors: messages.1.content.0.thinking.signature: Field required',
    butTakenBy: KIMI,
  },
  R01: {
    model: SONNET_4_5,
    accepts: loop([result()], [signed, use()], budget),
    refuses: loop([result()], [use()], budget),
    text: 'The model returned the following errors: messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`. When `thinking` is enabled, a final `assistant` message must start with a thinking block (preceeding the lastmost set of `tool_use` and `tool_result` blocks). We recommend you include thinking blocks from previous turns. To avoid this requirement, disable `thinking`.',
  },
  'R01-order': {
    model: SONNET_4_5,
    accepts: ask([question, assistant(signed, text), question], budget),
    refuses: ask([question, assistant(text, signed), question], budget),
    text: 'The model returned the following errors: messages.1.content.0.type: If an assistant message contains any thinking blocks, the first block must be `thinking` or `redacted_thinking`. Found `text`.',
  },
  R05: {
    model: OPUS_4_8,
    accepts: adaptive,
    refuses: enabled,
    text: 'The model returned the following errors: "thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.',
    butTakenBy: SONNET_4_6,
  },
  R06: {
    model: SONNET_4_5,
    accepts: thinking({ temperature: 1 }),
    refuses: thinking({ temperature: 0.5 }),
    text: 'The model returned the following errors: `temperature` may only be set to 1 when thinking is enabled or in adaptive mode.',
  },
  R07: {
    model: SONNET_4_5,
    accepts: thinking({ maxTokens: 1025 }),
    refuses: thinking({ maxTokens: 1024 }),
    text: 'The model returned the following errors: `max_tokens` must be greater than `thinking.budget_tokens`.',
  },
  T22: {
    model: SONNET_4_5,
    accepts: forced({}),
    refuses: forced(budget),
    text: 'The model returned the following errors: Thinking may not be enabled when tool_choice forces tool use.',
  },
  effort: {
    model: SONNET_4_5,
    accepts: ask(),
    refuses: ask([question], { outputConfig: { effort: 'high' } }),
    text: 'The model returned the following errors: This model does not support the effort parameter.',
    butTakenBy: SONNET_4_6,
  },
  'reasoning-effort': {
    model: GPT_OSS,
    accepts: withFields({ reasoning_effort: 'low' }),
    refuses: withFields({ reasoning_effort: 'none' }),
    text: 'The model returned the following errors: Failed to deserialize the JSON body into the target type: reasoning_effort: unknown variant `none`, expected one of `low`, `medium`, `high`',
  },
  'reasoning-config': {
    model: NOVA_PRO,
    accepts: withFields({ inferenceConfig: { topK: 1 } }),
    refuses: withFields({ reasoningConfig: { type: 'enabled', maxReasoningEffort: 'low' } }),
    text: 'The model returned the following errors: Malformed input request: the provided reasoning config value is invalid, please reformat your input and try again.',
    butTakenBy: NOVA,
  },
  'reasoning-config-high': {
    model: NOVA,
    accepts: withFields(
      { reasoningConfig: { type: 'enabled', maxReasoningEffort: 'medium' } },
      { maxTokens: 10 },
    ),
    refuses: withFields(
      { reasoningConfig: { type: 'enabled', maxReasoningEffort: 'high' } },
      { maxTokens: 10 },
    ),
    text: 'The model returned the following errors: Malformed input request: maxTokens, temperature and topP must be unset when maxReasoningEffort is high, please reformat your input and try again.',
  },
};

/** More refusals by these rules. */
export const moreReasoningRefusals: [rule: string, model: string, body: object, text: string][] = [
  ['H08', SONNET_4_5, ask([user(signed, text)]), NO_REASONING],
  [
    'H08',
    'anthropic.claude-3-haiku-20240307-v1:0',
    ask([question, assistant(reasoning(), text), question]),
    NO_REASONING,
  ],
  ['H08', GPT_OSS, ask([question, assistant(reasoning(), text), question]), NO_REASONING],
  [
    'R05',
    SONNET_4_5,
    adaptive,
    'The model returned the following errors: adaptive thinking is not supported on this model',
  ],
  [
    'R05',
    'anthropic.claude-3-haiku-20240307-v1:0',
    enabled,
    'The model returned the following errors: thinking: Extra inputs are not permitted',
  ],
  [
    'R06',
    SONNET_4_5,
    withFields({ thinking: { type: 'enabled', budget_tokens: 1024 }, top_k: 5 }),
    'The model returned the following errors: `top_k` must be unset when thinking is enabled or in adaptive mode',
  ],
  [
    'R06',
    SONNET_4_5,
    thinking({ topP: 0.9 }),
    'The model returned the following errors: `top_p` must be greater than or equal to 0.95 or unset when thinking is enabled or in adaptive mode',
  ],
  [
    'R07',
    SONNET_4_5,
    thinking({}, 1023),
    'The model returned the following errors: thinking.enabled.budget_tokens: Input should be greater than or equal to 1024',
  ],
  [
    'T22',
    SONNET_4_6,
    forced({ additionalModelRequestFields: { thinking: { type: 'adaptive' } } }),
    'The model returned the following errors: Thinking may not be enabled when tool_choice forces tool use.',
  ],
  [
    'R01',
    SONNET_4_5,
    ask([question, assistant(text)], budget),
    'The model returned the following errors: messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `text`. When `thinking` is enabled, a final `assistant` message must start with a thinking block (preceeding the lastmost set of `tool_use` and `tool_result` blocks). We recommend you include thinking blocks from previous turns. To avoid this requirement, disable `thinking`.',
  ],
];
