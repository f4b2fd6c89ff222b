import type { ContentBlock } from './content-block.js';

export type UnifiedRole = 'system' | 'user' | 'assistant' | 'tool';

/** One turn of a conversation. A response's own messages can be sent back as they are. */
export interface UnifiedMessage {
  readonly role: UnifiedRole;
  readonly content: readonly ContentBlock[];
  /** Who speaks, where several share a role. */
  readonly name?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}
