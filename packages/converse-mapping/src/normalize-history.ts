import type { ModelProfile } from '@outcrop/bedrock-models';
import type { Repair, UnifiedMessage } from '@outcrop/unified-response';
import { healHistory } from './history/heal-history.js';
import { toMessage } from './history/turn.js';
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
  const notices = new Notices();
  const { system, turns } = healHistory(messages, options.profile, notices);
  const healed = [...system.map(({ message }) => message), ...turns.map(toMessage)];
  return { messages: healed, repairs: notices.repairs };
}
