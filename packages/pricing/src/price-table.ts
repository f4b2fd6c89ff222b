import { PACKED_PRICES } from './data/packed-prices.js';
import type { PriceRow } from './price-row.js';
import { unpackRows } from './unpack-rows.js';

/** The price table this package ships, a fresh list each time. */
export function listPrices(): PriceRow[] {
  return unpackRows(PACKED_PRICES);
}
