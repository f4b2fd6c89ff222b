import { type ChatParams, type Cost, ProviderError } from '@outcrop/unified-response';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClientConfig, defineAdapter } from './adapter.js';
import type { ModelClient } from './model-client.js';
import { createRegistry } from './registry.js';
import { Echo } from './testing/echo.js';
import { saying } from './testing/events.js';

const hello: ChatParams = { messages: [{ role: 'user', content: 'hello' }] };

/** What the provider was sent. */
async function sentBy(client: ModelClient, params: ChatParams = hello): Promise<unknown> {
  return (await client.create(params)).providerMetadata.params;
}

function caught(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}

describe('model', () => {
  it.each([
    'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0',
    'arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/a1b2c3d4e5f6',
    'echo:echo:',
    ':',
    'llama3.2:3b',
  ])('calls %s', async (model) => {
    const registry = createRegistry({ echo: new Echo().adapter });
    const response = await registry.model(`echo:${model}`).create(hello);
    expect(response.model).toBe(model);
    expect(response.text).toBe('hello');
  });

  it('takes everything behind the first colon as the model', async () => {
    const registry = createRegistry({ echo: new Echo().adapter });
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, unit: 'binary' }), async (model) => {
        expect((await registry.model(`echo:${model}`).create(hello)).model).toBe(model);
      }),
    );
  });

  it('lets a call name another model', async () => {
    const client = createRegistry({ echo: new Echo().adapter }).model('echo:a');
    expect((await client.create({ ...hello, model: 'b' })).model).toBe('b');
    expect((await client.create(hello)).model).toBe('a');
  });

  it('goes before the model of the configuration', async () => {
    const client = createRegistry({ echo: new Echo().adapter }).model('echo:a', { model: 'b' });
    expect((await client.create(hello)).model).toBe('a');
  });

  it.each(['nope', 'toString', 'constructor', '__proto__', 'Echo', ' echo'])(
    'does not know %s',
    (id) => {
      const { adapter } = new Echo();
      const registry = createRegistry({ echo: adapter, other: () => adapter });
      const error = caught(() => registry.model(`${id}:x` as 'echo:x'));
      expect(error).toBeInstanceOf(ProviderError);
      expect(error).toMatchObject({
        reason: 'config',
        message: `reference: expected the name of a provider, got the string "${id}" (registered: echo, other)`,
        suggestions: ['echo', 'other'],
      });
    },
  );

  it.each([
    ['echo', 'the string "echo"'],
    ['echo:', 'the string "echo:"'],
    [':x', 'the string ":x"'],
    ['', 'the string ""'],
    [undefined, 'nothing'],
    [7, 'the number 7'],
  ])('does not take %j for a reference', (reference, came) => {
    const registry = createRegistry({ echo: new Echo().adapter });
    const error = caught(() => registry.model(reference as 'echo:x'));
    expect(error).toMatchObject({
      name: 'ProviderError',
      reason: 'config',
      path: 'reference',
      message: `reference: expected <provider>:<model>, got ${came} (registered: echo)`,
    });
  });

  it('says that nothing is registered', () => {
    const registry = createRegistry({});
    expect(() => registry.model('echo:x' as never)).toThrow('(none is registered)');
    expect(() => registry.client({ api_type: 'echo' })).toThrow('(none is registered)');
  });
});

