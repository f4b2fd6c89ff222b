import type {
  ContentBlock,
  TextBlock,
  ToolCallBlock,
  ToolResultBlock,
  UnifiedMessage,
} from '@outcrop/unified-response';

type Said = string | ContentBlock;

const blocksOf = (said: readonly Said[]): ContentBlock[] =>
  said.map((item) => (typeof item === 'string' ? text(item) : item));

export const text = (value: string): TextBlock => ({ type: 'text', text: value });
export const system = (...said: Said[]): UnifiedMessage => ({
  role: 'system',
  content: blocksOf(said),
});
export const user = (...said: Said[]): UnifiedMessage => ({
  role: 'user',
  content: blocksOf(said),
});
export const assistant = (...said: Said[]): UnifiedMessage => ({
  role: 'assistant',
  content: blocksOf(said),
});
export const tool = (...said: ToolResultBlock[]): UnifiedMessage => ({
  role: 'tool',
  content: said,
});
export const call = (id: string, name = 'get_weather', args = '{}'): ToolCallBlock => ({
  type: 'tool_call',
  id,
  name,
  arguments: args,
});
export const result = (toolCallId: string, output: unknown = 'sunny'): ToolResultBlock => ({
  type: 'tool_result',
  toolCallId,
  output,
});
