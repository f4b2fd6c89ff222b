import type { ChatParams } from './chat-params.js';
import { definedFields } from './defined-fields.js';
import type { JsonObject } from './json.js';
import type { Warning } from './notice.js';
import { invalidParameter, optional, reportOtherFields, required } from './parameter-check.js';
import type { ToolChoice, ToolDefinition } from './tool.js';
import { ARRAY, BOOLEAN, NON_EMPTY_STRING, OBJECT, oneOf, STRING } from './value-kind.js';

/** The schema under which a `custom` tool's free text travels as an argument. */
const CUSTOM_TOOL_PARAMETERS: JsonObject = {
  type: 'object',
  properties: { input: { type: 'string' } },
  required: ['input'],
};

const TOOL_TYPE = oneOf(['function', 'custom', 'provider']);
const ALLOWED_TOOLS_MODE = oneOf(['auto', 'required']);

/** `tools`, and the legacy `functions`, as tool definitions. */
export function parseTools(params: ChatParams, warnings: Warning[]): ToolDefinition[] {
  const tools = optional('tools', params.tools, ARRAY) ?? [];
  const functions = optional('functions', params.functions, ARRAY) ?? [];
  return [
    ...tools.map((tool, at) => parseTool(tool, `tools[${at}]`, warnings)),
    ...functions.map((definition, at) => parseFunction(definition, `functions[${at}]`, warnings)),
  ];
}

function parseTool(value: unknown, path: string, warnings: Warning[]): ToolDefinition {
  const tool = required(path, value, OBJECT);
  const type = optional(`${path}.type`, tool.type, TOOL_TYPE);
  if (type === 'custom') {
    const custom = required(`${path}.custom`, tool.custom, OBJECT);
    warnings.push({
      code: 'tool_adapted',
      path,
      message:
        'A custom tool takes free text: it is offered as a function with one argument, input, and its format is not enforced.',
    });
    const { name, description } = custom;
    const definition = { name, description, parameters: CUSTOM_TOOL_PARAMETERS };
    return parseFunction(definition, `${path}.custom`, warnings);
  }
  if (type === 'provider') {
    return { type, definition: required(`${path}.definition`, tool.definition, OBJECT) };
  }
  // OpenAI nests the function; its Responses API and AG2 also have it bare.
  if (tool.function === undefined) return parseFunction(tool, path, warnings);
  reportOtherFields(path, tool, ['type', 'function'], warnings);
  return parseFunction(tool.function, `${path}.function`, warnings);
}

function parseFunction(value: unknown, path: string, warnings: Warning[]): ToolDefinition {
  const definition = required(path, value, OBJECT);
  const known = ['type', 'name', 'description', 'parameters', 'strict'];
  reportOtherFields(path, definition, known, warnings);
  return {
    type: 'function',
    name: required(`${path}.name`, definition.name, NON_EMPTY_STRING),
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
  if (OBJECT.accepts(choice)) {
    const type = choice.type ?? 'function';
    if (type === 'allowed_tools') return parseAllowedTools(choice.allowed_tools, warnings);
    if (type === 'function' || type === 'custom') {
      const path = `tool_choice.${type}`;
      const { name } = required(path, choice[type], OBJECT);
      return { type: 'tool', name: required(`${path}.name`, name, NON_EMPTY_STRING) };
    }
  }
  const expected = '"auto", "none", "required" or {type: "function", function: {name}}';
  throw invalidParameter('tool_choice', expected, choice);
}

function parseFunctionCall(value: unknown): ToolChoice | undefined {
  if (value === undefined) return undefined;
  if (value === 'auto' || value === 'none') return { type: value };
  const named = required('function_call', value, OBJECT);
  return { type: 'tool', name: required('function_call.name', named.name, NON_EMPTY_STRING) };
}

function parseAllowedTools(value: unknown, warnings: Warning[]): ToolChoice {
  const path = 'tool_choice.allowed_tools';
  const { mode } = required(path, value, OBJECT);
  const isRequired = required(`${path}.mode`, mode, ALLOWED_TOOLS_MODE) === 'required';
  warnings.push({
    code: 'parameter_ignored',
    path: `${path}.tools`,
    message: 'The choice is kept, the list of allowed tools is not: all tools are offered.',
  });
  return { type: isRequired ? 'any' : 'auto' };
}
