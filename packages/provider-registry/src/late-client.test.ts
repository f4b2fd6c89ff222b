import type { ChatParams } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import type { ProviderAdapter } from './adapter.js';
import { createRegistry } from './registry.js';
import { createResponseStream } from './response-stream.js';
import { Echo } from './testing/echo.js';
import { collect } from './testing/events.js';

const hello: ChatParams = { messages: [{ role: 'user', content: 'hello' }] };

/** A promise, and what settles it. */
function pending<Value>() {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

describe.each(['sync', 'async'])('an adapter that is loaded, %s', (how) => {
  function lazyEcho() {
    const echo = new Echo();
    const loads = { count: 0 };
    const registry = createRegistry({
      echo: () => {
        loads.count += 1;
        return how === 'sync' ? echo.adapter : Promise.resolve(echo.adapter);
      },
    });
    return { echo, loads, registry };
  }

  it('is left alone until a call is made', async () => {
    const { echo, loads, registry } = lazyEcho();
    const client = registry.model('echo:m');
    client.stream(hello);
    await registry.client({ api_type: 'echo' }).close();
    await registry.close();
    expect(loads.count).toBe(0);
    expect(echo.opened).toEqual([]);
  });

  it('is loaded once for all clients and calls, and makes one client for each', async () => {
    const { echo, loads, registry } = lazyEcho();
    const [a, b] = [registry.model('echo:a'), registry.model('echo:b')];
    const answers = await Promise.all([
      a.create(hello),
      a.stream(hello).response,
      b.create(hello),
      b.create(hello),
    ]);
    expect(answers.map(({ model }) => model)).toEqual(['a', 'a', 'b', 'b']);
    expect((await a.createV1Compatible(hello)).model).toBe('a');
    expect(loads.count).toBe(1);
    expect(echo.opened).toEqual([{ model: 'a' }, { model: 'b' }]);
  });

  it('streams the same before and after it is there', async () => {
    const client = lazyEcho().registry.model('echo:m');
    const first = await collect(client.stream(hello));
    expect(first.at(-1)?.type).toBe('finish');
    expect(await collect(client.stream(hello))).toEqual(first);
  });
});

describe.each(['throws', 'rejects'])('a load that %s', (how) => {
  function flaky(adapter: ProviderAdapter) {
    const failure = new Error('offline');
    const loads = { count: 0 };
    const load = (): ProviderAdapter | Promise<ProviderAdapter> => {
      loads.count += 1;
      if (loads.count > 1) return adapter;
      if (how === 'throws') throw failure;
      return Promise.reject(failure);
    };
    return { failure, loads, registry: createRegistry({ echo: load }) };
  }

  it('fails the calls that wait for it, and is tried again by the next', async () => {
    const { failure, loads, registry } = flaky(new Echo().adapter);
    const client = registry.model('echo:m');
    const [created, streamed] = await Promise.allSettled([
      client.create(hello),
      client.stream(hello).response,
    ]);
    expect(created).toEqual({ status: 'rejected', reason: failure });
    expect(streamed).toEqual({ status: 'rejected', reason: failure });
    expect(loads.count).toBe(1);
    expect((await client.create(hello)).text).toBe('hello');
    expect(loads.count).toBe(2);
  });

  it('is tried again for another client', async () => {
    const { failure, registry } = flaky(new Echo().adapter);
    await expect(registry.model('echo:a').create(hello)).rejects.toBe(failure);
    expect((await registry.model('echo:b').create(hello)).model).toBe('b');
  });

  it('leaves nothing to close', async () => {
    const { failure, loads, registry } = flaky(new Echo().adapter);
    await expect(registry.model('echo:a').create(hello)).rejects.toBe(failure);
    await expect(registry.close()).resolves.toBeUndefined();
    expect(loads.count).toBe(1);
  });
});

it('tries a client again whose configuration was refused', async () => {
  const echo = new Echo();
  let refused = 0;
  const adapter: ProviderAdapter = {
    ...echo.adapter,
    createClient: (config) => {
      refused += 1;
      if (refused === 1) throw new Error('no region');
      return echo.adapter.createClient(config);
    },
  };
  const client = createRegistry({ echo: () => adapter }).model('echo:m');
  await expect(client.create(hello)).rejects.toThrow('no region');
  expect((await client.create(hello)).text).toBe('hello');
});

it('closes a client whose adapter is still being loaded', async () => {
  const echo = new Echo();
  const { promise, resolve } = pending<ProviderAdapter>();
  const registry = createRegistry({ echo: () => promise });
  const answer = registry.model('echo:m').create(hello);
  const closing = registry.close();
  resolve(echo.adapter);
  await Promise.all([closing, answer]);
  expect(echo.closed).toEqual([{ model: 'm' }]);
});

it('tells the provider when the reader of a stream leaves', async () => {
  const { adapter } = new Echo();
  let left = 0;
  const talkative: ProviderAdapter = {
    ...adapter,
    createClient: (config) => {
      const client = adapter.createClient(config);
      return {
        ...client,
        stream: (params, options) => {
          const stream = client.stream(params, options);
          return {
            response: stream.response,
            textStream: () => stream.textStream(),
            toReadableStream: () => stream.toReadableStream(),
            async *[Symbol.asyncIterator]() {
              try {
                yield* stream;
              } finally {
                left += 1;
              }
            },
          };
        },
      };
    },
  };
  const client = createRegistry({ talkative: () => talkative }).model('talkative:m');
  for await (const _ of client.stream(hello)) break;
  expect(left).toBe(1);
  for await (const _ of client.stream(hello)) break;
  expect(left).toBe(2);
});

it('tells the provider at once, also while an event is awaited', async () => {
  const { adapter } = new Echo();
  let left = 0;
  const silent: ProviderAdapter = {
    ...adapter,
    createClient: (config) => ({
      ...adapter.createClient(config),
      stream: () =>
        createResponseStream(() => ({
          [Symbol.asyncIterator]: () => ({
            next: () => new Promise(() => {}),
            return: async () => {
              left += 1;
              return { done: true, value: undefined };
            },
          }),
        })),
    }),
  };
  const client = createRegistry({ silent: async () => silent }).model('silent:m');
  const reader = client.stream(hello).toReadableStream().getReader();
  const reading = reader.read();
  await new Promise((resolve) => setImmediate(resolve));
  await reader.cancel();
  expect(left).toBe(1);
  expect(await reading).toEqual({ done: true, value: undefined });
});

it('opens nothing for a reader who left while the provider was being loaded', async () => {
  const echo = new Echo();
  let load: (adapter: ProviderAdapter) => void = () => {};
  const loading = new Promise<ProviderAdapter>((resolve) => {
    load = resolve;
  });
  const stream = createRegistry({ echo: () => loading })
    .model('echo:m')
    .stream(hello);
  const events = stream[Symbol.asyncIterator]();
  const next = events.next();
  await events.return?.();
  load(echo.adapter);
  expect(await next).toEqual({ done: true, value: undefined });
  await expect(stream.response).rejects.toMatchObject({ reason: 'aborted' });
});
