import type {
  JsonSchema,
  StructuredOutputStrategy,
  ToolChoice,
  UnifiedRequest,
} from '@outcrop/unified-response';
import type { CompiledSchema } from '../compile-schema.js';
import type { ResolvedFormat } from '../resolved-format.js';
import { PROMPT_DIALECT } from '../schema-dialect.js';
import { bendsValues } from './bends-values.js';
import type { StructuredOutputCapabilities } from './capabilities.js';
import { compileOnce } from './compile-once.js';
import { promptInstructions, toolInstructions } from './instructions.js';
import { isCallable, structuredOutputTool } from './structured-output-tool.js';

/** What a request is prepared with. */
export interface Preparation {
  readonly format: ResolvedFormat;
  readonly capabilities: StructuredOutputCapabilities;
  readonly toolName: string;
}

export interface PreparedRequest {
  readonly request: UnifiedRequest;
  readonly compiled: CompiledSchema;
  /** Where the tool that takes the answer stands among the tools. Absent: it is not offered. */
  readonly toolPath?: string;
}

type Choices = StructuredOutputCapabilities['toolChoices'];

/** The request that each strategy makes of one without a response format. */
export const REQUEST_BY_STRATEGY: Readonly<
  Record<
    StructuredOutputStrategy,
    (request: UnifiedRequest, preparation: Preparation) => PreparedRequest
  >
> = { native: nativeRequest, tool: toolRequest, prompt: promptRequest };

/** What a format without a schema asks for. */
function schemaOf({ schema, kind }: ResolvedFormat): JsonSchema {
  return schema ?? (kind === 'json_object' ? ANY_OBJECT : ANYTHING);
}

const ANY_OBJECT: JsonSchema = { type: 'object' };
const ANYTHING: JsonSchema = {};

function nativeRequest(
  request: UnifiedRequest,
  { format, capabilities: { native = PROMPT_DIALECT } }: Preparation,
): PreparedRequest {
  const compiled = compileOnce(schemaOf(format), native);
  const { name, description, strict = true } = format;
  const about = { name, ...(description === undefined ? {} : { description }) };
  const { schema } = compiled;
  const responseFormat = {
    type: 'json_schema',
    json_schema: { ...about, schema, strict },
  } as const;
  return { request: { ...request, responseFormat }, compiled };
}

function promptRequest(request: UnifiedRequest, { format }: Preparation): PreparedRequest {
  const compiled = compileOnce(schemaOf(format), PROMPT_DIALECT);
  const hasTools = request.toolChoice?.type !== 'none' && request.tools.some(isCallable);
  const instructions = promptInstructions(format, compiled.schema, hasTools);
  return { request: { ...request, instructions }, compiled };
}

function toolRequest(
  request: UnifiedRequest,
  { format, capabilities, toolName }: Preparation,
): PreparedRequest {
  const { toolChoices } = capabilities;
  const { toolChoice, ...rest } = request;
  const { compiled, isStrict } = toolSchema(format, capabilities);
  const isForced = toolChoice?.type === 'any' || toolChoice?.type === 'tool';
  // A tool of the caller's own must be called: the answer is for a later turn.
  if (isForced && isAccepted(toolChoice, request, toolChoices)) return { request, compiled };
  const isOff = toolChoice?.type === 'none';
  const others = isOff ? request.tools.filter((other) => !isCallable(other)) : request.tools;
  const hasOthers = others.some(isCallable);
  // What the model does not take of the caller's choice is for the mapping to say.
  const choice = isForced ? toolChoice : forcedChoice(toolName, hasOthers, toolChoices);
  const isHeld = choice !== undefined && !isForced;
  const tool = structuredOutputTool(toolName, format, compiled.schema, isStrict);
  const planned = {
    ...rest,
    tools: [...others, tool],
    ...(choice ? { toolChoice: choice } : {}),
    ...(isHeld ? {} : { instructions: toolInstructions(toolName, hasOthers) }),
  };
  return { request: planned, compiled, toolPath: `tools[${others.length}]` };
}

/** A strict tool, where it lets values be what they are. */
function toolSchema(
  format: ResolvedFormat,
  { tool = PROMPT_DIALECT, strictTool }: StructuredOutputCapabilities,
): { readonly compiled: CompiledSchema; readonly isStrict: boolean } {
  const schema = schemaOf(format);
  if (strictTool && format.strict !== false) {
    const compiled = compileOnce(schema, strictTool);
    if (!bendsValues(compiled)) return { compiled, isStrict: true };
  }
  return { compiled: compileOnce(schema, tool), isStrict: false };
}

/** Whether the caller's own choice can be kept. With one tool on offer, any tool is that tool. */
function isAccepted({ type }: ToolChoice, { tools }: UnifiedRequest, accepted: Choices): boolean {
  const isOnly = tools.length === 1 && accepted.includes('any');
  return isOnly || accepted.some((choice) => choice === type);
}

/** The choice that makes the model answer, or call a tool on the way there. */
function forcedChoice(name: string, hasOthers: boolean, accepted: Choices): ToolChoice | undefined {
  if (!hasOthers && accepted.includes('tool')) return { type: 'tool', name };
  return accepted.includes('any') ? { type: 'any' } : undefined;
}
