import { modelProfile } from '@outcrop/bedrock-models';
import {
  definedFields,
  type FinishReason,
  type UnifiedResponse,
  type Usage,
} from '@outcrop/unified-response';
import { contentToWire } from './content/content-to-wire.js';
import { PROVIDER } from './content/provider-data.js';
import { createMappingContext } from './mapping-context.js';
import { othersOf } from './others-of.js';
import type { WireConverseResponse, WireTokenUsage } from './wire/wire-response.js';

/** For responses that do not bring a stop reason of Converse's own. */
const STOP_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  content_filter: 'content_filtered',
  unknown: 'end_turn',
};

/** Metadata that Bedrock's clients add, and that no Converse body has. */
const NOT_OF_THE_BODY = ['requestId', 'region'];

/**
 * A response in Converse's terms: the way back of `fromConverseResponse`, for gateways and
 * emulators. What Bedrock answered comes out as it came in; blobs are bytes.
 */
export function toConverseResponse(response: UnifiedResponse): WireConverseResponse {
  // An answer is told as it is: no rule of any model applies to it.
  const context = createMappingContext(modelProfile('any.model'), {
    onUnsupported: 'warn',
    purpose: 'response',
  });
  const [first] = response.messages;
  const content = response.messages.flatMap((message, at) =>
    message.content.flatMap((block, index) =>
      contentToWire(block, `messages[${at}].content[${index}]`, context),
    ),
  );
  // Another provider's members say nothing to Converse.
  const isBedrocks = response.provider === PROVIDER;
  const { stopReason, ...metadata } = isBedrocks ? response.providerMetadata : {};
  const members = isBedrocks ? first?.metadata : undefined;
  return {
    metrics: { latencyMs: 0 },
    ...othersOf(metadata, NOT_OF_THE_BODY),
    output: { message: { role: 'assistant', content, ...members } },
    stopReason: typeof stopReason === 'string' ? stopReason : STOP_REASONS[response.finishReason],
    usage: wireUsage(response.usage),
  };
}

/** Bedrock's own usage where the response has it, else one made from the buckets. */
function wireUsage(usage: Usage): WireTokenUsage {
  if (isBedrockUsage(usage.raw)) return usage.raw;
  const { inputTokens, outputTokens, totalTokens } = usage;
  const { cacheReadInputTokens, cacheWriteInputTokens } = usage;
  const details = [
    { ttl: '1h', inputTokens: usage.cacheWrite1hInputTokens ?? 0 },
    { ttl: '5m', inputTokens: usage.cacheWrite5mInputTokens ?? 0 },
  ].filter((detail) => detail.inputTokens > 0);
  return {
    ...{ inputTokens, outputTokens, totalTokens, cacheReadInputTokens, cacheWriteInputTokens },
    ...definedFields({ cacheDetails: details.length > 0 ? details : undefined }),
  };
}

function isBedrockUsage(raw: unknown): raw is WireTokenUsage {
  return typeof raw === 'object' && raw !== null && 'inputTokens' in raw && 'totalTokens' in raw;
}
