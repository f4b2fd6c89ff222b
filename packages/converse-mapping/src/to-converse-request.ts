import { type ModelProfile, modelProfile } from '@outcrop/bedrock-models';
import {
  definedFields,
  isPlainObject,
  type Repair,
  type UnifiedMessage,
  type UnifiedRequest,
  type Warning,
} from '@outcrop/unified-response';
import { withCachePoints } from './cache/cache-points.js';
import { contentToWire } from './content/content-to-wire.js';
import { PROVIDER, providerMembers } from './content/provider-data.js';
import { foldSystemPrompts, systemPrompts, withInstructions } from './content/system-prompts.js';
import { deepMerge } from './deep-merge.js';
import { type HealedHistory, healHistory } from './history/heal-history.js';
import { putReasoningFirst } from './history/reasoning-first.js';
import { sentHistory } from './history/sent-history.js';
import type { Turn } from './history/turn.js';
import {
  createMappingContext,
  type MappingContext,
  type OnUnsupported,
} from './mapping-context.js';
import { withinMediaLimits } from './media/media-limits.js';
import { Notices } from './notices.js';
import { additionalFields, inferenceConfig } from './settings/inference-config.js';
import { outputConfig } from './settings/output-config.js';
import { reasoningConfig } from './settings/reasoning-config.js';
import { promptVariables, requestMetadata, serviceTier } from './settings/request-settings.js';
import { compileTools } from './tools/compile-tools.js';
import { replayedToolNames, toolConfig } from './tools/tool-config.js';
import type { WireMessage } from './wire/wire-content.js';
import { WireOrigins } from './wire/wire-origins.js';
import type { WireConverseRequest } from './wire/wire-request.js';

export interface ToConverseOptions {
  /** What the model takes. Default: the profile of the request's model. */
  readonly profile?: ModelProfile;
  /** What to do with what the model does not take. Default: `adapt`. */
  readonly onUnsupported?: OnUnsupported;
}

export interface ConverseMapping {
  /** The request; blobs are bytes. */
  readonly input: WireConverseRequest;
  readonly warnings: readonly Warning[];
  readonly repairs: readonly Repair[];
  /** The caller's tool names by the names on the wire, for `fromConverseResponse`. */
  readonly toolNames: ReadonlyMap<string, string>;
  /** The history as it was sent: save it instead of the one that needed repairs. */
  readonly history: readonly UnifiedMessage[];
}

/**
 * A request in Converse's terms, which the service and the model accept. Pure: no clock, no
 * environment, no network; the request is not changed.
 *
 * @throws ProviderError `invalid_request` for media whose bytes or format cannot be told,
 * `unsupported` for a response format the model lacks, and for everything that would be adapted
 * where `onUnsupported` is `throw`.
 */
export function toConverseRequest(
  request: UnifiedRequest,
  options: ToConverseOptions = {},
): ConverseMapping {
  const profile = options.profile ?? modelProfile(request.model);
  const notices = new Notices(request.warnings);
  const healed = healHistory(request.messages, profile, notices);
  const replayed = replayedToolNames(healed.turns);
  const compiled = compileTools(request.tools, profile, replayed);
  notices.add(compiled);
  const context = createMappingContext(profile, {
    notices,
    onUnsupported: options.onUnsupported ?? 'adapt',
    wireToolName: compiled.wireToolName,
  });
  const reasoning = reasoningConfig(request, healed.turns, context);
  const reasoned = reasoning.budgetTokens === undefined ? healed : reasonFirst(healed, notices);
  const takesSystem = request.supportsSystemPrompts ?? profile.systemPrompts;
  const told = withInstructions(reasoned, request.instructions);
  const history = takesSystem ? told : foldSystemPrompts(told, context);
  const origins = new WireOrigins();
  warnOfUnsent(request, context);
  const mapped: WireConverseRequest = {
    modelId: request.model,
    ...definedFields({
      messages: wireMessages(history.turns, origins, context),
      system: systemPrompts(history.system, origins, context),
      inferenceConfig: inferenceConfig(request, reasoning, context),
      toolConfig: toolConfig(request, replayed, compiled, reasoning.reasons, context),
      guardrailConfig: request.guardrail,
      additionalModelRequestFields: additionalFields(request, reasoning, context),
      promptVariables: promptVariables(request),
      additionalModelResponseFieldPaths: request.additionalModelResponseFieldPaths,
      requestMetadata: requestMetadata(request, context),
      performanceConfig:
        request.performance === undefined ? undefined : { latency: request.performance },
      serviceTier: serviceTier(request, context),
      outputConfig: outputConfig(request.responseFormat, context),
    }),
  };
  const cached = withCachePoints(mapped, request.cache, origins, context);
  const input = deepMerge({ ...cached.input }, providerMembers(request));
  return {
    input: input as object as WireConverseRequest,
    warnings: notices.warnings,
    repairs: notices.repairs,
    toolNames: compiled.toolNames,
    history: sentHistory(reasoned, cached.ownPoints),
  };
}

function reasonFirst(history: HealedHistory, notices: Notices): HealedHistory {
  return { ...history, turns: history.turns.map((turn) => putReasoningFirst(turn, notices)) };
}

function wireMessages(
  turns: readonly Turn[],
  origins: WireOrigins,
  context: MappingContext,
): readonly WireMessage[] | undefined {
  if (turns.length === 0) return undefined;
  const messages = turns.map(({ role, blocks, metadata }) => ({
    role,
    content: blocks.flatMap((placed) =>
      origins.from(placed, contentToWire(placed.block, placed.path, context)),
    ),
    // Members of a message that `fromConverseRequest` found no field for.
    ...(isPlainObject(metadata?.[PROVIDER]) ? metadata[PROVIDER] : {}),
  }));
  return withinMediaLimits(messages, origins, context);
}

/** Parameters that every step has passed over. */
function warnOfUnsent(request: UnifiedRequest, context: MappingContext): void {
  const named = request.messages.findIndex((message) => message.name !== undefined);
  if (named >= 0) {
    context.notices.warn(
      'message_name_ignored',
      `messages[${named}].name`,
      'Converse has no names of speakers: they were not sent.',
    );
  }
  if (request.parallelToolCalls === false) {
    context.notices.warn(
      'parameter_ignored',
      'parallel_tool_calls',
      'Converse cannot forbid parallel tool calls: it was not sent.',
    );
  }
}
