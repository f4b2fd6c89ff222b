import type { ContentBlock } from '@outcrop/unified-response';

/** Whether a tool's output is content: an array of nothing but blocks. Any other array is JSON. */
export function isContent(output: unknown): output is readonly ContentBlock[] {
  return Array.isArray(output) && output.every((item) => BLOCK_TYPES.has(item?.type));
}

const BLOCK_TYPES: ReadonlySet<unknown> = new Set<ContentBlock['type']>([
  ...(['text', 'image', 'audio', 'video', 'document', 'search_result', 'reasoning'] as const),
  ...(['citation', 'tool_call', 'tool_result', 'guard', 'cache_point', 'generic'] as const),
]);
