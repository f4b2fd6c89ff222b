import { type ChatParams, type ErrorReason, isProviderError } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { type ClientConfig, defineAdapter, type ProviderAdapter } from './adapter.js';
import { failoverOf } from './compose/failover-record.js';
import { createRegistry } from './registry.js';
import { Echo } from './testing/echo.js';
import { costing } from './testing/priced.js';
import { failure, scripted } from './testing/scripted.js';

const hello: ChatParams = { messages: [{ role: 'user', content: 'hello' }] };

/** A provider whose clients fail of what their entry says, if it says so, and know who was made. */
function provider() {
  const made: ClientConfig[] = [];
  const closed: ClientConfig[] = [];
  const { adapter } = new Echo();
  const failing: ProviderAdapter = defineAdapter({
    manifest: {
      ...adapter.manifest,
      apiTypes: ['failing'],
      configSchema: { fails: { type: 'string', description: 'Of what it fails' } },
    },
    createClient: (config) => {
      made.push(config);
      const turn = (config.fails as ErrorReason | undefined) ?? 'answers';
      return {
        ...scripted('failing', turn),
        close: async () => {
          closed.push(config);
        },
      };
    },
  });
  return { made, closed, adapter: failing };
}

describe('a list of entries', () => {
  it('is tried in order, each with its own defaults', async () => {
    const { adapter } = provider();
    const echo = new Echo();
    const registry = createRegistry({ one: adapter, echo: echo.adapter });
    const client = registry.fromConfigList([
      { api_type: 'one', model: 'a', fails: 'throttled', temperature: 0 },
      { api_type: 'failing', model: 'b', fails: 'model_not_found' },
      { api_type: 'echo_v2', model: 'c', top_p: 0.5, voice: 'low' },
    ]);
    const response = await client.create({ ...hello, seed: 7 });
    expect(response.providerMetadata).toMatchObject({
      voice: 'low',
      params: { ...hello, model: 'c', top_p: 0.5, seed: 7 },
    });
    expect(response.providerMetadata.params).not.toHaveProperty('temperature');
    expect(failoverOf(response)).toEqual({
      answered: { entry: 2, provider: 'echo', model: 'c' },
      failed: [
        {
          entry: 0,
          provider: 'one',
          model: 'a',
          reason: 'throttled',
          message: 'failing says throttled',
        },
        {
          entry: 1,
          provider: 'one',
          model: 'b',
          reason: 'model_not_found',
          message: 'failing says model_not_found',
        },
      ],
    });
  });

  it('streams, and answers in the shape of v1', async () => {
    const { adapter } = provider();
    const registry = createRegistry({ one: adapter });
    const client = registry.fromConfigList([
      { api_type: 'one', model: 'a', fails: 'timeout' },
      { api_type: 'one', model: 'b' },
    ]);
    expect((await client.stream(hello).response).model).toBe('b');
    expect((await client.createV1Compatible(hello)).model).toBe('b');
    expect(await client.estimate?.(hello)).toEqual({ status: 'unknown', reason: 'not-estimated' });
  });

  it('may cost what the dearest of its entries may', async () => {
    const { manifest } = new Echo().adapter;
    const adapter = defineAdapter({
      manifest,
      createClient: ({ volume }) => ({
        ...scripted('priced'),
        estimate: async () => costing(String(volume)),
      }),
    });
    const client = createRegistry({ echo: adapter }).fromConfigList(
      [1, 3, 2].map((volume) => ({ api_type: 'echo', model: 'm', volume })),
    );
    expect(await client.estimate?.(hello)).toEqual(costing('3'));
  });

  it('calls the model that a call names, whoever answers', async () => {
    const { adapter } = provider();
    const client = createRegistry({ one: adapter }).fromConfigList([
      { api_type: 'one', model: 'a', fails: 'timeout' },
      { api_type: 'one', model: 'b' },
    ]);
    const response = await client.create({ ...hello, model: 'own' });
    expect(response.model).toBe('own');
    expect(failoverOf(response)?.failed).toMatchObject([{ model: 'own' }]);
  });

  it('tells before it goes on, and goes on for the reasons that are given', async () => {
    const { adapter } = provider();
    const told: unknown[] = [];
    const entries = [
      { api_type: 'one', model: 'a', fails: 'invalid_request' },
      { api_type: 'one', model: 'b' },
    ];
    const client = createRegistry({ one: adapter }).fromConfigList(entries, {
      reasons: ['invalid_request'],
      onFailover: ({ failed, next }) => told.push([failed.entry, failed.reason, next]),
    });
    expect((await client.create(hello)).model).toBe('b');
    expect(told).toEqual([[0, 'invalid_request', { entry: 1, provider: 'one', model: 'b' }]]);
  });

  it('loads an adapter when its entry is tried, and never before', async () => {
    const { adapter } = provider();
    let loads = 0;
    const registry = createRegistry({
      one: adapter,
      lazy: async () => {
        loads += 1;
        return new Echo().adapter;
      },
    });
    const entries = [
      { api_type: 'one', model: 'a', fails: 'overloaded' },
      { api_type: 'lazy', model: 'b' },
    ];
    await registry.fromConfigList([...entries].reverse().concat(entries)).close();
    await registry.fromConfigList([{ api_type: 'one' }, { api_type: 'lazy' }]).create(hello);
    expect(loads).toBe(0);
    const client = registry.fromConfigList(entries);
    const responses = await Promise.all([client.create(hello), client.create(hello)]);
    expect(responses.map(({ model }) => model)).toEqual(['b', 'b']);
    expect(loads).toBe(1);
  });

  it('is read when the client is asked for', async () => {
    const { adapter, made } = provider();
    const entry: Record<string, unknown> = { api_type: 'one', model: 'a' };
    const list = [entry];
    const client = createRegistry({ one: adapter }).fromConfigList(Object.freeze(list));
    entry.model = 'b';
    expect((await client.create(hello)).model).toBe('a');
    expect(made).toEqual([{ api_type: 'one', model: 'a' }]);
  });

  it('makes its clients once, and closes all of them', async () => {
    const { adapter, made, closed } = provider();
    const registry = createRegistry({ one: adapter });
    const client = registry.fromConfigList([
      { api_type: 'one', model: 'a' },
      { api_type: 'one', model: 'b' },
    ]);
    await Promise.all([client.create(hello), client.create(hello)]);
    expect(made.map(({ model }) => model)).toEqual(['a', 'b']);
    await registry.close();
    await client.close();
    expect(closed).toEqual(made);
    await expect(client.create(hello)).rejects.toThrow('The client is closed.');
  });

  it('serves a thousand calls at once', async () => {
    const { adapter } = provider();
    const registry = createRegistry({ one: adapter, lazy: async () => new Echo().adapter });
    const client = registry.fromConfigList([
      { api_type: 'one', model: 'a', fails: 'throttled' },
      { api_type: 'lazy', model: 'b' },
    ]);
    const answers = await Promise.all(
      Array.from({ length: 1000 }, async (_, number) => {
        const params: ChatParams = { messages: [{ role: 'user', content: `${number}` }] };
        const call = number % 2 === 0 ? client.create(params) : client.stream(params).response;
        return (await call).text;
      }),
    );
    expect(answers).toEqual(Array.from({ length: 1000 }, (_, number) => `${number}`));
  });
});

