import type {
  LanguageModelV4CallOptions,
  LanguageModelV4ToolChoice,
  SharedV4Warning,
} from '@ai-sdk/provider';
import { type ChatTool, type ChatToolChoice, definedFields } from '@outcrop/unified-response';

type Tool = NonNullable<LanguageModelV4CallOptions['tools']>[number];

/** The id of the one tool of ours: its `args` are a definition in the provider's own terms. */
export const PROVIDER_TOOL_ID = 'outcrop.provider_tool';

/** The tools on offer. A provider's own tool that is not in our terms is left out, with a warning. */
export function toChatTools(tools: readonly Tool[], warnings: SharedV4Warning[]): ChatTool[] {
  return tools.flatMap((tool) => toChatTool(tool, warnings));
}

function toChatTool(tool: Tool, warnings: SharedV4Warning[]): ChatTool[] {
  if (tool.type === 'provider') {
    if (tool.id === PROVIDER_TOOL_ID) return [{ type: 'provider', definition: tool.args }];
    warnings.push({
      type: 'unsupported',
      feature: `provider tool ${tool.id}`,
      details: `Offer it as ${PROVIDER_TOOL_ID}, with the provider's own definition as args.`,
    });
    return [];
  }
  const { name, description, inputSchema, strict, inputExamples, providerOptions } = tool;
  if (inputExamples?.length) {
    warnings.push({ type: 'unsupported', feature: `inputExamples of the tool ${name}` });
  }
  for (const option of Object.keys(providerOptions?.outcrop ?? {})) {
    warnings.push({ type: 'unsupported', feature: `providerOptions.outcrop.${option} of a tool` });
  }
  const parameters = inputSchema as Readonly<Record<string, unknown>>;
  return [
    { type: 'function', function: { name, parameters, ...definedFields({ description, strict }) } },
  ];
}

export function toChatToolChoice(choice: LanguageModelV4ToolChoice): ChatToolChoice {
  return choice.type === 'tool'
    ? { type: 'function', function: { name: choice.toolName } }
    : choice.type;
}
