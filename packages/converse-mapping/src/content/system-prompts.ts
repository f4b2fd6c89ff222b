import type { HealedHistory, SystemMessage } from '../history/heal-history.js';
import type { PlacedBlock, Turn } from '../history/turn.js';
import type { MappingContext } from '../mapping-context.js';
import type { WireSystemBlock } from '../wire/wire-content.js';
import type { WireOrigins } from '../wire/wire-origins.js';
import { systemToWire } from './content-to-wire.js';

/** All system messages, every part of them, as `system`; `undefined` when there are none. */
export function systemPrompts(
  system: readonly SystemMessage[],
  origins: WireOrigins,
  context: MappingContext,
): readonly WireSystemBlock[] | undefined {
  const blocks = system
    .flatMap((message) => message.blocks)
    .flatMap((placed) => origins.from(placed, systemToWire(placed.block, placed.path, context)));
  return blocks.length === 0 ? undefined : blocks;
}

/** The conversation with the request's own instructions behind its system prompts. */
export function withInstructions(
  history: HealedHistory,
  instructions: string | undefined,
): HealedHistory {
  if (instructions === undefined) return history;
  const block = { type: 'text', text: instructions } as const;
  // What the model is told beyond the messages, it is told because of the response format.
  const blocks = [{ block, path: 'response_format' }];
  const told = { message: { role: 'system', content: [block] }, blocks } as const;
  return { ...history, system: [...history.system, told] };
}

/** The conversation with its system prompts at the head of the first user turn, for models that take none. */
export function foldSystemPrompts(history: HealedHistory, context: MappingContext): HealedHistory {
  const folded = history.system
    .flatMap((message) => message.blocks)
    .filter((placed) => isFoldable(placed, context));
  const [head] = folded;
  if (!head) return { system: [], turns: history.turns };
  context.notices.warn(
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

function isFoldable({ block, path }: PlacedBlock, { notices }: MappingContext): boolean {
  if (block.type === 'text' || block.type === 'guard') return true;
  const message = `A system prompt cannot hold a block of type ${block.type}: it was left out.`;
  notices.warn('content_ignored', path, message);
  return false;
}
