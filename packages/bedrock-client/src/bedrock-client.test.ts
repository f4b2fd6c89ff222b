import { type Emulator, reply, startEmulator } from '@outcrop/bedrock-emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBedrockClient } from './bedrock-client.js';

const MODEL = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

describe.each(['http1', 'http2'] as const)('over %s', (protocol) => {
  test('one call, end to end', async () => {
    const client = createBedrockClient({ ...emulator.clientOptions, protocol });
    emulator.reply(reply('Hello!'));
    const response = await client.create({
      model: MODEL,
      messages: [
        { role: 'system', content: 'Be short.' },
        { role: 'user', content: 'Hello' },
      ],
      temperature: 0,
      max_tokens: 100,
    });
    expect(response.text).toBe('Hello!');
    expect(response.finishReason).toBe('stop');
    expect(response.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.providerMetadata).toMatchObject({
      stopReason: 'end_turn',
      region: 'us-east-1',
    });
    expect(response.cost.status).toBe('priced');
    expect(emulator.requests.at(-1)?.body).toEqual({
      system: [{ text: 'Be short.' }],
      messages: [{ role: 'user', content: [{ text: 'Hello' }] }],
      inferenceConfig: { maxTokens: 100, temperature: 0 },
    });
    await client.close();
  });
});
