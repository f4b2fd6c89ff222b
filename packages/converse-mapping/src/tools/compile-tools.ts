import type { ModelProfile } from '@outcrop/bedrock-models';
import {
  definedFields,
  isPlainObject,
  type Repair,
  type ToolDefinition,
  type Warning,
} from '@outcrop/unified-response';
import { isBlank } from '../blank.js';
import { Notices } from '../notices.js';
import type { WireTool } from '../wire/wire-request.js';
import { ToolNames } from './tool-names.js';
import { compileToolSchema } from './tool-schema/compile-tool-schema.js';
import type { Schema } from './tool-schema/schema.js';
import { strictProblem } from './tool-schema/strict-problem.js';

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
  const names = new ToolNames(profile, [...definitions.flatMap(nameOf), ...replayed]);
  const state: Compilation = { names, profile, notices, strictLeft: MAX_STRICT_TOOLS };
  const seen = new Set<string>();
  const tools: WireTool[] = [];
  definitions.forEach((tool, at) => {
    const path = `tools[${at}]`;
    const [name] = nameOf(tool);
    if (name !== undefined && seen.has(name)) {
      const message = `Another tool is called ${JSON.stringify(name)}: this one was left out.`;
      notices.warn('duplicate_tool_left_out', path, message);
    } else if (tool.type === 'provider') tools.push(tool.definition as WireTool);
    else if (hasJson(tool.parameters)) {
      tools.push(functionTool(tool, path, state));
    } else {
      const message = `The schema of ${JSON.stringify(name)} has no JSON: the tool was left out.`;
      notices.warn('tool_left_out', path, message);
    }
    if (name !== undefined) seen.add(name);
  });
  return {
    tools,
    toolNames: names.ownNames,
    wireToolName: (name) => names.toWire(name),
    warnings: notices.warnings,
    repairs: notices.repairs,
  };
}

/** The name a tool is called by; none for what is no tool, such as a cache point. */
function nameOf(tool: ToolDefinition): readonly string[] {
  if (tool.type === 'function') return [tool.name];
  const { toolSpec, systemTool } = tool.definition;
  const named = toolSpec ?? systemTool;
  return isPlainObject(named) && typeof named.name === 'string' ? [named.name] : [];
}

/** A circle or a BigInt in one schema must not cost the whole request. */
function hasJson(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}

/** Most strict tools in one request (pydantic/pydantic-ai, bedrock profile). */
const MAX_STRICT_TOOLS = 20;

interface Compilation {
  readonly names: ToolNames;
  readonly profile: ModelProfile;
  readonly notices: Notices;
  /** How many more tools may be strict. */
  strictLeft: number;
}

function functionTool(
  tool: Extract<ToolDefinition, { type: 'function' }>,
  path: string,
  state: Compilation,
): WireTool {
  const { names, profile, notices } = state;
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
  const { description } = tool;
  return {
    toolSpec: {
      name,
      inputSchema: { json: schema },
      ...definedFields({
        // An empty description is refused ("Member must have length greater than or equal to 1").
        description: description === undefined || isBlank(description) ? undefined : description,
        strict: strictness(tool.strict, schema, path, state),
      }),
    },
  };
}

/** What is not strict otherwise fails the whole request, so then it is not asked for. */
function strictness(
  wanted: boolean | undefined,
  schema: Schema,
  path: string,
  state: Compilation,
): boolean | undefined {
  const { native } = state.profile.structuredOutput;
  if (!wanted) return native ? wanted : undefined;
  const problem = native ? whyNotStrict(schema, state) : 'it keeps to none';
  if (problem === undefined) {
    state.strictLeft -= 1;
    return true;
  }
  const message = `The model cannot be held to the schema, because ${problem}: strict was not sent.`;
  state.notices.warn('strict_ignored', `${path}.strict`, message);
  return undefined;
}

function whyNotStrict(schema: Schema, { strictLeft }: Compilation): string | undefined {
  return strictLeft > 0 ? strictProblem(schema) : `it keeps to ${MAX_STRICT_TOOLS} at most`;
}
