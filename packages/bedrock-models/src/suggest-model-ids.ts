import { geographiesOf, isGeography } from './geographies.js';
import { KNOWN_MODELS } from './known-models.js';
import { baseModelId, type ModelRef } from './model-ref.js';
import { parseModelRef, splitModelName } from './parse-model-ref.js';

/**
 * Ids to try instead of one that Bedrock refused in this region, best first: the cross-region
 * profiles callable from the region, narrowest geography first, with the version suffix the model is
 * known to have, or the bare id when no profile of it is known there. For a model that is in no list
 * they are what its ids would be. Never the id itself; empty for an opaque id, which names no model.
 *
 * @param region - The region of the call, such as `eu-west-1`.
 * @throws TypeError when the id cannot be a model id.
 */
export function suggestModelIds(model: ModelRef | string, region: string): string[] {
  const ref = typeof model === 'string' ? parseModelRef(model) : model;
  if (ref.kind !== 'foundation-model' && ref.kind !== 'inference-profile') return [];
  const asked = baseModelId(ref);
  if (asked === undefined) return [];

  const reachable = geographiesOf(region);
  const base = withoutGeographies(asked);
  const bases = Object.hasOwn(KNOWN_MODELS, base) ? [base] : sameModelOtherVersion(base);
  const suggestions = (bases.length === 0 ? [base] : bases).flatMap((id) => idsOf(id, reachable));
  return [...new Set(suggestions)].filter((id) => id !== ref.id);
}

function idsOf(base: string, reachable: readonly string[]): string[] {
  const inProfiles = (geos: readonly string[]): string[] => geos.map((geo) => `${geo}.${base}`);
  if (!Object.hasOwn(KNOWN_MODELS, base)) return [base, ...inProfiles(reachable)];
  const listed = KNOWN_MODELS[base]?.split(' ') ?? [];
  const usable = listed.filter((geo) => reachable.includes(geo));
  return usable.length === 0 ? [base] : inProfiles(usable);
}

/** `us.us.anthropic.…`: a prefix put before an id that had one already. */
function withoutGeographies(id: string): string {
  const dot = id.indexOf('.');
  return dot > 0 && isGeography(id.slice(0, dot)) ? withoutGeographies(id.slice(dot + 1)) : id;
}

/** Known ids equal to this one but for date and version: `…-4-6-v1:0` for `…-4-6`. */
function sameModelOtherVersion(base: string): string[] {
  const wanted = splitModelName(base);
  return Object.keys(KNOWN_MODELS)
    .filter((id) => {
      const known = splitModelName(id);
      return (
        withoutDate(known.model) === withoutDate(wanted.model) &&
        (wanted.vendor === undefined || wanted.vendor === known.vendor)
      );
    })
    .reverse();
}

function withoutDate(model: string): string {
  return model.replace(/-\d{8}$/, '');
}
