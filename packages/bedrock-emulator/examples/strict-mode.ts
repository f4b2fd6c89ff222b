import { checkConverseRequest } from '@outcrop/bedrock-emulator';

const body = {
  messages: [
    { role: 'user', content: [{ text: 'A poem about autumn, please.' }] },
    { role: 'assistant', content: [{ text: 'Autumn leaves' }] },
  ],
};

for (const model of [
  'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  'us.anthropic.claude-opus-4-8',
]) {
  const result = checkConverseRequest(model, body, { rules: 'strict' });
  console.log(result.ok ? 'accepted' : `${result.error.rule}: ${result.error.message}`);
}
// → accepted
// → H04: The model returned the following errors: This model does not support assistant message prefill. The conversation must end with a user message.
