import type { ModelProfile } from '@outcrop/bedrock-models';
import type { Notices } from '../notices.js';
import type { PlacedBlock, Turn } from './turn.js';

/** The ids that the calls of one turn were given under the id they came with, in order. */
interface GivenIds {
  readonly ids: string[];
  /** How many results have taken one. */
  taken: number;
}

/**
 * Gives tool calls ids that are unique in the conversation and legal for the model, and their
 * results the same ids. An id is changed only when it must be, and always in the same way.
 */
export function aliasToolIds(
  turns: readonly Turn[],
  profile: ModelProfile,
  notices: Notices,
): Turn[] {
  const freeId = idGiver(profile);
  let open = new Map<string, GivenIds>();

  const rename = (placed: PlacedBlock): PlacedBlock => {
    const { block, path } = placed;
    if (block.type === 'tool_call') {
      const id = freeId(block.id);
      const given = open.get(block.id);
      if (given) given.ids.push(id);
      else open.set(block.id, { ids: [id], taken: 0 });
      if (id === block.id) return placed;
      notices.repair(
        'tool_id_changed',
        `${path}.id`,
        `The id ${JSON.stringify(block.id)} is taken or not legal for the model: sent as ${id}.`,
      );
      return { path, block: { ...block, id } };
    }
    if (block.type !== 'tool_result') return placed;
    const given = open.get(block.toolCallId);
    if (given === undefined) return placed;
    const toolCallId = given.ids[given.taken] ?? given.ids.at(-1) ?? block.toolCallId;
    given.taken += 1;
    return toolCallId === block.toolCallId ? placed : { path, block: { ...block, toolCallId } };
  };

  return turns.map((turn) => {
    if (turn.role === 'assistant') open = new Map();
    return { ...turn, blocks: turn.blocks.map(rename) };
  });
}

/** A function that gives each call an id nobody else has: its own where it can, else an alias. */
function idGiver(profile: ModelProfile): (id: string) => string {
  const { pattern, maxLength, aliasLength } = profile.toolId;
  const isLegal = new RegExp(pattern);
  const legal = (id: string): string =>
    id.length <= maxLength && isLegal.test(id) ? id : alias(id, aliasLength);
  const taken = new Set<string>();
  /** Where to go on counting: a model may give the same id to every call. */
  const next = new Map<string, number>();
  return (id) => {
    let free = legal(id);
    let number = next.get(id) ?? 2;
    for (; taken.has(free); number += 1) free = legal(`${id}_${number}`);
    next.set(id, number);
    taken.add(free);
    return free;
  };
}

/** Letters and digits that stand for a text: FNV-1a, continued for as many characters as are needed. */
function alias(text: string, length: number): string {
  let name = '';
  for (let round = 0; name.length < length; round += 1) {
    let hash = 0x811c9dc5;
    for (const character of `${round}:${text}`) {
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    }
    name += hash.toString(36).padStart(7, '0');
  }
  return name.slice(0, length);
}
