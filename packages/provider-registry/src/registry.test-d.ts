import { expectTypeOf } from 'vitest';
import { type AdapterSource, defineAdapter, type ProviderAdapter } from './adapter.js';
import type { ModelClient } from './model-client.js';
import { createRegistry, type ModelReference, type Registry } from './registry.js';

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
expectTypeOf<ModelReference<{ a: AdapterSource; b: AdapterSource }>>().toEqualTypeOf<
  `a:${string}` | `b:${string}`
>();

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
// @ts-expect-error this contract is 1
defineAdapter({ manifest: { ...manifest, contract: 2 }, createClient });

// A module is no adapter.
// @ts-expect-error the adapter is one of its exports
createRegistry({ bedrock: async () => ({ bedrock }) });
// @ts-expect-error nor is its promise
createRegistry({ bedrock: Promise.resolve(bedrock) });

expectTypeOf(model).parameter(1).toEqualTypeOf<Readonly<Record<string, unknown>> | undefined>();
