import { fromConverseResponse, toConverseRequest } from '@outcrop/converse-mapping';
import { parseParams } from '@outcrop/unified-response';

// A call in OpenAI's dialect, with a history that Bedrock would refuse three times over.
const request = parseParams({
  model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'What is the weather in Oslo?' },
    {
      role: 'assistant',
      content: ' ',
      tool_calls: [
        { id: 'call_1', type: 'function', function: { name: 'mcp.weather', arguments: '{}' } },
      ],
    },
    { role: 'user', content: 'Never mind, thanks.' },
  ],
  max_tokens: 100,
});

const { input, repairs, toolNames } = toConverseRequest(request);
console.log(JSON.stringify(input.messages?.[1]));
// → {"role":"assistant","content":[{"toolUse":{"toolUseId":"call_1","name":"mcp_weather","input":{}}}]}
console.log(JSON.stringify(input.inferenceConfig), JSON.stringify(input.system));
// → {"maxTokens":100} [{"text":"Be brief."}]

// Every change is told, with its place in the messages that came.
for (const { code, path } of repairs) console.log(`${code} at ${path}`);
// → blank_text_removed at messages[2].content[0]
// → orphan_tool_call_closed at messages[2].content[1]
// → tools_declared at tools

// What Bedrock answers, as the AWS SDK or plain JSON has it.
const response = fromConverseResponse(
  {
    output: { message: { role: 'assistant', content: [{ text: 'You are welcome.' }] } },
    stopReason: 'end_turn',
    usage: { inputTokens: 40, outputTokens: 6, totalTokens: 46 },
    metrics: { latencyMs: 700 },
  },
  { model: request.model, toolNames },
);
console.log(response.text, response.finishReason, response.usage.totalTokens);
// → You are welcome. stop 46
console.log(response.providerMetadata);
// → { stopReason: 'end_turn', metrics: { latencyMs: 700 } }