describe('client', () => {
  const voiceOf = async (client: ModelClient): Promise<unknown> =>
    (await client.create({ ...hello, model: 'm' })).providerMetadata.voice;

  /** The echo adapter as another would be: its own `apiTypes`, and a voice to know it by. */
  const voiced = (voice: string, apiTypes: readonly string[]) => {
    const { adapter } = new Echo();
    return defineAdapter({
      manifest: { ...adapter.manifest, apiTypes },
      createClient: (config) => adapter.createClient({ ...config, voice }),
    });
  };

  it.each(['echo', 'echo_v2'])('finds %s by what the adapter serves', async (api_type) => {
    const registry = createRegistry({ mine: new Echo().adapter });
    expect(await voiceOf(registry.client({ api_type, voice: 'low' }))).toBe('low');
  });

  it('finds the name of registration, and puts it first', async () => {
    const registry = createRegistry({
      a: voiced('one', ['b', 'c']),
      b: voiced('two', ['c']),
      lazy: () => voiced('three', ['d']),
    });
    expect(await voiceOf(registry.client({ api_type: 'a' }))).toBe('one');
    expect(await voiceOf(registry.client({ api_type: 'b' }))).toBe('two');
    expect(await voiceOf(registry.client({ api_type: 'c' }))).toBe('one');
    expect(await voiceOf(registry.client({ api_type: 'lazy' }))).toBe('three');
    // Nobody knows what a function serves before it is called.
    expect(() => registry.client({ api_type: 'd' })).toThrow('(registered: a, b, lazy, c)');
  });

  it.each([
    ['nope', 'the string "nope"'],
    ['toString', 'the string "toString"'],
    ['', 'the string ""'],
    [undefined, 'nothing'],
    [{}, 'an object'],
  ])('does not know the api_type %j', (api_type, came) => {
    const registry = createRegistry({ mine: new Echo().adapter });
    expect(caught(() => registry.client({ api_type }))).toMatchObject({
      name: 'ProviderError',
      reason: 'config',
      path: 'api_type',
      message: `api_type: expected the name of a provider, got ${came} (registered: mine, echo, echo_v2)`,
      suggestions: ['mine', 'echo', 'echo_v2'],
    });
  });
});

describe('a config entry', () => {
  const entry: ClientConfig = {
    api_type: 'echo',
    tags: ['cheap'],
    voice: 'low',
    volume: 11,
    model: 'm',
    temperature: 0.5,
    top_p: 0.9,
  };

  it('gives the adapter everything, and calls what is theirs', async () => {
    const echo = new Echo();
    const client = createRegistry({ echo: echo.adapter }).client(entry);
    expect(echo.opened).toEqual([entry]);
    expect(await sentBy(client)).toEqual({ ...hello, model: 'm', temperature: 0.5, top_p: 0.9 });
  });

  it('causes no warning about the fields that make the client', async () => {
    const client = createRegistry({ echo: new Echo().adapter }).client(entry);
    expect((await client.create(hello)).warnings).toEqual([]);
  });

  it('reaches streams and v1 calls too', async () => {
    const client = createRegistry({ echo: new Echo().adapter }).client(entry);
    const { response } = client.stream({ ...hello, top_p: 1 });
    expect((await response).providerMetadata.params).toEqual({
      ...hello,
      model: 'm',
      temperature: 0.5,
      top_p: 1,
    });
    expect(await client.createV1Compatible(hello)).toMatchObject({ model: 'm' });
  });

  it('gives way to what a call says, null included, and not to undefined', async () => {
    const client = createRegistry({ echo: new Echo().adapter }).client(entry);
    const params = Object.assign({}, hello, { temperature: null, top_p: undefined });
    expect(await sentBy(client, params)).toMatchObject({ temperature: null, top_p: 0.9 });
  });

  it('passes on what a call says for itself', async () => {
    const client = createRegistry({ echo: new Echo().adapter }).client(entry);
    const params: ChatParams = { ...hello, api_type: 'mine', seed: 1 };
    expect(await sentBy(client, params)).toMatchObject(params);
  });

  it('is not changed, nor are the params of a call', async () => {
    const params = Object.freeze({ ...hello });
    const registry = createRegistry(Object.freeze({ echo: new Echo().adapter }));
    await registry.client(Object.freeze({ ...entry })).create(params);
    await registry.model('echo:m', Object.freeze({ ...entry })).create(params);
    expect(params).toEqual(hello);
  });

  it('is read when the client is asked for, lazy or not', async () => {
    const echo = new Echo();
    const registry = createRegistry({ eager: echo.adapter, lazy: () => echo.adapter });
    for (const api_type of registry.ids) {
      const config: Record<string, unknown> = { ...entry, api_type };
      const client = registry.client(config);
      config.temperature = 1;
      config.voice = 'high';
      const { providerMetadata } = await client.create(hello);
      expect(providerMetadata).toMatchObject({ voice: 'low', params: { temperature: 0.5 } });
    }
  });
});

