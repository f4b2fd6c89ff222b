import type * as specification4 from '@ai-sdk/provider';
import type * as specification3 from '@ai-sdk/provider-v3';
import { bedrock, type createBedrockClient } from '@outcrop/bedrock-client';
import { createRegistry } from '@outcrop/provider-registry';
import type { generateText } from 'ai';
import type * as ai6 from 'ai-v6';
import { createOutcropProvider, type OutcropProviderOptions, toLanguageModel } from './index.js';

declare const client: ReturnType<typeof createBedrockClient>;

toLanguageModel(client, { modelId: 'm' }) satisfies specification4.LanguageModelV4;
toLanguageModel(client) satisfies Parameters<typeof generateText>[0]['model'];

// The package of the older specification itself, and its host, take what is made for them.
const v3 = toLanguageModel(client, { specification: 'v3' });
v3 satisfies specification3.LanguageModelV3;
v3 satisfies Parameters<typeof ai6.generateText>[0]['model'];
createOutcropProvider(client, { specification: 'v3' }) satisfies specification3.ProviderV3;

const registry = createRegistry({ bedrock });
toLanguageModel(registry.model('bedrock:m'));
createOutcropProvider(registry) satisfies specification4.ProviderV4;

({ cache: 'auto', top_k: 40 }) satisfies OutcropProviderOptions;
// @ts-expect-error What the AI SDK says itself is not said again.
({ messages: [] }) satisfies OutcropProviderOptions;
// @ts-expect-error There is no such specification.
toLanguageModel(client, { specification: 'v1' });
