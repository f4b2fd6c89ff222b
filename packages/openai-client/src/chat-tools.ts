import {
  type ChatParams,
  definedFields,
  type ToolChoice,
  type ToolDefinition,
  type UnifiedRequest,
} from '@outcrop/unified-response';
import type { Notices } from './notices.js';
import type { Quirks } from './preset.js';

/** What of a call's tools OpenAI has words for, and a `UnifiedRequest` has not. */
export interface OwnTools {
  /** `custom` tools, by what `parseParams` has made of them. */
  readonly custom: ReadonlyMap<ToolDefinition, object>;
  readonly customNames: ReadonlySet<string>;
  /** A choice of a custom tool or among `allowed_tools`, and what it was read as. */
  readonly choice?: { readonly read: ToolChoice; readonly written: object };
}

export function ownTools(params: ChatParams, request: UnifiedRequest, quirks: Quirks): OwnTools {
  const custom = new Map<ToolDefinition, object>();
  const customNames = new Set<string>();
  if (!quirks.customTools) return { custom, customNames };
  for (const [at, tool] of (params.tools ?? []).entries()) {
    const read = request.tools[at];
    if (tool.type !== 'custom' || read?.type !== 'function') continue;
    custom.set(read, tool);
    customNames.add(read.name);
  }
  const { tool_choice: written } = params;
  const { toolChoice: read } = request;
  const isOwn = typeof written === 'object' && written !== null && written.type !== 'function';
  return { custom, customNames, ...(isOwn && read && { choice: { read, written } }) };
}

/** The tools as they are sent, with the choice among them. */
export function chatTools(
  request: UnifiedRequest,
  own: OwnTools,
  quirks: Quirks,
  notices: Notices,
): Record<string, unknown> {
  const { tools, toolChoice } = request;
  if (tools.length === 0) {
    if (toolChoice && toolChoice.type !== 'none') {
      notices.ignored('tool_choice', 'There are no tools to choose from');
    }
    return {};
  }
  return {
    tools: tools.map((tool, at) => own.custom.get(tool) ?? toolOf(tool, at, quirks, notices)),
    ...definedFields({ tool_choice: toolChoice && choiceOf(toolChoice, own, quirks, notices) }),
  };
}

function toolOf(tool: ToolDefinition, at: number, quirks: Quirks, notices: Notices): unknown {
  // In the server's own words already.
  if (tool.type === 'provider') return tool.definition;
  const { name, description, parameters, strict } = tool;
  const isStrict = strict === true && quirks.strictTools;
  if (strict === true && !isStrict) {
    notices.ignored(`tools[${at}].strict`, 'The server holds no call to its schema');
  }
  return {
    type: 'function',
    function: { name, ...definedFields({ description, parameters }), ...(isStrict && { strict }) },
  };
}

function choiceOf(choice: ToolChoice, own: OwnTools, quirks: Quirks, notices: Notices): unknown {
  if (own.choice?.read === choice) return own.choice.written;
  const { toolChoices } = quirks;
  switch (choice.type) {
    case 'auto':
    case 'none':
      return choice.type;
    case 'tool':
      if (toolChoices.includes('tool')) {
        const { name } = choice;
        if (own.customNames.has(name)) return { type: 'custom', custom: { name } };
        return { type: 'function', function: { name } };
      }
      if (toolChoices.includes('any')) {
        notices.adapted('tool_choice', 'The server cannot be told which tool: any is required');
        return 'required';
      }
      break;
    case 'any':
      if (toolChoices.includes('any')) return 'required';
  }
  notices.ignored('tool_choice', 'The server leaves it to the model whether a tool is called');
  return undefined;
}
