import {
  AIMessage,
  type BaseMessage,
  type ChatMessage as GenericMessage,
  type ToolMessage,
} from '@langchain/core/messages';
import {
  type CachePointBlock,
  type ChatMessage,
  type ContentBlock,
  definedFields,
  ProviderError,
} from '@outcrop/unified-response';
import { assistantContent } from './assistant-content.js';
import { readParts } from './read-parts.js';

/**
 * Messages of LangChain in Outcrop's words, one in, one out. What a response of ours was made into
 * becomes what it was, signatures and all.
 * @throws ProviderError `invalid_request` for a message or part that cannot be read, `unsupported` for
 * a file that cannot be sent, each with its place.
 */
export function toChatMessages(messages: readonly BaseMessage[]): ChatMessage[] {
  return messages.map((message, at) => toChatMessage(message, `messages[${at}]`));
}

/** What LangChain, OpenAI and Anthropic call the roles of a `ChatMessage`. */
const ROLES: Readonly<Record<string, 'system' | 'user' | 'assistant'>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  ai: 'assistant',
};

function toChatMessage(message: BaseMessage, path: string): ChatMessage {
  const name = definedFields({ name: message.name });
  switch (message.type) {
    case 'system':
      return { role: 'system', content: contentOf(message, path), ...name };
    case 'human':
      return { role: 'user', content: contentOf(message, path), ...name };
    case 'ai':
      return { role: 'assistant', content: assistantContent(message as AIMessage, path), ...name };
    case 'tool':
      return { role: 'tool', content: resultContent(message as ToolMessage, path), ...name };
    case 'function':
      return { role: 'function', name: message.name ?? '', content: message.text };
    case 'generic': {
      const role = ROLES[(message as GenericMessage).role];
      if (role === undefined) break;
      if (role !== 'assistant') return { role, content: contentOf(message, path), ...name };
      const said = new AIMessage({ content: message.content });
      return { role, content: assistantContent(said, path), ...name };
    }
  }
  throw unsendable(message, path);
}

function contentOf(message: BaseMessage, path: string): string | ContentBlock[] {
  return readParts(message.content, `${path}.content`);
}

/** A cache point in a tool's answer comes after it: there is no place for one within. */
function resultContent(message: ToolMessage, path: string): ContentBlock[] {
  const { tool_call_id: toolCallId, status } = message;
  const parts = contentOf(message, path);
  const isPoint = (block: ContentBlock): block is CachePointBlock => block.type === 'cache_point';
  const output = typeof parts === 'string' ? parts : parts.filter((block) => !isPoint(block));
  const points = typeof parts === 'string' ? [] : parts.filter(isPoint);
  const result = { type: 'tool_result', toolCallId, output } as const;
  return [{ ...result, ...(status === 'error' ? { status } : {}) }, ...points];
}

function unsendable(message: BaseMessage, path: string): ProviderError {
  const isRemoval = message.type === 'remove';
  const role = message.type === 'generic' ? (message as GenericMessage).role : message.type;
  return new ProviderError(
    isRemoval
      ? `${path}: a RemoveMessage tells a graph what to forget; a model cannot be sent one.`
      : `${path}: no model knows messages of the role ${JSON.stringify(role)}.`,
    {
      reason: 'invalid_request',
      path,
      hint: isRemoval
        ? 'Let the graph reduce its messages before the call.'
        : `Known roles: ${Object.keys(ROLES).join(', ')}; results of tools are ToolMessages.`,
    },
  );
}
