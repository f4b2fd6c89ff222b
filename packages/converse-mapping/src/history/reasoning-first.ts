import type { Notices } from '../notices.js';
import type { Turn } from './turn.js';

/**
 * With a reasoning budget, "If an assistant message contains any thinking blocks, the first block
 * must be `thinking` or `redacted_thinking`." (Claude) Turns that were merged may have something
 * said before: the first reasoning then goes to the front.
 */
export function putReasoningFirst(turn: Turn, notices: Notices): Turn {
  if (turn.role !== 'assistant') return turn;
  const at = turn.blocks.findIndex(({ block }) => block.type === 'reasoning');
  const reasoning = turn.blocks[at];
  if (at === 0 || reasoning === undefined) return turn;
  notices.repair(
    'reasoning_moved_first',
    reasoning.path,
    'The model wants reasoning first in a message that has any.',
  );
  return { ...turn, blocks: [reasoning, ...turn.blocks.toSpliced(at, 1)] };
}
