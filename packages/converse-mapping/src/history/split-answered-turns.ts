import { PROVIDER } from '../content/provider-data.js';
import type { Notices } from '../notices.js';
import type { PlacedBlock, Turn } from './turn.js';

/**
 * Some frameworks keep a tool's result beside its call, in the assistant's own turn. Converse wants
 * it from the user: such a turn is split where all its calls so far are answered, so that what the
 * assistant said then still follows the results. Tools that run at the provider do answer in the
 * assistant's turn, and a result there without a call before it is left to `pairToolResults`.
 */
export function splitAnsweredTurns(turn: Turn, notices: Notices): Turn[] {
  if (turn.role !== 'assistant') return [turn];
  const parts: Turn[] = [];
  const calls = new Set<string>();
  let own: PlacedBlock[] = [];
  let results: PlacedBlock[] = [];
  const split = (): void => {
    const last = parts.at(-1);
    if (last && own.every(({ block }) => block.type === 'cache_point')) {
      // It marks the end of the results; a turn of its own would be without content.
      parts[parts.length - 1] = { ...last, blocks: [...last.blocks, ...own] };
    } else if (own.length > 0) parts.push({ ...turn, blocks: own });
    if (results.length > 0) parts.push({ role: 'user', path: turn.path, blocks: results });
    own = [];
    results = [];
  };
  for (const placed of turn.blocks) {
    const { block, path } = placed;
    if (block.type === 'tool_result' && calls.has(block.toolCallId)) {
      notices.repair(
        'tool_result_moved_to_user',
        path,
        'A tool result of the caller stands in a user turn: it was moved there.',
      );
      results.push(placed);
      continue;
    }
    if (results.length > 0 && results.length >= calls.size) {
      split();
      calls.clear();
    }
    if (block.type === 'tool_call' && !runsAtProvider(placed)) calls.add(block.id);
    own.push(placed);
  }
  split();
  return parts;
}

/** Whether a block is a call of a tool that runs at the provider, which answers it there. */
export function runsAtProvider({ block }: PlacedBlock): boolean {
  return block.type === 'tool_call' && block.providerData?.[PROVIDER]?.type === 'server_tool_use';
}
