import type { ChatParams } from './chat-params.js';
import type { ProviderData } from './content-block.js';
import { definedFields } from './defined-fields.js';
import { describeValue } from './describe-value.js';
import type { JsonObject, JsonValue } from './json.js';
import { checkFields, optional, required } from './parameter-check.js';
import { parseMessages } from './parse-messages.js';
import { parseToolChoice, parseTools } from './parse-tools.js';
import { ProviderError } from './provider-error.js';
import type {
  CacheIntent,
  Guardrail,
  ReasoningEffort,
  StructuredOutputStrategy,
  Thinking,
  UnifiedRequest,
} from './request.js';
import { warnOfUnusedParameters } from './unused-parameters.js';
import {
  ARRAY,
  absentOr,
  BOOLEAN,
  CACHE,
  COUNT,
  FINITE_NUMBER,
  type FieldKinds,
  FORMAT,
  INTEGER,
  OBJECT,
  oneOf,
  PRICE,
  STRING,
  STRING_MAP,
  STRING_OR_STRINGS,
  STRINGS,
} from './value-kind.js';

const EFFORTS: readonly ReasoningEffort[] = [
  'none',
  'minimal',
  'low',
  'medium',
  'high',
  'xhigh',
  'max',
];

const STRATEGIES: readonly StructuredOutputStrategy[] = ['native', 'tool', 'prompt'];

const GUARDRAIL: FieldKinds = {
  guardrailIdentifier: absentOr(STRING),
  guardrailVersion: absentOr(STRING),
  trace: absentOr(oneOf(['enabled', 'disabled', 'enabled_full'])),
  streamProcessingMode: absentOr(oneOf(['sync', 'async'])),
};

/**
 * Reads one call in OpenAI's dialect, with Outcrop's extensions, into a `UnifiedRequest`.
 * `null` counts as absent. What cannot be expressed becomes a warning on the request:
 * `parameter_ignored`, `unknown_parameter`, `field_ignored`, `content_ignored`, `unknown_content`,
 * `tool_adapted`. The parameters are not changed.
 *
 * @throws ProviderError `invalid_request` when a field is of the wrong kind: the message names the
 * field, the value that came and what was expected.
 */
export function parseParams(params: ChatParams): UnifiedRequest {
  const fields = required('params', params, OBJECT);
  const model = params.model;
  if (typeof model !== 'string' || model === '') {
    throw new ProviderError(
      `model: expected a model id, got ${describeValue(model)}. Please provide the 'model' to use Amazon Bedrock.`,
      {
        reason: 'invalid_request',
        path: 'model',
        hint: "Set model in the call or in the client's options.",
      },
    );
  }
  const warnings = warnOfUnusedParameters(fields);
  return {
    model,
    messages: parseMessages(required('messages', params.messages, ARRAY), warnings),
    inference: definedFields({
      maxTokens: maxTokens(params),
      temperature: optional('temperature', params.temperature, FINITE_NUMBER),
      topP: optional('top_p', params.top_p, FINITE_NUMBER),
      stopSequences: stopSequences(params.stop),
    }),
    family: definedFields({
      topK: optional('top_k', params.top_k, INTEGER),
      k: optional('k', params.k, INTEGER),
      seed: optional('seed', params.seed, INTEGER),
    }),
    tools: parseTools(params, warnings),
    ...definedFields({
      toolChoice: parseToolChoice(params, warnings),
      parallelToolCalls: optional('parallel_tool_calls', params.parallel_tool_calls, BOOLEAN),
      responseFormat: optional('response_format', params.response_format, FORMAT),
      structuredOutputStrategy: optional(
        'structured_output_strategy',
        params.structured_output_strategy,
        oneOf(STRATEGIES),
      ),
      maxRepairs: optional('max_repairs', params.max_repairs, COUNT),
      reasoningEffort: optional('reasoning_effort', params.reasoning_effort, oneOf(EFFORTS)),
      thinking: parseThinking(params.thinking),
      supportsSystemPrompts: optional(
        'supports_system_prompts',
        params.supports_system_prompts,
        BOOLEAN,
      ),
      additionalModelRequestFields: optional(
        'additional_model_request_fields',
        params.additional_model_request_fields,
        OBJECT,
      ) as JsonObject | undefined,
      additionalModelResponseFieldPaths: optional(
        'additional_model_response_field_paths',
        params.additional_model_response_field_paths,
        STRINGS,
      ),
      cache: parseCache(params.cache),
      guardrail: parseGuardrail(params.guardrail),
      requestMetadata: requestMetadata(params),
      serviceTier: optional('service_tier', params.service_tier, STRING),
      performance: optional(
        'performance',
        params.performance,
        oneOf(['standard', 'optimized'] as const),
      ),
      promptVariables: optional('prompt_variables', params.prompt_variables, OBJECT) as
        | Readonly<Record<string, JsonValue>>
        | undefined,
      price: optional('price', params.price, PRICE),
      providerData: parseConverseFields(params.additional_converse_fields),
    }),
    warnings,
  };
}

function maxTokens(params: ChatParams): number | undefined {
  const older = optional('max_tokens', params.max_tokens, INTEGER);
  return optional('max_completion_tokens', params.max_completion_tokens, INTEGER) ?? older;
}

function stopSequences(value: ChatParams['stop']): readonly string[] | undefined {
  const stop = optional('stop', value, STRING_OR_STRINGS);
  if (stop === undefined || stop.length === 0) return undefined;
  return typeof stop === 'string' ? [stop] : stop;
}

function requestMetadata(params: ChatParams): Readonly<Record<string, string>> | undefined {
  const openAi = optional('metadata', params.metadata, STRING_MAP);
  const own = optional('request_metadata', params.request_metadata, STRING_MAP);
  if (!openAi && !own) return undefined;
  const merged = { ...openAi, ...own };
  return Object.keys(merged).length === 0 ? undefined : merged;
}

function parseThinking(value: unknown): Thinking | undefined {
  const thinking = optional('thinking', value, OBJECT);
  if (!thinking) return undefined;
  const type = required('thinking.type', thinking.type, oneOf(['enabled', 'adaptive', 'disabled']));
  if (type !== 'enabled') return { type };
  return {
    type,
    budgetTokens: required('thinking.budget_tokens', thinking.budget_tokens, INTEGER),
  };
}

function parseGuardrail(value: unknown): Guardrail | undefined {
  const guardrail = optional('guardrail', value, OBJECT);
  if (!guardrail) return undefined;
  checkFields('guardrail', guardrail, GUARDRAIL);
  return guardrail;
}

function parseCache(value: unknown): CacheIntent | undefined {
  if (value === undefined || value === null) return undefined;
  if (value === 'auto' || value === 'off') return { mode: value };
  const cache = required('cache', value, CACHE);
  return { mode: 'auto', ttl: required('cache.ttl', cache.ttl, oneOf(['5m', '1h'] as const)) };
}

/** Bedrock's part of `providerData` is merged into the request of Converse. */
function parseConverseFields(value: unknown): ProviderData | undefined {
  const fields = optional('additional_converse_fields', value, OBJECT);
  return fields && { bedrock: fields };
}
