import {
  createStructured,
  planStructuredOutput,
  resolveResponseFormat,
  toolDialect,
} from '@outcrop/structured-output';
import { parseParams, type UnifiedRequest, UnifiedResponse } from '@outcrop/unified-response';

const City = {
  type: 'object',
  properties: { name: { type: 'string' }, people: { type: 'integer' } },
  required: ['name', 'people'],
};
const format = resolveResponseFormat(City);
if (!format) throw new Error('no format');

// What the model has decides how it is asked: this one takes tools, and may be made to call one.
const request = parseParams({
  model: 'a-model',
  messages: [{ role: 'user', content: 'How many people live in Rome?' }],
  max_repairs: 1,
});
const plan = planStructuredOutput(request, format, {
  tool: toolDialect({ rootComposition: false, references: true }),
  toolChoices: ['auto', 'any', 'tool'],
});
console.log(plan.strategy, JSON.stringify(plan.request.toolChoice));
// → tool {"type":"tool","name":"__structured_output"}

// A model that counts in words first, and then in numbers.
const answers = ['{"name":"Rome","people":"many"}', '{"name":"Rome","people":2800000}'];
const ask = async ({ model, messages }: UnifiedRequest): Promise<UnifiedResponse> => {
  console.log(`asked with ${messages.length} messages`);
  const id = `call_${messages.length}`;
  const call = { id, name: '__structured_output', arguments: answers.shift() ?? '{}' };
  const content = [{ type: 'tool_call', ...call }] as const;
  const messagesOf = [{ role: 'assistant', content }] as const;
  return new UnifiedResponse({
    ...{ id, model, provider: 'own', messages: messagesOf, finishReason: 'tool_calls' },
  });
};
const response = await createStructured(plan, ask);
console.log(response.parsed, response.finishReason, response.toolCalls.length);
// → asked with 1 messages
// → asked with 3 messages
// → { name: 'Rome', people: 2800000 } stop 0
