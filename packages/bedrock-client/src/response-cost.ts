import { createPricer } from '@outcrop/pricing';
import type { Cost, UnifiedRequest, UnifiedResponse } from '@outcrop/unified-response';
import type { BedrockClientOptions } from './options.js';

/** Prices a response; the price of the call itself goes before the table. */
export type PriceResponse = (response: UnifiedResponse, price?: UnifiedRequest['price']) => Cost;

/**
 * Prices by the shipped table; models behind opaque ARNs are priced as what they are.
 * @param region Where responses come from that do not say it.
 */
export function responsePricer(
  models: BedrockClientOptions['models'] = {},
  region: string | undefined,
): PriceResponse {
  const bases = Object.entries(models).flatMap(([id, { base }]) =>
    base === undefined ? [] : [[id, { base }] as const],
  );
  const pricer = createPricer({ overrides: Object.fromEntries(bases) });
  return (response, price) =>
    pricer.cost(response.usage, {
      model: response.model,
      ...(region === undefined ? {} : { region }),
      ...servedAs(response),
      ...(price === undefined ? {} : { price }),
    });
}

/** Region, tier and latency as served: they decide the price, not what was asked for. */
function servedAs(response: UnifiedResponse): {
  region?: string;
  tier?: string;
  latency?: 'standard' | 'optimized';
} {
  const { region, serviceTier, performanceConfig } = response.providerMetadata as {
    readonly region?: string;
    readonly serviceTier?: { readonly type?: string };
    readonly performanceConfig?: { readonly latency?: 'standard' | 'optimized' };
  };
  return {
    ...(region === undefined ? {} : { region }),
    ...(serviceTier?.type === undefined ? {} : { tier: serviceTier.type }),
    ...(performanceConfig?.latency === undefined ? {} : { latency: performanceConfig.latency }),
  };
}
