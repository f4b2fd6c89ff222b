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

const REGION: OptionField = { option: 'region', type: 'string', description: 'AWS region' };
const API_KEY: OptionField = {
  option: 'apiKey',
  type: 'string',
  description: 'Bedrock API key',
  secret: true,
};
const ACCESS_KEY: OptionField = {
  option: 'accessKeyId',
  type: 'string',
  description: 'AWS access key',
  secret: true,
};
const SECRET_KEY: OptionField = {
  option: 'secretAccessKey',
  type: 'string',
  description: 'AWS secret key',
  secret: true,
};
const SESSION_TOKEN: OptionField = {
  option: 'sessionToken',
  type: 'string',
  description: 'AWS session token',
  secret: true,
};
const PROFILE: OptionField = {
  option: 'profile',
  type: 'string',
  description: 'Profile of the shared AWS files',
};
const TOTAL_ATTEMPTS: OptionField = {
  option: 'totalMaxAttempts',
  type: 'number',
  description: 'Attempts in all',
};
const RETRIES: OptionField = {
  option: 'maxAttempts',
  type: 'number',
  description: 'Attempts after the first',
};

/** AG2's names, and the client's own. What is not listed here belongs to the calls. */
const FIELDS: Readonly<Record<string, OptionField>> = {
  aws_region: REGION,
  aws_access_key: ACCESS_KEY,
  aws_secret_key: SECRET_KEY,
  aws_session_token: SESSION_TOKEN,
  aws_profile_name: PROFILE,
  api_key: API_KEY,
  total_max_attempts: TOTAL_ATTEMPTS,
  max_attempts: RETRIES,
  awsRegion: REGION,
  awsAccessKey: ACCESS_KEY,
  awsSecretKey: SECRET_KEY,
  awsSessionToken: SESSION_TOKEN,
  awsProfileName: PROFILE,
  region: REGION,
  apiKey: API_KEY,
  credentials: {
    option: 'credentials',
    type: 'any',
    description: 'Credentials, or a function that gets them',
    secret: true,
  },
  accessKeyId: ACCESS_KEY,
  secretAccessKey: SECRET_KEY,
  sessionToken: SESSION_TOKEN,
  profile: PROFILE,
  webIdentity: {
    option: 'webIdentity',
    type: 'object',
    description: 'Role to take on with the token of another identity',
  },
  assumeRole: { option: 'assumeRole', type: 'object', description: 'Role to take on' },
  onCredentialsExpired: {
    option: 'onCredentialsExpired',
    type: 'any',
    description: 'Called when credentials have expired',
  },
  auth: { option: 'auth', type: 'string', description: 'none: requests are not signed' },
  endpoint: { option: 'endpoint', type: 'string', description: 'Address of the service' },
  protocol: { option: 'protocol', type: 'string', description: 'http1 or http2' },
  proxy: {
    option: 'proxy',
    type: 'any',
    description: 'Address of a proxy, env, or false',
    secret: true,
  },
  ca: { option: 'ca', type: 'any', description: 'Certificates to trust, as PEM' },
  tls: { option: 'tls', type: 'object', description: 'Whether certificates are checked' },
  timeout: { option: 'timeout', type: 'number', description: 'Seconds to wait for an answer' },
  timeouts: { option: 'timeouts', type: 'object', description: 'Time limits in milliseconds' },
  totalMaxAttempts: TOTAL_ATTEMPTS,
  maxAttempts: RETRIES,
  mode: { option: 'mode', type: 'string', description: 'standard, adaptive or legacy' },
  onRequest: { option: 'onRequest', type: 'any', description: 'Told when a call begins' },
  onResponse: { option: 'onResponse', type: 'any', description: 'Told when a call has ended' },
  onRetry: { option: 'onRetry', type: 'any', description: 'Told before each retry' },
  onWarning: { option: 'onWarning', type: 'any', description: 'Told of each warning' },
  telemetry: { option: 'telemetry', type: 'any', description: 'Spans and metrics' },
  responseFormat: {
    option: 'responseFormat',
    type: 'any',
    description: 'response_format of calls that name none',
  },
  models: { option: 'models', type: 'object', description: 'Model profiles by id or ARN' },
  resolveProfiles: {
    option: 'resolveProfiles',
    type: 'boolean',
    description: 'Whether to ask for the models behind application inference profiles',
  },
  onUnsupported: { option: 'onUnsupported', type: 'string', description: 'adapt, warn or throw' },
  images: { option: 'images', type: 'object', description: 'How images by address are loaded' },
  controlEndpoint: {
    option: 'controlEndpoint',
    type: 'string',
    description: 'Address of the control plane',
  },
  controlClient: {
    option: 'controlClient',
    type: 'any',
    description: 'Your own BedrockClient of the control plane',
  },
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
      streaming: true,
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

/** @throws ProviderError `config` for a value of the wrong type; it shows no secret. */
function optionsOf(config: ClientConfig): BedrockClientOptions {
  const options: Record<string, unknown> = {};
  for (const [name, { option, type, description, secret }] of Object.entries(FIELDS)) {
    const value = config[name];
    if (value === undefined || value === null) continue;
    if (type !== 'any' && typeof value !== type) {
      const came = secret ? `a value of type ${typeof value}` : describeValue(value);
      throw new ProviderError(`${name}: expected a value of type ${type}, got ${came}`, {
        reason: 'config',
        path: name,
        hint: `${name} is: ${description}.`,
        provider: 'bedrock',
      });
    }
    options[option] = value;
  }
  return options;
}
