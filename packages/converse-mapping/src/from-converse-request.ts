import {
  isPlainObject,
  type JsonObject,
  type ToolChoice,
  type ToolDefinition,
  type UnifiedMessage,
  type UnifiedRequest,
} from '@outcrop/unified-response';
import { contentFromWire } from './content-from-wire.js';
import { othersOf, present } from './present.js';
import { providerData } from './provider-data.js';
import type { WireConverseRequest, WireTool, WireToolChoice } from './wire-request.js';

/** Members of a Converse request that have a field in a `UnifiedRequest`. */
const KNOWN = [
  ...['modelId', 'messages', 'system', 'inferenceConfig', 'toolConfig', 'guardrailConfig'],
  ...['additionalModelRequestFields', 'promptVariables', 'additionalModelResponseFieldPaths'],
  ...['requestMetadata', 'performanceConfig', 'serviceTier', 'outputConfig'],
];

/**
 * A Converse request, an SDK input or a body off the wire, as a `UnifiedRequest`: the way back of
 * `toConverseRequest`, for gateways and emulators. Members without a field ride in `providerData`.
 */
export function fromConverseRequest(input: WireConverseRequest): UnifiedRequest {
  const { inferenceConfig, toolConfig, outputConfig, performanceConfig, serviceTier } = input;
  const responseFormat = responseFormatOf(outputConfig);
  const others = {
    ...othersOf(input, KNOWN),
    ...keptOutputConfig(outputConfig, responseFormat !== undefined),
  };
  const inference = inferenceConfig ?? {};
  return {
    model: input.modelId,
    messages: [...systemMessages(input), ...(input.messages ?? []).map(messageFromWire)],
    inference: present({
      maxTokens: inference.maxTokens,
      temperature: inference.temperature,
      topP: inference.topP,
      stopSequences: inference.stopSequences,
    }),
    family: {},
    tools: (toolConfig?.tools ?? []).map(toolFromWire),
    ...present({
      toolChoice: toolConfig?.toolChoice && toolChoiceFromWire(toolConfig.toolChoice),
      guardrail: input.guardrailConfig as UnifiedRequest['guardrail'],
      additionalModelRequestFields: input.additionalModelRequestFields as JsonObject | undefined,
      promptVariables: input.promptVariables as UnifiedRequest['promptVariables'],
      additionalModelResponseFieldPaths: input.additionalModelResponseFieldPaths,
      requestMetadata: input.requestMetadata,
      performance: performanceConfig?.latency,
      serviceTier: serviceTier?.type,
      responseFormat,
    }),
    ...providerData(Object.keys(others).length === 0 ? undefined : others),
    warnings: [],
  };
}

function systemMessages(input: WireConverseRequest): UnifiedMessage[] {
  const content = (input.system ?? []).map((block) => contentFromWire(block));
  return content.length === 0 ? [] : [{ role: 'system', content }];
}

function messageFromWire(message: { role: string; content: readonly unknown[] }): UnifiedMessage {
  const { role } = message;
  const content = message.content.map((block) => contentFromWire(block));
  return { role: role === 'assistant' || role === 'system' ? role : 'user', content };
}

function toolFromWire(tool: WireTool): ToolDefinition {
  if (!('toolSpec' in tool)) return { type: 'provider', definition: { ...tool } };
  const { name, description, inputSchema, strict } = tool.toolSpec;
  const json = inputSchema !== undefined && 'json' in inputSchema ? inputSchema.json : undefined;
  const others = othersOf(tool.toolSpec, ['name', 'description', 'inputSchema', 'strict']);
  if (!isPlainObject(json) || others) return { type: 'provider', definition: { ...tool } };
  const parameters = json as JsonObject;
  return { type: 'function', name, parameters, ...present({ description, strict }) };
}

function toolChoiceFromWire(choice: WireToolChoice): ToolChoice | undefined {
  if ('auto' in choice) return { type: 'auto' };
  if ('any' in choice) return { type: 'any' };
  return 'tool' in choice ? { type: 'tool', name: choice.tool.name } : undefined;
}

/** OpenAI's `json_schema` format; `undefined` where the schema is no readable JSON. */
function responseFormatOf(config: WireConverseRequest['outputConfig']): unknown {
  const structure = config?.textFormat?.structure;
  if (structure === undefined || !('jsonSchema' in structure)) return undefined;
  const { schema, name, description } = structure.jsonSchema;
  try {
    const json_schema = { schema: JSON.parse(schema), ...present({ name, description }) };
    return { type: 'json_schema', json_schema };
  } catch {
    return undefined;
  }
}

function keptOutputConfig(
  config: WireConverseRequest['outputConfig'],
  formatIsKnown: boolean,
): { readonly outputConfig?: object } {
  const kept = config && othersOf(config, formatIsKnown ? ['textFormat'] : []);
  return kept === undefined ? {} : { outputConfig: kept };
}
