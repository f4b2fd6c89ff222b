import type { ModelProfile } from '@outcrop/bedrock-models';
import type { ContentBlock } from '@outcrop/unified-response';
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
    .flatMap((turn) => separateResults(turn, profile, notices))
    .map((turn) => withTextBesideDocuments(turn, notices));
  return withEnd(withStart(framed, profile, notices), profile, notices);
}

/** "A text block must be included when using documents." */
function withTextBesideDocuments(turn: Turn, notices: Notices): Turn {
  const document = turn.blocks.find(({ block }) => block.type === 'document');
  if (!document || turn.blocks.some(({ block }) => block.type === 'text')) return turn;
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

/**
 * "Conversation blocks and tool result blocks cannot be provided in the same turn." (Llama, Mistral,
 * Writer): there, what stands beside the results gets a turn of its own.
 */
function separateResults(turn: Turn, profile: ModelProfile, notices: Notices): Turn[] {
  if (turn.role !== 'user') return [turn];
  const results = turn.blocks.filter(({ block }) => block.type === 'tool_result');
  if (results.length === 0) return [turn];
  const beside = turn.blocks.filter((placed) => !fitsBesideResults(placed, profile));
  const [first] = beside;
  if (!first) return [turn];
  notices.repair(
    'turn_inserted',
    first.path,
    'The model takes no such content beside tool results: it follows in a turn of its own.',
  );
  const together = turn.blocks.filter((placed) => !beside.includes(placed));
  return [
    { ...turn, blocks: together },
    {
      role: 'assistant',
      path: turn.path,
      blocks: [{ path: first.path, block: text(RESULTS_READ) }],
    },
    { role: 'user', path: turn.path, blocks: beside },
  ];
}

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
  const [first] = turns;
  if (first?.role !== 'assistant' || profile.leadingAssistant) return [...turns];
  notices.repair(
    'user_turn_added_first',
    first.path,
    'The model needs a user turn first: a short one was added.',
  );
  const opening = { path: first.path, block: text(OPENING) };
  return [{ role: 'user', path: first.path, blocks: [opening] }, ...turns];
}

/** "This model does not support assistant message prefill. The conversation must end with a user message." */
function withEnd(turns: readonly Turn[], profile: ModelProfile, notices: Notices): Turn[] {
  const last = turns.at(-1);
  if (last?.role !== 'assistant' || profile.trailingAssistant) return [...turns];
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

function text(value: string): ContentBlock {
  return { type: 'text', text: value };
}
