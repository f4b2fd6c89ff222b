import {
  definedFields,
  isPlainObject,
  type Repair,
  type UnifiedMessage,
  UnifiedResponse,
  type Warning,
} from '@outcrop/unified-response';
import { type ContentOrigin, contentFromWire } from './content/content-from-wire.js';
import { PROVIDER } from './content/provider-data.js';
import { othersOf } from './others-of.js';
import { mapStopReason } from './settings/map-stop-reason.js';
import { mapUsage } from './settings/map-usage.js';
import type { WireConverseResponse } from './wire/wire-response.js';

/** What a response does not say itself. */
export interface ResponseContext {
  /** The model as it was asked for. */
  readonly model: string;
  /** The response's id: Bedrock's request id. */
  readonly id?: string;
  /** The model behind the id, when it is known: reasoning is tagged with it. Default: `model`. */
  readonly baseModel?: string;
  /** Own tool names by the names on the wire, as `toConverseRequest` gives them. */
  readonly toolNames?: ReadonlyMap<string, string>;
  readonly warnings?: readonly Warning[];
  readonly repairs?: readonly Repair[];
}

/** Members that have a place of their own in a `UnifiedResponse`. */
const PLACED = ['output', 'stopReason', 'usage', '$metadata'];

/**
 * A Converse response as a `UnifiedResponse`; nothing of it is lost. Blobs may be bytes (from an
 * SDK) or base64 (a body off the wire). `providerMetadata` has `stopReason`, `metrics`, `trace`,
 * `additionalModelResponseFields`, `serviceTier`, `performanceConfig` and whatever else came.
 */
export function fromConverseResponse(
  output: WireConverseResponse,
  context: ResponseContext,
): UnifiedResponse {
  const origin: ContentOrigin = {
    model: context.baseModel ?? context.model,
    ownToolName: (name) => context.toolNames?.get(name) ?? name,
  };
  return new UnifiedResponse({
    id: context.id ?? '',
    model: context.model,
    provider: PROVIDER,
    messages: messagesOf(output, origin),
    usage: mapUsage(output.usage ?? undefined),
    finishReason: mapStopReason(output.stopReason),
    status: 'completed',
    providerMetadata: {
      ...definedFields({ stopReason: output.stopReason }),
      ...othersOf(output, PLACED),
    },
    warnings: context.warnings ?? [],
    repairs: context.repairs ?? [],
  });
}

function messagesOf(output: WireConverseResponse, origin: ContentOrigin): UnifiedMessage[] {
  const wire = output.output ?? undefined;
  if (wire === undefined) return [];
  if (!('message' in wire) || !isPlainObject(wire.message)) {
    return [{ role: 'assistant', content: [contentFromWire(wire, origin)] }];
  }
  const { message } = wire;
  const blocks = Array.isArray(message.content) ? message.content : [];
  const metadata = othersOf(message, ['role', Array.isArray(message.content) ? 'content' : '']);
  const content = blocks.map((block) => contentFromWire(block, origin));
  return [{ role: 'assistant', content, ...definedFields({ metadata }) }];
}
