import type { ContentBlock } from '@outcrop/unified-response';
import { isBlank } from './blank.js';
import { systemToWire } from './content-to-wire.js';
import type { HealedHistory, SystemMessage } from './history/heal-history.js';
import type { PlacedBlock, Turn } from './history/turn.js';
import type { MappingContext } from './mapping-context.js';
import type { WireSystemBlock } from './wire-content.js';

/** All system messages, every part of them, as `system`; `undefined` when there are none. */
export function systemPrompts(
  system: readonly SystemMessage[],
  context: MappingContext,
): readonly WireSystemBlock[] | undefined {
  const blocks = system
    .flatMap((message) => message.blocks)
    .filter((placed) => fitsSystem(placed, context))
    .flatMap(({ block, path }) => systemToWire(block, path, context));
  return blocks.length === 0 ? undefined : blocks;
}

function fitsSystem({ block, path }: PlacedBlock, context: MappingContext): boolean {
  const { notices, profile } = context;
  if (isBlankText(block)) {
    notices.repair('blank_text_removed', path, 'The text is blank, which the service refuses.');
    return false;
  }
  if (block.type !== 'cache_point' || profile.cache.placements.includes('system')) return true;
  notices.repair('cache_point_removed', path, 'The model caches no system prompts.');
  return false;
}

function isBlankText(block: ContentBlock): boolean {
  if (block.type === 'guard') return block.image === undefined && isBlank(block.text ?? '');
  return isText(block) && isBlank(block.text);
}

/** The conversation with its system prompts at the head of the first user turn, for models that take none. */
export function foldSystemPrompts(history: HealedHistory, context: MappingContext): HealedHistory {
  const folded = history.system
    .flatMap((message) => message.blocks)
    .filter(({ block }) => isText(block) && !isBlank(block.text));
  const [head] = folded;
  if (!head) return { system: [], turns: history.turns };
  context.notices.repair(
    'system_prompt_folded',
    head.path,
    'The model takes no system prompts: they are sent at the head of the first user turn.',
  );
  const [first, ...rest] = history.turns;
  const turns: readonly Turn[] =
    first?.role === 'user'
      ? [{ ...first, blocks: [...folded, ...first.blocks] }, ...rest]
      : [{ role: 'user', path: head.path, blocks: folded }, ...history.turns];
  return { system: [], turns };
}

function isText(block: ContentBlock): block is Extract<ContentBlock, { type: 'text' }> {
  return block.type === 'text';
}
