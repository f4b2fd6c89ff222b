import { CONSERVATIVE_FACTS } from './conservative-facts.js';
import { type DeepPartial, deepMerge } from './deep-merge.js';
import { findListedModel } from './listed-model.js';
import type { ModelProfile } from './model-profile.js';
import { baseModelId, type ModelRef } from './model-ref.js';
import { parseModelRef } from './parse-model-ref.js';

/** What a caller knows better than the tables, for one id or ARN. */
export type ProfileOverride = DeepPartial<ModelProfile> & {
  /** The model behind an id that does not say so itself: an application profile, a provisioned model. */
  readonly base?: string;
};

/** By exact id or ARN, as it is used in calls. */
export type ProfileOverrides = Readonly<Record<string, ProfileOverride>>;

/**
 * What a model accepts on Converse. A model no family describes gets conservative facts and
 * `known: false`.
 *
 * An override for exactly this id is laid over the tables; its `base` names the model whose profile
 * (with the override for that id, if any) is underneath. Nothing given is changed.
 *
 * @throws TypeError when the id, or a `base`, cannot be a model id.
 */
export function modelProfile(
  model: ModelRef | string,
  overrides: ProfileOverrides = {},
): ModelProfile {
  const ref = typeof model === 'string' ? parseModelRef(model) : model;
  if (!Object.hasOwn(overrides, ref.id)) return listedProfile(ref);
  const { base, ...facts } = overrides[ref.id] ?? {};
  const underneath =
    base === undefined ? listedProfile(ref) : modelProfile(base, without(overrides, ref.id));
  return deepMerge<ModelProfile>({ ...underneath, id: ref.id }, facts);
}

function listedProfile(ref: ModelRef): ModelProfile {
  const base = baseModelId(ref);
  const identity = {
    id: ref.id,
    ...(base !== undefined && { baseModelId: base }),
    ...(ref.vendor !== undefined && { vendor: ref.vendor }),
  };
  const { vendor, model } = ref;
  const listed =
    vendor === undefined || model === undefined ? undefined : findListedModel(vendor, model);
  if (listed === undefined) {
    return {
      ...CONSERVATIVE_FACTS,
      ...identity,
      family: 'unknown',
      known: false,
      source: 'conservative defaults',
      checked: '2026-11-23',
    };
  }
  const { family, source, checked } = listed.row;
  return { ...listed.facts, ...identity, family, known: true, source, checked };
}

/** Each step takes one override away, so a circle of bases comes to an end. */
function without(overrides: ProfileOverrides, id: string): ProfileOverrides {
  return Object.fromEntries(Object.entries(overrides).filter(([key]) => key !== id));
}
