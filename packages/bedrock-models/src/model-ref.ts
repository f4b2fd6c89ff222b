/**
 * What an id points at. `inference-profile` is one of Bedrock's own cross-region profiles
 * (`us.anthropic.…`); `custom` covers custom models and their deployments; `unknown` is an ARN of a
 * resource type that is not in the table yet.
 */
export type ModelRefKind =
  | 'foundation-model'
  | 'inference-profile'
  | 'application-inference-profile'
  | 'provisioned'
  | 'custom'
  | 'imported'
  | 'prompt'
  | 'prompt-router'
  | 'sagemaker'
  | 'unknown';

/** A model id or ARN, taken apart. A part that the id does not have is absent. */
export interface ModelRef {
  readonly kind: ModelRefKind;
  /** The id exactly as it was given: this is what goes on the wire. */
  readonly id: string;
  /** The cross-region prefix: `us`, `eu`, `apac`, `jp`, `global`, … */
  readonly geo?: string;
  /** `anthropic`, `amazon`, `zai`, … */
  readonly vendor?: string;
  /** The model's name without vendor and version: `claude-sonnet-4-5-20250929`, `v3.2`. */
  readonly model?: string;
  /** `v1:0`, `v1`, `v0:2`, `1:0` (gpt-oss), `0` (a bare `:0`); of a prompt, its version. */
  readonly version?: string;
  /** The region an ARN names. */
  readonly region?: string;
  /** The account an ARN names. */
  readonly account?: string;
  /** `aws`, `aws-cn`, `aws-us-gov`: present on every ARN. */
  readonly partition?: string;
  /** A context-window variant, without its punctuation: `28k`, `200k`, `1m`. */
  readonly contextSuffix?: string;
  /** What an ARN has after its resource type; of a custom model, the id after the base model. */
  readonly resourceId?: string;
}

/**
 * The bare model id behind a reference, without geography and context suffix: the id that prices,
 * profiles and token counting are listed under.
 *
 * For a custom model whose ARN names its base, this is the base: it tells what the model can do,
 * never what it costs.
 *
 * @returns `undefined` when the id does not say which model is behind it.
 */
export function baseModelId(ref: ModelRef): string | undefined {
  if (ref.model === undefined) return undefined;
  const name = ref.vendor === undefined ? ref.model : `${ref.vendor}.${ref.model}`;
  if (ref.version === undefined) return name;
  return /^\d+$/.test(ref.version) ? `${name}:${ref.version}` : `${name}-${ref.version}`;
}
