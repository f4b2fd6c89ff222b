import type { ContentBlock, ConverseRequest, Message } from '../converse-wire.js';
import { isJsonObject, type JsonObject } from '../json.js';
import { firstBlock, firstOf } from '../rules/request-places.js';
import { fromModel, modelRule, type Rule } from '../rules/rule.js';
import { additionalFields } from './additional-fields.js';

/** Anthropic's `thinking`, when it is on. */
function thinkingOf(request: ConverseRequest): JsonObject | undefined {
  const { thinking } = additionalFields(request);
  return isJsonObject(thinking) && thinking.type !== 'disabled' ? thinking : undefined;
}

function withBudget(request: ConverseRequest): boolean {
  return thinkingOf(request)?.type === 'enabled';
}

function isReasoning(block: ContentBlock | undefined): boolean {
  return block?.reasoningContent !== undefined;
}

/** The assistant messages of the tool loop, or of the prefill, that a conversation ends with. */
function openTurns({ messages = [] }: ConverseRequest): [Message, number][] {
  const open: [Message, number][] = [];
  for (const [m, message] of [...messages.entries()].reverse()) {
    const answersTool = message.content?.some((block) => block.toolResult);
    if (message.role === 'user' && !answersTool) break;
    if (message.role === 'assistant') open.push([message, m]);
  }
  return open;
}

function effortOf(request: ConverseRequest): unknown {
  const config = additionalFields(request).output_config;
  return request.outputConfig?.effort ?? (isJsonObject(config) ? config.effort : undefined);
}

