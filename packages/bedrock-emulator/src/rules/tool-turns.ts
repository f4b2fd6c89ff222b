import type { Message } from '../converse-wire.js';

/** Ids of the calls a client must answer: the service answers its own server tools itself. */
export function toolUseIds(message: Message | undefined): string[] {
  const uses = message?.content?.flatMap((block) => block.toolUse ?? []) ?? [];
  return uses.flatMap((use) => (use.type === 'server_tool_use' ? [] : (use.toolUseId ?? [])));
}

/** Ids of the results a client sent; those of server tools stand in the assistant's own turn. */
export function toolResultIds(message: Message | undefined): string[] {
  if (message?.role !== 'user') return [];
  return message.content?.flatMap((block) => block.toolResult?.toolUseId ?? []) ?? [];
}
