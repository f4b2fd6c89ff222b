import { defineAdapter, type ProviderAdapter } from '@outcrop/provider-registry';
import { createEchoClient } from './client.js';
import type { EchoOptions } from './options.js';

/** Echo as a provider: register it with `createRegistry({ echo })`. */
export const echo: ProviderAdapter<'echo'> = defineAdapter({
  manifest: {
    contract: 1,
    id: 'echo',
    apiTypes: ['echo'],
    capabilities: {
      streaming: true,
      tools: true,
      reasoning: true,
      structuredOutput: true,
      promptCaching: false,
      media: ['image'],
    },
    configSchema: {
      endpoint: { type: 'string', description: 'Address of the service', required: true },
      api_key: { type: 'string', description: 'API key', required: true, secret: true },
    },
  },
  // The registry has held the entry to `configSchema`, which says what `EchoOptions` says.
  createClient: (config) => createEchoClient(config as unknown as EchoOptions),
});
