import { createBedrockClient } from '@outcrop/bedrock-client';
import { reply, startEmulator } from '@outcrop/bedrock-emulator';

// Without an AWS account, a Bedrock on this machine. With one: createBedrockClient({ region: 'us-east-1' })
const emulator = await startEmulator();
emulator.reply(
  reply({
    text: 'Because air scatters blue light most.',
    usage: { inputTokens: 13, outputTokens: 9 },
  }),
);
const client = createBedrockClient(emulator.clientOptions);

const response = await client.create({
  model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  messages: [{ role: 'user', content: 'Why is the sky blue?' }],
});

console.log(response.text);
// → Because air scatters blue light most.
console.log(response.finishReason, response.usage.totalTokens, 'tokens');
// → stop 22 tokens
if (response.cost.status === 'priced') console.log(`$${response.cost.exact}`);
// → $0.0001914

await client.close();
await emulator.close();
