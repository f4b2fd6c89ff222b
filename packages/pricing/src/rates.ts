import type { Decimal } from './decimal.js';

/** What a call can be billed for by the token, in the order of the bill. */
export const COMPONENTS: readonly Component[] = [
  'input',
  'output',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
];
export type Component = 'input' | 'output' | 'cacheRead' | 'cacheWrite5m' | 'cacheWrite1h';

/** USD per 1,000,000 tokens. Absent: not known. Zero: free. */
export type Rates = { readonly [C in Component]?: Decimal };

/** USD for one image, one second of video, …, by the name of the unit. */
export type UnitRates = Readonly<Record<string, Decimal>>;
