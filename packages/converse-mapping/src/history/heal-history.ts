import type { ModelProfile } from '@outcrop/bedrock-models';
import type { ContentBlock, UnifiedMessage } from '@outcrop/unified-response';
import type { Notices } from '../notices.js';
import { aliasToolIds } from './alias-tool-ids.js';
import { fitBlocks, fitSystemBlocks } from './fit-blocks.js';
import { frameTurns } from './frame-turns.js';
import { hoistToolMedia } from './hoist-tool-media.js';
import { dropEmptyTurns, mergeTurns } from './merge-turns.js';
import { nameDocuments } from './name-documents.js';
import { pairToolResults } from './pair-tool-results.js';
import { splitAnsweredTurns } from './split-answered-turns.js';
import { type PlacedBlock, type Turn, toTurn } from './turn.js';

/** A conversation that Bedrock accepts; every block knows where the caller had it. */
export interface HealedHistory {
  /** The system messages that stand before the conversation. */
  readonly system: readonly SystemMessage[];
  readonly turns: readonly Turn[];
}

export interface SystemMessage {
  readonly message: UnifiedMessage;
  readonly blocks: readonly PlacedBlock[];
}

/** The steps of `normalizeHistory`, in the order in which each relies on those before it. */
export function healHistory(
  messages: readonly UnifiedMessage[],
  profile: ModelProfile,
  notices: Notices,
): HealedHistory {
  // A prompt of prompt management brings its own conversation.
  if (messages.length === 0) return { system: [], turns: [] };
  const system: SystemMessage[] = [];
  const spoken: Turn[] = [];
  messages.forEach((message, at) => {
    const path = `messages[${at}]`;
    const turn = toTurn(message, path);
    if (message.role !== 'system' || staysInPlace(message, spoken.length > 0, profile)) {
      spoken.push(turn);
      return;
    }
    if (spoken.length > 0) {
      notices.repair('system_message_moved', path, 'System messages come before the conversation.');
    }
    const { blocks } = fitSystemBlocks(turn, profile, notices);
    if (blocks.length === 0) {
      notices.repair('empty_message_removed', path, 'The message has no content to send.');
      return;
    }
    system.push({ message: { ...message, content: blocks.map(({ block }) => block) }, blocks });
  });
  const fitting = spoken.map((turn) => fitBlocks(turn, profile, notices));
  const merged = mergeTurns(dropEmptyTurns(fitting, notices), notices);
  const split = merged.flatMap((turn) => splitAnsweredTurns(turn, notices));
  const alternating = mergeTurns(split, notices);
  const named = aliasToolIds(alternating, profile, notices);
  const paired = pairToolResults(named, notices);
  const hoisted = paired.map((turn) => hoistToolMedia(turn, profile, notices));
  const framed = frameTurns(hoisted, profile, notices);
  return { system, turns: nameDocuments(framed, profile, notices) };
}

/** Tools are added and removed at a place in the conversation; other words of the system come first. */
function staysInPlace(message: UnifiedMessage, late: boolean, profile: ModelProfile): boolean {
  return (late && profile.systemInMessages) || message.content.some(changesTools);
}

function changesTools(block: ContentBlock): boolean {
  return block.type === 'generic' && ('toolAddition' in block || 'toolRemoval' in block);
}
