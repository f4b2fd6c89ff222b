import type { ContentBlock, ToolCallBlock, ToolResultBlock } from '@outcrop/unified-response';
import { jsonText } from '../content/json-text.js';
import type { Notices } from '../notices.js';
import { runsAtProvider } from './split-answered-turns.js';
import { callAsText, resultAsText } from './told-as-text.js';
import type { PlacedBlock, Turn } from './turn.js';

/** What a call without a result is answered with: the conversation may have been cut or the tool stopped. */
const INTERRUPTED = 'The tool call was interrupted: there is no result.';

/**
 * Lets every user turn answer exactly the tool calls of the turn before it, results first:
 * "Expected toolResult blocks at messages.N.content for the following Ids", "The number of
 * toolResult blocks … exceeds the number of toolUse blocks of previous turn", "contain duplicate Ids".
 * Calls that nobody answered are closed with an error; results that answer no call become text.
 */
export function pairToolResults(turns: readonly Turn[], notices: Notices): Turn[] {
  const paired: Turn[] = [];
  let calls: readonly PlacedBlock[] = [];
  let held: Turn[] = [];
  const answerCalls = (turn: Turn): void => {
    paired.push(answer(turn, calls, notices), ...held);
    calls = [];
    held = [];
  };
  const closeCalls = (): void => {
    const last = calls.at(-1);
    if (last) answerCalls({ role: 'user', blocks: [], path: last.path });
  };
  for (const turn of turns) {
    if (turn.role === 'user') answerCalls(turn);
    // Nothing may stand between calls and their results.
    else if (turn.role === 'system') (calls.length > 0 ? held : paired).push(turn);
    else {
      closeCalls();
      const { own, answered } = splitAssistant(turn, notices);
      paired.push(own);
      calls = answered;
    }
  }
  closeCalls();
  return paired;
}

/**
 * The calls that the next turn has to answer. Tools that run at the provider answer in the
 * assistant's own turn; any other result there answers nothing.
 */
function splitAssistant(
  turn: Turn,
  notices: Notices,
): { readonly own: Turn; readonly answered: readonly PlacedBlock[] } {
  const called = new Set<string>();
  const answeredHere = new Set<string>();
  const blocks = turn.blocks.map((placed) => {
    const { block } = placed;
    if (block.type === 'tool_call' && runsAtProvider(placed)) called.add(block.id);
    if (block.type !== 'tool_result') return placed;
    if (called.has(block.toolCallId) && !answeredHere.has(block.toolCallId)) {
      answeredHere.add(block.toolCallId);
      return placed;
    }
    return orphanAsText(placed, block, notices);
  });
  const own = blocks.map((placed) => {
    const { block, path } = placed;
    if (block.type !== 'tool_call' || !called.has(block.id) || answeredHere.has(block.id)) {
      return placed;
    }
    // Nobody but the provider could have answered it.
    notices.repair(
      'orphan_tool_call_as_text',
      path,
      'The tool ran at the provider, and its result is missing: told as text.',
    );
    return { path, block: callAsText(block) };
  });
  const answered = own.filter(
    ({ block }) => block.type === 'tool_call' && !answeredHere.has(block.id),
  );
  return { own: { ...turn, blocks: own }, answered };
}

function answer(turn: Turn, calls: readonly PlacedBlock[], notices: Notices): Turn {
  const open = new Map(calls.map((call) => [(call.block as ToolCallBlock).id, call]));
  const seen = new Map<string, ToolResultBlock>();
  const results: PlacedBlock[] = [];
  const rest: PlacedBlock[] = [];
  for (const placed of turn.blocks) {
    const { block, path } = placed;
    if (block.type !== 'tool_result') rest.push(placed);
    else if (open.has(block.toolCallId) && !seen.has(block.toolCallId)) {
      seen.set(block.toolCallId, block);
      if (rest.length > 0) {
        notices.repair('tool_result_moved_first', path, 'Tool results come first in a message.');
      }
      results.push(placed);
    } else if (isSaidTwice(block, seen)) {
      notices.repair(
        'duplicate_tool_result_removed',
        path,
        `The call ${block.toolCallId} has the same result already.`,
      );
    } else rest.push(orphanAsText(placed, block, notices));
  }
  for (const [toolCallId, call] of open) {
    if (seen.has(toolCallId)) continue;
    notices.repair(
      'orphan_tool_call_closed',
      call.path,
      'The tool call has no result: it is answered with an error.',
    );
    const closing: ContentBlock = {
      type: 'tool_result',
      toolCallId,
      output: INTERRUPTED,
      status: 'error',
    };
    results.push({ block: closing, path: call.path });
  }
  return { ...turn, blocks: [...results, ...rest] };
}

function orphanAsText(placed: PlacedBlock, block: ToolResultBlock, notices: Notices): PlacedBlock {
  notices.repair(
    'orphan_tool_result_as_text',
    placed.path,
    'The result answers no open tool call of the turn before: told as text.',
  );
  return { path: placed.path, block: resultAsText(block) };
}

/** "The toolResult blocks … contain duplicate Ids": the first counts; another text is not lost. */
function isSaidTwice(block: ToolResultBlock, seen: ReadonlyMap<string, ToolResultBlock>): boolean {
  const first = seen.get(block.toolCallId);
  return first !== undefined && jsonText(first.output) === jsonText(block.output);
}
