import {
  base64ToBytes,
  type ContentBlock,
  definedFields,
  type FinishReason,
  type UnifiedResponseInit,
  type Usage,
} from '@outcrop/unified-response';
import type { WireAnswer, WirePart } from './wire.js';

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  done: 'stop',
  limit: 'length',
  call: 'tool_calls',
  filter: 'content_filter',
};

/** An answer in the vocabulary. What it has beyond the wire format is kept in `providerMetadata`. */
export function fromWire(
  model: string,
  answer: WireAnswer,
): UnifiedResponseInit & { usage: Usage } {
  const { id, parts, end, tokens, ...others } = answer;
  return {
    ...{ id, model, provider: 'echo' },
    messages: [{ role: 'assistant', content: parts.map(blockOf) }],
    finishReason: FINISH_REASONS[end] ?? 'unknown',
    usage: usageOf(tokens),
    providerMetadata: { ...others, stopReason: end },
  };
}

/** A part as a block; one of an unknown kind stays as it came. */
export function blockOf(part: WirePart): ContentBlock {
  switch (part.kind) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'image':
      return { type: 'image', mediaType: part.mediaType, data: base64ToBytes(part.base64) };
    case 'thought': {
      const signature = part.seal;
      const owner = { provider: 'echo', ...definedFields({ signature }) };
      return { type: 'reasoning', reasoning: part.text, ...owner };
    }
    case 'call':
      return { type: 'tool_call', id: part.id, name: part.tool, arguments: part.text };
    case 'result':
      return { type: 'tool_result', toolCallId: part.id, output: part.text };
    default: {
      const { kind, ...fields } = part as { readonly kind: string };
      return { ...fields, type: 'generic', originalType: kind, provider: 'echo' };
    }
  }
}

function usageOf(tokens: WireAnswer['tokens']): Usage {
  const { in: inputTokens, out: outputTokens } = tokens;
  return {
    ...{ inputTokens, outputTokens, totalTokens: inputTokens + outputTokens },
    ...{ cacheReadInputTokens: 0, cacheWriteInputTokens: 0, raw: tokens },
  };
}
