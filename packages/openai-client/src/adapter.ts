import {
  type ClientConfig,
  type ConfigField,
  defineAdapter,
  type ProviderAdapter,
} from '@outcrop/provider-registry';
import { createOpenAiClient } from './openai-client.js';
import type { OpenAiClientOptions } from './options.js';
import { PRESETS } from './presets-table.js';

/** The client's own options; what is not listed here belongs to the calls. */
const OPTIONS = {
  preset: { type: 'string', description: `The service: ${Object.keys(PRESETS).join(', ')}` },
  baseUrl: { type: 'string', description: 'Address of the API' },
  apiKey: { type: 'any', description: 'API key, or a function that gets one', secret: true },
  organization: { type: 'string', description: 'Organization of OpenAI' },
  project: { type: 'string', description: 'Project of OpenAI' },
  apiVersion: { type: 'string', description: 'api-version of Azure' },
  deployment: { type: 'string', description: 'Deployment of Azure' },
  region: { type: 'string', description: 'AWS region of Bedrock' },
  credentials: {
    type: 'any',
    description: 'AWS credentials, or a function that gets them',
    secret: true,
  },
  pricer: { type: 'any', description: 'Your own prices' },
  timeout: { type: 'number', description: 'Seconds to wait for an answer' },
  timeouts: { type: 'object', description: 'Time limits in milliseconds' },
  maxRetries: { type: 'number', description: 'Retries of a call' },
  headers: { type: 'object', description: 'Headers of every call' },
  fetch: { type: 'any', description: 'Your own fetch' },
  quirks: { type: 'object', description: 'What differs from the preset' },
} satisfies { readonly [Name in keyof OpenAiClientOptions]: ConfigField };

type OptionName = keyof typeof OPTIONS;

/** The names of AG2's config entries. */
const AG2_NAMES: Readonly<Record<string, OptionName>> = {
  base_url: 'baseUrl',
  api_key: 'apiKey',
  api_version: 'apiVersion',
  azure_deployment: 'deployment',
  azure_endpoint: 'baseUrl',
  aws_region: 'region',
  max_retries: 'maxRetries',
  default_headers: 'headers',
};

/** By each name an option has in a config entry. The client's own is last: where several are given, it wins. */
const NAMES: Readonly<Record<string, OptionName>> = {
  ...AG2_NAMES,
  ...Object.fromEntries(Object.keys(OPTIONS).map((name) => [name, name as OptionName])),
};

/**
 * OpenAI, and whatever speaks like it, as a provider: register it with `createRegistry({ openai })`.
 * An entry's `api_type` is its preset, unless it names one.
 */
export const openai: ProviderAdapter<'openai'> = defineAdapter({
  manifest: {
    contract: 1,
    id: 'openai',
    apiTypes: ['openai', 'azure', 'ollama', 'vllm', 'lmstudio', 'bedrock-openai', 'bedrock-mantle'],
    capabilities: {
      streaming: true,
      tools: true,
      reasoning: true,
      structuredOutput: true,
      promptCaching: true,
      media: ['image', 'document', 'audio'],
    },
    configSchema: Object.fromEntries(
      Object.entries(NAMES).map(([name, option]) => [name, OPTIONS[option]]),
    ),
  },
  createClient: (config) => createOpenAiClient(optionsOf(config)),
});

/** The registry has held the entry to `configSchema`, which says what the options say. */
function optionsOf(config: ClientConfig): OpenAiClientOptions {
  const options: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(NAMES)) {
    const value = config[name];
    if (value !== undefined && value !== null) options[option] = value;
  }
  const { api_type: apiType } = config;
  const isPreset = typeof apiType === 'string' && Object.hasOwn(PRESETS, apiType);
  return { ...(isPreset && { preset: apiType }), ...options } as OpenAiClientOptions;
}
