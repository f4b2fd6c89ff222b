import {
  getUsage,
  isProviderError,
  parseParams,
  toChatCompletion,
  UnifiedResponse,
} from '@outcrop/unified-response';

// A call in OpenAI's dialect becomes one checked request.
const request = parseParams({
  model: 'amazon.nova-lite-v1:0',
  messages: [{ role: 'user', content: 'What is 2 + 3?' }],
  max_completion_tokens: 100,
  user: 'ada',
});
console.log(request.inference);
// → { maxTokens: 100 }
console.log(request.warnings[0]?.message);
// → user cannot be expressed in Converse: it was not sent.

// What an adapter builds from a provider's answer: everything the model said, as typed blocks.
const response = new UnifiedResponse({
  id: 'r1',
  model: request.model,
  provider: 'bedrock',
  messages: [
    {
      role: 'assistant',
      content: [
        { type: 'reasoning', reasoning: 'A sum: there is a tool.' },
        { type: 'text', text: 'Let me add.' },
        { type: 'tool_call', id: 't1', name: 'add', arguments: '{"a":2,"b":3}' },
        { type: 'image', data: Uint8Array.of(1, 2, 3), mediaType: 'image/png' },
      ],
    },
  ],
  finishReason: 'tool_calls',
});
console.log(response.text);
// → Let me add.
console.log(response.toolCalls[0]?.name, response.getContentByType('image').length);
// → add 1

// Its own messages go straight into the next call.
const next = parseParams({
  model: request.model,
  messages: [
    { role: 'user', content: 'What is 2 + 3?' },
    ...response.messages,
    { role: 'tool', tool_call_id: 't1', content: '5' },
  ],
});
console.log(next.messages.map((message) => message.role).join(', '));
// → user, assistant, tool

// JSON keeps everything, bytes included.
const stored = JSON.stringify(response);
console.log(UnifiedResponse.fromJSON(stored).getContentByType('image')[0]?.data);
// → Uint8Array(3) [ 1, 2, 3 ]

// The views that OpenAI's and AG2's callers expect. A cost that nobody knows is null, never 0.
console.log(toChatCompletion(response).choices[0]?.finish_reason);
// → tool_calls
console.log(getUsage(response).cost);
// → null

// An error says what came, what was expected, and where.
try {
  parseParams({ model: 'm', messages: [], temperature: Number('warm') });
} catch (error) {
  if (isProviderError(error)) console.log(error.reason, '-', error.message);
  // → invalid_request - temperature: expected a finite number, got the number NaN
}
