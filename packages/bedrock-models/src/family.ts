/** A file of `families/`, as `families/family.schema.json` describes it in full. */
export interface FamilyTable {
  readonly families: readonly FamilyRow[];
}

/** A group of models that Converse treats alike, and the evidence for it. */
export interface FamilyRow {
  readonly family: string;
  /** Exact vendor labels. */
  readonly vendors: readonly string[];
  readonly members: readonly FamilyMember[];
  /** The row above it in the same table that its facts start from, instead of the conservative facts. */
  readonly extends?: string;
  readonly facts: FactChanges;
  /** Where the facts come from. */
  readonly source: string;
  /** The day the source was read, `YYYY-MM-DD`. */
  readonly checked: string;
  /** The evidence, not shipped, each note behind the path of its fact: `cache.maxPoints: "A maximum of …"`. */
  readonly notes?: readonly string[];
}

export interface FamilyMember {
  /** Source of an anchored rule for the model's name (`ModelRef.model`: no vendor, no version). */
  readonly name: string;
  /** What this member does differently. */
  readonly differs?: FactChanges;
}

/**
 * Some of `ModelFacts`, at any depth. `null` takes an optional fact away; `"all"` for a medium stands
 * for every format Converse has a name for. Typed by the schema, which a test holds every table to.
 */
export type FactChanges = object;
