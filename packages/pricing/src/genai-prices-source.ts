import { type GenaiModel, genaiPriceRows } from './genai-price-rows.js';
import type { PriceSource } from './price-source.js';

/** `calcPrice` of `@pydantic/genai-prices`, as far as it is used here. */
export type GenaiCalcPrice = (
  usage: Record<string, number>,
  model: string,
  options: { providerId: string },
) => { readonly model: GenaiModel } | null;

/** The prefixes under which that package has the prices of a model. */
const PREFIXES = [
  { called: 'us.', routing: 'in-region' },
  { called: '', routing: 'in-region' },
  { called: 'global.', routing: 'global' },
] as const;

/**
 * Prices of `@pydantic/genai-prices`, for the models the table does not have. The package matches
 * names by their parts, which finds siblings: what it found is taken only when it is exactly the
 * model that was asked for.
 *
 * @example
 * import { calcPrice } from '@pydantic/genai-prices';
 * const pricer = createPricer({ source: genaiPricesSource(calcPrice) });
 */
export function genaiPricesSource(calcPrice: GenaiCalcPrice): PriceSource {
  return (id) => {
    const found = PREFIXES.flatMap(({ called, routing }) => {
      const model = calcPrice({}, `${called}${id}`, { providerId: 'aws' })?.model;
      return model !== undefined && isExactly(model.id, id) ? [{ model, routing }] : [];
    });
    const first = ['in-region', 'global'].flatMap(
      (routing) => found.find((price) => price.routing === routing) ?? [],
    );
    return first.flatMap(({ model, routing }) =>
      genaiPriceRows(model, {
        id,
        routing,
        regions: '*',
        source: '@pydantic/genai-prices',
        confidence: 'reader',
        note: 'the price is that of the US in all regions',
      }),
    );
  };
}

/** Its ids have prefixes of its own, and at times a version that Bedrock's id does not have. */
function isExactly(theirs: string, id: string): boolean {
  const bare = theirs.replace(/^(?:regional|global|us)\./, '');
  return bare === id || bare === `${id}-v1:0` || bare === `${id}:0`;
}
