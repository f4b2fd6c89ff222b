export { CostTotal } from './cost-total.js';
export type { CallToEstimate } from './estimate.js';
export type { PriceOverride, PricePer1k } from './price-override.js';
export { listPrices, type PriceRow } from './price-row.js';
export { type CallToPrice, createPricer, type Pricer, type PricerOptions } from './pricer.js';
export type { Component } from './rates.js';
