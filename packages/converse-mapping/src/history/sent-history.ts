import type { ContentBlock, UnifiedMessage } from '@outcrop/unified-response';
import type { HealedHistory } from './heal-history.js';
import { type PlacedBlock, toMessage } from './turn.js';

/** Healed messages to save, with the blocks that were mended while they were sent. */
export function sentHistory(
  { system, turns }: HealedHistory,
  mended: ReadonlyMap<PlacedBlock, readonly ContentBlock[]> | undefined,
): UnifiedMessage[] {
  const contentOf = (blocks: readonly PlacedBlock[]): ContentBlock[] =>
    blocks.flatMap((placed) => mended?.get(placed) ?? [placed.block]);
  const messages = [
    ...system.map(({ message, blocks }) => ({ ...message, content: contentOf(blocks) })),
    ...turns.map((turn) => ({ ...toMessage(turn), content: contentOf(turn.blocks) })),
  ];
  return messages.filter(({ content }) => content.length > 0);
}
