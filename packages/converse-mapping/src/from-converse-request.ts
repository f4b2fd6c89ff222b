import {
  definedFields,
  isPlainObject,
  type JsonObject,
  type ToolChoice,
  type ToolDefinition,
  type UnifiedMessage,
  type UnifiedRequest,
} from '@outcrop/unified-response';
import { contentFromWire } from './content/content-from-wire.js';
import { PROVIDER, providerData } from './content/provider-data.js';
import { othersOf } from './others-of.js';
import type { WireMessage } from './wire/wire-content.js';
import type { WireConverseRequest, WireTool } from './wire/wire-request.js';
import { isUnion } from './wire/wire-shape.js';

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
  const { maxTokens, temperature, topP, stopSequences } = input.inferenceConfig ?? {};
  const responseFormat = responseFormatOf(input.outputConfig?.textFormat);
  const toolChoice = toolChoiceFromWire(input.toolConfig?.toolChoice);
  return {
    model: input.modelId,
    messages: [...systemMessages(input), ...(input.messages ?? []).map(messageFromWire)],
    inference: definedFields({ maxTokens, temperature, topP, stopSequences }),
    family: {},
    tools: (input.toolConfig?.tools ?? []).map(toolFromWire),
    ...definedFields({
      toolChoice,
      guardrail: input.guardrailConfig as UnifiedRequest['guardrail'],
      additionalModelRequestFields: input.additionalModelRequestFields as JsonObject | undefined,
      promptVariables: input.promptVariables as UnifiedRequest['promptVariables'],
      additionalModelResponseFieldPaths: input.additionalModelResponseFieldPaths,
      requestMetadata: input.requestMetadata,
      performance: input.performanceConfig?.latency,
      serviceTier: input.serviceTier?.type,
      responseFormat,
    }),
    ...providerData(
      othersIn(input, {
        inferenceConfig: ['maxTokens', 'temperature', 'topP', 'stopSequences'],
        toolConfig: ['tools', ...(toolChoice ? ['toolChoice'] : [])],
        performanceConfig: ['latency'],
        serviceTier: ['type'],
        outputConfig: responseFormat ? ['textFormat'] : [],
      }),
    ),
    warnings: [],
  };
}

/** The members of a request, and of its structs, that have no field. */
function othersIn(
  input: WireConverseRequest,
  known: Partial<Record<keyof WireConverseRequest, readonly string[]>>,
): Record<string, unknown> | undefined {
  const structs = Object.entries(known).flatMap(([name, members]) => {
    const struct = input[name as keyof WireConverseRequest];
    const others = isPlainObject(struct) ? othersOf(struct, members) : undefined;
    return others === undefined ? [] : [[name, others] as const];
  });
  const others = { ...othersOf(input, KNOWN), ...Object.fromEntries(structs) };
  return Object.keys(others).length === 0 ? undefined : others;
}

function systemMessages(input: WireConverseRequest): UnifiedMessage[] {
  const content = (input.system ?? []).map((block) => contentFromWire(block));
  return content.length === 0 ? [] : [{ role: 'system', content }];
}

function messageFromWire(message: WireMessage): UnifiedMessage {
  const { role } = message;
  const others = othersOf(message, ['role', 'content']);
  return {
    role: role === 'assistant' || role === 'system' ? role : 'user',
    content: message.content.map((block) => contentFromWire(block)),
    ...definedFields({ metadata: others && { [PROVIDER]: others } }),
  };
}

function toolFromWire(tool: WireTool): ToolDefinition {
  const provider: ToolDefinition = { type: 'provider', definition: { ...tool } };
  if (!('toolSpec' in tool) || !isUnion(tool)) return provider;
  const { name, description, inputSchema, strict } = tool.toolSpec;
  const others = othersOf(tool.toolSpec, ['name', 'description', 'inputSchema', 'strict']);
  if (others || !isUnion(inputSchema) || !('json' in inputSchema)) return provider;
  if (!isPlainObject(inputSchema.json)) return provider;
  const parameters = inputSchema.json as JsonObject;
  return { type: 'function', name, parameters, ...definedFields({ description, strict }) };
}

/** `undefined` for a choice that says more than a `ToolChoice` can. */
function toolChoiceFromWire(choice: unknown): ToolChoice | undefined {
  if (!isUnion(choice)) return undefined;
  const { auto, any, tool } = choice;
  if (isPlainObject(auto) && isEmpty(auto)) return { type: 'auto' };
  if (isPlainObject(any) && isEmpty(any)) return { type: 'any' };
  return isUnion(tool) && typeof tool.name === 'string'
    ? { type: 'tool', name: tool.name }
    : undefined;
}

function isEmpty(struct: object): boolean {
  return Object.keys(struct).length === 0;
}

/** OpenAI's `json_schema` format; `undefined` where it cannot say all that came. */
function responseFormatOf(textFormat: unknown): object | undefined {
  if (!isPlainObject(textFormat) || othersOf(textFormat, ['type', 'structure'])) return undefined;
  const { type, structure } = textFormat;
  if (type !== 'json_schema' || !isUnion(structure)) return undefined;
  const { jsonSchema } = structure;
  if (!isPlainObject(jsonSchema) || othersOf(jsonSchema, ['schema', 'name', 'description']))
    return undefined;
  const { schema, name, description } = jsonSchema;
  const parsed = typeof schema === 'string' ? parsedObject(schema) : undefined;
  return (
    parsed && { type, json_schema: { schema: parsed, ...definedFields({ name, description }) } }
  );
}

function parsedObject(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isPlainObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
