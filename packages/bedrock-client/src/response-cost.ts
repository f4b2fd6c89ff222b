import { type CallToEstimate, type CallToPrice, createPricer } from '@outcrop/pricing';
import type { Cost, UnifiedRequest, UnifiedResponse, Usage } from '@outcrop/unified-response';
import type { BedrockClientOptions } from './options.js';

/** What a call is priced by; `base` is the model behind an id that does not say so. */
type Question<Call> = Omit<Call, 'base'> & { readonly base?: string | undefined };

/** The client's prices: those of its pricer, for what is known of models and region. */
export interface Prices {
  /** Prices a usage; a price of the call itself goes before the table. */
  cost(usage: Usage, call: Question<CallToPrice>): Cost;
  /** What a request may cost at most. */
  estimate(request: UnifiedRequest, call: Question<CallToEstimate>): Cost;
}

/** Why an id has no price of its own, although the model behind it may have one. */
const OPAQUE: readonly string[] = [
  'opaque-profile',
  'custom-model',
  'not-per-token',
  'model-not-listed',
];

/**
 * Prices by the client's pricer, or by the shipped table.
 * @param region Where calls are made that do not say it.
 */
export function pricesOf(
  { pricer = createPricer(), models = {} }: BedrockClientOptions,
  region: string | undefined,
): Prices {
  /** What has no price under its own id is priced as what it is. */
  const asked = (model: string, base: string | undefined, ask: (model: string) => Cost): Cost => {
    const cost = ask(model);
    const known = base ?? models[model]?.base;
    const isOpaque = cost.status === 'unknown' && OPAQUE.includes(cost.reason);
    return isOpaque && known !== undefined ? ask(known) : cost;
  };
  const located = region === undefined ? {} : { region };
  return {
    cost: (usage, { base, ...call }) =>
      asked(call.model, base, (model) => pricer.cost(usage, { ...located, ...call, model })),
    estimate: (request, { base, ...call }) =>
      asked(request.model, base, (model) =>
        pricer.estimate(request, { ...located, ...call, ...(base && { base }), model }),
      ),
  };
}

/**
 * What a response cost.
 * @param request What was asked for: its price, if it has one, and what the response does not say.
 * @param at When it came.
 */
export function responseCost(
  prices: Prices,
  response: UnifiedResponse,
  request?: UnifiedRequest,
  at?: Date,
): Cost {
  const { price, serviceTier, performance } = request ?? {};
  const asked: CallToPrice['asked'] = {
    ...(serviceTier !== undefined && { tier: serviceTier }),
    ...(performance === 'optimized' && { latency: performance }),
  };
  return prices.cost(response.usage, {
    model: response.model,
    asked,
    ...servedAs(response),
    ...(price !== undefined && { price }),
    ...(at !== undefined && { at }),
  });
}

/** Model, region, tier and latency as served: they decide the price, not what was asked for. */
function servedAs({ providerMetadata }: UnifiedResponse): Partial<Question<CallToPrice>> {
  const { baseModel, region, serviceTier, performanceConfig, trace } = providerMetadata as {
    readonly baseModel?: string;
    readonly region?: string;
    readonly serviceTier?: { readonly type?: string };
    readonly performanceConfig?: { readonly latency?: 'standard' | 'optimized' };
    readonly trace?: { readonly promptRouter?: { readonly invokedModelId?: string } };
  };
  const { invokedModelId } = trace?.promptRouter ?? {};
  return {
    ...(baseModel === undefined ? {} : { base: baseModel }),
    ...(invokedModelId === undefined ? {} : { invokedModelId }),
    ...(region === undefined ? {} : { region }),
    ...(serviceTier?.type === undefined ? {} : { tier: serviceTier.type }),
    ...(performanceConfig?.latency === undefined ? {} : { latency: performanceConfig.latency }),
  };
}
