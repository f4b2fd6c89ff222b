import type { ChatParams } from './chat-params.js';
import { isPlainObject } from './json.js';
import type { Warning } from './notice.js';

/**
 * What becomes of a parameter: it is `sent`; it is `silent`, because it was never meant for the
 * model; or Converse has no word for it, and the function says whether its value asks for nothing.
 */
type Fate = 'sent' | 'silent' | ((value: unknown) => boolean);

const never = (): boolean => false;
const isZero = (value: unknown): boolean => value === 0;
const isFalse = (value: unknown): boolean => value === false;

const FATES: Readonly<Record<keyof ChatParams, Fate>> = {
  model: 'sent',
  messages: 'sent',
  temperature: 'sent',
  top_p: 'sent',
  max_tokens: 'sent',
  max_completion_tokens: 'sent',
  stop: 'sent',
  seed: 'sent',
  tools: 'sent',
  tool_choice: 'sent',
  parallel_tool_calls: 'sent',
  functions: 'sent',
  function_call: 'sent',
  response_format: 'sent',
  reasoning_effort: 'sent',
  metadata: 'sent',
  service_tier: 'sent',
  top_k: 'sent',
  k: 'sent',
  price: 'sent',
  supports_system_prompts: 'sent',
  additional_model_request_fields: 'sent',
  additional_model_response_field_paths: 'sent',
  thinking: 'sent',
  cache: 'sent',
  additional_converse_fields: 'sent',
  guardrail: 'sent',
  request_metadata: 'sent',
  performance: 'sent',
  prompt_variables: 'sent',
  structured_output_strategy: 'sent',
  max_repairs: 'sent',
  // They come along in AG2's config entries, and configure a client or name a cache entry.
  api_type: 'silent',
  api_key: 'silent',
  aws_region: 'silent',
  aws_access_key: 'silent',
  aws_secret_key: 'silent',
  aws_session_token: 'silent',
  aws_profile_name: 'silent',
  timeout: 'silent',
  cache_seed: 'silent',
  // How the answer travels is decided by calling `create` or `stream`.
  stream: 'silent',
  stream_options: 'silent',
  audio: never,
  frequency_penalty: isZero,
  logit_bias: (value) => isPlainObject(value) && Object.keys(value).length === 0,
  logprobs: isFalse,
  modalities: (value) => Array.isArray(value) && value.every((item) => item === 'text'),
  moderation: never,
  n: (value) => value === 1,
  prediction: never,
  presence_penalty: isZero,
  prompt_cache_key: never,
  prompt_cache_options: never,
  prompt_cache_retention: never,
  safety_identifier: never,
  store: isFalse,
  top_logprobs: isZero,
  user: never,
  verbosity: (value) => value === 'medium',
  web_search_options: never,
};

/** A warning for each parameter that asks for something and is not sent. */
export function warnOfUnusedParameters(params: Readonly<Record<string, unknown>>): Warning[] {
  const warnings: Warning[] = [];
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === null) continue;
    const fate = Object.hasOwn(FATES, name) ? FATES[name as keyof ChatParams] : undefined;
    if (fate === undefined) {
      const message = `${name} is no parameter of a chat call: it was not sent.`;
      warnings.push({ code: 'unknown_parameter', path: name, message });
    } else if (typeof fate === 'function' && !fate(value)) {
      const message = `${name} cannot be expressed in Converse: it was not sent.`;
      warnings.push({ code: 'parameter_ignored', path: name, message });
    }
  }
  return warnings;
}
