import type { ModelProfile } from '@outcrop/bedrock-models';
import type { ContentBlock } from '@outcrop/unified-response';
import { isCited } from '../content/citation.js';
import type { Notices } from '../notices.js';
import type { PlacedBlock, Turn } from './turn.js';

const OPENING = '(The conversation begins with your message.)';
const CONTINUE = 'Please continue.';
const RESULTS_READ = '(Results received.)';
const DOCUMENT_TEXT = 'See the attached document.';

/** Adds the turns and texts that this model needs and the conversation lacks; each is a repair. */
export function frameTurns(
  turns: readonly Turn[],
  profile: ModelProfile,
  notices: Notices,
): Turn[] {
  const framed = turns
    .flatMap((turn) => separateCalls(turn, profile, notices))
    .flatMap((turn) => separateResults(turn, profile, notices))
    .map((turn) => withTextBesideDocuments(turn, notices));
  return withEnd(withStart(framed, profile, notices), profile, notices);
}

/** "A text block must be included when using documents." */
function withTextBesideDocuments(turn: Turn, notices: Notices): Turn {
  const document = turn.blocks.find(({ block }) => block.type === 'document');
  if (!document || turn.blocks.some(isPlainText)) return turn;
  notices.repair(
    'text_added_beside_document',
    document.path,
    'A message with a document needs a text: one was added.',
  );
  const blocks = [...turn.blocks];
  const at = blocks.indexOf(document);
  blocks.splice(at, 0, { path: document.path, block: text(DOCUMENT_TEXT) });
  return { ...turn, blocks };
}

function isPlainText({ block }: PlacedBlock): boolean {
  return block.type === 'text' && !isCited(block);
}

/**
 * "Conversation blocks and tool result blocks cannot be provided in the same turn." (Llama, Mistral,
 * Writer): there, what follows the results gets a turn of its own.
 */
function separateResults(turn: Turn, profile: ModelProfile, notices: Notices): Turn[] {
  if (turn.role !== 'user') return [turn];
  if (turn.blocks[0]?.block.type !== 'tool_result') return [turn];
  const at = turn.blocks.findIndex((placed) => !fitsBesideResults(placed, profile));
  const first = turn.blocks[at];
  if (!first) return [turn];
  notices.repair(
    'turn_inserted',
    first.path,
    'The model takes no such content beside tool results: it follows in a turn of its own.',
  );
  return [
    { ...turn, blocks: turn.blocks.slice(0, at) },
    {
      role: 'assistant',
      path: turn.path,
      blocks: [{ path: first.path, block: text(RESULTS_READ) }],
    },
    { role: 'user', path: turn.path, blocks: turn.blocks.slice(at) },
  ];
}

/**
 * "Conversation blocks and tool use blocks cannot be provided in the same turn.": there, what is said
 * beside tool calls gets a turn of its own before them, since the results must follow the calls.
 */
function separateCalls(turn: Turn, profile: ModelProfile, notices: Notices): Turn[] {
  const [call] = turn.blocks.filter(({ block }) => block.type === 'tool_call');
  const said = turn.blocks.filter(({ block }) => !OF_TOOLS.has(block.type));
  if (profile.textBesideToolCall || !call || said.length === 0) return [turn];
  notices.repair(
    'turn_inserted',
    call.path,
    'The model takes nothing beside tool calls: they follow in a turn of their own.',
  );
  return [
    { ...turn, blocks: said },
    { role: 'user', path: call.path, blocks: [{ path: call.path, block: text(CONTINUE) }] },
    { ...turn, blocks: turn.blocks.filter(({ block }) => OF_TOOLS.has(block.type)) },
  ];
}

/** Blocks that stand among tool calls everywhere. */
const OF_TOOLS: ReadonlySet<ContentBlock['type']> = new Set([
  'tool_call',
  'tool_result',
  'cache_point',
]);

function fitsBesideResults({ block }: PlacedBlock, profile: ModelProfile): boolean {
  const allowed: readonly string[] = profile.besideToolResult;
  switch (block.type) {
    case 'tool_result':
    case 'cache_point':
      return true;
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
      return allowed.includes(block.type);
    default:
      return allowed.includes('text');
  }
}

/** "A conversation must start with a user message." */
function withStart(turns: readonly Turn[], profile: ModelProfile, notices: Notices): Turn[] {
  const first = turns.find(({ role }) => role !== 'system');
  if (first?.role === 'user' || (first && profile.leadingAssistant)) return [...turns];
  const path = first?.path ?? 'messages';
  notices.repair(
    'user_turn_added_first',
    path,
    'The model needs a user turn first: a short one was added.',
  );
  return [{ role: 'user', path, blocks: [{ path, block: text(OPENING) }] }, ...turns];
}

/** "This model does not support assistant message prefill. The conversation must end with a user message." */
function withEnd(turns: readonly Turn[], profile: ModelProfile, notices: Notices): Turn[] {
  const last = turns.findLast(({ role }) => role !== 'system');
  if (last?.role !== 'assistant') return [...turns];
  if (profile.trailingAssistant)
    return turns.map((turn) => (turn === last ? trimmed(turn, notices) : turn));
  notices.repair(
    'user_turn_added_last',
    last.path,
    'The model needs a user turn last: a short one was added.',
  );
  return [
    ...turns,
    { role: 'user', path: last.path, blocks: [{ path: last.path, block: text(CONTINUE) }] },
  ];
}

/** What the model is to go on with must not end in white space (Claude refuses it). */
function trimmed(turn: Turn, notices: Notices): Turn {
  const at = turn.blocks.findLastIndex(({ block }) => !SAYS_NOTHING.has(block.type));
  const last = turn.blocks[at];
  if (last?.block.type !== 'text') return turn;
  const value = last.block.text.trimEnd();
  if (value === last.block.text) return turn;
  notices.repair('prefill_trimmed', last.path, 'The text to go on with ended in white space.');
  const block: ContentBlock = { ...last.block, text: value };
  return { ...turn, blocks: turn.blocks.with(at, { path: last.path, block }) };
}

/** What may follow the text to go on with. */
const SAYS_NOTHING: ReadonlySet<ContentBlock['type']> = new Set(['reasoning', 'cache_point']);

function text(value: string): ContentBlock {
  return { type: 'text', text: value };
}
