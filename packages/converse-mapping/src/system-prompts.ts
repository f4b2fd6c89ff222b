import type { ContentBlock, UnifiedMessage } from '@outcrop/unified-response';
import { isBlank } from './blank.js';
import { systemToWire } from './content-to-wire.js';
import type { MappingContext } from './mapping-context.js';
import type { WireSystemBlock } from './wire-content.js';

/** All system messages, every part of them, as `system`; `undefined` when there are none. */
export function systemPrompts(
  messages: readonly UnifiedMessage[],
  context: MappingContext,
): readonly WireSystemBlock[] | undefined {
  const blocks = messages.flatMap((message, at) =>
    message.content.flatMap((block, index) => {
      const path = `messages[${at}].content[${index}]`;
      if (block.type === 'text' && isBlank(block.text)) {
        context.notices.repair(
          'blank_text_removed',
          path,
          'The text is blank, which the service refuses.',
        );
        return [];
      }
      const allowed = context.profile.cache.placements.includes('system');
      if (block.type === 'cache_point' && !allowed) {
        context.notices.repair('cache_point_removed', path, 'The model caches no system prompts.');
        return [];
      }
      return systemToWire(block, path, context);
    }),
  );
  return blocks.length === 0 ? undefined : blocks;
}

/** The conversation with its system prompts at the head of the first user turn, for models that take none. */
export function foldSystemPrompts(
  messages: readonly UnifiedMessage[],
  context: MappingContext,
): readonly UnifiedMessage[] {
  const folded: ContentBlock[] = messages
    .filter((message) => message.role === 'system')
    .flatMap((message) => message.content.filter((block) => block.type === 'text'));
  const spoken = messages.filter((message) => message.role !== 'system');
  if (folded.length === 0) return spoken;
  context.notices.repair(
    'system_prompt_folded',
    'messages',
    'The model takes no system prompts: they are sent at the head of the first user turn.',
  );
  const [first, ...rest] = spoken;
  if (first?.role !== 'user') return [{ role: 'user', content: folded }, ...spoken];
  return [{ ...first, content: [...folded, ...first.content] }, ...rest];
}
