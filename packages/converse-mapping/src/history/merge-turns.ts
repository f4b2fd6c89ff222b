import type { Notices } from '../notices.js';
import { present } from '../present.js';
import type { Turn } from './turn.js';

/** Takes out turns without content, which the service refuses ("The content field … is empty."). */
export function dropEmptyTurns(turns: readonly Turn[], notices: Notices): Turn[] {
  return turns.filter((turn) => {
    if (turn.blocks.length > 0) return true;
    notices.repair('empty_message_removed', turn.path, 'The message has no content to send.');
    return false;
  });
}

/**
 * Joins neighbours of one role: "A conversation must alternate between user and assistant roles."
 * Nothing is invented in between. Results of several tools belong together anyway, so joining them
 * is no repair.
 */
export function mergeTurns(turns: readonly Turn[], notices: Notices): Turn[] {
  const merged: Turn[] = [];
  for (const turn of turns) {
    const before = merged.at(-1);
    if (before?.role !== turn.role) {
      merged.push(turn);
      continue;
    }
    if (!onlyResults(turn) && !onlyResults(before)) {
      notices.repair(
        'messages_merged',
        turn.path,
        `The message follows another of role ${turn.role}: they are sent as one.`,
      );
    }
    merged[merged.length - 1] = join(before, turn);
  }
  return merged;
}

function onlyResults(turn: Turn): boolean {
  return turn.blocks.every(({ block }) => block.type === 'tool_result');
}

function join(first: Turn, second: Turn): Turn {
  const { role, path } = first;
  const metadata =
    first.metadata || second.metadata ? { ...first.metadata, ...second.metadata } : undefined;
  const name = first.name === second.name ? first.name : undefined;
  return {
    role,
    path,
    blocks: [...first.blocks, ...second.blocks],
    ...present({ name, metadata }),
  };
}
