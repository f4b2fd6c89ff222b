import { describe, expect, it, onTestFinished } from 'vitest';
import { type BedrockClient, createBedrockClient } from './bedrock-client.js';

const { OUTCROP_LIVE, OUTCROP_LIVE_MODEL } = process.env;
const MODEL = OUTCROP_LIVE_MODEL ?? 'us.amazon.nova-micro-v1:0';

/** Region and credentials are those of the environment. */
function liveClient(): BedrockClient {
  const client = createBedrockClient({ model: MODEL, timeouts: { totalMs: 60_000 } });
  onTestFinished(() => client.close());
  return client;
}

describe.skipIf(OUTCROP_LIVE !== '1')(
  'Amazon Bedrock itself (skipped: it costs money; OUTCROP_LIVE=1 runs it)',
  { timeout: 90_000 },
  () => {
    it('answers a question', async () => {
      const response = await liveClient().create({
        messages: [
          { role: 'system', content: 'Answer with one word.' },
          { role: 'user', content: 'What is the capital of France?' },
        ],
        max_tokens: 50,
        temperature: 0,
      });
      expect(response.text).toContain('Paris');
      expect(response.finishReason).toBe('stop');
      expect(response.id).not.toBe('');
      expect(response.usage.inputTokens).toBeGreaterThan(0);
      expect(response.cost.status).toBe('priced');
      expect(response.providerMetadata).toHaveProperty('metrics.latencyMs');
    });

    it('calls a tool and uses its result', async () => {
      const client = liveClient();
      const tools = [
        {
          type: 'function',
          function: {
            name: 'get_temperature',
            description: 'The temperature in a city, in degrees Celsius.',
            parameters: {
              type: 'object',
              properties: { city: { type: 'string' } },
              required: ['city'],
            },
          },
        },
      ] as const;
      const question = {
        role: 'user',
        content: 'How warm is it in Zurich? Use the tool.',
      } as const;
      const asked = await client.create({ messages: [question], tools, max_tokens: 500 });
      expect(asked.finishReason).toBe('tool_calls');
      const results = asked.toolCalls.map(
        ({ id }) => ({ role: 'tool', tool_call_id: id, content: '17' }) as const,
      );
      const messages = [question, ...asked.messages, ...results];
      const answered = await client.create({ messages, tools, max_tokens: 500 });
      expect(answered.text).toContain('17');
    });
  },
);
