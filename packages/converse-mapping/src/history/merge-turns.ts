import { definedFields, type UnifiedMessage } from '@outcrop/unified-response';
import type { Notices } from '../notices.js';
import type { Turn } from './turn.js';

/** Takes out turns without content, which the service refuses ("The content field … is empty."). */
export function dropEmptyTurns(turns: readonly Turn[], notices: Notices): Turn[] {
  return turns.filter((turn) => {
    // A cache point marks the end of something: alone it is no content.
    if (turn.blocks.some(({ block }) => block.type !== 'cache_point')) return true;
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
  const runs: Turn[][] = [];
  for (const turn of turns) {
    const run = runs.at(-1);
    if (run?.[0]?.role === turn.role) run.push(turn);
    else runs.push([turn]);
  }
  return runs.flatMap((run) => {
    const [first, ...others] = run;
    return first === undefined || others.length === 0 ? run : [join(first, run, notices)];
  });
}

function join(first: Turn, run: readonly Turn[], notices: Notices): Turn {
  const { role, path } = first;
  const speaking = run.filter(({ blocks }) =>
    blocks.some(({ block }) => block.type !== 'tool_result'),
  );
  for (const turn of speaking.slice(1)) {
    notices.repair(
      'messages_merged',
      turn.path,
      `The message follows another of role ${role}: they are sent as one.`,
    );
  }
  return {
    role,
    path,
    blocks: run.flatMap(({ blocks }) => blocks),
    ...definedFields({
      name: run.every(({ name }) => name === first.name) ? first.name : undefined,
      metadata: joinedMetadata(run),
    }),
  };
}

function joinedMetadata(run: readonly Turn[]): UnifiedMessage['metadata'] {
  const entries = run.flatMap(({ metadata }) => Object.entries(metadata ?? {}));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
