export { combineRows } from './combine-rows.js';
export { describe, diffRows } from './diff-rows.js';
export { packRows } from './pack-rows.js';
export { pricePage } from './price-page.js';
export { readFacts } from './read-facts.js';
export { readGenaiPrices } from './read-genai-prices.js';
export { readOfferFile } from './read-offer-file.js';
export { updateTable } from './update-table.js';
