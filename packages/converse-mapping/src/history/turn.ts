import { type ContentBlock, definedFields, type UnifiedMessage } from '@outcrop/unified-response';

/** A block and the place in the caller's messages that it came from. */
export interface PlacedBlock {
  readonly block: ContentBlock;
  readonly path: string;
}

/**
 * A turn as Converse counts it: tools answer in the user's name. System turns are those that change
 * the tools on offer at their place in the conversation; all other system messages are apart.
 */
export interface Turn {
  readonly role: 'user' | 'assistant' | 'system';
  readonly blocks: readonly PlacedBlock[];
  /** The place of the turn itself. */
  readonly path: string;
  readonly name?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export function toTurn(message: UnifiedMessage, path: string): Turn {
  return {
    role: message.role === 'tool' ? 'user' : message.role,
    blocks: message.content.map((block, at) => ({ block, path: `${path}.content[${at}]` })),
    path,
    ...definedFields({ name: message.name, metadata: message.metadata }),
  };
}

export function toMessage(turn: Turn): UnifiedMessage {
  return {
    role: turn.role,
    content: turn.blocks.map((placed) => placed.block),
    ...definedFields({ name: turn.name, metadata: turn.metadata }),
  };
}
