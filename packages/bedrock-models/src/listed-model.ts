import {
  AUDIO_FORMATS,
  CONSERVATIVE_FACTS,
  DOCUMENT_FORMATS,
  IMAGE_FORMATS,
  VIDEO_FORMATS,
} from './conservative-facts.js';
import { deepMerge } from './deep-merge.js';
import { PACKED_FAMILIES } from './families/packed-families.js';
import type { FactChanges, FamilyRow, FamilyTable } from './family.js';
import type { MediaRules, ModelFacts } from './model-profile.js';

/** A member of a family, with its name compiled and its facts complete. */
export interface ListedModel {
  readonly row: FamilyRow;
  readonly name: RegExp;
  readonly facts: ModelFacts;
}

/** Read and built at the first question: importing the package does no work. */
let listedModels: readonly ListedModel[] | undefined;

/** The one place where a model's name decides anything. */
export function findListedModel(vendor: string, model: string): ListedModel | undefined {
  listedModels ??= familyTables().flatMap(listModels);
  return listedModels.find(({ row, name }) => row.vendors.includes(vendor) && name.test(model));
}

/**
 * The tables as they are shipped: all of `families/`, without the notes. Vendors and names are
 * disjoint, so the order does not matter (tested).
 */
export function familyTables(): FamilyTable[] {
  return JSON.parse(PACKED_FAMILIES);
}

/**
 * The models of one table.
 *
 * @throws Error when a row extends one that does not stand above it.
 */
export function listModels({ families }: FamilyTable): ListedModel[] {
  const factsOf = new Map<string, ModelFacts>();
  return families.flatMap((row) => {
    const base = row.extends === undefined ? CONSERVATIVE_FACTS : factsOf.get(row.extends);
    if (base === undefined) {
      throw new Error(`Family ${row.family} extends ${row.extends}, which is no row above it`);
    }
    const facts = changed(base, row.facts);
    factsOf.set(row.family, facts);
    return row.members.map(({ name, differs }) => ({
      row,
      name: new RegExp(name),
      facts: differs === undefined ? facts : changed(facts, differs),
    }));
  });
}

function changed(base: ModelFacts, changes: FactChanges): ModelFacts {
  const facts = deepMerge<ModelFacts>(base, changes);
  const { user, toolResult } = facts.media;
  return { ...facts, media: { user: spelledOut(user), toolResult: spelledOut(toolResult) } };
}

/** A table may have `"all"` for a list of formats. */
function spelledOut(rules: MediaRules): MediaRules {
  return {
    ...rules,
    image: formats(rules.image, IMAGE_FORMATS),
    document: formats(rules.document, DOCUMENT_FORMATS),
    video: formats(rules.video, VIDEO_FORMATS),
    audio: formats(rules.audio, AUDIO_FORMATS),
  };
}

function formats<Format>(
  listed: readonly Format[] | 'all',
  every: readonly Format[],
): readonly Format[] {
  return listed === 'all' ? every : listed;
}
