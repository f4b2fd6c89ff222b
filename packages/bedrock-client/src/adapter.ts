import {
  type ClientConfig,
  type ConfigField,
  defineAdapter,
  type ProviderAdapter,
} from '@outcrop/provider-registry';
import { describeValue, ProviderError } from '@outcrop/unified-response';
import { createBedrockClient } from './bedrock-client.js';
import type { BedrockClientOptions } from './options.js';

/** A field of a config entry and the client option it sets. */
interface OptionField extends ConfigField {
  readonly option: keyof BedrockClientOptions;
}

/** AG2's names and the client's own. What is not listed here belongs to the calls. */
const FIELDS: Readonly<Record<string, OptionField>> = {
  aws_region: { option: 'region', type: 'string', description: 'AWS region' },
  aws_access_key: {
    option: 'accessKeyId',
    type: 'string',
    description: 'AWS access key',
    secret: true,
  },
  aws_secret_key: {
    option: 'secretAccessKey',
    type: 'string',
    description: 'AWS secret key',
    secret: true,
  },
  aws_session_token: {
    option: 'sessionToken',
    type: 'string',
    description: 'AWS session token',
    secret: true,
  },
  aws_profile_name: {
    option: 'profile',
    type: 'string',
    description: 'Profile of the shared AWS files',
  },
  api_key: { option: 'apiKey', type: 'string', description: 'Bedrock API key', secret: true },
  timeout: { option: 'timeout', type: 'number', description: 'Seconds to wait for an answer' },
  total_max_attempts: {
    option: 'totalMaxAttempts',
    type: 'number',
    description: 'Attempts in all',
  },
  max_attempts: { option: 'maxAttempts', type: 'number', description: 'Attempts after the first' },
  mode: { option: 'mode', type: 'string', description: 'Retry mode: standard, adaptive or legacy' },
  region: { option: 'region', type: 'string', description: 'AWS region' },
  apiKey: { option: 'apiKey', type: 'string', description: 'Bedrock API key', secret: true },
  credentials: {
    option: 'credentials',
    type: 'any',
    description: 'Credentials or their provider',
    secret: true,
  },
  accessKeyId: {
    option: 'accessKeyId',
    type: 'string',
    description: 'AWS access key',
    secret: true,
  },
  secretAccessKey: {
    option: 'secretAccessKey',
    type: 'string',
    description: 'AWS secret key',
    secret: true,
  },
  sessionToken: {
    option: 'sessionToken',
    type: 'string',
    description: 'AWS session token',
    secret: true,
  },
  profile: { option: 'profile', type: 'string', description: 'Profile of the shared AWS files' },
  endpoint: { option: 'endpoint', type: 'string', description: 'Address of the service' },
  protocol: { option: 'protocol', type: 'string', description: 'http1 or http2' },
  timeouts: { option: 'timeouts', type: 'object', description: 'Time limits in milliseconds' },
  totalMaxAttempts: { option: 'totalMaxAttempts', type: 'number', description: 'Attempts in all' },
  maxAttempts: { option: 'maxAttempts', type: 'number', description: 'Attempts after the first' },
  models: { option: 'models', type: 'object', description: 'Model profiles by id or ARN' },
  onUnsupported: { option: 'onUnsupported', type: 'string', description: 'adapt, warn or throw' },
  onRetry: { option: 'onRetry', type: 'any', description: 'Told before each retry' },
  images: { option: 'images', type: 'object', description: 'How images by address are loaded' },
  client: { option: 'client', type: 'any', description: 'Your own BedrockRuntimeClient' },
  port: { option: 'port', type: 'any', description: 'Your own way to the service' },
};

/** Bedrock as a provider: register it with `createRegistry({bedrock})`. Also serves AG2's `bedrock_v2`. */
export const bedrock: ProviderAdapter<'bedrock'> = defineAdapter({
  manifest: {
    contract: 1,
    id: 'bedrock',
    apiTypes: ['bedrock', 'bedrock_v2'],
    capabilities: {
      streaming: false,
      tools: true,
      reasoning: true,
      structuredOutput: true,
      promptCaching: true,
      media: ['image', 'document', 'video', 'audio'],
    },
    configSchema: FIELDS,
  },
  createClient: (config) => createBedrockClient(optionsOf(config)),
});

function optionsOf(config: ClientConfig): BedrockClientOptions {
  const options: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(FIELDS)) {
    const value = config[name];
    if (value === undefined || value === null) continue;
    if (field.type !== 'any' && !isOfType(value, field.type)) {
      const came = field.secret ? `a value of type ${typeof value}` : describeValue(value);
      throw new ProviderError(`${name}: expected a value of type ${field.type}, got ${came}`, {
        reason: 'config',
        path: name,
        hint: `${name} is: ${field.description}.`,
        provider: 'bedrock',
      });
    }
    options[field.option] = value;
  }
  return options;
}

function isOfType(value: unknown, type: ConfigField['type']): boolean {
  return type === 'array' ? Array.isArray(value) : typeof value === type;
}
