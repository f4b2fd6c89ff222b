import type { ContentBlock } from './content-block.js';

/** OpenAI's content parts, and this package's own blocks, side by side. */
export type ChatContentPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'refusal'; readonly refusal: string }
  | {
      readonly type: 'image_url';
      readonly image_url:
        | string
        | { readonly url: string; readonly detail?: 'auto' | 'low' | 'high' };
    }
  | {
      readonly type: 'input_audio';
      readonly input_audio: { readonly data: string; readonly format: string };
    }
  | {
      readonly type: 'file';
      readonly file: {
        /** Base64 or a data URI. */
        readonly file_data?: string;
        readonly file_id?: string;
        readonly filename?: string;
      };
    }
  /** Anthropic's spelling of reasoning, as AG2 has it. */
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature?: string }
  | ContentBlock;

/** A call of a tool, in an assistant's message. */
export type ChatToolCall =
  | {
      readonly id: string;
      readonly type: 'function';
      readonly function: { readonly name: string; readonly arguments: string };
    }
  | {
      readonly id: string;
      readonly type: 'custom';
      readonly custom: { readonly name: string; readonly input: string };
    };

export type ChatContent = string | readonly ChatContentPart[];

/** A message of OpenAI's Chat Completions API, or a `UnifiedMessage`. */
export type ChatMessage =
  | {
      readonly role: 'system' | 'developer';
      readonly content: ChatContent;
      readonly name?: string;
      readonly metadata?: Readonly<Record<string, unknown>>;
    }
  | {
      readonly role: 'user';
      readonly content: ChatContent;
      readonly name?: string;
      readonly metadata?: Readonly<Record<string, unknown>>;
    }
  | {
      readonly role: 'assistant';
      readonly content?: ChatContent | null;
      readonly name?: string;
      readonly refusal?: string | null;
      readonly tool_calls?: readonly ChatToolCall[];
      readonly function_call?: { readonly name: string; readonly arguments: string } | null;
      /** Reasoning beside the content, as several OpenAI-compatible servers give it. */
      readonly reasoning_content?: string | null;
      readonly audio?: { readonly id: string } | null;
      readonly metadata?: Readonly<Record<string, unknown>>;
    }
  | {
      readonly role: 'tool';
      readonly content: ChatContent;
      /** Needed unless the content is `tool_result` blocks, which name their call themselves. */
      readonly tool_call_id?: string;
      readonly name?: string;
      readonly metadata?: Readonly<Record<string, unknown>>;
    }
  | { readonly role: 'function'; readonly name: string; readonly content: string | null };
