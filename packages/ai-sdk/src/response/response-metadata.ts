import type { JSONObject, SharedV4ProviderMetadata } from '@ai-sdk/provider';
import type { UnifiedResponse } from '@outcrop/unified-response';
import { METADATA_KEY } from '../metadata-key.js';

/** What a response says beyond the AI SDK's own fields, as JSON. */
const FIELDS = [
  'provider',
  'model',
  'status',
  'cost',
  'usage',
  'repairs',
  'warnings',
  'providerMetadata',
] as const;

/** `providerMetadata.outcrop` of a whole answer: its cost, its repairs, what the provider said. */
export function toProviderMetadata(response: UnifiedResponse): SharedV4ProviderMetadata {
  const json = response.with({ messages: [], parsed: undefined }).toJSON();
  const own = Object.fromEntries(FIELDS.map((name) => [name, json[name]]));
  return { [METADATA_KEY]: own as JSONObject };
}
