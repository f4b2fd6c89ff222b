import type {
  ContentBlock,
  UnifiedMessage,
  UnifiedRequest,
  UnifiedResponse,
} from '@outcrop/unified-response';
import type { TelemetryAttributes } from './telemetry-attributes.js';

/** A part of a message in the JSON schemas of OpenTelemetry's conventions for generative AI. */
type Part = Readonly<Record<string, unknown>> & { readonly type: string };

/** Messages, system prompts and tools as attributes, for those who asked for it. Bytes are left out. */
export function requestContent({ messages, tools }: UnifiedRequest): TelemetryAttributes {
  const system = messages.filter(({ role }) => role === 'system');
  const history = messages.filter(({ role }) => role !== 'system');
  // Names alone: the conventions advise against whole definitions.
  const definitions = tools.map((tool) =>
    tool.type === 'function' ? { type: tool.type, name: tool.name } : { type: tool.type },
  );
  return {
    'gen_ai.input.messages': JSON.stringify(history.map(messageOf)),
    ...(system.length > 0 && {
      'gen_ai.system_instructions': JSON.stringify(
        system.flatMap(({ content }) => partsOf(content)),
      ),
    }),
    ...(tools.length > 0 && { 'gen_ai.tool.definitions': JSON.stringify(definitions) }),
  };
}

export function responseContent({ messages, finishReason }: UnifiedResponse): TelemetryAttributes {
  const answers = messages.map((message) => ({
    ...messageOf(message),
    finish_reason: finishReason,
  }));
  return { 'gen_ai.output.messages': JSON.stringify(answers) };
}

function messageOf({ role, content, name }: UnifiedMessage): object {
  return { role, parts: partsOf(content), name };
}

function partsOf(content: readonly ContentBlock[]): Part[] {
  return content.map(partOf);
}

function partOf(block: ContentBlock): Part {
  switch (block.type) {
    case 'text':
      return { type: 'text', content: block.text };
    case 'reasoning':
      return { type: 'reasoning', content: block.reasoning };
    case 'tool_call':
      return { type: 'tool_call', id: block.id, name: block.name, arguments: block.arguments };
    case 'tool_result':
      return { type: 'tool_call_response', id: block.toolCallId, response: outputOf(block.output) };
    default:
      // Its kind alone: whatever else there is may be megabytes.
      return { type: block.type };
  }
}

function outputOf(output: unknown): unknown {
  const isContent =
    Array.isArray(output) &&
    output.every((item) => typeof item === 'object' && item !== null && 'type' in item);
  return isContent ? partsOf(output as ContentBlock[]) : output;
}
