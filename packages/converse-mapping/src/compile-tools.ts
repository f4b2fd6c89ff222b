import type { ModelProfile } from '@outcrop/bedrock-models';
import type { Repair, ToolDefinition, Warning } from '@outcrop/unified-response';
import { isBlank } from './blank.js';
import { Notices } from './notices.js';
import { present } from './present.js';
import { ToolNames } from './tool-names.js';
import { compileToolSchema } from './tool-schema/compile-tool-schema.js';
import type { WireTool } from './wire-request.js';

export interface CompiledTools {
  readonly tools: readonly WireTool[];
  /** The caller's names by the names on the wire. */
  readonly toolNames: ReadonlyMap<string, string>;
  /** A tool's name as it is sent. */
  readonly wireToolName: (name: string) => string;
  readonly warnings: readonly Warning[];
  readonly repairs: readonly Repair[];
}

/**
 * Tools as the model takes them: names legal and unique, no empty description, a schema whose root
 * is an object. A tool that cannot be offered is left out with a warning; it never costs the others.
 *
 * @param replayed names of tools that the history calls; they are mapped along with the rest.
 */
export function compileTools(
  definitions: readonly ToolDefinition[],
  profile: ModelProfile,
  replayed: Iterable<string> = [],
): CompiledTools {
  const notices = new Notices();
  const offered = definitions.flatMap((tool) => (tool.type === 'function' ? [tool.name] : []));
  const names = new ToolNames(profile, [...offered, ...replayed]);
  const seen = new Set<string>();
  const tools: WireTool[] = [];
  definitions.forEach((tool, at) => {
    const path = `tools[${at}]`;
    if (tool.type === 'provider') {
      tools.push(tool.definition as WireTool);
      return;
    }
    if (seen.has(tool.name)) {
      const message = `Another tool is called ${JSON.stringify(tool.name)}: this one was left out.`;
      notices.warn('duplicate_tool_left_out', path, message);
      return;
    }
    seen.add(tool.name);
    tools.push(functionTool(tool, path, names, profile, notices));
  });
  return {
    tools,
    toolNames: names.ownNames,
    wireToolName: (name) => names.toWire(name),
    warnings: notices.warnings,
    repairs: notices.repairs,
  };
}

function functionTool(
  tool: Extract<ToolDefinition, { type: 'function' }>,
  path: string,
  names: ToolNames,
  profile: ModelProfile,
  notices: Notices,
): WireTool {
  const name = names.toWire(tool.name);
  if (name !== tool.name) {
    const message = `The model takes no tool called ${JSON.stringify(tool.name)}: offered as ${name}.`;
    notices.repair('tool_name_changed', `${path}.name`, message);
  }
  const { schema, changes } = compileToolSchema(tool.parameters, profile.toolSchema);
  if (changes.length > 0) {
    const message = `The schema of ${JSON.stringify(tool.name)} was changed: ${changes.join('; ')}.`;
    notices.repair('tool_schema_changed', `${path}.parameters`, message);
  }
  const { description, strict } = tool;
  return {
    toolSpec: {
      name,
      inputSchema: { json: schema },
      ...present({
        // An empty description is refused ("Member must have length greater than or equal to 1").
        description: description === undefined || isBlank(description) ? undefined : description,
        strict,
      }),
    },
  };
}
