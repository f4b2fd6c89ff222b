import type { ChatParams } from './chat-params.js';
import type { JsonObject, JsonValue } from './json.js';
import type { Warning } from './notice.js';
import {
  ARRAY,
  BOOLEAN,
  definedFields,
  describeValue,
  INTEGER,
  invalidParameter,
  NUMBER,
  OBJECT,
  oneOf,
  optional,
  PRICE,
  required,
  STRING,
  STRING_MAP,
  STRINGS,
} from './parameter-check.js';
import { parseMessages } from './parse-messages.js';
import { parseToolChoice, parseTools } from './parse-tools.js';
import { ProviderError } from './provider-error.js';
import type { Guardrail, ReasoningEffort, Thinking, UnifiedRequest } from './request.js';

const EFFORTS: readonly ReasoningEffort[] = [
  'none',
  'minimal',
  'low',
  'medium',
  'high',
  'xhigh',
  'max',
];

/**
 * Fields that configure a client or name a cache entry. They come along in AG2's config entries,
 * and have no place in a request, so they are passed over in silence.
 */
const CONFIG_ONLY: ReadonlySet<string> = new Set([
  'api_type',
  'api_key',
  'aws_region',
  'aws_access_key',
  'aws_secret_key',
  'aws_session_token',
  'aws_profile_name',
  'timeout',
  'cache_seed',
  // How the answer travels is decided by calling `create` or `stream`.
  'stream',
  'stream_options',
]);

/** OpenAI parameters that Converse has no word for, with the value that asks for nothing. */
const NOT_EXPRESSIBLE: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['audio', undefined],
  ['frequency_penalty', 0],
  ['logit_bias', undefined],
  ['logprobs', false],
  ['modalities', undefined],
  ['moderation', undefined],
  ['n', 1],
  ['prediction', undefined],
  ['presence_penalty', 0],
  ['prompt_cache_key', undefined],
  ['prompt_cache_options', undefined],
  ['prompt_cache_retention', undefined],
  ['safety_identifier', undefined],
  ['store', false],
  ['top_logprobs', 0],
  ['user', undefined],
  ['verbosity', undefined],
  ['web_search_options', undefined],
]);

const EXPRESSED: ReadonlySet<string> = new Set([
  'model',
  'messages',
  'temperature',
  'top_p',
  'max_tokens',
  'max_completion_tokens',
  'stop',
  'seed',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'functions',
  'function_call',
  'response_format',
  'reasoning_effort',
  'metadata',
  'service_tier',
  'top_k',
  'k',
  'price',
  'supports_system_prompts',
  'additional_model_request_fields',
  'additional_model_response_field_paths',
  'thinking',
  'guardrail',
  'request_metadata',
  'performance',
  'prompt_variables',
]);

/**
 * Reads one call in OpenAI's dialect, with Outcrop's extensions, into a `UnifiedRequest`.
 * `null` counts as absent. What cannot be expressed becomes a warning on the request:
 * `parameter_ignored`, `unknown_parameter`, `content_adapted`. The parameters are not changed.
 *
 * @throws ProviderError `invalid_request` when a field is of the wrong kind: the message names the
 * field, the value that came and what was expected.
 */
export function parseParams(params: ChatParams): UnifiedRequest {
  required('params', params, OBJECT);
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
  const warnings: Warning[] = unusedParameters(params);
  return {
    model,
    messages: parseMessages(required('messages', params.messages, ARRAY), warnings),
    inference: definedFields({
      maxTokens: maxTokens(params),
      temperature: optional('temperature', params.temperature, NUMBER),
      topP: optional('top_p', params.top_p, NUMBER),
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
      responseFormat: params.response_format ?? undefined,
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
      guardrail: optional('guardrail', params.guardrail, OBJECT) as Guardrail | undefined,
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
    }),
    warnings,
  };
}

function unusedParameters(params: ChatParams): Warning[] {
  const warnings: Warning[] = [];
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === null) continue;
    if (EXPRESSED.has(name) || CONFIG_ONLY.has(name)) continue;
    if (!NOT_EXPRESSIBLE.has(name)) {
      const message = `${name} is no parameter of a chat call: it was not sent.`;
      warnings.push({ code: 'unknown_parameter', path: name, message });
    } else if (value !== NOT_EXPRESSIBLE.get(name)) {
      const message = `${name} cannot be expressed in Converse: it was not sent.`;
      warnings.push({ code: 'parameter_ignored', path: name, message });
    }
  }
  return warnings;
}

function maxTokens(params: ChatParams): number | undefined {
  const completion = optional('max_completion_tokens', params.max_completion_tokens, INTEGER);
  return completion ?? optional('max_tokens', params.max_tokens, INTEGER);
}

function stopSequences(stop: ChatParams['stop']): readonly string[] | undefined {
  if (stop === undefined || stop === null) return undefined;
  if (typeof stop === 'string') return [stop];
  if (!STRINGS.accepts(stop))
    throw invalidParameter('stop', 'a string or an array of strings', stop);
  return stop.length === 0 ? undefined : stop;
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
