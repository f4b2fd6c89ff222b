import { type ModelProfile, modelProfile, parseModelRef } from '@outcrop/bedrock-models';
import type { Cost, UnifiedRequest, UnknownCost, Usage } from '@outcrop/unified-response';
import type { CallToPrice } from './call-to-price.js';
import { boundInput } from './input-bound.js';

/** What is known of a call beside its request. */
export interface CallToEstimate extends Partial<CallToPrice> {
  /** The listed model behind an id that does not say so: its limits hold. */
  readonly base?: string;
  /** The tokens of the input, where they were counted: they go before what can be told without. */
  readonly inputTokens?: number;
  /** Tokens of input and output together at most. Default: what is known of the model. */
  readonly contextTokens?: number;
  /** Tokens of output at most, for a request that does not limit it. Default: as above. */
  readonly maxOutputTokens?: number;
}

/** How much longer a conversation gets, beside the answer, when the answer is sent back to be mended. */
const COMPLAINT_TOKENS = 4096;

/**
 * What a request may cost at most, or why that is not known: `input-not-bounded` and
 * `output-not-bounded` beside the reasons of `cost`.
 *
 * @throws TypeError when `inputTokens`, `price` or `at` is invalid.
 */
export function estimateCost(
  costOf: (usage: Usage, call: CallToPrice) => Cost,
  request: UnifiedRequest,
  { base, inputTokens, contextTokens, maxOutputTokens, ...known }: CallToEstimate = {},
): Cost {
  const call = callOf(request, known);
  const behind = base ?? call.model;
  const profile = profileOf(behind);
  const limits: Partial<ModelProfile['limits']> = profile?.limits ?? {};
  const context = contextOf(request) ?? contextTokens ?? limits.contextTokens;
  const input = inputOf(request, vendorOf(behind), inputTokens, context);
  if ('status' in input) return input;
  const output = request.inference.maxTokens ?? maxOutputTokens ?? limits.maxOutputTokens;
  if (output === undefined) {
    return unknown(
      'output-not-bounded',
      `How much ${call.model} answers at most is not known. Give max_tokens.`,
    );
  }

  const rounds = 1 + (request.maxRepairs ?? 0);
  const inputs = Array.from({ length: rounds }, (_, round) =>
    Math.min(input.tokens + round * (output + COMPLAINT_TOKENS), context ?? Infinity),
  );
  const most = inputs.reduce((sum, tokens) => sum + tokens, 0);
  const assumptions = [
    ...input.assumptions,
    request.inference.maxTokens === undefined
      ? `output: the ${output} tokens that the model gives at most`
      : `output: max_tokens, ${output}`,
    ...(rounds > 1 ? [`${rounds} calls: the answer is sent back to be mended each time`] : []),
  ];
  const costBy = (way: CacheWay): Cost => {
    const cost = costOf(usageOf(way, most, output * rounds), call);
    if (cost.status === 'unknown') return cost;
    const ways = way === 'input' ? [] : [`input: all of it is written to the cache (${way})`];
    return { ...cost, assumptions: [...cost.assumptions, ...assumptions, ...ways] };
  };
  // A model that takes no cache points may write to its cache of its own accord, if that has a price.
  const unasked = profile?.cache.placements.length === 0 ? [costBy('5m')] : [];
  const ways = cacheWays(request).map(costBy);
  return dearest([...ways, ...unasked.filter(({ status }) => status === 'priced')]);
}

function callOf(request: UnifiedRequest, known: Partial<CallToPrice>): CallToPrice {
  const { model, serviceTier: tier, performance, price } = request;
  return {
    model,
    ...(tier !== undefined && { tier }),
    ...((performance === 'optimized' || performance === 'standard') && { latency: performance }),
    ...(price !== undefined && { price }),
    ...known,
  };
}

function inputOf(
  request: UnifiedRequest,
  vendor: string | undefined,
  counted: number | undefined,
  context: number | undefined,
): { readonly tokens: number; readonly assumptions: readonly string[] } | UnknownCost {
  if (counted !== undefined) {
    if (!Number.isSafeInteger(counted) || counted < 0) {
      throw new TypeError(`inputTokens: expected a whole number ≥ 0, got ${String(counted)}.`);
    }
    return { tokens: counted, assumptions: [`input: ${counted} tokens, as counted`] };
  }
  const { tokens, assumptions, unmeasured } = boundInput(request, vendor);
  if (unmeasured.length === 0 && tokens <= (context ?? Infinity)) return { tokens, assumptions };
  if (context === undefined) {
    return unknown(
      'input-not-bounded',
      `How many tokens there are in ${unmeasured.join(' and ')} is not known, nor how many the model takes. Count them, and give inputTokens.`,
    );
  }
  const why = unmeasured.length === 0 ? '' : `, because of ${unmeasured.join(' and ')}`;
  return {
    tokens: context,
    assumptions: [`input: the ${context} tokens that the model takes at most${why}`],
  };
}

/** Anthropic's beta of a larger context: `additionalModelRequestFields.anthropic_beta`. */
function contextOf({ additionalModelRequestFields }: UnifiedRequest): number | undefined {
  const beta = additionalModelRequestFields?.anthropic_beta;
  const isLarge = Array.isArray(beta) && beta.some((flag) => String(flag).startsWith('context-1m'));
  return isLarge ? 1_000_000 : undefined;
}

type CacheWay = 'input' | '5m' | '1h';

/** What the input may be billed as: what is written to a cache has a price of its own. */
function cacheWays(request: UnifiedRequest): readonly CacheWay[] {
  const ttls = new Set<CacheWay>();
  if (request.cache?.mode === 'auto') ttls.add(request.cache.ttl ?? '5m');
  for (const text of cachePoints([request.messages, request.tools])) {
    ttls.add(text === '1h' ? '1h' : '5m');
  }
  return ['input', ...ttls];
}

/** The lifetimes of all cache points in a request, of blocks and of tools. */
function cachePoints(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(cachePoints);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  const { type, ttl, cachePoint } = value as Readonly<Record<string, unknown>>;
  if (type === 'cache_point') return [ttl];
  if (typeof cachePoint === 'object' && cachePoint !== null && 'ttl' in cachePoint) {
    return [cachePoint.ttl];
  }
  return cachePoint === undefined ? Object.values(value).flatMap(cachePoints) : ['5m'];
}

function usageOf(way: CacheWay, input: number, output: number): Usage {
  const written = way === 'input' ? 0 : input;
  return {
    inputTokens: input - written,
    outputTokens: output,
    totalTokens: input + output,
    cacheReadInputTokens: 0,
    cacheWriteInputTokens: written,
    ...(way === '5m' && { cacheWrite5mInputTokens: written }),
    ...(way === '1h' && { cacheWrite1hInputTokens: written }),
  };
}

/** The most of them; not known, if one of them is not. */
function dearest(costs: readonly Cost[]): Cost {
  return costs.reduce((most, cost) => {
    if (most.status === 'unknown' || cost.status === 'unknown') {
      return most.status === 'unknown' ? most : cost;
    }
    return cost.usd > most.usd ? cost : most;
  });
}

function profileOf(model: string): ModelProfile | undefined {
  try {
    return modelProfile(model);
  } catch {
    return undefined;
  }
}

function vendorOf(model: string): string | undefined {
  try {
    return parseModelRef(model).vendor;
  } catch {
    return undefined;
  }
}

function unknown(reason: UnknownCost['reason'], message: string): UnknownCost {
  return { status: 'unknown', reason, message };
}
