import type { BindToolsInput } from '@langchain/core/language_models/chat_models';
import { convertToOpenAITool, isLangChainTool } from '@langchain/core/utils/function_calling';
import {
  type ChatTool,
  definedFields,
  describeValue,
  isPlainObject,
  ProviderError,
} from '@outcrop/unified-response';

/** What can be offered as a tool: whatever LangChain calls one, or a tool in Outcrop's words. */
export type OfferedTool = BindToolsInput | ChatTool;

/**
 * The tools on offer. `strict`, where a tool does not say itself whether its arguments must fit.
 * @throws ProviderError `invalid_request` for what is no tool.
 */
export function toChatTools(tools: readonly OfferedTool[], strict?: boolean): ChatTool[] {
  return tools.map((tool, at) => toChatTool(tool, `tools[${at}]`, strict));
}

type Definition = Extract<ChatTool, { type: 'function' }>['function'];

function toChatTool(tool: OfferedTool, path: string, strict: boolean | undefined): ChatTool {
  if (isLangChainTool(tool)) {
    return functionTool(convertToOpenAITool(tool).function as Definition, strict);
  }
  const fields: Readonly<Record<string, unknown>> = isPlainObject(tool) ? tool : {};
  if (fields.type === 'custom' || fields.type === 'provider') return tool as ChatTool;
  if (isPlainObject(fields.function)) {
    return functionTool(fields.function as unknown as Definition, strict);
  }
  if (isPlainObject(fields.toolSpec)) return converseTool(fields.toolSpec, strict);
  if (isPlainObject(fields.systemTool) || isPlainObject(fields.cachePoint)) {
    return { type: 'provider', definition: fields };
  }
  if (typeof fields.name === 'string') return bareTool(fields, strict);
  throw new ProviderError(`${path}: expected a tool, got ${describeValue(tool)}`, {
    reason: 'invalid_request',
    path,
    hint: 'Pass a tool of LangChain, one as OpenAI, Anthropic or Converse has it, or {type: "provider", definition}.',
  });
}

function functionTool(definition: Definition, strict: boolean | undefined): ChatTool {
  const told = definedFields({ ...definition, strict: definition.strict ?? strict });
  return { type: 'function', function: told as Definition };
}

/** OpenAI's function without its wrapping, and Anthropic's tools. */
function bareTool(tool: Readonly<Record<string, unknown>>, strict: boolean | undefined): ChatTool {
  const { name, description, parameters, input_schema: inputSchema, strict: own } = tool;
  const schema = parameters ?? inputSchema;
  return functionTool({ name, description, parameters: schema, strict: own } as Definition, strict);
}

function converseTool(
  { name, description, inputSchema, strict: own }: Readonly<Record<string, unknown>>,
  strict: boolean | undefined,
): ChatTool {
  const parameters = isPlainObject(inputSchema) ? inputSchema.json : undefined;
  return functionTool({ name, description, parameters, strict: own } as Definition, strict);
}
