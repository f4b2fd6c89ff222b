import { type GenaiModel, genaiPriceRows } from '../genai-price-rows.js';
import type { PriceRow } from '../price-row.js';

/** When each release that may be read came out. A release that is not here is refused. */
export const GENAI_RELEASES: Readonly<Record<string, string>> = { '0.1.8': '2026-09-23' };

/** Where the package's prices hold, but for models that cost the same everywhere. */
const UNITED_STATES = ['us-east-1', 'us-east-2', 'us-west-2'];

/**
 * Reads the Bedrock models of genai-prices.
 *
 * @param names The exact name map: its id → the id here, with `global.` for global prices.
 * @param sameEverywhere What the ids of models start with that cost the same in all regions.
 * @throws TypeError on an unknown release, model, price or constraint.
 */
export function readGenaiPrices(
  models: readonly GenaiModel[],
  release: string,
  names: Readonly<Record<string, string>>,
  sameEverywhere: readonly string[],
): PriceRow[] {
  const checked = GENAI_RELEASES[release];
  if (checked === undefined) {
    throw new TypeError(`genai-prices ${release}: the day of this release is not known.`);
  }
  const unknown = models.filter(({ id }) => !Object.hasOwn(names, id)).map(({ id }) => id);
  if (unknown.length > 0) {
    throw new TypeError(
      `genai-prices: unknown models, to be added to the map: ${unknown.join(', ')}.`,
    );
  }
  return models.flatMap((model) => {
    const name = names[model.id] ?? '';
    const id = name.replace(/^global\./, '');
    return genaiPriceRows(model, {
      id,
      routing: name === id ? 'in-region' : 'global',
      regions: sameEverywhere.some((start) => id.startsWith(start)) ? '*' : UNITED_STATES,
      source: `@pydantic/genai-prices ${release}`,
      checked,
      confidence: 'reader',
    });
  });
}
