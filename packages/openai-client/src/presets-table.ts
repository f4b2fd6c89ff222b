import { PASSED_PARAMETERS } from './passed-parameters.js';
import type { Preset, PresetName } from './preset.js';

const ALL_CHOICES = ['auto', 'any', 'tool'] as const;
/** Servers call the same thing by either name; vLLM 0.11 by both at once. */
const REASONING_FIELDS = ['reasoning_content', 'reasoning'] as const;
const PENALTIES = ['frequency_penalty', 'presence_penalty'] as const;
const LOGPROBS = ['logprobs', 'top_logprobs'] as const;

/** What OpenAI's own models are called with, wherever they are served. */
const OPENAI = {
  keyHeader: 'authorization',
  needsKey: true,
  maxTokens: 'max_completion_tokens',
  systemRole: 'developer',
  streamUsage: true,
  reasoningFields: REASONING_FIELDS,
  parts: ['image_url', 'input_audio', 'file'],
  jsonSchema: 'openai',
  toolChoices: ALL_CHOICES,
  strictTools: true,
  customTools: true,
  parameters: PASSED_PARAMETERS,
  settings: ['seed', 'parallel_tool_calls', 'reasoning_effort', 'metadata', 'service_tier'],
} as const;

/** Open models on a machine of one's own. */
const LOCAL = {
  keyHeader: 'authorization',
  needsKey: false,
  maxTokens: 'max_tokens',
  systemRole: 'system',
  streamUsage: true,
  reasoningFields: REASONING_FIELDS,
  parts: ['image_url'],
  jsonSchema: 'any',
  toolChoices: ALL_CHOICES,
  strictTools: false,
  customTools: false,
} as const;

/** Models of many makers, behind OpenAI's words. */
const BEDROCK = {
  keyHeader: 'authorization',
  needsKey: true,
  maxTokens: 'max_completion_tokens',
  systemRole: 'system',
  streamUsage: true,
  reasoningFields: REASONING_FIELDS,
  // The open-weight models put their reasoning at the head of the text (promptfoo#9587, cherry-studio#10225).
  reasoningTag: 'reasoning',
  parts: ['image_url'],
  jsonSchema: 'bedrock',
  toolChoices: ALL_CHOICES,
  strictTools: false,
  customTools: false,
  parameters: [...PENALTIES, ...LOGPROBS, 'logit_bias', 'user'],
  settings: ['seed', 'parallel_tool_calls', 'reasoning_effort', 'service_tier'],
} as const;

/** The services, as their documentation has them. */
export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  openai: {
    ...OPENAI,
    baseUrl: 'https://api.openai.com/v1',
    source: 'types of openai 6.30.1, generated from the OpenAPI description of the service',
    checked: '2026-11-23',
  },
  azure: {
    ...OPENAI,
    keyHeader: 'api-key',
    // Deployments under an api-version know no other role.
    systemRole: 'system',
    apiVersion: '2024-10-21',
    source: 'Azure OpenAI data plane reference, 2024-10-21; AzureOpenAI of openai 6.30.1',
    checked: '2026-11-23',
  },
  ollama: {
    ...LOCAL,
    baseUrl: 'http://localhost:11434/v1',
    // Thinking models are given their own thinking again under the name that they give it.
    reasoningHistory: 'reasoning',
    parameters: [...PENALTIES, ...LOGPROBS],
    settings: ['seed', 'reasoning_effort'],
    source: 'https://docs.ollama.com/api/openai-compatibility',
    checked: '2026-11-23',
  },
  vllm: {
    ...LOCAL,
    baseUrl: 'http://localhost:8000/v1',
    reasoningHistory: 'reasoning',
    parts: ['image_url', 'input_audio'],
    parameters: [...PENALTIES, ...LOGPROBS, 'logit_bias', 'user'],
    settings: ['seed', 'top_k', 'parallel_tool_calls', 'reasoning_effort'],
    source: 'https://docs.vllm.ai/en/v0.15.0/api/vllm/entrypoints/openai/chat_completion/protocol/',
    checked: '2026-11-23',
  },
  lmstudio: {
    ...LOCAL,
    baseUrl: 'http://localhost:1234/v1',
    // It takes words as tool_choice, and refuses the object that names a function.
    toolChoices: ['auto', 'any'],
    parameters: [...PENALTIES, 'logit_bias'],
    settings: ['seed', 'top_k'],
    source: 'https://lmstudio.ai/docs/developer/openai-compat',
    checked: '2026-11-23',
  },
  'bedrock-openai': {
    ...BEDROCK,
    baseUrl: 'https://bedrock-runtime.{region}.amazonaws.com/openai/v1',
    signingName: 'bedrock',
    source:
      'https://docs.aws.amazon.com/bedrock/latest/userguide/inference-chat-completions.html; service model of Bedrock Runtime',
    checked: '2026-11-23',
  },
  'bedrock-mantle': {
    ...BEDROCK,
    baseUrl: 'https://bedrock-mantle.{region}.api.aws/v1',
    // A service of its own: signed as `bedrock`, calls are refused (litellm#31475).
    signingName: 'bedrock-mantle',
    source:
      'https://docs.aws.amazon.com/bedrock/latest/userguide/inference-chat-completions-mantle.html',
    checked: '2026-11-23',
  },
};
