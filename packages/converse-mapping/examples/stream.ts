import { createConverseStreamDecoder, type WireStreamEvent } from '@outcrop/converse-mapping';
import { isProviderError } from '@outcrop/unified-response';

// What ConverseStream sends: no start event for text, input of tools in pieces, usage behind the end.
const events: WireStreamEvent[] = [
  { messageStart: { role: 'assistant' } },
  { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'I look ' } } },
  { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'it up.' } } },
  { contentBlockStop: { contentBlockIndex: 0 } },
  {
    contentBlockStart: {
      contentBlockIndex: 1,
      start: { toolUse: { toolUseId: 'a', name: 'find' } },
    },
  },
  { contentBlockDelta: { contentBlockIndex: 1, delta: { toolUse: { input: '{"city": ' } } } },
  { contentBlockDelta: { contentBlockIndex: 1, delta: { toolUse: { input: '"Oslo"}' } } } },
  { contentBlockStop: { contentBlockIndex: 1 } },
  { messageStop: { stopReason: 'tool_use' } },
  { metadata: { usage: { inputTokens: 20, outputTokens: 9, totalTokens: 29 } } },
];

const decoder = createConverseStreamDecoder({ model: 'amazon.nova-lite-v1:0' });
for (const event of events) {
  const told = decoder.push(event).map(({ type }) => type);
  console.log(told.join(', ') || 'nothing');
}
// → response-start
// → text-start, text-delta
// → text-delta
// → text-end
// → tool-call-start
// → tool-call-delta
// → tool-call-delta
// → tool-call-end
// → nothing
// → usage

for (const event of decoder.end()) {
  if (event.type !== 'finish') continue;
  const { text, toolCalls } = event.response;
  console.log(event.finishReason, '-', text, toolCalls[0]?.arguments);
}
// → tool_calls - I look it up. {"city":"Oslo"}

// A stream that ends before messageStop is an error, with what came on it.
const broken = createConverseStreamDecoder({ model: 'amazon.nova-lite-v1:0' });
for (const event of events.slice(0, 6)) broken.push(event);
try {
  broken.end();
} catch (error) {
  if (!isProviderError(error)) throw error;
  console.log(error.reason, '-', error.partial?.text, error.partial?.toolCalls.length);
}
// → incomplete_stream - I look it up. 0
