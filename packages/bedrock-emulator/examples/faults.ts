import { BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { reply, startEmulator } from '@outcrop/bedrock-emulator';

const answer = reply({ text: 'Autumn leaves drift down.', chunkCharacters: 13 });
const emulator = await startEmulator({
  replies: [
    answer,
    reply.fault('rst', { after: 2, answer }),
    reply.fault('exception-frame', { after: 2, exception: 'modelStreamErrorException', answer }),
  ],
});
const client = new BedrockRuntimeClient(emulator.clientOptions);

async function listen(): Promise<void> {
  const { stream = [] } = await client.send(
    new ConverseStreamCommand({
      modelId: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
      messages: [{ role: 'user', content: [{ text: 'A poem about autumn, please.' }] }],
    }),
  );
  const types: string[] = [];
  for await (const event of stream) types.push(Object.keys(event).join());
  console.log(types.join(' '));
}

await listen();
// → messageStart contentBlockDelta contentBlockDelta contentBlockStop messageStop metadata

// Over HTTP/2 the SDK takes a reset connection for the end of the answer.
await listen();
// → messageStart contentBlockDelta

await listen().catch((error: Error) => console.log(`${error.name}: ${error.message}`));
// → ModelStreamErrorException: The model ended the stream with an error.

console.log(emulator.connections.total);
// → 3

client.destroy();
await emulator.close();
