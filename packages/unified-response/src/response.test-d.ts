import { expectTypeOf } from 'vitest';
import type {
  ContentBlock,
  ContentBlockOf,
  ContentBlockType,
  GenericBlock,
  ImageBlock,
  ReasoningBlock,
  TextBlock,
  ToolCallBlock,
  ToolResultBlock,
} from './content-block.js';
import type { UnifiedResponse } from './response.js';
import type { UnifiedResponseInit } from './response-init.js';
import type { UnifiedStreamEvent } from './stream-event.js';

declare const block: ContentBlock;
if (block.type === 'text') expectTypeOf(block).toEqualTypeOf<TextBlock>();
if (block.type === 'image') expectTypeOf(block).toEqualTypeOf<ImageBlock>();
if (block.type === 'tool_call') expectTypeOf(block).toEqualTypeOf<ToolCallBlock>();
if (block.type === 'tool_result') expectTypeOf(block.output).toEqualTypeOf<unknown>();
if (block.type === 'generic') {
  expectTypeOf(block).toEqualTypeOf<GenericBlock>();
  expectTypeOf(block.anything).toEqualTypeOf<unknown>();
}

expectTypeOf<ContentBlockType>().toEqualTypeOf<
  | 'text'
  | 'image'
  | 'audio'
  | 'video'
  | 'document'
  | 'search_result'
  | 'reasoning'
  | 'citation'
  | 'tool_call'
  | 'tool_result'
  | 'guard'
  | 'cache_point'
  | 'generic'
>();
expectTypeOf<ContentBlockOf<'tool_result'>>().toEqualTypeOf<ToolResultBlock>();

declare const response: UnifiedResponse;
expectTypeOf(response.getContentByType('tool_call')).toEqualTypeOf<ToolCallBlock[]>();
expectTypeOf(response.getContentByType('image')).toEqualTypeOf<ImageBlock[]>();
expectTypeOf(response.getContentByType('anything else')).toEqualTypeOf<ContentBlock[]>();
expectTypeOf(response.toolCalls).toEqualTypeOf<ToolCallBlock[]>();
expectTypeOf(response.reasoning).toEqualTypeOf<ReasoningBlock[]>();
expectTypeOf(response.text).toEqualTypeOf<string>();
expectTypeOf(response.parsed).toEqualTypeOf<unknown>();

declare const typed: UnifiedResponse<{ answer: number }>;
expectTypeOf(typed.parsed).toEqualTypeOf<{ answer: number } | undefined>();
expectTypeOf(typed.with({ status: 'failed' })).toEqualTypeOf<typeof typed>();
expectTypeOf<UnifiedResponse<{ answer: number }>>().toExtend<UnifiedResponse>();
expectTypeOf<UnifiedResponse>().toExtend<UnifiedResponseInit>();

declare const event: UnifiedStreamEvent;
if (event.type === 'text-delta') expectTypeOf(event.text).toEqualTypeOf<string>();
if (event.type === 'finish') expectTypeOf(event.response).toEqualTypeOf<UnifiedResponse>();
