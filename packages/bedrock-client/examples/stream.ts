import { createBedrockClient } from '@outcrop/bedrock-client';
import { reply, startEmulator } from '@outcrop/bedrock-emulator';
import { isProviderError } from '@outcrop/unified-response';

const emulator = await startEmulator();
const model = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
const client = createBedrockClient({ ...emulator.clientOptions, model });
const messages = [{ role: 'user', content: 'A poem about autumn, please.' }] as const;
const poem = { text: 'Autumn leaves drift down.', chunkCharacters: 9 };

// The events, and then the whole response, which is what create would have given.
emulator.reply(reply(poem));
const stream = client.stream({ messages });
for await (const event of stream) {
  if (event.type === 'text-delta') console.log(event.text);
}
// → Autumn le
// → aves drif
// → t down.
const { text, finishReason, cost } = await stream.response;
console.log(text, finishReason, cost.status);
// → Autumn leaves drift down. stop priced

// The text alone. Leaving the loop closes the connection: the service stops writing.
emulator.reply(reply({ ...poem, pacing: 50 }));
for await (const piece of client.stream({ messages }).textStream()) {
  console.log(piece);
  break;
}
// → Autumn le

// A stream that breaks off is never taken for a whole answer.
emulator.reply(reply.fault('end', { after: 3, answer: poem }));
try {
  for await (const piece of client.stream({ messages }).textStream()) console.log(piece);
} catch (error) {
  if (!isProviderError(error)) throw error;
  console.log(`${error.reason}: ${error.partial?.text}`);
}
// → Autumn le
// → aves drif
// → incomplete_stream: Autumn leaves drif

// An abort, by your hand or a clock's. What had arrived is in partial here, too.
emulator.reply(reply.fault('idle', { after: 2, answer: poem }));
const controller = new AbortController();
try {
  const aborted = client.stream({ messages }, { signal: controller.signal });
  for await (const _ of aborted.textStream()) controller.abort();
} catch (error) {
  if (!isProviderError(error)) throw error;
  console.log(`${error.reason}: ${error.partial?.text}`);
}
// → aborted: Autumn le

// A Web stream, to answer a request with: one JSON text a line.
emulator.reply('Leaves.');
const lines = new TransformStream<{ type: string }, string>({
  transform: (event, controller) => controller.enqueue(`${JSON.stringify(event.type)}\n`),
});
const events = client.stream({ messages }).toReadableStream();
const response = new Response(events.pipeThrough(lines).pipeThrough(new TextEncoderStream()));
console.log((await response.text()).split('\n').slice(0, 3).join(' '));
// → "response-start" "text-start" "text-delta"

await client.close();
await emulator.close();
