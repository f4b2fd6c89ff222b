import type { ModelProfile } from '@outcrop/bedrock-models';
import {
  isPlainObject,
  type ReasoningEffort,
  type UnifiedRequest,
} from '@outcrop/unified-response';
import type { Turn } from '../history/turn.js';
import { type MappingContext, mustAdapt } from '../mapping-context.js';

/** Efforts from least to most; a model that lacks one gets its nearest below, else above. */
const EFFORTS: readonly string[] = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

/** Tokens to reason with, where a model takes a budget instead of an effort. Ours: no source gives any. */
const BUDGETS: Readonly<Record<ReasoningEffort, number>> = {
  none: 0,
  minimal: 1024,
  low: 2048,
  medium: 8192,
  high: 16_384,
  xhigh: 24_576,
  max: 32_768,
};

/** Room that is left for the answer itself beside a reasoning budget. */
export const ANSWER_TOKENS = 4096;

export interface ReasoningConfig {
  /** Whether the model will reason because of this request. */
  readonly reasons: boolean;
  /** For `additionalModelRequestFields`. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Tokens to reason with; they count as output, so `maxTokens` must exceed them. */
  readonly budgetTokens?: number;
  /** No `maxTokens` may be sent beside it. */
  readonly isUncapped?: boolean;
  /** The caller wrote the model's own field: it is theirs to get right. */
  readonly isOwn?: boolean;
}

const OFF: ReasoningConfig = { reasons: false, fields: {} };

/** `thinking` and `reasoning_effort` in the words of the model's family. */
export function reasoningConfig(
  request: UnifiedRequest,
  turns: readonly Turn[],
  context: MappingContext,
): ReasoningConfig {
  const config = wantedConfig(request, context);
  if (config.budgetTokens === undefined || config.isOwn || !lacksReasoning(turns)) return config;
  // "When `thinking` is enabled, a final `assistant` message must start with a thinking block
  // (preceeding the lastmost set of `tool_use` and `tool_result` blocks)."
  const message =
    'The turn of the assistant under way has no signed reasoning: it goes on without.';
  return mustAdapt(context, 'reasoning_ignored', 'messages', message) ? OFF : config;
}

/** Whether the assistant's unfinished turn, with its tool calls, was begun without reasoning. */
function lacksReasoning(turns: readonly Turn[]): boolean {
  const spoken = turns.filter(({ role }) => role !== 'system');
  const answered = spoken.findLastIndex(
    ({ role, blocks }) => role === 'user' && blocks[0]?.block.type !== 'tool_result',
  );
  const underWay = spoken.slice(answered + 1).filter(({ role }) => role === 'assistant');
  return underWay.length > 0 && !underWay.some(hasReasoning);
}

function hasReasoning({ blocks }: Turn): boolean {
  return blocks.some(({ block }) => block.type === 'reasoning');
}

function wantedConfig(request: UnifiedRequest, context: MappingContext): ReasoningConfig {
  if (request.thinking !== undefined) return explicitThinking(request.thinking, context);
  const { reasoningEffort } = request;
  return reasoningEffort === undefined
    ? explicitFields(request, context.profile)
    : effortConfig(reasoningEffort, context);
}

function effortConfig(effort: ReasoningEffort, context: MappingContext): ReasoningConfig {
  const { profile } = context;
  const { mode, optional, efforts, minimumBudgetTokens = 0 } = profile.reasoning;
  if (effort === 'none') {
    if (optional) return OFF;
    const [least] = efforts;
    const instead = least === undefined ? '' : `: none is sent as ${least}`;
    const message = `The model always reasons${instead}.`;
    const adapts = mustAdapt(context, 'reasoning_adapted', 'reasoning_effort', message);
    return adapts && least !== undefined ? byEffort(least, profile) : OFF;
  }
  switch (mode) {
    case 'none':
    case 'always':
      mustAdapt(
        context,
        'reasoning_ignored',
        'reasoning_effort',
        'The model takes no reasoning effort: it was not sent.',
      );
      return OFF;
    case 'budget': {
      const tokens = Math.max(BUDGETS[effort], minimumBudgetTokens);
      return budget(Math.min(tokens, mostTokens(profile)));
    }
    case 'adaptive':
    case 'effort':
      return byEffort(nearestEffort(effort, profile, context), profile);
  }
}

