import type { StandardSchemaV1 } from '@outcrop/unified-response';
import { expectTypeOf } from 'vitest';
import { defineAdapter, type ProviderAdapter } from './adapter.js';
import type { ModelClient } from './model-client.js';
import { createRegistry, type Registry } from './registry.js';

declare const bedrock: ProviderAdapter<'bedrock'>;
const openai = (): Promise<ProviderAdapter<'openai'>> => Promise.reject();

const registry = createRegistry({ bedrock, openai });
const model = registry.model;

// A known provider, with any colons behind it.
expectTypeOf(registry.model('bedrock:us.amazon.nova-lite-v1:0')).toEqualTypeOf<ModelClient>();
registry.model('bedrock:arn:aws:bedrock:us-east-1:123456789012:inference-profile/a.b-v1:0');
registry.model('openai:gpt-5', { api_key: 'k' });
registry.model(`openai:${'any' as string}`);

// Another provider, another form.
// @ts-expect-error nobody is registered as azure
registry.model('azure:gpt-5');
// @ts-expect-error no provider
registry.model('gpt-5');
// @ts-expect-error no model
registry.model('bedrock');
// @ts-expect-error the start of the name is not the name
registry.model('bedrock_v2:m');
// @ts-expect-error it may be anything
registry.model('bedrock:m' as string);
// @ts-expect-error what every object has is nobody's name
registry.model('toString:m');

expectTypeOf(registry.ids).toEqualTypeOf<readonly ('bedrock' | 'openai')[]>();

// The models that adapters list are offered, loaded or not, and any other is taken as well.
declare const listing: ProviderAdapter<'listing', 'small' | 'large:v2'>;
const offering = createRegistry({ listing, lazy: async () => listing, bedrock });
type Offered<Reference> = Reference extends unknown
  ? 'listing:x' extends Reference
    ? never
    : 'lazy:x' extends Reference
      ? never
      : 'bedrock:x' extends Reference
        ? never
        : Reference
  : never;
expectTypeOf<Offered<Parameters<typeof offering.model>[0]>>().toEqualTypeOf<
  'listing:small' | 'listing:large:v2' | 'lazy:small' | 'lazy:large:v2'
>();
offering.model('listing:small');
offering.model('listing:another:v3');
offering.model('lazy:another');
// @ts-expect-error still nobody is registered as azure
offering.model('azure:small');

// A registry with more knows both, and the later of two with one name.
const more = registry.with({ listing, openai: listing });
more.model('bedrock:m');
more.model('listing:m');
expectTypeOf<'openai:large:v2'>().toExtend<Parameters<typeof more.model>[0]>();
expectTypeOf(more.ids).toEqualTypeOf<readonly ('bedrock' | 'openai' | 'listing')[]>();
expectTypeOf(more).toExtend<Registry>();
// @ts-expect-error the former registry knows none of them
registry.model('listing:m');

// A registry of certain providers is a registry, and one of any takes any reference.
expectTypeOf(registry).toExtend<Registry>();
declare const any: Registry;
any.model('azure:gpt-5');
// @ts-expect-error still no provider
any.model('gpt-5');

// The id is inferred as it is written.
const { manifest } = bedrock;
const { createClient } = bedrock;
expectTypeOf(defineAdapter({ manifest: { ...manifest, id: 'echo' }, createClient })).toEqualTypeOf<
  ProviderAdapter<'echo'>
>();
expectTypeOf(
  defineAdapter({ manifest: { ...manifest, modelIds: ['a', 'b:c'] }, createClient }),
).toEqualTypeOf<ProviderAdapter<'bedrock', 'a' | 'b:c'>>();
// @ts-expect-error this contract is 1
defineAdapter({ manifest: { ...manifest, contract: 2 }, createClient });

// A module is no adapter.
// @ts-expect-error the adapter is one of its exports
createRegistry({ bedrock: async () => ({ bedrock }) });
// @ts-expect-error nor is its promise
createRegistry({ bedrock: Promise.resolve(bedrock) });

expectTypeOf(model).parameter(1).toEqualTypeOf<Readonly<Record<string, unknown>> | undefined>();

// What a call asks for is known of its answer, whoever gives it.
const schema = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value: unknown) => ({ value: value as { sky: string } }),
  },
} as const satisfies StandardSchemaV1<unknown, { sky: string }>;
const params = { messages: [], response_format: schema };
for (const client of [
  registry.model('bedrock:m'),
  registry.client({ api_type: 'bedrock' }),
  registry.fromConfigList([{ api_type: 'bedrock' }]),
]) {
  expectTypeOf((await client.create(params)).parsed).toEqualTypeOf<{ sky: string } | undefined>();
  expectTypeOf((await client.stream(params).response).parsed).toEqualTypeOf<
    { sky: string } | undefined
  >();
}
