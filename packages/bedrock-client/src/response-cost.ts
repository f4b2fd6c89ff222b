import { type CallToPrice, createPricer } from '@outcrop/pricing';
import type { Cost, UnifiedRequest, UnifiedResponse, Usage } from '@outcrop/unified-response';
import type { BedrockClientOptions } from './options.js';

/** Prices a usage; a price of the call itself goes before the table. */
export type PriceUsage = (usage: Usage, call: CallToPrice) => Cost;

/**
 * Prices by the shipped table; models behind opaque ARNs are priced as what they are.
 * @param region Where calls are made that do not say it.
 */
export function usagePricer(
  models: BedrockClientOptions['models'] = {},
  region: string | undefined,
): PriceUsage {
  const bases = Object.entries(models).flatMap(([id, { base }]) =>
    base === undefined ? [] : [[id, { base }] as const],
  );
  const pricer = createPricer({ overrides: Object.fromEntries(bases) });
  return (usage, call) => pricer.cost(usage, region === undefined ? call : { region, ...call });
}

/** What a response cost. */
export function responseCost(
  priceUsage: PriceUsage,
  response: UnifiedResponse,
  price?: UnifiedRequest['price'],
): Cost {
  const call = { model: response.model, ...servedAs(response) };
  return priceUsage(response.usage, price === undefined ? call : { ...call, price });
}

/** Model, region, tier and latency as served: they decide the price, not what was asked for. */
function servedAs(response: UnifiedResponse): Partial<CallToPrice> {
  const { baseModel, region, serviceTier, performanceConfig } = response.providerMetadata as {
    readonly baseModel?: string;
    readonly region?: string;
    readonly serviceTier?: { readonly type?: string };
    readonly performanceConfig?: { readonly latency?: 'standard' | 'optimized' };
  };
  return {
    ...(baseModel === undefined ? {} : { model: baseModel }),
    ...(region === undefined ? {} : { region }),
    ...(serviceTier?.type === undefined ? {} : { tier: serviceTier.type }),
    ...(performanceConfig?.latency === undefined ? {} : { latency: performanceConfig.latency }),
  };
}
