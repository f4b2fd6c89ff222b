import { parseParams, UnifiedResponse } from '@outcrop/unified-response';
import { type ClientConfig, defineAdapter, type ProviderAdapter } from '../adapter.js';
import { defineClient } from '../define-client.js';

/** A small provider that answers with what it was sent, and knows which clients it has. */
export class Echo {
  /** The configurations of the clients that were made. */
  readonly opened: ClientConfig[] = [];
  /** The configurations of those that were closed, once for each time. */
  readonly closed: ClientConfig[] = [];

  readonly adapter: ProviderAdapter<'echo'> = defineAdapter({
    manifest: {
      contract: 1,
      id: 'echo',
      apiTypes: ['echo', 'echo_v2'],
      capabilities: {
        streaming: false,
        tools: false,
        reasoning: false,
        structuredOutput: false,
        promptCaching: false,
        media: [],
      },
      configSchema: {
        voice: { type: 'string', description: 'Who speaks' },
        volume: { type: 'number', description: 'How loud' },
      },
    },
    createClient: (config) => {
      this.opened.push(config);
      return defineClient({
        async create(params) {
          const { model, messages, warnings } = parseParams(params);
          return new UnifiedResponse({
            id: 'echo-1',
            model,
            provider: 'echo',
            messages: [{ role: 'assistant', content: messages.at(-1)?.content ?? [] }],
            finishReason: 'stop',
            warnings,
            providerMetadata: { params, voice: config.voice },
          });
        },
        close: async () => {
          this.closed.push(config);
        },
      });
    },
  });
}
