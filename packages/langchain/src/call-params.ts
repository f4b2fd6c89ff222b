import { type ChatParams, definedFields } from '@outcrop/unified-response';

/** What LangChain says itself, in words of its own, and what configures a client. */
type OtherFields =
  | 'messages'
  | 'tools'
  | 'tool_choice'
  | 'functions'
  | 'function_call'
  | 'stop'
  | 'stream'
  | 'stream_options'
  | 'metadata'
  | 'cache'
  | 'store'
  | 'timeout'
  | 'cache_seed'
  | 'api_type'
  | 'api_key'
  | 'aws_region'
  | 'aws_access_key'
  | 'aws_secret_key'
  | 'aws_session_token'
  | 'aws_profile_name';

/**
 * Parameters of a call in Outcrop's own words, such as `temperature`, `max_tokens`, `guardrail`, `thinking`, `service_tier` or `price`: defaults of a model, and options of a call.
 */
export interface CallParams extends Omit<ChatParams, OtherFields> {
  /** Outcrop's `cache`, the provider's caching of prompts: LangChain calls its own of answers so. */
  readonly prompt_cache?: ChatParams['cache'];
}

/** Options of a call also hold what frameworks put there, so that these alone are sent. */
const NAMES: Readonly<Record<keyof CallParams, true>> = {
  model: true,
  temperature: true,
  top_p: true,
  top_k: true,
  k: true,
  max_tokens: true,
  max_completion_tokens: true,
  seed: true,
  parallel_tool_calls: true,
  response_format: true,
  structured_output_strategy: true,
  max_repairs: true,
  reasoning_effort: true,
  thinking: true,
  prompt_cache: true,
  guardrail: true,
  request_metadata: true,
  service_tier: true,
  performance: true,
  prompt_variables: true,
  price: true,
  supports_system_prompts: true,
  additional_model_request_fields: true,
  additional_model_response_field_paths: true,
  additional_converse_fields: true,
  audio: true,
  frequency_penalty: true,
  logit_bias: true,
  logprobs: true,
  modalities: true,
  moderation: true,
  n: true,
  prediction: true,
  presence_penalty: true,
  prompt_cache_key: true,
  prompt_cache_options: true,
  prompt_cache_retention: true,
  safety_identifier: true,
  top_logprobs: true,
  user: true,
  verbosity: true,
  web_search_options: true,
};

/** The parameters among some options. */
export function callParams(options: object): Omit<ChatParams, 'messages'> {
  const own = Object.entries(options).filter(
    ([name, value]) => Object.hasOwn(NAMES, name) && value !== undefined,
  );
  const { prompt_cache: cache, ...params } = Object.fromEntries(own);
  return { ...params, ...definedFields({ cache }) };
}