it('answers as the adapter’s own client does', async () => {
  const cost: Cost = { status: 'unknown', reason: 'free' };
  const usage = {
    prompt_tokens: 1,
    completion_tokens: 2,
    total_tokens: 3,
    cost: null,
    model: 'own',
  };
  const { adapter } = new Echo();
  const own = defineAdapter({
    ...adapter,
    createClient: (config) => ({
      ...adapter.createClient(config),
      cost: () => cost,
      getUsage: () => usage,
      messageRetrieval: () => ['own'],
      createV1Compatible: async (params) => ({
        ...(await adapter.createClient(config).createV1Compatible(params)),
        id: 'own',
      }),
    }),
  });
  const registry = createRegistry({ eager: own, lazy: async () => own });
  for (const id of registry.ids) {
    const client = registry.model(`${id}:m`);
    const response = await client.create(hello);
    expect(client.cost(response)).toBe(cost);
    expect(client.getUsage(response)).toBe(usage);
    expect(client.messageRetrieval(response)).toEqual(['own']);
    expect((await client.createV1Compatible(hello)).id).toBe('own');
  }
});

describe('a registry', () => {
  it('knows its names', () => {
    const { adapter } = new Echo();
    expect(createRegistry({ b: adapter, a: () => adapter }).ids).toEqual(['b', 'a']);
  });

  it('is a value: what happens to its sources later is nothing to it', async () => {
    const { adapter } = new Echo();
    const sources: Record<string, typeof adapter> = { echo: adapter };
    const registry = createRegistry(sources);
    delete sources.echo;
    sources.late = adapter;
    expect((await registry.model('echo:m').create(hello)).text).toBe('hello');
    expect(() => registry.model('late:m')).toThrow('got the string "late" (registered: echo)');
    expect(() => createRegistry({}).model('echo:m' as never)).toThrow('(none is registered)');
  });

  it.each([
    ['nothing', undefined],
    ['nothing', {}],
    ['nothing', { bedrock: new Echo().adapter }],
    ['the number 2', { manifest: { contract: 2 } }],
  ])('refuses what is no adapter of its contract (%s)', async (came, value) => {
    const error = {
      name: 'ProviderError',
      reason: 'config',
      path: 'odd.manifest.contract',
      message: `odd.manifest.contract: expected an adapter of contract 1, got ${came}`,
    };
    const source = value as Echo['adapter'];
    if (value) expect(caught(() => createRegistry({ odd: source }))).toMatchObject(error);
    const lazy = createRegistry({ odd: async () => source }).model('odd:m');
    await expect(lazy.create(hello)).rejects.toMatchObject(error);
  });
});

