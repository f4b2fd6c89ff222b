import { createRegistry, defineAdapter, defineClient } from '@outcrop/provider-registry';
import { failoverOf, withFallback, withLogging } from '@outcrop/provider-registry/compose';
import { ProviderError, parseParams, UnifiedResponse } from '@outcrop/unified-response';

// A provider whose clients sleep where their config entry says so.
const parrot = defineAdapter({
  manifest: {
    contract: 1,
    id: 'parrot',
    apiTypes: ['parrot'],
    capabilities: {
      streaming: false,
      tools: false,
      reasoning: false,
      structuredOutput: false,
      promptCaching: false,
      media: [],
    },
    configSchema: { asleep: { type: 'boolean', description: 'Whether it answers' } },
  },
  createClient: ({ asleep }) =>
    defineClient({
      async create(params) {
        if (asleep) throw new ProviderError('It is asleep', { reason: 'overloaded' });
        const { model, messages } = parseParams(params);
        const content = messages.at(-1)?.content ?? [];
        return new UnifiedResponse({
          id: 'parrot-1',
          model,
          provider: 'parrot',
          messages: [{ role: 'assistant', content }],
          finishReason: 'stop',
        });
      },
    }),
});

const registry = createRegistry({ parrot });
const hello = { messages: [{ role: 'user', content: 'hello' }] } as const;

// AG2's config_list: entries are tried in order. Of these, the first is left out by its tags.
const list = [
  { api_type: 'parrot', model: 'stuffed', tags: ['toy'] },
  { api_type: 'parrot', model: 'grey', asleep: true, tags: ['alive'] },
  { api_type: 'parrot', model: 'green', tags: ['alive', 'loud'] },
];
const client = registry.fromConfigList(list, {
  tags: ['alive'],
  onFailover: ({ failed, next }) =>
    console.log(`${failed.model} is ${failed.reason}: ${next.model}`),
});
const response = await client.create(hello);
// → grey is overloaded: green
console.log(response.text, failoverOf(response)?.answered.entry);
// → hello 2

// The same for clients of any kind, with a log that is told what came of a call, and no word of it.
const logged = withLogging(
  withFallback([registry.client({ api_type: 'parrot', asleep: true }), client]),
  ({ outcome, request, answer, error }) =>
    console.log(outcome, request.messages, answer?.model, error?.reason),
);
await logged.create(hello);
// → grey is overloaded: green
// → answered 1 green undefined

// A configuration is held to what the adapter says of it, before anything is called.
try {
  registry.client({ api_type: 'parrot', asleap: true });
} catch (error) {
  console.log(String(error));
  // → ProviderError: asleap: unknown field; did you mean asleep?
}

await registry.close();
