import type { ContentBlock, UnifiedMessage } from '@outcrop/unified-response';
import { present } from '../present.js';

/** A block and the place in the caller's messages that it came from. */
export interface PlacedBlock {
  readonly block: ContentBlock;
  readonly path: string;
}

/** A turn as Converse counts it: tools answer in the user's name, and system messages are apart. */
export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly blocks: readonly PlacedBlock[];
  /** The place of the turn itself. */
  readonly path: string;
  readonly name?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** Messages as turns, one each. System messages must have been taken out. */
export function toTurn(message: UnifiedMessage, path: string): Turn {
  return {
    role: message.role === 'assistant' ? 'assistant' : 'user',
    blocks: message.content.map((block, at) => ({ block, path: `${path}.content[${at}]` })),
    path,
    ...present({ name: message.name, metadata: message.metadata }),
  };
}

export function toMessage(turn: Turn): UnifiedMessage {
  return {
    role: turn.role,
    content: turn.blocks.map((placed) => placed.block),
    ...present({ name: turn.name, metadata: turn.metadata }),
  };
}