/** The caller wrote the family's own field: it is sent as it is, and the rules that go with it hold. */
function explicitFields(
  { additionalModelRequestFields: own }: UnifiedRequest,
  { reasoning }: ModelProfile,
): ReasoningConfig {
  const { thinking, reasoningConfig } = own ?? {};
  if (isPlainObject(thinking)) {
    const { type, budget_tokens: tokens } = thinking;
    return {
      reasons: type === 'enabled' || type === 'adaptive',
      fields: {},
      isOwn: true,
      ...(typeof tokens === 'number' ? { budgetTokens: tokens } : {}),
    };
  }
  if (isPlainObject(reasoningConfig)) {
    return { reasons: reasoningConfig.type === 'enabled', fields: {}, isOwn: true };
  }
  const isSet = reasoning.field !== undefined && own?.[reasoning.field] !== undefined;
  return { reasons: isSet, fields: {}, isOwn: true };
}

function explicitThinking(
  thinking: NonNullable<UnifiedRequest['thinking']>,
  context: MappingContext,
): ReasoningConfig {
  const { reasoning, known } = context.profile;
  if (thinking.type === 'disabled') return OFF;
  if (reasoning.field !== 'thinking' && known) {
    const message = 'The model does not take thinking: use reasoning_effort. It was not sent.';
    if (mustAdapt(context, 'reasoning_ignored', 'thinking', message)) return OFF;
  }
  if (thinking.type === 'adaptive') {
    const message = 'The model takes a budget of tokens, no adaptive thinking: it gets one.';
    return reasoning.mode === 'budget' &&
      mustAdapt(context, 'reasoning_adapted', 'thinking', message)
      ? budget(Math.min(BUDGETS.medium, mostTokens(context.profile)))
      : ADAPTIVE;
  }
  // "thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" …
  const message = 'The model takes adaptive thinking only: the budget was not sent.';
  const adaptiveOnly = reasoning.mode === 'adaptive' && reasoning.minimumBudgetTokens === undefined;
  if (adaptiveOnly && mustAdapt(context, 'reasoning_adapted', 'thinking', message)) return ADAPTIVE;
  return budget(legalBudget(thinking.budgetTokens, context));
}

const ADAPTIVE: ReasoningConfig = { reasons: true, fields: { thinking: { type: 'adaptive' } } };

/** At least the model's minimum, and little enough that an answer fits beside it. */
function legalBudget(wanted: number, context: MappingContext): number {
  const { minimumBudgetTokens = 0 } = context.profile.reasoning;
  const legal = Math.min(Math.max(wanted, minimumBudgetTokens), mostTokens(context.profile));
  if (legal === wanted) return wanted;
  const message = `The model takes a budget from ${minimumBudgetTokens} to ${mostTokens(context.profile)}: ${wanted} is sent as ${legal}.`;
  const path = 'thinking.budget_tokens';
  return mustAdapt(context, 'reasoning_adapted', path, message) ? legal : wanted;
}

function mostTokens({ limits, reasoning }: ModelProfile): number {
  if (limits.maxOutputTokens === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(limits.maxOutputTokens - ANSWER_TOKENS, reasoning.minimumBudgetTokens ?? 0);
}

function budget(tokens: number): ReasoningConfig {
  return {
    reasons: true,
    fields: { thinking: { type: 'enabled', budget_tokens: tokens } },
    budgetTokens: tokens,
  };
}

function byEffort(effort: string, profile: ModelProfile): ReasoningConfig {
  switch (profile.reasoning.field) {
    case 'thinking':
      return {
        reasons: true,
        fields: { thinking: { type: 'adaptive' }, output_config: { effort } },
      };
    case 'reasoningConfig':
      return {
        reasons: true,
        fields: { reasoningConfig: { type: 'enabled', maxReasoningEffort: effort } },
        isUncapped: profile.reasoning.uncappedEfforts.includes(effort),
      };
    case 'reasoning_effort':
    case 'reasoning_config':
      return { reasons: true, fields: { [profile.reasoning.field]: effort } };
    default:
      return OFF;
  }
}

function nearestEffort(wanted: string, profile: ModelProfile, context: MappingContext): string {
  const { efforts } = profile.reasoning;
  if (efforts.includes(wanted) || efforts.length === 0) return wanted;
  const rank = EFFORTS.indexOf(wanted);
  const below = efforts.filter((effort) => EFFORTS.indexOf(effort) < rank).at(-1);
  const nearest = below ?? efforts[0] ?? wanted;
  context.notices.warn(
    'reasoning_adapted',
    'reasoning_effort',
    `The model takes the efforts ${efforts.join(', ')}: ${wanted} is sent as ${nearest}.`,
  );
  return nearest;
}
