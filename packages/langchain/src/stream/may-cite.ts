import type { ChatParams } from '@outcrop/unified-response';

/** Whether the answer may cite: a document or a search result that it may, or a provider's own search. */
export function mayCite({ messages, tools = [] }: ChatParams): boolean {
  return (
    tools.some(({ type }) => type === 'provider') ||
    messages.some(
      ({ content }) =>
        Array.isArray(content) &&
        content.some((block: object) => 'citations' in block && block.citations === true),
    )
  );
}
