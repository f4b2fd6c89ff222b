import type { UnifiedRequest } from '@outcrop/unified-response';
import { deepMerge } from './deep-merge.js';
import { type MappingContext, mustAdapt } from './mapping-context.js';
import { present } from './present.js';
import type { ReasoningConfig } from './reasoning-config.js';
import type { WireInferenceConfig } from './wire-request.js';

/** Room for the answer itself beside a reasoning budget, where the caller names none. */
const ANSWER_TOKENS = 4096;

/** `inferenceConfig`, by the model's sampling rules; `undefined` when there is nothing to say. */
export function inferenceConfig(
  request: UnifiedRequest,
  reasoning: ReasoningConfig,
  context: MappingContext,
): WireInferenceConfig | undefined {
  const { stopSequences } = request.inference;
  const config = present({
    maxTokens: maxTokens(request.inference.maxTokens, reasoning, context),
    temperature: sampled('temperature', request.inference.temperature, reasoning, context),
    topP: topP(request, reasoning, context),
    stopSequences,
  });
  return Object.keys(config).length === 0 ? undefined : config;
}

/** "`max_tokens` must exceed `thinking.budget_tokens`". */
function maxTokens(
  wanted: number | undefined,
  reasoning: ReasoningConfig,
  context: MappingContext,
): number | undefined {
  const { budgetTokens } = reasoning;
  if (budgetTokens === undefined) return wanted;
  if (wanted !== undefined && wanted > budgetTokens) return wanted;
  const limit = context.profile.limits.maxOutputTokens ?? Number.POSITIVE_INFINITY;
  const grown = Math.min(budgetTokens + (wanted ?? ANSWER_TOKENS), limit);
  if (wanted !== undefined) {
    context.notices.warn(
      'max_tokens_raised',
      'max_tokens',
      `The reasoning budget counts as output: max_tokens is sent as ${grown} instead of ${wanted}.`,
    );
  }
  return grown;
}

function topP(
  request: UnifiedRequest,
  reasoning: ReasoningConfig,
  context: MappingContext,
): number | undefined {
  const value = sampled('topP', request.inference.topP, reasoning, context);
  const { sampling } = context.profile;
  const alone = request.inference.temperature === undefined || !sampling.temperature;
  if (value === undefined || alone || sampling.both) return value;
  // "`temperature` and `top_p` cannot both be specified for this model. Please use only one."
  const message = 'The model takes temperature or top_p, not both: top_p was not sent.';
  return mustAdapt(context, 'parameter_ignored', 'top_p', message) ? undefined : value;
}

function sampled(
  name: 'temperature' | 'topP',
  value: number | undefined,
  reasoning: ReasoningConfig,
  context: MappingContext,
): number | undefined {
  if (value === undefined) return undefined;
  const { profile } = context;
  const parameter = name === 'topP' ? 'top_p' : name;
  if (!profile.sampling[name]) {
    const message = `The model takes no ${parameter}: it was not sent.`;
    return mustAdapt(context, 'parameter_ignored', parameter, message) ? undefined : value;
  }
  if (!reasoning.reasons || profile.reasoning.samplingAllowed) return value;
  // "`temperature` may only be set to 1 when thinking is enabled."
  if (name === 'temperature' && value === 1) return value;
  const message = `The model takes no ${parameter} while it reasons: it was not sent.`;
  return mustAdapt(context, 'parameter_ignored', parameter, message) ? undefined : value;
}

/**
 * `additionalModelRequestFields`: top_k, k and seed under the names of the family, then reasoning,
 * then the caller's own fields, which win. Objects are merged, so that one field never hides another.
 */
export function additionalFields(
  request: UnifiedRequest,
  reasoning: ReasoningConfig,
  context: MappingContext,
): Readonly<Record<string, unknown>> | undefined {
  const { topK, k, seed } = request.family;
  const own = present({ k, seed });
  const fields = [
    topK === undefined ? {} : topKField(topK, reasoning, context),
    own,
    reasoning.fields,
    request.additionalModelRequestFields ?? {},
  ].reduce(deepMerge, {});
  return Object.keys(fields).length === 0 ? undefined : fields;
}

function topKField(
  topK: number,
  reasoning: ReasoningConfig,
  context: MappingContext,
): Readonly<Record<string, unknown>> {
  const { profile } = context;
  if (reasoning.reasons && !profile.reasoning.samplingAllowed) {
    const message = 'The model takes no top_k while it reasons: it was not sent.';
    if (mustAdapt(context, 'parameter_ignored', 'top_k', message)) return {};
  }
  // Where no path is known the caller's own name is the best guess, and Bedrock tells if it is wrong.
  const path = (profile.sampling.topKPath ?? 'top_k').split('.');
  return path.reduceRight<Record<string, unknown>>(
    (value, name) => ({ [name]: value }),
    topK as never,
  );
}
