import type { ModelProfile } from '@outcrop/bedrock-models';
import type { ContentBlock } from '@outcrop/unified-response';
import type { Notices } from '../notices.js';
import type { PlacedBlock, Turn } from './turn.js';

/**
 * Gives tool calls ids that are unique in the conversation and legal for the model, and their
 * results the same ids. An id is changed only when it must be, and always in the same way.
 */
export function aliasToolIds(
  turns: readonly Turn[],
  profile: ModelProfile,
  notices: Notices,
): Turn[] {
  const taken = new Set<string>();
  const legal = legalId(profile);
  /** Ids that the last assistant's calls were given, in order, by the id they came with. */
  let open = new Map<string, string[]>();

  const rename = (placed: PlacedBlock): PlacedBlock => {
    const { block, path } = placed;
    if (block.type === 'tool_call') {
      const id = freeId(block.id, taken, legal);
      taken.add(id);
      open.set(block.id, [...(open.get(block.id) ?? []), id]);
      if (id === block.id) return placed;
      notices.repair(
        'tool_id_changed',
        `${path}.id`,
        `The id ${JSON.stringify(block.id)} is taken or not legal for the model: sent as ${id}.`,
      );
      return { path, block: { ...block, id } };
    }
    if (block.type === 'tool_result') {
      const ids = open.get(block.toolCallId);
      const id = ids && ids.length > 1 ? ids.shift() : ids?.[0];
      if (id === undefined || id === block.toolCallId) return placed;
      const renamed: ContentBlock = { ...block, toolCallId: id };
      return { path, block: renamed };
    }
    return placed;
  };

  return turns.map((turn) => {
    if (turn.role === 'assistant') open = new Map();
    return { ...turn, blocks: turn.blocks.map(rename) };
  });
}

type Legal = (id: string) => string;

/** The id itself where the model takes it, else a stable alias of letters and digits. */
function legalId(profile: ModelProfile): Legal {
  const { pattern, maxLength, aliasLength } = profile.toolId;
  const legal = new RegExp(pattern);
  return (id) => (id.length <= maxLength && legal.test(id) ? id : alias(id, aliasLength));
}

function freeId(id: string, taken: ReadonlySet<string>, legal: Legal): string {
  let free = legal(id);
  for (let number = 2; taken.has(free); number += 1) free = legal(`${id}_${number}`);
  return free;
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