describe('an entry at fault', () => {
  it.each<[name: string, entry: ClientConfig, path: string, message: string]>([
    [
      'of an unknown provider',
      { api_type: 'nope' },
      'config_list[1].api_type',
      'config_list[1]: api_type: expected the name of a provider, got the string "nope" (registered: one, failing)',
    ],
    [
      'of a wrong type',
      { api_type: 'one', fails: 7 },
      'config_list[1].fails',
      'config_list[1]: fails: expected a value of type string, got the number 7',
    ],
    [
      'with a typo',
      { api_type: 'one', fials: 'x' },
      'config_list[1].fials',
      'config_list[1]: fials: unknown field; did you mean fails?',
    ],
  ])('%s refuses the calls, and leaves nothing open', async (_, entry, path, message) => {
    const { adapter, made, closed } = provider();
    const list = [{ api_type: 'one' }, entry];
    const client = createRegistry({ one: adapter }).fromConfigList(list);
    const error = await client.create(hello).catch((caught: unknown) => caught);
    expect(isProviderError(error)).toBe(true);
    expect(error).toMatchObject({ reason: 'config', path, message });
    expect(made).toHaveLength(1);
    expect(closed).toEqual(made);
    await expect(client.stream(hello).response).rejects.toMatchObject({ path });
  });

  it('may be one that the filter leaves out', async () => {
    const { adapter } = provider();
    const list = [{ api_type: 'nope' }, { api_type: 'one', tags: ['good'], model: 'm' }];
    const client = createRegistry({ one: adapter }).fromConfigList(list, { tags: ['good'] });
    // Entries are counted as they stand in the list.
    expect(failoverOf(await client.create(hello))?.answered.entry).toBe(1);
  });

  it('is refused as what its adapter throws, at its place', async () => {
    const { adapter } = provider();
    const hasty = {
      ...adapter,
      createClient: () => {
        throw failure('config', 'hasty');
      },
    };
    const client = createRegistry({ hasty }).fromConfigList([{ api_type: 'hasty' }]);
    await expect(client.create(hello)).rejects.toMatchObject({
      path: 'config_list[0]',
      message: 'config_list[0]: hasty says config',
      provider: 'hasty',
      cause: { message: 'hasty says config' },
    });
    const faulty = {
      ...adapter,
      createClient: () => {
        throw new TypeError('a fault');
      },
    };
    const other = createRegistry({ faulty }).fromConfigList([{ api_type: 'faulty' }]);
    await expect(other.create(hello)).rejects.toThrow(new TypeError('a fault'));
  });
});

it.each([
  [[], {}, 'config_list: expected at least one entry, got none of 0'],
  [
    [{ api_type: 'one', tags: ['a'] }],
    { tags: ['b'] },
    'config_list: expected at least one entry that passes the filter by tags, got none of 1',
  ],
  [
    [{ api_type: 'one', model: 'm' }],
    { filter: { model: 'n' }, tags: ['b'] },
    'config_list: expected at least one entry that passes the filter by model and tags, got none of 1',
  ],
])('a list without entries to try refuses the calls: %j %j', async (list, options, message) => {
  const { adapter } = provider();
  const client = createRegistry({ one: adapter }).fromConfigList(list, options);
  await expect(client.create(hello)).rejects.toMatchObject({
    reason: 'config',
    path: 'config_list',
    message,
  });
});