describe('close', () => {
  it('closes every client, each once', async () => {
    const echo = new Echo();
    const registry = createRegistry({ echo: echo.adapter, lazy: () => echo.adapter });
    const [first] = [registry.model('echo:1'), registry.client({ api_type: 'echo', model: '2' })];
    const lazy = registry.model('lazy:3');
    await lazy.create(hello);
    await first.close();
    await first.close();
    expect(echo.closed).toEqual([{ model: '1' }]);
    await registry.close();
    await registry.close();
    expect(echo.closed).toEqual([{ model: '1' }, { api_type: 'echo', model: '2' }, { model: '3' }]);
  });

  it('refuses later calls, and leaves what is asked about a response', async () => {
    const echo = new Echo();
    const registry = createRegistry({ echo: echo.adapter, lazy: () => echo.adapter });
    const clients = [
      registry.model('echo:m'),
      registry.model('lazy:m'),
      registry.fromConfigList([{ api_type: 'echo', model: 'm' }]),
    ];
    const responses = await Promise.all(clients.map((client) => client.create(hello)));
    const streams = clients.map((client) => client.stream(hello));
    await registry.close();
    const refusal = { name: 'ProviderError', reason: 'config', message: 'The client is closed.' };
    for (const [index, client] of clients.entries()) {
      const { create } = client;
      await expect(create(hello)).rejects.toMatchObject(refusal);
      await expect(client.stream(hello).response).rejects.toMatchObject(refusal);
      await expect(streams[index]?.response).rejects.toMatchObject(refusal);
      await expect(client.createV1Compatible(hello)).rejects.toMatchObject(refusal);
      await expect(client.estimate?.(hello)).rejects.toMatchObject(refusal);
      const response = responses[index] ?? saying('');
      expect(client.messageRetrieval(response)).toEqual(['hello']);
      expect(client.getUsage(response).model).toBe('m');
      expect(client.cost(response)).toBe(response.cost);
    }
  });

  it('refuses to make other clients', async () => {
    const echo = new Echo();
    const registry = createRegistry({ echo: echo.adapter });
    await registry.close();
    const refusal = { name: 'ProviderError', reason: 'config', message: 'The registry is closed.' };
    expect(caught(() => registry.model('echo:m'))).toMatchObject(refusal);
    expect(caught(() => registry.client({ api_type: 'echo' }))).toMatchObject(refusal);
    expect(caught(() => registry.fromConfigList([]))).toMatchObject(refusal);
    expect(echo.opened).toEqual([]);
  });

  it('closes a client that was never called', async () => {
    const echo = new Echo();
    const registry = createRegistry({ echo: echo.adapter });
    registry.model('echo:m');
    await registry.close();
    expect(echo.closed).toEqual([{ model: 'm' }]);
  });

  it('closes all it can, and tells of the others', async () => {
    const echo = new Echo();
    const failure = new Error('stuck');
    const stuck = defineAdapter({
      ...echo.adapter,
      createClient: (config) => ({
        ...echo.adapter.createClient(config),
        close: () => Promise.reject(failure),
      }),
    });
    const registry = createRegistry({ stuck, echo: echo.adapter });
    registry.model('stuck:1');
    registry.model('echo:2');
    const error = await registry.close().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AggregateError);
    expect(error).toMatchObject({ errors: [failure] });
    expect(echo.closed).toEqual([{ model: '2' }]);
  });

  it('leaves the clients of another registry open', async () => {
    const echo = new Echo();
    createRegistry({ echo: echo.adapter }).model('echo:1');
    await createRegistry({ echo: echo.adapter }).close();
    expect(echo.closed).toEqual([]);
  });
});

it('asks an adapter nothing about a response before it is loaded', () => {
  const client = createRegistry({
    lazy: () => {
      throw new Error('not yet');
    },
  }).model('lazy:m');
  const response = saying('hello');
  expect(client.cost(response)).toBe(response.cost);
  expect(client.getUsage(response).model).toBe('m');
  expect(client.messageRetrieval(response)).toEqual(['hello']);
});

describe('with', () => {
  it('makes a registry of both, and changes none', async () => {
    const [echo, other] = [new Echo(), new Echo()];
    const registry = createRegistry({ echo: echo.adapter });
    const more = registry.with({ other: () => other.adapter });
    expect(more.ids).toEqual(['echo', 'other']);
    expect((await more.model('echo:m').create(hello)).text).toBe('hello');
    expect((await more.model('other:m').create(hello)).text).toBe('hello');
    expect(registry.ids).toEqual(['echo']);
    expect(() => registry.model('other:m' as 'echo:m')).toThrow('(registered: echo)');
  });

  it('puts an adapter of the same name in the place of the former', async () => {
    const [echo, other] = [new Echo(), new Echo()];
    const registry = createRegistry({ echo: echo.adapter, last: echo.adapter });
    const more = registry.with({ echo: other.adapter });
    expect(more.ids).toEqual(['echo', 'last']);
    more.model('echo:m');
    expect([echo.opened, other.opened]).toEqual([[], [{ model: 'm' }]]);
  });

  it('loads an adapter once for both', async () => {
    let loads = 0;
    const load = (): Echo['adapter'] => {
      loads += 1;
      return new Echo().adapter;
    };
    const registry = createRegistry({ echo: load });
    const more = registry.with({});
    await Promise.all([registry, more].map((each) => each.model('echo:m').create(hello)));
    expect(loads).toBe(1);
  });

  it('leaves each registry to close its own clients', async () => {
    const echo = new Echo();
    const registry = createRegistry({ echo: echo.adapter });
    const more = registry.with({ other: echo.adapter });
    registry.model('echo:1');
    more.model('echo:2');
    await registry.close();
    expect(echo.closed).toEqual([{ model: '1' }]);
    more.model('other:3');
    await more.close();
    expect(echo.closed).toEqual([{ model: '1' }, { model: '2' }, { model: '3' }]);
  });
});
