/**
 * Parameters of OpenAI's body that only OpenAI's kind of server understands: `parseParams` leaves
 * them out with a warning, and here they are sent as they came.
 */
export const PASSED_PARAMETERS = [
  'audio',
  'frequency_penalty',
  'logit_bias',
  'logprobs',
  'modalities',
  'moderation',
  'prediction',
  'presence_penalty',
  'prompt_cache_key',
  'prompt_cache_options',
  'prompt_cache_retention',
  'safety_identifier',
  'store',
  'top_logprobs',
  'user',
  'verbosity',
  'web_search_options',
] as const;

export type PassedParameter = (typeof PASSED_PARAMETERS)[number];
