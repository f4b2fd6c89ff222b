import { type ChatCompletionUsage, toChatCompletionUsage } from './chat-completion.js';
import type { FinishReason } from './finish-reason.js';
import type { UnifiedStreamEvent } from './stream-event.js';

/** OpenAI's `chat.completion.chunk`. */
export interface ChatCompletionChunk {
  id: string;
  object: 'chat.completion.chunk';
  created: number;
  model: string;
  choices: {
    index: 0;
    delta: {
      role?: 'assistant';
      content?: string;
      tool_calls?: {
        index: number;
        id?: string;
        type?: 'function';
        function: { name?: string; arguments?: string };
      }[];
    };
    finish_reason: FinishReason | null;
  }[];
  usage?: ChatCompletionUsage;
}

/** What every chunk of one answer repeats. */
export interface ChunkContext {
  readonly id?: string;
  readonly model?: string;
  /** Seconds since 1970. */
  readonly created?: number;
}

/** The chunk for an event, or `undefined` where OpenAI's dialect has none. Stateless. */
export function toChatCompletionChunk(
  event: UnifiedStreamEvent,
  context: ChunkContext = {},
): ChatCompletionChunk | undefined {
  switch (event.type) {
    case 'response-start': {
      const started = { id: event.id, model: event.model, ...context };
      return chunk(started, { role: 'assistant', content: '' });
    }
    case 'text-delta':
      return chunk(context, { content: event.text });
    case 'tool-call-start':
      return chunk(context, {
        tool_calls: [
          {
            index: event.toolCallIndex,
            id: event.id,
            type: 'function',
            function: { name: event.name, arguments: '' },
          },
        ],
      });
    case 'tool-call-delta':
      return chunk(context, {
        tool_calls: [{ index: event.toolCallIndex, function: { arguments: event.arguments } }],
      });
    case 'finish':
      return chunk(context, {}, event.finishReason);
    case 'usage':
      return { ...chunk(context, {}), choices: [], usage: toChatCompletionUsage(event.usage) };
    case 'text-start':
    case 'text-end':
    case 'reasoning-start':
    case 'reasoning-delta':
    case 'reasoning-end':
    case 'tool-call-end':
    case 'block':
    case 'partial':
    case 'warning':
      return undefined;
  }
}

function chunk(
  context: ChunkContext,
  delta: ChatCompletionChunk['choices'][number]['delta'],
  finishReason: FinishReason | null = null,
): ChatCompletionChunk {
  return {
    id: context.id ?? '',
    object: 'chat.completion.chunk',
    created: context.created ?? 0,
    model: context.model ?? '',
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  };
}