/** Rules about reasoning in the history and about asking for it. */
export const reasoningRules: readonly Rule[] = [
  modelRule({
    id: 'H08',
    refuses: 'reasoning in a user message, or anywhere for models that take none back',
    source: 'oh-my-pi#9086 (Nova), vercel/ai#7034 (Claude 3 Haiku), bedrock-engineer#240 (gpt-oss)',
    verbatim: true,
    appliesTo: 'known',
    check: (request, _, { reasoningInput }) =>
      firstBlock(request, ({ block, message: { role } }) =>
        isReasoning(block) && (role !== 'assistant' || reasoningInput === 'refused')
          ? 'User messages cannot contain reasoning content. Please remove the reasoning content and try again.'
          : undefined,
      ),
  }),
  modelRule({
    id: 'H08-signature',
    refuses: 'signed reasoning, where the model signs none',
    source: 'pi names OpenAI, Qwen, MiniMax and Moonshot; live: Kimi, 2026',
    verbatim: true,
    appliesTo: 'reasoningInput',
    check: (request, input) =>
      firstBlock(request, ({ block: { reasoningContent } }) =>
        input === 'without signature' && reasoningContent?.reasoningText?.signature !== undefined
          ? "This model doesn't support the reasoningContent.reasoningText.signature field. Remove reasoningContent.reasoningText.signature and try again."
          : undefined,
      ),
  }),
  modelRule({
    id: 'R02',
    refuses: 'reasoning without a signature, where the model signs its own',
    source: 'llama_index#20851, opencode#25005',
    verbatim: true,
    appliesTo: 'reasoningInput',
    check: (request, input) =>
      firstBlock(request, ({ block: { reasoningContent }, place }) => {
        const text = reasoningContent?.reasoningText;
        return input === 'signed' && text !== undefined && !text.signature
          ? fromModel(`${place}.thinking.signature: Field required`)
          : undefined;
      }),
  }),
  modelRule({
    id: 'R01',
    refuses: 'a tool loop or prefill without reasoning at its start, with a thinking budget',
    source: 'Roo#11238, langchain-aws#844; adaptive thinking does not ask for it',
    verbatim: true,
    appliesTo: 'reasoningInput',
    check: (request, input) => {
      if (input !== 'signed' || !withBudget(request)) return undefined;
      const turns = openTurns(request);
      const [last] = turns;
      if (!last || turns.some(([{ content }]) => isReasoning(content?.[0]))) return undefined;
      const [{ content }, m] = last;
      const found = content?.[0]?.toolUse ? 'tool_use' : 'text';
      return fromModel(
        `messages.${m}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${found}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block (preceeding the lastmost set of \`tool_use\` and \`tool_result\` blocks). We recommend you include thinking blocks from previous turns. To avoid this requirement, disable \`thinking\`.`,
      );
    },
  }),
  modelRule({
    id: 'R01-order',
    refuses: 'reasoning that does not come first in its message, with a thinking budget',
    source: 'bedrock-agentcore-sdk-python#419',
    verbatim: true,
    appliesTo: 'reasoningInput',
    check: (request, input) =>
      input === 'signed' && withBudget(request)
        ? firstOf(request.messages, ({ content = [] }, m) => {
            if (!content.some(isReasoning) || isReasoning(content[0])) return undefined;
            const found = content[0]?.toolUse ? 'tool_use' : 'text';
            return fromModel(
              `messages.${m}.content.0.type: If an assistant message contains any thinking blocks, the first block must be \`thinking\` or \`redacted_thinking\`. Found \`${found}\`.`,
            );
          })
        : undefined,
  }),
  modelRule({
    id: 'R05',
    refuses: 'a kind of thinking that the model does not know',
    source: 'pi#3289, #7098 (enabled on 4.7 and later); live reports of 2026 (adaptive before 4.6)',
    verbatim: true,
    appliesTo: 'thinkingTypes',
    check: (request, types) => {
      const type = thinkingOf(request)?.type;
      if (type === undefined || types.some((known) => known === type)) return undefined;
      if (types.length === 0) return fromModel('thinking: Extra inputs are not permitted');
      return fromModel(
        type === 'enabled'
          ? '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.'
          : 'adaptive thinking is not supported on this model',
      );
    },
  }),
  modelRule({
    id: 'R06',
    refuses: 'sampling parameters with thinking, but for a temperature of 1 and a top_p from 0.95',
    source: 'aider#3720, vercel/ai#6617; the words for top_p are not known',
    verbatim: true,
    appliesTo: 'thinkingTypes',
    check: (request) => {
      if (thinkingOf(request) === undefined) return undefined;
      const { temperature = 1, topP = 1 } = request.inferenceConfig ?? {};
      if (temperature !== 1) {
        return fromModel(
          '`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.',
        );
      }
      if (additionalFields(request).top_k !== undefined) {
        return fromModel('`top_k` must be unset when thinking is enabled or in adaptive mode');
      }
      return topP < 0.95
        ? fromModel(
            '`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled or in adaptive mode',
          )
        : undefined;
    },
  }),
  modelRule({
    id: 'R07',
    refuses: 'a thinking budget under 1024, or one that maxTokens does not exceed',
    source: 'attune-ai#730, GoModel#83; live reports of 2026-09-02 and 2026-09-04',
    verbatim: true,
    appliesTo: 'thinkingTypes',
    check: (request) => {
      const budget = withBudget(request) ? thinkingOf(request)?.budget_tokens : undefined;
      if (typeof budget !== 'number') return undefined;
      if (budget < 1024) {
        return fromModel(
          'thinking.enabled.budget_tokens: Input should be greater than or equal to 1024',
        );
      }
      const { maxTokens = Number.POSITIVE_INFINITY } = request.inferenceConfig ?? {};
      return maxTokens <= budget
        ? fromModel('`max_tokens` must be greater than `thinking.budget_tokens`.')
        : undefined;
    },
  }),
  modelRule({
    id: 'T22',
    refuses: 'a forced tool with thinking',
    source: 'vercel/ai#11227, langchain-aws#925, mastra#7507',
    verbatim: true,
    appliesTo: 'thinkingTypes',
    check: (request) => {
      const { any, tool } = request.toolConfig?.toolChoice ?? {};
      return thinkingOf(request) !== undefined && (any ?? tool) !== undefined
        ? fromModel('Thinking may not be enabled when tool_choice forces tool use.')
        : undefined;
    },
  }),
  modelRule({
    id: 'effort',
    refuses: 'an effort, where the model knows none',
    source: 'claude-code#30795, #30760',
    verbatim: true,
    appliesTo: 'effort',
    check: (request) =>
      effortOf(request) === undefined
        ? undefined
        : fromModel('This model does not support the effort parameter.'),
  }),
  modelRule({
    id: 'reasoning-effort',
    refuses: 'a reasoning_effort that the model does not know',
    source: "pydantic-ai profile: 'none' is refused by gpt-oss; the words are not known",
    verbatim: false,
    appliesTo: 'reasoningEfforts',
    check: (request, efforts) => {
      const { reasoning_effort: effort } = additionalFields(request);
      return effort === undefined || efforts.some((known) => known === effort)
        ? undefined
        : fromModel(
            `Failed to deserialize the JSON body into the target type: reasoning_effort: unknown variant \`${String(effort)}\`, expected one of ${efforts.map((known) => `\`${known}\``).join(', ')}`,
          );
    },
  }),
  modelRule({
    id: 'reasoning-config',
    refuses: "Nova's reasoningConfig, where the model does not reason",
    source: 'inspect_ai#5301',
    verbatim: true,
    appliesTo: 'reasoningConfig',
    check: (request, accepted) =>
      accepted === 'refused' && additionalFields(request).reasoningConfig !== undefined
        ? fromModel(
            'Malformed input request: the provided reasoning config value is invalid, please reformat your input and try again.',
          )
        : undefined,
  }),
  modelRule({
    id: 'reasoning-config-high',
    refuses: 'maxTokens, temperature or topP with a high reasoning effort of Nova',
    source: 'inspect_ai#3767; the words are not known',
    verbatim: false,
    appliesTo: 'reasoningConfig',
    check: (request) => {
      const { reasoningConfig: config } = additionalFields(request);
      const { maxTokens, temperature, topP } = request.inferenceConfig ?? {};
      const high = isJsonObject(config) && config.maxReasoningEffort === 'high';
      return high && (maxTokens ?? temperature ?? topP) !== undefined
        ? fromModel(
            'Malformed input request: maxTokens, temperature and topP must be unset when maxReasoningEffort is high, please reformat your input and try again.',
          )
        : undefined;
    },
  }),
];
