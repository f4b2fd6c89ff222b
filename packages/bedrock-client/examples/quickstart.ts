import { createBedrockClient } from '@outcrop/bedrock-client';
import { startEmulator } from '@outcrop/bedrock-emulator';
import type { ProviderError } from '@outcrop/unified-response';

// A Bedrock on this machine. For AWS, leave the emulator out, and give a region instead:
// createBedrockClient({ region: 'us-east-1' })
const emulator = await startEmulator({ models: ['us.anthropic.*'] });
const client = createBedrockClient(emulator.clientOptions);
const model = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';

// One call, in OpenAI's words.
const tools = [
  {
    type: 'function',
    function: {
      name: 'get_weather',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  },
] as const;
const question = { role: 'user', content: 'How is the weather in “Zurich”?' } as const;
const asked = await client.create({ model, tools, messages: [question], max_tokens: 200 });

const [call] = asked.toolCalls;
console.log(`${asked.finishReason}: ${call?.name} ${call?.arguments}`);
// → tool_calls: get_weather {"city":"Zurich"}

// What the model said goes back as it is, with the tool's result.
const result = { role: 'tool', tool_call_id: call?.id ?? '', content: 'sunny, 17 °C' } as const;
const messages = [question, ...asked.messages, result];
emulator.reply('It is sunny in Zurich.');
const answered = await client.create({ model, tools, messages });
console.log(answered.text, answered.cost.status);
// → It is sunny in Zurich. priced

// An error says what went wrong, and what to try.
await client
  .create({ model: 'anthropic.claude-haiku-4-5-20251001-v1:0', messages: [question] })
  .catch(({ reason, suggestions }: ProviderError) => console.log(`${reason}: ${suggestions[0]}`));
// → model_not_found: us.anthropic.claude-haiku-4-5-20251001-v1:0

await client.close();
await emulator.close();
