import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { reply, startEmulator } from '@outcrop/bedrock-emulator';

const emulator = await startEmulator();
const client = new BedrockRuntimeClient(emulator.clientOptions);

async function ask(text: string): Promise<string | undefined> {
  const response = await client.send(
    new ConverseCommand({
      modelId: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
      messages: [{ role: 'user', content: [{ text }] }],
    }),
  );
  return response.output?.message?.content?.[0]?.text;
}

// Without a script, a stand-in model answers.
console.log(await ask('Who are you?'));
// → I am the Outcrop stand-in model, not a real one. You asked: “Who are you?”

// The SDK tries again after a throttle, as it would with the real service.
emulator.reply([reply.error('ThrottlingException'), 'Autumn leaves drift down.']);
console.log(await ask('A poem about autumn, please.'));
// → Autumn leaves drift down.

// What the real service refuses is refused, in its words.
await ask('').catch((error: Error) => console.log(`${error.name}: ${error.message}`));
// → ValidationException: The text field in the ContentBlock object at messages.0.content.0 is blank. Add text to the text field, and try again.

console.log(emulator.requests.map((request) => request.response.status).join(', '));
// → 200, 429, 200, 400

client.destroy();
await emulator.close();
