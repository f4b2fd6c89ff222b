import type { ModelProfile, ToolChoiceKind } from '@outcrop/bedrock-models';
import { isPlainObject, type ToolChoice, type UnifiedRequest } from '@outcrop/unified-response';
import type { Turn } from '../history/turn.js';
import { createMappingContext, type MappingContext, mustAdapt } from '../mapping-context.js';
import { reasoningConfig } from '../settings/reasoning-config.js';
import type { WireTool, WireToolChoice, WireToolConfig } from '../wire/wire-request.js';
import type { CompiledTools } from './compile-tools.js';

/** The names of the tools that a history calls, in order of appearance. */
export function replayedToolNames(turns: readonly Turn[]): string[] {
  const names = turns.flatMap((turn) =>
    turn.blocks.flatMap(({ block }) => (block.type === 'tool_call' ? [block.name] : [])),
  );
  return [...new Set(names)];
}

/**
 * `toolConfig`: the tools on offer and which of them must be called. A history with tool blocks
 * needs it too: "The toolConfig field must be defined when using toolUse and toolResult content
 * blocks." Then the tools it names are declared, as no longer available.
 */
export function toolConfig(
  request: UnifiedRequest,
  replayed: readonly string[],
  compiled: CompiledTools,
  reasons: boolean,
  context: MappingContext,
): WireToolConfig | undefined {
  const offers = compiled.tools.some((tool) => !('cachePoint' in tool));
  if (offers && !context.profile.tools) {
    const message = 'The model takes no tools: they were not offered.';
    if (mustAdapt(context, 'tools_unsupported', 'tools', message)) return undefined;
  }
  const none = request.toolChoice?.type === 'none';
  if (!offers || (none && replayed.length === 0)) {
    warnOfIdleChoice(request, context);
    return replayed.length === 0 ? undefined : { tools: inertTools(replayed, compiled, context) };
  }
  if (none) {
    context.notices.warn(
      'tool_choice_adapted',
      'tool_choice',
      'Converse has no tool choice "none", and the history uses tools: they stay on offer.',
    );
    return { tools: compiled.tools };
  }
  const toolChoice =
    request.toolChoice && wireToolChoice(request.toolChoice, compiled, reasons, context);
  return { tools: compiled.tools, ...(toolChoice === undefined ? {} : { toolChoice }) };
}

/** A choice that must be made, and nothing to choose from. */
function warnOfIdleChoice({ toolChoice }: UnifiedRequest, context: MappingContext): void {
  if (toolChoice?.type !== 'any' && toolChoice?.type !== 'tool') return;
  const message = 'There is no tool to choose: it was not sent.';
  context.notices.warn('parameter_ignored', 'tool_choice', message);
}

function inertTools(
  names: readonly string[],
  compiled: CompiledTools,
  context: MappingContext,
): WireTool[] {
  context.notices.repair(
    'tools_declared',
    'tools',
    'The history uses tools and none is on offer: they are declared as no longer available.',
  );
  return names.map((name) => ({
    toolSpec: {
      name: compiled.wireToolName(name),
      description: 'No longer available. Do not call it.',
      inputSchema: { json: { type: 'object', properties: {} } },
    },
  }));
}

/** The tool choices that a model takes in a call: fewer while it reasons. */
export function acceptedToolChoices(
  request: UnifiedRequest,
  profile: ModelProfile,
): readonly ToolChoiceKind[] {
  const { reasons } = reasoningConfig(request, [], createMappingContext(profile));
  return choicesWhile(reasons, profile);
}

/** "Thinking may not be enabled when tool_choice forces tool use." */
function choicesWhile(reasons: boolean, profile: ModelProfile): readonly ToolChoiceKind[] {
  const isFree = !reasons || profile.reasoning.forcedToolChoice;
  return profile.toolChoices.filter((kind) => isFree || kind === 'auto');
}

function wireToolChoice(
  choice: ToolChoice,
  compiled: CompiledTools,
  reasons: boolean,
  context: MappingContext,
): WireToolChoice | undefined {
  const { profile } = context;
  const accepted = choicesWhile(reasons, profile);
  switch (choice.type) {
    case 'none':
      return undefined;
    case 'auto':
      // Leaving the choice to the model is what happens without a choice, too.
      return accepted.includes('auto') ? { auto: {} } : undefined;
    case 'any':
      if (accepted.includes('any')) return { any: {} };
      return refused('any', reasons, context) ? undefined : { any: {} };
    case 'tool': {
      if (!isOffered(choice.name, compiled)) {
        const message = `No tool called ${JSON.stringify(choice.name)} is on offer: the model decides by itself.`;
        if (mustAdapt(context, 'tool_choice_adapted', 'tool_choice', message)) return undefined;
      }
      const tool: WireToolChoice = { tool: { name: compiled.wireToolName(choice.name) } };
      if (accepted.includes('tool')) return tool;
      // With one tool on offer, any tool is that tool.
      if (accepted.includes('any') && compiled.tools.length === 1) return { any: {} };
      return refused('tool', reasons, context) ? undefined : tool;
    }
  }
}

function isOffered(name: string, compiled: CompiledTools): boolean {
  const wireName = compiled.wireToolName(name);
  return compiled.tools.some((tool) =>
    Object.values(tool).some((struct) => isPlainObject(struct) && struct.name === wireName),
  );
}

function refused(kind: 'any' | 'tool', reasons: boolean, context: MappingContext): boolean {
  const when = reasons ? ' while it reasons' : '';
  return mustAdapt(
    context,
    'tool_choice_adapted',
    'tool_choice',
    `The model takes no forced tool choice (${kind})${when}: it decides by itself.`,
  );
}
