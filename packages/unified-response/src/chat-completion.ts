import type { Cost } from './cost.js';
import type { FinishReason } from './finish-reason.js';
import type { UnifiedMessage } from './message.js';
import type { UnifiedResponse } from './response.js';
import type { Usage } from './usage.js';

export interface ChatCompletionToolCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

export interface ChatCompletionUsage {
  /** All input, cached or not, as OpenAI counts it. */
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  prompt_tokens_details?: { cached_tokens: number };
  completion_tokens_details?: { reasoning_tokens: number };
}

/** OpenAI's `chat.completion`, with AG2's `cost`. */
export interface ChatCompletion {
  id: string;
  object: 'chat.completion';
  /** Seconds since 1970. */
  created: number;
  model: string;
  choices: {
    index: 0;
    message: {
      role: 'assistant';
      content: string | null;
      refusal: null;
      tool_calls?: ChatCompletionToolCall[];
    };
    finish_reason: FinishReason;
    logprobs: null;
  }[];
  usage: ChatCompletionUsage;
  /** USD; null when it is not known. */
  cost: number | null;
}

/**
 * A response in OpenAI's (and AG2's v1) shape. Images, reasoning and citations have no place in it:
 * prefer the response itself.
 *
 * @param options.created seconds since 1970. Default 0: this function does not read the clock.
 */
export function toChatCompletion(
  response: UnifiedResponse,
  options: { readonly created?: number } = {},
): ChatCompletion {
  const toolCalls = response.toolCalls.map(toToolCall);
  const text = response.text;
  return {
    id: response.id,
    object: 'chat.completion',
    created: options.created ?? 0,
    model: response.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: text === '' && toolCalls.length > 0 ? null : text,
          refusal: null,
          ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}),
        },
        finish_reason: response.finishReason,
        logprobs: null,
      },
    ],
    usage: toChatCompletionUsage(response.usage),
    cost: knownUsd(response.cost),
  };
}

/** Usage as OpenAI counts it: the cached tokens are part of the prompt. */
export function toChatCompletionUsage(usage: Usage): ChatCompletionUsage {
  const { cacheReadInputTokens, cacheWriteInputTokens, reasoningTokens } = usage;
  return {
    prompt_tokens: usage.inputTokens + cacheReadInputTokens + cacheWriteInputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.totalTokens,
    ...(cacheReadInputTokens > 0
      ? { prompt_tokens_details: { cached_tokens: cacheReadInputTokens } }
      : {}),
    ...(reasoningTokens === undefined
      ? {}
      : { completion_tokens_details: { reasoning_tokens: reasoningTokens } }),
  };
}

/** The keys of `getUsage`. */
export const RESPONSE_USAGE_KEYS: readonly [
  'prompt_tokens',
  'completion_tokens',
  'total_tokens',
  'cost',
  'model',
] = ['prompt_tokens', 'completion_tokens', 'total_tokens', 'cost', 'model'];

export interface ResponseUsage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  /** USD; null when it is not known. */
  cost: number | null;
  model: string;
}

/** AG2's usage summary of a response. */
export function getUsage(response: UnifiedResponse): ResponseUsage {
  const { prompt_tokens, completion_tokens, total_tokens } = toChatCompletionUsage(response.usage);
  const cost = knownUsd(response.cost);
  return { prompt_tokens, completion_tokens, total_tokens, cost, model: response.model };
}

/** A message in OpenAI's shape. */
export interface RetrievedMessage {
  role: string;
  content: string | null;
  tool_calls?: ChatCompletionToolCall[];
}

/** AG2's `message_retrieval`: the text of each message, or a message where text cannot hold it all. */
export function messageRetrieval(response: UnifiedResponse): (string | RetrievedMessage)[] {
  return response.messages.map((message) => {
    const text = textOf(message);
    const toolCalls = message.content.filter((block) => block.type === 'tool_call').map(toToolCall);
    const hasImage = message.content.some((block) => block.type === 'image');
    if (toolCalls.length === 0 && !hasImage) return text;
    return {
      role: message.role,
      content: text === '' ? null : text,
      ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}),
    };
  });
}

function textOf(message: UnifiedMessage): string {
  return message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}

function toToolCall(call: { id: string; name: string; arguments: string }): ChatCompletionToolCall {
  return {
    id: call.id,
    type: 'function',
    function: { name: call.name, arguments: call.arguments },
  };
}

function knownUsd(cost: Cost): number | null {
  return cost.status === 'priced' ? cost.usd : null;
}
