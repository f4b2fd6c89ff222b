import type { ModelProfile } from '@outcrop/bedrock-models';
import type { ReasoningEffort, UnifiedRequest } from '@outcrop/unified-response';
import { type MappingContext, mustAdapt } from './mapping-context.js';

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

export interface ReasoningConfig {
  /** Whether the model will reason because of this request. */
  readonly reasons: boolean;
  /** For `additionalModelRequestFields`. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Tokens to reason with; they count as output, so `maxTokens` must exceed them. */
  readonly budgetTokens?: number;
}

const OFF: ReasoningConfig = { reasons: false, fields: {} };

/** `thinking` and `reasoning_effort` in the words of the model's family. */
export function reasoningConfig(request: UnifiedRequest, context: MappingContext): ReasoningConfig {
  if (request.thinking !== undefined) return explicitThinking(request.thinking, context);
  const effort = request.reasoningEffort;
  if (effort === undefined) return explicitFields(request);
  const { reasoning } = context.profile;
  if (effort === 'none') {
    if (reasoning.optional) return OFF;
    mustAdapt(context, 'reasoning_adapted', 'reasoning_effort', 'The model always reasons.');
    return OFF;
  }
  switch (reasoning.mode) {
    case 'none':
    case 'always':
      mustAdapt(
        context,
        'reasoning_ignored',
        'reasoning_effort',
        'The model takes no reasoning effort: it was not sent.',
      );
      return OFF;
    case 'budget':
      return budget(Math.max(BUDGETS[effort], reasoning.minimumBudgetTokens ?? 0));
    case 'adaptive':
    case 'effort':
      return byEffort(nearestEffort(effort, context.profile, context), context.profile);
  }
}

/** The caller wrote the family's own field: it is sent as it is, and the rules that go with it hold. */
function explicitFields(request: UnifiedRequest): ReasoningConfig {
  const thinking = request.additionalModelRequestFields?.thinking;
  if (typeof thinking !== 'object' || thinking === null || Array.isArray(thinking)) return OFF;
  const type = (thinking as { readonly type?: unknown }).type;
  return { reasons: type === 'enabled' || type === 'adaptive', fields: {} };
}

function explicitThinking(
  thinking: NonNullable<UnifiedRequest['thinking']>,
  context: MappingContext,
): ReasoningConfig {
  const { reasoning } = context.profile;
  if (thinking.type === 'disabled') return OFF;
  if (reasoning.field !== 'thinking' && context.profile.known) {
    const message = 'The model does not take thinking: use reasoning_effort. It was not sent.';
    if (mustAdapt(context, 'reasoning_ignored', 'thinking', message)) return OFF;
  }
  if (thinking.type === 'adaptive')
    return { reasons: true, fields: { thinking: { type: 'adaptive' } } };
  return budget(thinking.budgetTokens);
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
