import { definedFields, type UnifiedRequest } from '@outcrop/unified-response';
import { deepMerge } from '../deep-merge.js';
import { type MappingContext, mustAdapt } from '../mapping-context.js';
import type { WireInferenceConfig } from '../wire/wire-request.js';
import { ANSWER_TOKENS, type ReasoningConfig } from './reasoning-config.js';

/** `inferenceConfig`, by the model's sampling rules; `undefined` when there is nothing to say. */
export function inferenceConfig(
  request: UnifiedRequest,
  reasoning: ReasoningConfig,
  context: MappingContext,
): WireInferenceConfig | undefined {
  const { inference } = request;
  const temperature = sampled('temperature', inference.temperature, reasoning, context);
  const config = definedFields({
    maxTokens: maxTokens(request, reasoning, context),
    temperature,
    topP: topP(inference.topP, temperature, reasoning, context),
    stopSequences: stopSequences(inference.stopSequences, context),
  });
  return Object.keys(config).length === 0 ? undefined : config;
}

function maxTokens(
  request: UnifiedRequest,
  reasoning: ReasoningConfig,
  context: MappingContext,
): number | undefined {
  const { maxTokens: wanted } = request.inference;
  const { maxOutputTokens: limit } = context.profile.limits;
  const { budgetTokens } = reasoning;
  if (wanted !== undefined && reasoning.isUncapped) {
    const message = 'The model takes no max_tokens with this effort: it was not sent.';
    if (mustAdapt(context, 'parameter_ignored', 'max_tokens', message)) return undefined;
  }
  // Without a number, Converse gives as many as the model has.
  if (wanted === undefined) return reasoning.isOwn ? undefined : roomFor(budgetTokens, limit);
  const least = inRange('max_tokens', wanted, [1, Number.POSITIVE_INFINITY], context);
  const grown = beyondBudget(least, budgetTokens, context);
  if (limit === undefined || grown <= limit) return grown;
  // "The maximum tokens you requested exceeds the model limit of N."
  const message = `The model gives ${limit} tokens at most: ${grown} is sent as ${limit}.`;
  return mustAdapt(context, 'max_tokens_lowered', 'max_tokens', message) ? limit : grown;
}

function roomFor(budget: number | undefined, limit: number | undefined): number | undefined {
  return budget === undefined ? undefined : (limit ?? budget + ANSWER_TOKENS);
}

/** "`max_tokens` must exceed `thinking.budget_tokens`". */
function beyondBudget(wanted: number, budget: number | undefined, context: MappingContext): number {
  if (budget === undefined || wanted > budget) return wanted;
  const grown = budget + wanted;
  context.notices.warn(
    'max_tokens_raised',
    'max_tokens',
    `The reasoning budget counts as output: max_tokens is sent as ${grown} instead of ${wanted}.`,
  );
  return grown;
}

/** The service's own range, narrower than OpenAI's: "Member must have value less than or equal to 1". */
function inRange(
  parameter: string,
  value: number,
  [min, max]: readonly [number, number],
  context: MappingContext,
): number {
  const nearest = Math.min(Math.max(value, min), max);
  if (nearest === value) return value;
  const message = `Converse takes ${parameter} from ${min} to ${max}: ${value} is sent as ${nearest}.`;
  return mustAdapt(context, 'parameter_adapted', parameter, message) ? nearest : value;
}

function stopSequences(
  wanted: readonly string[] | undefined,
  context: MappingContext,
): readonly string[] | undefined {
  if (wanted === undefined) return undefined;
  const { maxStopSequences } = context.profile.sampling;
  const spoken = wanted.filter((sequence) => sequence !== '');
  const sent = spoken.slice(0, maxStopSequences);
  if (sent.length === wanted.length) return wanted;
  const message =
    spoken.length < wanted.length
      ? 'An empty text stops nothing: it was not sent.'
      : `The model takes ${maxStopSequences} stop sequences: the others were not sent.`;
  if (!mustAdapt(context, 'parameter_adapted', 'stop', message)) return wanted;
  return sent.length === 0 ? undefined : sent;
}

function topP(
  wanted: number | undefined,
  temperature: number | undefined,
  reasoning: ReasoningConfig,
  context: MappingContext,
): number | undefined {
  const value = sampled('topP', wanted, reasoning, context);
  if (value === undefined || temperature === undefined || context.profile.sampling.both)
    return value;
  // "`temperature` and `top_p` cannot both be specified for this model. Please use only one."
  const message = 'The model takes temperature or top_p, not both: top_p was not sent.';
  return mustAdapt(context, 'parameter_ignored', 'top_p', message) ? undefined : value;
}

function sampled(
  name: 'temperature' | 'topP',
  wanted: number | undefined,
  reasoning: ReasoningConfig,
  context: MappingContext,
): number | undefined {
  if (wanted === undefined) return undefined;
  const { profile } = context;
  const parameter = name === 'topP' ? 'top_p' : name;
  if (!profile.sampling[name]) {
    const message = `The model takes no ${parameter}: it was not sent.`;
    if (mustAdapt(context, 'parameter_ignored', parameter, message)) return undefined;
  }
  const value = inRange(parameter, wanted, [0, 1], context);
  if (!reasoning.reasons || profile.reasoning.samplingAllowed) return value;
  // "`temperature` may only be set to 1 when thinking is enabled."
  const isUsual = name === 'temperature' && value === 1;
  if (isUsual && profile.reasoning.field === 'thinking') return value;
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
  const { topKPath } = context.profile.sampling;
  const fields = [
    familyField('top_k', topK, topKPath, reasoning, context),
    familyField('k', k, listed('k', context), reasoning, context),
    familyField('seed', seed, listed('seed', context), reasoning, context),
    reasoning.fields,
    request.additionalModelRequestFields ?? {},
  ].reduce(deepMerge, {});
  return Object.keys(fields).length === 0 ? undefined : fields;
}

function listed(name: string, { profile }: MappingContext): string | undefined {
  return profile.additionalFields.includes(name) ? name : undefined;
}

/**
 * A parameter without a member in Converse. A model that does not know it refuses the whole call
 * ("extraneous key [top_k] is not permitted", "seed: Extra inputs are not permitted").
 */
function familyField(
  parameter: string,
  value: number | undefined,
  path: string | undefined,
  reasoning: ReasoningConfig,
  context: MappingContext,
): Readonly<Record<string, unknown>> {
  if (value === undefined) return {};
  const { profile } = context;
  const silenced = parameter !== 'seed' && reasoning.reasons && !profile.reasoning.samplingAllowed;
  // Of an unknown model the caller may know more than the tables.
  if (silenced || (path === undefined && profile.known)) {
    const when = silenced ? ' while it reasons' : '';
    const message = `The model takes no ${parameter}${when}: it was not sent.`;
    if (mustAdapt(context, 'parameter_ignored', parameter, message)) return {};
  }
  return (path ?? parameter)
    .split('.')
    .reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as Record<string, unknown>;
}
