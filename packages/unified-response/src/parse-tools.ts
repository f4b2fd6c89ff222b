import type { ChatParams } from './chat-params.js';
import type { JsonObject } from './json.js';
import type { Warning } from './notice.js';
import {
  ARRAY,
  BOOLEAN,
  definedFields,
  invalidParameter,
  OBJECT,
  optional,
  required,
  STRING,
} from './parameter-check.js';
import type { ToolChoice, ToolDefinition } from './tool.js';

/** The schema under which a `custom` tool's free text travels as an argument. */
const CUSTOM_TOOL_PARAMETERS: JsonObject = {
  type: 'object',
  properties: { input: { type: 'string' } },
  required: ['input'],
};

/** `tools`, and the legacy `functions`, as tool definitions. */
export function parseTools(params: ChatParams, warnings: Warning[]): ToolDefinition[] {
  const tools = optional('tools', params.tools, ARRAY) ?? [];
  const functions = optional('functions', params.functions, ARRAY) ?? [];
  return [
    ...tools.map((tool, at) => parseTool(tool, `tools[${at}]`, warnings)),
    ...functions.map((definition, at) => parseFunction(definition, `functions[${at}]`)),
  ];
}

function parseTool(value: unknown, path: string, warnings: Warning[]): ToolDefinition {
  const tool = required(path, value, OBJECT);
  if (tool.type === 'custom') {
    const custom = required(`${path}.custom`, tool.custom, OBJECT);
    warnings.push({
      code: 'tool_adapted',
      path,
      message:
        'A custom tool takes free text: it is offered as a function with one argument, input.',
    });
    return parseFunction({ ...custom, parameters: CUSTOM_TOOL_PARAMETERS }, `${path}.custom`);
  }
  if (tool.type === 'provider') {
    return {
      type: 'provider',
      definition: required(`${path}.definition`, tool.definition, OBJECT),
    };
  }
  // OpenAI nests the function; AG2 and others also pass it bare.
  if (tool.function !== undefined) return parseFunction(tool.function, `${path}.function`);
  return parseFunction(tool, path);
}

function parseFunction(value: unknown, path: string): ToolDefinition {
  const definition = required(path, value, OBJECT);
  return {
    type: 'function',
    name: required(`${path}.name`, definition.name, STRING),
    ...definedFields({
      description: optional(`${path}.description`, definition.description, STRING),
      parameters: optional(`${path}.parameters`, definition.parameters, OBJECT) as
        | JsonObject
        | undefined,
      strict: optional(`${path}.strict`, definition.strict, BOOLEAN),
    }),
  };
}

/** `tool_choice`, and the legacy `function_call`. */
export function parseToolChoice(params: ChatParams, warnings: Warning[]): ToolChoice | undefined {
  const choice: unknown = params.tool_choice ?? undefined;
  if (choice === undefined) return parseFunctionCall(params.function_call ?? undefined);
  if (choice === 'auto' || choice === 'none') return { type: choice };
  if (choice === 'required') return { type: 'any' };
  const expected = '"auto", "none", "required" or {type: "function", function: {name}}';
  if (!OBJECT.accepts(choice)) throw invalidParameter('tool_choice', expected, choice);
  if (choice.type === 'allowed_tools') return parseAllowedTools(choice.allowed_tools, warnings);
  const named = choice.function ?? choice.custom;
  if (!OBJECT.accepts(named)) throw invalidParameter('tool_choice', expected, choice);
  return { type: 'tool', name: required('tool_choice.function.name', named.name, STRING) };
}

function parseFunctionCall(value: unknown): ToolChoice | undefined {
  if (value === undefined) return undefined;
  if (value === 'auto' || value === 'none') return { type: value };
  const named = required('function_call', value, OBJECT);
  return { type: 'tool', name: required('function_call.name', named.name, STRING) };
}

function parseAllowedTools(value: unknown, warnings: Warning[]): ToolChoice {
  const allowed = required('tool_choice.allowed_tools', value, OBJECT);
  warnings.push({
    code: 'parameter_ignored',
    path: 'tool_choice.allowed_tools.tools',
    message: 'The choice is kept, the list of allowed tools is not: all tools are offered.',
  });
  return { type: allowed.mode === 'required' ? 'any' : 'auto' };
}
