import type { JsonSchema, ToolDefinition } from '@outcrop/unified-response';
import type { ResolvedFormat } from '../resolved-format.js';

/** The tool by which a model gives its answer. Whoever calls the model never sees it. */
export const STRUCTURED_OUTPUT_TOOL = '__structured_output';

/** The name of the tool beside those of the caller: its own, or one with a number where that is taken. */
export function structuredOutputToolName(tools: readonly ToolDefinition[]): string {
  const taken = new Set(tools.map((tool) => (tool.type === 'function' ? tool.name : undefined)));
  let name = STRUCTURED_OUTPUT_TOOL;
  for (let number = 2; taken.has(name); number += 1) name = `${STRUCTURED_OUTPUT_TOOL}_${number}`;
  return name;
}

/** The tool that takes the answer. */
export function structuredOutputTool(
  name: string,
  format: ResolvedFormat,
  schema: JsonSchema,
  strict: boolean,
): ToolDefinition {
  const about = format.description === undefined ? '' : `${format.description.trim()}\n`;
  return {
    type: 'function',
    name,
    description: `${about}Takes your final answer to the user. Call it once, when you know everything that the answer needs, with the whole answer as its arguments.`,
    // A schema that can be sent is JSON.
    parameters: schema as NonNullable<Extract<ToolDefinition, { type: 'function' }>['parameters']>,
    ...(strict ? { strict } : {}),
  };
}

/** Whether a tool can be called: a cache point among the tools cannot. */
export function isCallable(tool: ToolDefinition): boolean {
  return tool.type === 'function' || !('cachePoint' in tool.definition);
}
