import { createOpenAiClient, openai } from '@outcrop/openai-client';
import { createRegistry } from '@outcrop/provider-registry';
import { isProviderError } from '@outcrop/unified-response';

// In place of a server: it calls a tool, and says no to a model that it does not have.
const fetch = async (_: unknown, init?: { body?: unknown }): Promise<Response> => {
  const { model } = JSON.parse(String(init?.body)) as { model: string };
  if (model !== 'gpt-oss:20b') {
    const error = { message: `model "${model}" not found`, type: 'not_found_error' };
    return Response.json({ error }, { status: 404 });
  }
  const call = { id: 'call_1', function: { name: 'add', arguments: '{"a":2,"b":3}' } };
  const message = { role: 'assistant', reasoning: 'A sum.', tool_calls: [call] };
  const usage = { prompt_tokens: 90, completion_tokens: 10, total_tokens: 100 };
  return Response.json({
    id: 'chatcmpl-1',
    choices: [{ index: 0, message, finish_reason: 'tool_calls' }],
    usage: { ...usage, prompt_tokens_details: { cached_tokens: 40 } },
  });
};

// Ollama, on this machine. Other presets: openai, azure, vllm, lmstudio, bedrock-openai, …
const client = createOpenAiClient({ preset: 'ollama', model: 'gpt-oss:20b', fetch });
const response = await client.create({
  messages: [{ role: 'user', content: 'What is 2 + 3?' }],
  tools: [{ type: 'function', function: { name: 'add', parameters: { type: 'object' } } }],
  user: 'ada',
});
console.log(response.reasoning[0]?.reasoning, response.toolCalls[0]?.arguments);
// → A sum. {"a":2,"b":3}
console.log(response.usage.inputTokens, response.usage.cacheReadInputTokens, response.cost.status);
// → 50 40 unknown
console.log(response.warnings[0]?.message);
// → user: The server does not have it: it was not sent.

// The same from a registry, by an entry of AG2's config_list.
const registry = createRegistry({ openai });
const other = registry.client({ api_type: 'ollama', model: 'gpt-9', fetch });
try {
  await other.create({ messages: [{ role: 'user', content: 'hello' }] });
} catch (error) {
  if (isProviderError(error)) console.log(error.reason, '-', error.message);
  // → model_not_found - 404 model "gpt-9" not found
}
await registry.close();
