import { type BaseMessage, HumanMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { createBedrockClient } from '@outcrop/bedrock-client';
import { reply, startEmulator } from '@outcrop/bedrock-emulator';
import { ChatOutcrop } from '@outcrop/langchain';
import type { Cost } from '@outcrop/unified-response';
import { z } from 'zod';

// A Bedrock on this machine. For AWS, leave the emulator out, and give a region instead:
// createBedrockClient({ region: 'us-east-1' })
const emulator = await startEmulator();
const client = createBedrockClient(emulator.clientOptions);
const model = new ChatOutcrop({
  client,
  model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  max_tokens: 500,
});

emulator.reply(reply({ text: 'Leaves.', usage: { inputTokens: 13, outputTokens: 9 } }));
const poem = await model.invoke('A poem about autumn, please.');
console.log(poem.text, poem.response_metadata.finish_reason);
// → Leaves. stop
const cost = poem.response_metadata.cost as Cost;
if (cost.status === 'priced') console.log(`$${cost.exact}`);
// → $0.0001914

// Tools: what the model said goes back as it was, signatures of its reasoning included.
emulator.reply([
  reply({ toolCalls: [{ name: 'weather', input: { city: 'Bern' } }] }),
  'It is sunny in Bern.',
]);
const weather = tool(({ city }) => ({ city, sky: 'sunny' }), {
  name: 'weather',
  description: 'The weather now',
  schema: z.object({ city: z.string() }),
});
const meteorologist = model.bindTools([weather]);
const messages: BaseMessage[] = [new HumanMessage('How is the weather in Bern?')];
const asked = await meteorologist.invoke(messages);
messages.push(asked);
for (const call of asked.tool_calls ?? []) {
  messages.push(await weather.invoke({ ...call, type: 'tool_call' }));
}
console.log((await meteorologist.invoke(messages)).text);
// → It is sunny in Bern.

// Structured output, of the type of its schema.
emulator.reply('{"city":"Bern","rivers":["Aare"]}');
const City = z.object({ city: z.string(), rivers: z.array(z.string()) });
const bern = await model.withStructuredOutput(City).invoke('Bern and its rivers, please.');
console.log(bern.rivers);
// → [ 'Aare' ]

// A stream, and what Outcrop has beyond LangChain's own options.
emulator.reply(reply({ text: 'Autumn leaves drift down.', chunkCharacters: 9 }));
const stream = await model.stream('A poem about autumn, please.', {
  prompt_cache: 'auto',
  request_metadata: { team: 'poets' },
});
for await (const chunk of stream) if (chunk.text !== '') console.log(chunk.text);
// → Autumn le
// → aves drif
// → t down.

await client.close();
await emulator.close();
