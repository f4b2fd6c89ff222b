import {
  InvalidArgumentError,
  type SharedV4ProviderOptions,
  type SharedV4Warning,
} from '@ai-sdk/provider';
import { type ChatParams, describeValue, isPlainObject } from '@outcrop/unified-response';
import { METADATA_KEY } from '../metadata-key.js';

/** What the AI SDK says itself, in a field of its own. */
type OwnFields =
  | 'model'
  | 'messages'
  | 'tools'
  | 'tool_choice'
  | 'functions'
  | 'function_call'
  | 'response_format'
  | 'stream'
  | 'stream_options';

const OWN_FIELDS: readonly OwnFields[] = [
  'model',
  'messages',
  'tools',
  'tool_choice',
  'functions',
  'function_call',
  'response_format',
  'stream',
  'stream_options',
];

/**
 * `providerOptions.outcrop` of a call: parameters of a call in Outcrop's own words, such as `cache`,
 * `guardrail`, `thinking`, `service_tier` or `price`.
 */
export type OutcropProviderOptions = Omit<ChatParams, OwnFields>;

/** @throws InvalidArgumentError when `providerOptions.outcrop` is no object. */
export function callOptions(
  options: SharedV4ProviderOptions | undefined,
  warnings: SharedV4Warning[],
): OutcropProviderOptions {
  const own: unknown = options?.[METADATA_KEY];
  if (own === undefined || own === null) return {};
  const argument = `providerOptions.${METADATA_KEY}`;
  if (!isPlainObject(own)) {
    const message = `${argument}: expected an object, got ${describeValue(own)}`;
    throw new InvalidArgumentError({ argument, message });
  }
  const params = { ...own };
  for (const name of OWN_FIELDS) {
    if (!(name in params)) continue;
    delete params[name];
    const details = 'The call itself says it.';
    warnings.push({ type: 'unsupported', feature: `${argument}.${name}`, details });
  }
  return params;
}
