import { createOutcropProvider, toLanguageModel } from '@outcrop/ai-sdk';
import { createBedrockClient } from '@outcrop/bedrock-client';
import { reply, startEmulator } from '@outcrop/bedrock-emulator';
import type { Cost } from '@outcrop/unified-response';
import { createProviderRegistry, generateText, Output, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';

// A Bedrock on this machine. For AWS, leave the emulator out, and give a region instead:
// createBedrockClient({ region: 'us-east-1' })
const emulator = await startEmulator();
const client = createBedrockClient(emulator.clientOptions);
const modelId = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';

// A client and a model's id: what the AI SDK calls a language model.
const model = toLanguageModel(client, { modelId });

emulator.reply(reply({ text: 'Leaves.', usage: { inputTokens: 13, outputTokens: 9 } }));
const { text, usage, providerMetadata } = await generateText({
  model,
  prompt: 'A poem about autumn, please.',
});
console.log(text, usage.totalTokens);
// → Leaves. 22
const cost = providerMetadata?.outcrop?.cost as Cost | undefined;
if (cost?.status === 'priced') console.log(`$${cost.exact}`);
// → $0.0001914

// Tools: what the model said goes back as it was, signatures of its reasoning included.
emulator.reply([
  reply({ toolCalls: [{ name: 'weather', input: { city: 'Bern' } }] }),
  'It is sunny in Bern.',
]);
const weather = tool({
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => ({ city, sky: 'sunny' }),
});
const looped = await generateText({
  model,
  tools: { weather },
  stopWhen: stepCountIs(3),
  prompt: 'How is the weather in Bern?',
});
console.log(looped.steps.length, looped.text);
// → 2 It is sunny in Bern.

// Structured output.
emulator.reply('{"city":"Bern","rivers":["Aare"]}');
const { output } = await generateText({
  model,
  output: Output.object({ schema: z.object({ city: z.string(), rivers: z.array(z.string()) }) }),
  prompt: 'Bern and its rivers, please.',
});
console.log(output.rivers);
// → [ 'Aare' ]

// What Outcrop has beyond the AI SDK's own settings, and a stream.
emulator.reply(reply({ text: 'Autumn leaves drift down.', chunkCharacters: 9 }));
const { textStream } = streamText({
  model,
  prompt: 'A poem about autumn, please.',
  providerOptions: { outcrop: { request_metadata: { team: 'poets' } } },
});
for await (const piece of textStream) console.log(piece);
// → Autumn le
// → aves drif
// → t down.

// A client, or a registry of Outcrop's, beside the AI SDK's other providers.
const registry = createProviderRegistry({ bedrock: createOutcropProvider(client) });
emulator.reply('Hello!');
const hello = registry.languageModel(`bedrock:${modelId}`);
console.log((await generateText({ model: hello, prompt: 'Hi' })).text);
// → Hello!

await client.close();
await emulator.close();
