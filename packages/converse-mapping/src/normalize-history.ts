import type { ModelProfile } from '@outcrop/bedrock-models';
import type { Repair, UnifiedMessage } from '@outcrop/unified-response';
import { aliasToolIds } from './history/alias-tool-ids.js';
import { fitBlocks } from './history/fit-blocks.js';
import { frameTurns } from './history/frame-turns.js';
import { hoistToolMedia } from './history/hoist-tool-media.js';
import { dropEmptyTurns, mergeTurns } from './history/merge-turns.js';
import { pairToolResults } from './history/pair-tool-results.js';
import { toMessage, toTurn } from './history/turn.js';
import { Notices } from './notices.js';

export interface NormalizeOptions {
  /** What the model takes. */
  readonly profile: ModelProfile;
}

export interface NormalizedHistory {
  /** System messages first, then turns of alternating roles: save this instead of what came. */
  readonly messages: readonly UnifiedMessage[];
  /** Every change, with its place in the messages that came. */
  readonly repairs: readonly Repair[];
}

/**
 * Any history as one that Bedrock accepts: tool calls and results paired by id, results first, ids
 * unique and legal, blank texts gone, neighbours of one role merged, reasoning only where its maker
 * can verify it, a user turn first (and last, where the model needs it). Order is kept, nothing is
 * said twice, and a history that is sound already comes back as it is. Idempotent; pure.
 */
export function normalizeHistory(
  messages: readonly UnifiedMessage[],
  options: NormalizeOptions,
): NormalizedHistory {
  const { profile } = options;
  const notices = new Notices();
  const system: UnifiedMessage[] = [];
  const spoken = messages.flatMap((message, at) => {
    const path = `messages[${at}]`;
    if (message.role !== 'system') return [toTurn(message, path)];
    if (system.length < at) {
      notices.repair('system_message_moved', path, 'System messages come before the conversation.');
    }
    system.push(message);
    return [];
  });
  const fitting = spoken.map((turn) => fitBlocks(turn, profile, notices));
  const alternating = mergeTurns(dropEmptyTurns(fitting, notices), notices);
  const named = aliasToolIds(alternating, profile, notices);
  const paired = pairToolResults(named, notices).map((turn) =>
    hoistToolMedia(turn, profile, notices),
  );
  const framed = frameTurns(paired, profile, notices);
  return { messages: [...system, ...framed.map(toMessage)], repairs: notices.repairs };
}
