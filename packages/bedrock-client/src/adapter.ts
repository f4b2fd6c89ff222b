import {
  type ClientConfig,
  type ConfigField,
  defineAdapter,
  type ProviderAdapter,
} from '@outcrop/provider-registry';
import { describeValue, ProviderError } from '@outcrop/unified-response';
import { createBedrockClient } from './bedrock-client.js';
import type { BedrockClientOptions } from './options.js';

/** The client's own options. What is not listed here belongs to the calls. */
const OPTIONS = {
  region: { type: 'string', description: 'AWS region' },
  apiKey: { type: 'string', description: 'Bedrock API key', secret: true },
  credentials: {
    type: 'any',
    description: 'Credentials, or a function that gets them',
    secret: true,
  },
  accessKeyId: { type: 'string', description: 'AWS access key', secret: true },
  secretAccessKey: { type: 'string', description: 'AWS secret key', secret: true },
  sessionToken: { type: 'string', description: 'AWS session token', secret: true },
  profile: { type: 'string', description: 'Profile of the shared AWS files' },
  webIdentity: {
    type: 'object',
    description: 'Role to take on with the token of another identity',
  },
  assumeRole: { type: 'object', description: 'Role to take on' },
  onCredentialsExpired: { type: 'any', description: 'Called when credentials have expired' },
  auth: { type: 'string', description: 'none: requests are not signed' },
  endpoint: { type: 'string', description: 'Address of the service' },
  protocol: { type: 'string', description: 'http1 or http2' },
  proxy: { type: 'any', description: 'Address of a proxy, env, or false', secret: true },
  ca: { type: 'any', description: 'Certificates to trust, as PEM' },
  tls: { type: 'object', description: 'Whether certificates are checked' },
  timeout: { type: 'number', description: 'Seconds to wait for an answer' },
  timeouts: { type: 'object', description: 'Time limits in milliseconds' },
  totalMaxAttempts: { type: 'number', description: 'Attempts in all' },
  maxAttempts: { type: 'number', description: 'Attempts after the first' },
  mode: { type: 'string', description: 'standard, adaptive or legacy' },
  onRequest: { type: 'any', description: 'Told when a call begins' },
  onResponse: { type: 'any', description: 'Told when a call has ended' },
  onRetry: { type: 'any', description: 'Told before each retry' },
  onWarning: { type: 'any', description: 'Told of each warning' },
  telemetry: { type: 'any', description: 'Spans and metrics' },
  pricer: { type: 'any', description: 'Your own prices' },
  responseFormat: { type: 'any', description: 'response_format of calls that name none' },
  responseFormatOptions: { type: 'object', description: 'How response formats are read' },
  models: { type: 'object', description: 'Model profiles by id or ARN' },
  resolveProfiles: {
    type: 'boolean',
    description: 'Whether to ask for the models behind application inference profiles',
  },
  onUnsupported: { type: 'string', description: 'adapt, warn or throw' },
  images: { type: 'object', description: 'How images by address are loaded' },
  controlEndpoint: { type: 'string', description: 'Address of the control plane' },
  controlClient: { type: 'any', description: 'Your own BedrockClient of the control plane' },
  client: { type: 'any', description: 'Your own BedrockRuntimeClient' },
  port: { type: 'any', description: 'Your own way to the service' },
} satisfies { readonly [Name in keyof BedrockClientOptions]: ConfigField };

type OptionName = keyof typeof OPTIONS;

/** AG2's names where they are others, in camel case. */
const AG2_NAMES: Readonly<Record<string, OptionName>> = {
  awsRegion: 'region',
  awsAccessKey: 'accessKeyId',
  awsSecretKey: 'secretAccessKey',
  awsSessionToken: 'sessionToken',
  awsProfileName: 'profile',
};

/** AG2 itself writes in snake case, also what has our name. */
const SNAKE_CASE = Object.entries({
  ...AG2_NAMES,
  apiKey: 'apiKey',
  totalMaxAttempts: 'totalMaxAttempts',
  maxAttempts: 'maxAttempts',
} satisfies typeof AG2_NAMES).map(
  ([name, option]) =>
    [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), option] as const,
);

interface OptionField extends ConfigField {
  readonly option: OptionName;
}

/** By each name an option has in a config entry. The client's own is last: where several are given, it wins. */
const FIELDS: Readonly<Record<string, OptionField>> = Object.fromEntries(
  [
    ...SNAKE_CASE,
    ...Object.entries(AG2_NAMES),
    ...Object.keys(OPTIONS).map((name) => [name, name as OptionName] as const),
  ].map(([name, option]) => [name, { ...OPTIONS[option], option }]),
);

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
