/** Why a price could not be given. Open: a price source may add reasons of its own. */
export type UnknownCostReason =
  | 'model-not-listed'
  | 'region-not-listed'
  | 'tier-not-listed'
  | 'component-not-priced'
  | 'opaque-profile'
  | 'custom-model'
  | 'not-per-token'
  | 'not-priced'
  | (string & {});

/** One line of a bill. */
export interface CostComponent {
  /** `input`, `output`, `cacheRead`, `cacheWrite5m`, `cacheWrite1h`, or a later kind. */
  readonly component: string;
  /** How many; of what else than tokens, `unit` says. */
  readonly tokens: number;
  /** What is counted where it is not tokens: `image`, `second of video`, … */
  readonly unit?: string;
  /** USD per 1,000,000 tokens (or units), as an exact decimal. */
  readonly usdPerMillion: string;
  /** USD for all of them, as an exact decimal. */
  readonly exact: string;
}

/** The price row a cost was made with. */
export interface AppliedPrice {
  /** The model id the row is for. */
  readonly model: string;
  /** Where the figures come from. */
  readonly source: string;
  /** The day they were last seen there, `YYYY-MM-DD`. */
  readonly checked?: string;
  /** How sure the figures are: `aws`, or what lesser source they come from. */
  readonly confidence?: string;
  readonly region?: string;
  readonly routing?: string;
  readonly tier?: string;
  /** The first day the price holds, `YYYY-MM-DD`. */
  readonly from?: string;
  /** The first day the price no longer holds, `YYYY-MM-DD`. */
  readonly until?: string;
  /** The price is one for requests of this many input tokens and more. */
  readonly fromInputTokens?: number;
}

export interface PricedCost {
  readonly status: 'priced';
  /** USD, the nearest double to `exact`. */
  readonly usd: number;
  /** USD as an exact decimal string. */
  readonly exact: string;
  readonly breakdown: readonly CostComponent[];
  readonly price: AppliedPrice;
  /** What was taken for granted, in words: a region that was not given, a cache lifetime, … */
  readonly assumptions: readonly string[];
}

export interface UnknownCost {
  readonly status: 'unknown';
  readonly reason: UnknownCostReason;
  /** The reason in words, with the fix. */
  readonly message?: string;
  /** USD that the call cost at least, when a part of it could be priced. */
  readonly lowerBoundUsd?: number;
}

/** What a call cost. Not knowing is a value of its own and never 0. */
export type Cost = PricedCost | UnknownCost;
