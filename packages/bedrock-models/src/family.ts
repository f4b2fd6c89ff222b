import type { DeepPartial } from './deep-merge.js';
import type { ModelFacts } from './model-profile.js';

/** A group of models that Converse treats alike, and the evidence for it. */
export interface Family {
  readonly family: string;
  /** Exact vendor labels. */
  readonly vendors: readonly string[];
  readonly members: readonly FamilyMember[];
  readonly facts: ModelFacts;
  /** Where the facts come from. */
  readonly source: string;
  /** The day the source was read, `YYYY-MM-DD`. */
  readonly checked: string;
}

export interface FamilyMember {
  /** Anchored rule for the model's name (`ModelRef.model`: no vendor, no version). */
  readonly name: RegExp;
  /** What this member does differently. */
  readonly differs?: DeepPartial<ModelFacts>;
}
