import { createRegistry } from '@outcrop/provider-registry';
import { isProviderError } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { openai } from './adapter.js';
import type { OpenAiClientOptions } from './options.js';
import { PRESETS } from './presets-table.js';
import { settingsOf } from './settings.js';
import { completion } from './testing/answers.js';
import { withServer } from './testing/with-server.js';

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a-secret-of-tests' };

function refusalOf(options: unknown): { path?: string | undefined; message: string } {
  try {
    settingsOf(options as OpenAiClientOptions);
  } catch (error) {
    if (isProviderError(error) && error.reason === 'config') return error;
    throw error;
  }
  throw new Error('it was taken');
}

describe('options', () => {
  it.each([
    ['preset', { preset: 'opanai' }],
    ['apiKey', {}],
    ['apiKey', { apiKey: 7 }],
    ['apiKey', { preset: 'bedrock-openai', region: 'us-west-2' }],
    ['baseUrl', { preset: 'azure', apiKey: 'k' }],
    ['baseUrl', { baseUrl: 'localhost:80' }],
    ['region', { preset: 'bedrock-openai', apiKey: 'k' }],
    ['region', { preset: 'bedrock-openai', baseUrl: 'http://x', credentials: CREDENTIALS }],
    ['credentials', { credentials: CREDENTIALS }],
    [
      'credentials',
      { preset: 'bedrock-openai', region: 'r', apiKey: 'k', credentials: CREDENTIALS },
    ],
    ['maxRetries', { apiKey: 'k', maxRetries: -1 }],
    ['timeout', { apiKey: 'k', timeout: 0 }],
    ['timeouts.idleMs', { apiKey: 'k', timeouts: { idleMs: 'long' } }],
    ['timeouts', { apiKey: 'k', timeouts: { connectMs: 9 } }],
  ])('names %s of %j', (path, options) => {
    const refusal = refusalOf(options);
    expect(refusal.path).toBe(path);
    expect(refusal.message).toMatch(/expected .+, got /);
    expect(JSON.stringify(refusal)).not.toContain('a-secret-of-tests');
  });

  it.each([
    ['https://api.openai.com/v1', { apiKey: 'k' }],
    ['http://localhost:11434/v1', { preset: 'ollama' }],
    [
      'https://x.openai.azure.com',
      { preset: 'azure', apiKey: 'k', baseUrl: 'https://x.openai.azure.com/' },
    ],
    [
      'https://bedrock-runtime.us-west-2.amazonaws.com/openai/v1',
      { preset: 'bedrock-openai', region: 'us-west-2', credentials: CREDENTIALS },
    ],
    [
      'https://bedrock-mantle.eu-west-1.api.aws/v1',
      { preset: 'bedrock-mantle', region: 'eu-west-1', apiKey: 'k' },
    ],
  ] as const)('lead to %s', (address, options) => {
    expect(settingsOf(options).baseUrl).toBe(address);
  });

  it('have limits in seconds, and in milliseconds before them', () => {
    expect(settingsOf({ apiKey: 'k' }).limits).toEqual({ firstByteMs: 300_000, idleMs: 300_000 });
    expect(settingsOf({ apiKey: 'k', timeout: 60, timeouts: { totalMs: 5 } }).limits).toEqual({
      ...{ firstByteMs: 60_000, idleMs: 60_000, totalMs: 5 },
    });
  });
});

describe('a config entry', () => {
  it('is AG2’s: its api_type is the preset', async () => {
    const { server } = await withServer(() => ({ json: completion({ content: 'hi' }) }));
    const registry = createRegistry({ openai });
    const client = registry.client({
      api_type: 'azure',
      base_url: server.url,
      api_key: 'a-key-of-tests',
      api_version: '2024-02-01',
      model: 'my-deployment',
      max_tokens: 3,
    });
    const { text } = await client.create({ messages: [{ role: 'user', content: 'hello' }] });
    expect(text).toBe('hi');
    expect(server.requests[0]?.path).toBe(
      '/openai/deployments/my-deployment/chat/completions?api-version=2024-02-01',
    );
    expect(server.requests[0]?.body.max_completion_tokens).toBe(3);
    await registry.close();
  });

  it('serves each preset', () => {
    expect(openai.manifest.apiTypes).toEqual(Object.keys(PRESETS));
  });
});

it('each preset says where it was read, and when', () => {
  for (const { source, checked } of Object.values(PRESETS)) {
    expect(source).toMatch(/\S/);
    expect(checked).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  }
});
