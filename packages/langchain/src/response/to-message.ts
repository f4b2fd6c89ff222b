import { AIMessage, type AIMessageFields, type UsageMetadata } from '@langchain/core/messages';
import type { UnifiedResponse } from '@outcrop/unified-response';
import { blockToPart } from './block-to-part.js';
import { messageParts } from './message-parts.js';
import { toResponseMetadata } from './response-metadata.js';
import { toUsageMetadata } from './usage-metadata.js';

/** A whole answer as a message, in LangChain's output version v0. */
export function toMessage(response: UnifiedResponse): AIMessage {
  const blocks = response.messages.flatMap(({ content }) => content);
  return new AIMessage({
    ...messageParts(blocks.map(blockToPart)),
    ...aboutMessage(response),
  } as AIMessageFields);
}

/** What a message says beside its content. */
export interface MessageAbout {
  readonly id?: string;
  readonly usage_metadata?: UsageMetadata;
  readonly response_metadata: Record<string, unknown>;
}

export function aboutMessage(response: UnifiedResponse): MessageAbout {
  const usage = toUsageMetadata(response.usage);
  return {
    ...(response.id === '' ? {} : { id: response.id }),
    ...(usage && { usage_metadata: usage }),
    response_metadata: toResponseMetadata(response),
  };
}
