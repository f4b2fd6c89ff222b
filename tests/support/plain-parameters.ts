import type { WireConverseRequest } from '@outcrop/converse-mapping';
import type { ToolDefinition, UnifiedRequest } from '@outcrop/unified-response';
import { jsonOf } from './wire-json.js';

/** A parameter: where notices speak of it, what the caller wants, and what was sent. */
export interface SentParameter {
  readonly path: string;
  readonly wanted: unknown;
  readonly sent: unknown;
}

/** The parameters of a request that Converse has a member for, each beside what became of it. */
export function sentParameters(
  request: UnifiedRequest,
  input: WireConverseRequest,
): SentParameter[] {
  const { inference, family, requestMetadata, serviceTier } = request;
  const { inferenceConfig: sent = {}, additionalModelRequestFields: fields } = input;
  return [
    { path: 'temperature', wanted: inference.temperature, sent: sent.temperature },
    { path: 'top_p', wanted: inference.topP, sent: sent.topP },
    { path: 'max_tokens', wanted: inference.maxTokens, sent: sent.maxTokens },
    { path: 'stop', wanted: inference.stopSequences, sent: sent.stopSequences },
    { path: 'top_k', wanted: family.topK, sent: numberIn(fields, ['top_k', 'topK', 'k']) },
    { path: 'seed', wanted: family.seed, sent: numberIn(fields, ['seed']) },
    sentChoice(request, input),
    { path: 'request_metadata', wanted: requestMetadata, sent: input.requestMetadata },
    {
      path: 'service_tier',
      wanted: serviceTier === 'auto' ? undefined : serviceTier,
      sent: input.serviceTier?.type,
    },
    ...sentTools(request, input),
  ].filter(({ wanted }) => wanted !== undefined && jsonOf(wanted) !== '{}');
}

/** A choice that is forced; where there is one tool, any tool is that tool. */
function sentChoice(
  { toolChoice }: UnifiedRequest,
  { toolConfig }: WireConverseRequest,
): SentParameter {
  const [sent] = Object.keys(toolConfig?.toolChoice ?? {});
  const wanted = ['any', 'tool'].find((type) => type === toolChoice?.type);
  const isSame = wanted === 'tool' && sent === 'any' && toolConfig?.tools.length === 1;
  return { path: 'tool_choice', wanted, sent: isSame ? wanted : sent };
}

/** A number at the end of one of these names, at any depth. */
function numberIn(fields: unknown, names: readonly string[]): unknown {
  if (typeof fields !== 'object' || fields === null) return undefined;
  for (const [name, value] of Object.entries(fields)) {
    if (names.includes(name)) return value;
    const inside = numberIn(value, names);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function sentTools(request: UnifiedRequest, input: WireConverseRequest): SentParameter[] {
  // Without tools, nothing can be chosen: that is how "none" is said.
  if (request.toolChoice?.type === 'none') return [];
  const offered = (input.toolConfig?.tools ?? []).flatMap((tool) => [
    jsonOf(tool),
    ...('toolSpec' in tool ? [jsonOf(saying(tool.toolSpec))] : []),
  ]);
  return request.tools.flatMap((tool, at) => {
    if (tool.type === 'provider' && 'cachePoint' in tool.definition) return [];
    const wanted = plainTool(tool);
    return [{ path: `tools[${at}]`, wanted, sent: offered.find((other) => other === wanted) }];
  });
}

function plainTool(tool: ToolDefinition): string {
  if (tool.type === 'provider') return jsonOf({ ...tool.definition });
  const { description, parameters, strict } = tool;
  const isEmpty = parameters === undefined || Object.keys(parameters).length === 0;
  const json = isEmpty ? { type: 'object', properties: {} } : parameters;
  return jsonOf(saying({ inputSchema: { json }, description, strict }));
}

/** A tool without its name, and without what says nothing: a blank description, not to be strict. */
function saying(spec: {
  readonly inputSchema: object;
  readonly description?: string | undefined;
  readonly strict?: boolean | undefined;
}): object {
  const { inputSchema, description, strict } = spec;
  return {
    inputSchema,
    ...(description?.trim() ? { description } : {}),
    ...(strict ? { strict } : {}),
  };
}
