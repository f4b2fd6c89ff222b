import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { tool } from '@langchain/core/tools';
import { createRegistry, defineAdapter } from '@outcrop/provider-registry';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { recordingClient } from '../../../tests/support/recording-client.js';
import { ChatOutcrop } from './chat-outcrop.js';
import type { ChatOutcropFields } from './chat-outcrop-fields.js';

// In the spirit of the unit scenarios of LangChain's standard tests, which are not published.

const { client } = recordingClient();
const model = new ChatOutcrop({
  client,
  model: 'm1',
  temperature: 0.5,
  max_tokens: 9,
  stop: ['.'],
});

describe('constructor', () => {
  it('takes a client, as client or as model', async () => {
    expect(model).toBeInstanceOf(BaseChatModel);
    expect(model.model).toBe('m1');
    expect(new ChatOutcrop({ model: client, modelName: 'm2' }).model).toBe('m2');
    expect(new ChatOutcrop({ model: client }).model).toBeUndefined();
  });

  it('takes a model of a registry, which knows its name', async () => {
    const recording = recordingClient();
    const manifest = {
      contract: 1,
      id: 'test',
      apiTypes: ['test'],
      capabilities: {},
      configSchema: {},
    };
    const adapter = defineAdapter({
      manifest: manifest as never,
      createClient: () => recording.client,
    });
    const registered = createRegistry({ test: adapter }).model('test:m3');
    expect((await new ChatOutcrop({ model: registered }).invoke('Hi')).text).toBe('Said.');
  });

  it('says what is wrong without one', () => {
    const fields = { model: 'm1' } as unknown as ChatOutcropFields;
    expect(() => new ChatOutcrop(fields)).toThrow(/client: expected a client of Outcrop/);
  });

  it('retries nothing: the client does', () => {
    expect(model.caller).toMatchObject({ maxRetries: 0 });
  });
});

describe('serialisation', () => {
  it('names the class, and says nothing of the client and its keys', () => {
    const secret = { ...client, secret: 'wJalrXUtnFEMI' };
    const held = new ChatOutcrop({ client: secret, model: 'm1' });
    expect(held.toJSON()).toEqual({
      lc: 1,
      type: 'not_implemented',
      id: ['outcrop', 'chat_models', 'ChatOutcrop'],
    });
    expect(ChatOutcrop.lc_name()).toBe('ChatOutcrop');
    expect(`${JSON.stringify(held)}${JSON.stringify(held.lc_kwargs)}`).not.toContain('wJalr');
  });
});

describe('parameters', () => {
  it('of a call are the defaults, and what the call says', () => {
    expect(model.invocationParams()).toEqual({
      model: 'm1',
      temperature: 0.5,
      max_tokens: 9,
      stop: ['.'],
    });
    const options = {
      temperature: 0,
      stop: ['!'],
      prompt_cache: 'auto',
      configurable: { thread: 1 },
    } as const;
    expect(model.invocationParams({ ...options, stop: ['!'] })).toEqual({
      model: 'm1',
      temperature: 0,
      max_tokens: 9,
      stop: ['!'],
      cache: 'auto',
    });
  });

  it('of prompt caching and of LangChain’s cache are two', () => {
    const both = new ChatOutcrop({ client, cache: true, prompt_cache: 'auto' });
    expect(both.cache).toBeDefined();
    expect(both.invocationParams()).toEqual({ cache: 'auto' });
  });

  it('for traces', () => {
    expect(model.getLsParams({ stop: ['!'] })).toEqual({
      ls_model_type: 'chat',
      ls_provider: 'outcrop',
      ls_model_name: 'm1',
      ls_temperature: 0.5,
      ls_max_tokens: 9,
      ls_stop: ['!'],
    });
    expect(model._llmType()).toBe('outcrop');
    expect(model._identifyingParams()).toMatchObject({ model: 'm1', temperature: 0.5 });
  });

  it('tell calls apart in a cache, schemas and tools included', () => {
    const key = (options: object): string => model._getSerializedCacheKeyParametersForCall(options);
    const schemas = [z.object({ a: z.string() }), z.object({ b: z.string() })];
    const tools = schemas.map((schema, at) => tool(() => '', { name: `t${at}`, schema }));
    const keys = [
      {},
      { temperature: 0 },
      ...schemas.map((response_format) => ({ response_format })),
      ...tools.map((one) => ({ tools: [one] })),
    ].map(key);
    expect(new Set(keys).size).toBe(6);
    expect(key({ headers: { authorization: 'secret' } })).toBe(key({}));
  });
});

describe('profile', () => {
  it('is what it was made with', () => {
    const profile = { structuredOutput: true, maxInputTokens: 200_000 };
    expect(new ChatOutcrop({ client, profile }).profile).toEqual(profile);
    expect(model.profile).toEqual({});
  });
});

describe('bindTools and withStructuredOutput', () => {
  it('give models with tools and a format', async () => {
    const recording = recordingClient({ parsed: { a: 'b' } });
    const asked = new ChatOutcrop({ client: recording.client });
    const schema = z.object({ a: z.string() });
    const look = tool(() => '', { name: 'look', schema });
    await asked.bindTools([look], { tool_choice: 'any' }).invoke('Go.');
    expect(recording.calls[0]?.params).toMatchObject({
      tools: [{ type: 'function', function: { name: 'look' } }],
      tool_choice: 'required',
    });
    await asked.withStructuredOutput(schema).invoke('Go.');
    expect(recording.calls[1]?.params.response_format).toBe(schema);
  });
});
