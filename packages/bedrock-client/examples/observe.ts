import { createBedrockClient } from '@outcrop/bedrock-client';
import { reply, startEmulator } from '@outcrop/bedrock-emulator';

const emulator = await startEmulator();
const client = createBedrockClient({
  ...emulator.clientOptions,
  onRequest: ({ call }) => console.log(`${call.operation} ${call.model}`),
  onRetry: ({ attempt, error }) => console.log(`attempt ${attempt}: ${error.reason}`),
  onWarning: ({ warning }) => console.log(warning.code),
  onResponse: ({ retries, finishReason, usage }) =>
    console.log(`${finishReason} after ${retries} retry: ${usage?.totalTokens} tokens`),
});

const usage = { inputTokens: 13, outputTokens: 2 };
emulator.reply([reply.error('InternalServerException'), reply({ text: 'Good day.', usage })]);
await client.create({
  model: 'amazon.nova-lite-v1:0',
  messages: [{ role: 'user', content: 'Hello' }],
  parallel_tool_calls: false,
});
// → chat amazon.nova-lite-v1:0
// → parameter_ignored
// → attempt 1: transient
// → stop after 1 retry: 15 tokens

await client.close();
await emulator.close();
