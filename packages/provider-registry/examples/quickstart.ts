import { createRegistry, defineAdapter, defineClient } from '@outcrop/provider-registry';
import { isProviderError, parseParams, UnifiedResponse } from '@outcrop/unified-response';

// An adapter: who it is, what it can do, how it is configured, and how it answers.
const echo = defineAdapter({
  manifest: {
    contract: 1,
    id: 'echo',
    apiTypes: ['echo'],
    capabilities: {
      streaming: false,
      tools: false,
      reasoning: false,
      structuredOutput: false,
      promptCaching: false,
      media: [],
    },
    configSchema: { voice: { type: 'string', description: 'Who answers' } },
  },
  createClient: ({ voice }) =>
    defineClient({
      async create(params) {
        const { model, messages } = parseParams(params);
        const said = messages.at(-1)?.content.find((block) => block.type === 'text');
        const text = `${voice}: ${said?.text}!`;
        return new UnifiedResponse({
          id: 'echo-1',
          model,
          provider: 'echo',
          messages: [{ role: 'assistant', content: [{ type: 'text', text }] }],
          finishReason: 'stop',
        });
      },
    }),
});

// A registry: adapters by name, or functions that load one when it is first used.
const registry = createRegistry({ echo, parrot: async () => echo });

// A provider and its model. What follows the first colon is the model's, colons included.
const client = registry.model('echo:hall:v1', { voice: 'Echo' });
const response = await client.create({ messages: [{ role: 'user', content: 'hello' }] });
console.log(response.model, '-', response.text);
// → hall:v1 - Echo: hello!

// A config entry: what makes a client, and defaults for its calls.
const polly = registry.client({ api_type: 'parrot', voice: 'Polly', model: 'grey' });
const stream = polly.stream({ messages: [{ role: 'user', content: 'hi' }] });
for await (const text of stream.textStream()) console.log(text);
// → Polly: hi!
console.log((await stream.response).finishReason);
// → stop

try {
  registry.client({ api_type: 'eco' });
} catch (error) {
  if (isProviderError(error)) console.log(error.reason, '-', error.message);
  // → config - api_type: expected the name of a provider, got the string "eco" (registered: echo, parrot)
}

await registry.close();
