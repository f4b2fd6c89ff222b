import type { ConverseRequest, ToolSpecification } from '../converse-wire.js';
import { isJsonObject } from '../json.js';
import { firstOf } from '../rules/request-places.js';
import { fromModel, modelRule, type Rule } from '../rules/rule.js';

/** What Nova took at the root of an input schema in recorded requests. */
const NOVA_ROOT_KEYS = ['additionalProperties', 'properties', 'required', 'title', 'type'];

const COMPOSITION = ['oneOf', 'allOf', 'anyOf'];

/** The tools of a request as the model sees them: without the cache points between them. */
export function toolSpecs({ toolConfig }: ConverseRequest): ToolSpecification[] {
  return toolConfig?.tools?.flatMap(({ toolSpec }) => toolSpec ?? []) ?? [];
}

function rootKeys({ inputSchema }: ToolSpecification): string[] {
  return isJsonObject(inputSchema?.json) ? Object.keys(inputSchema.json) : [];
}

/** Rules about the tools that are offered. */
export const toolConfigRules: readonly Rule[] = [
  modelRule({
    id: 'no-tools',
    refuses: 'tools, where the model uses none',
    source: 'langchain-aws#447 (DeepSeek R1); live: Llama 3',
    verbatim: true,
    appliesTo: 'tools',
    check: ({ toolConfig }) =>
      toolConfig === undefined ? undefined : "This model doesn't support tool use.",
  }),
  modelRule({
    id: 'T20',
    refuses: 'tools in a stream, where the model does not stream with them',
    source: 'pi#3739, n8n#14206, LibreChat#6351, brave#52955',
    verbatim: true,
    appliesTo: 'toolStreaming',
    check: ({ toolConfig }, _refused, _facts, { operation }) =>
      toolConfig === undefined || operation === 'Converse'
        ? undefined
        : "This model doesn't support tool use in streaming mode.",
  }),
  modelRule({
    id: 'T21',
    refuses: 'a tool choice that the model does not know',
    source: 'harness-sdk#1981 (any, Llama); vercel/ai#4396 (tool)',
    verbatim: true,
    appliesTo: 'refusedToolChoices',
    check: ({ toolConfig }, refused) =>
      firstOf(refused, (kind) =>
        toolConfig?.toolChoice?.[kind] === undefined
          ? undefined
          : `This model doesn't support the toolConfig.toolChoice.${kind} field. Remove toolConfig.toolChoice.${kind} and try again.`,
      ),
  }),
  modelRule({
    id: 'tool-choice-name',
    refuses: 'the choice of a tool that is not offered',
    source: 'Anthropic Messages API; the words on Bedrock are not known',
    verbatim: false,
    appliesTo: 'known',
    check: (request) => {
      const name = request.toolConfig?.toolChoice?.tool?.name;
      return name === undefined || toolSpecs(request).some((tool) => tool.name === name)
        ? undefined
        : fromModel(`tool_choice: Tool '${name}' not found in provided tools`);
    },
  }),
  modelRule({
    id: 'tool-names',
    refuses: 'two tools with one name',
    source: 'Anthropic Messages API; the words on Bedrock are not known',
    verbatim: false,
    appliesTo: 'known',
    check: (request) => {
      const names = toolSpecs(request).map(({ name }) => name);
      return new Set(names).size < names.length
        ? fromModel('tools: Tool names must be unique.')
        : undefined;
    },
  }),
  modelRule({
    id: 'T13',
    refuses: 'oneOf, allOf or anyOf at the root of an input schema',
    source: 'cua#3303, senpi#1947, claude-code#5319',
    verbatim: true,
    appliesTo: 'anthropicMessages',
    check: (request) =>
      firstOf(toolSpecs(request), (tool, index) =>
        rootKeys(tool).some((key) => COMPOSITION.includes(key))
          ? fromModel(
              `tools.${index}.custom.input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level`,
            )
          : undefined,
      ),
  }),
  modelRule({
    id: 'T15',
    refuses: 'a keyword at the root of an input schema that Nova does not know',
    source: 'zed#31815, mcp-agent#126, litellm#10062; the keywords it takes: recorded',
    verbatim: true,
    appliesTo: 'novaSchema',
    check: ({ toolConfig }) =>
      firstOf(toolConfig?.tools, ({ toolSpec }, index) => {
        const key = rootKeys(toolSpec ?? {}).find((name) => !NOVA_ROOT_KEYS.includes(name));
        return key === undefined
          ? undefined
          : fromModel(
              `Malformed input request: #/toolConfig/tools/${index}/toolSpec/inputSchema/json: extraneous key [${key}] is not permitted, please reformat your input and try again.`,
            );
      }),
  }),
  modelRule({
    id: 'T23',
    refuses: 'a hyphen in the name of a tool of Nova: its calls fail',
    source: 'Semoss#2892: live, always; langchain-aws#567, strands#649',
    verbatim: true,
    exception: 'ModelErrorException',
    appliesTo: 'novaSchema',
    check: (request) =>
      toolSpecs(request).some(({ name }) => name?.includes('-'))
        ? 'Model produced invalid sequence as part of ToolUse. Please refer to the model tool use troubleshooting guide.'
        : undefined,
  }),
];
