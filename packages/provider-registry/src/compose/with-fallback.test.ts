import {
  type ChatParams,
  type ErrorReason,
  isProviderError,
  ProviderError,
  replayResponse,
  UnifiedResponse,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { defineClient } from '../define-client.js';
import { collect, saying } from '../testing/events.js';
import { failure, type ScriptedClient, scripted, type Turn } from '../testing/scripted.js';
import { FailoverError } from './failover-error.js';
import { failoverOf } from './failover-record.js';
import { FAILOVER_RULES } from './failover-rules.js';
import type { FailoverEvent } from './failover-turns.js';
import { withFallback } from './with-fallback.js';

const hello: ChatParams = { messages: [{ role: 'user', content: 'hello' }] };

const REASONS = Object.keys(FAILOVER_RULES) as ErrorReason[];
const CURABLE = REASONS.filter((reason) => FAILOVER_RULES[reason].curable);

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

const callsOf = (clients: readonly ScriptedClient[]): number[] =>
  clients.map(({ calls }) => calls.length);

/** The ways to ask for an answer. */
const WAYS = {
  create: (client: ReturnType<typeof withFallback>) => client.create(hello),
  stream: (client: ReturnType<typeof withFallback>) => client.stream(hello).response,
  'a read stream': async (client: ReturnType<typeof withFallback>) => {
    const stream = client.stream(hello);
    await collect(stream);
    return stream.response;
  },
};

describe.each(Object.entries(WAYS))('%s', (_, ask) => {
  it('stays with the first where it answers', async () => {
    const clients = [scripted('a'), scripted('b')];
    const response = await ask(withFallback(clients));
    expect(response.text).toBe('a');
    expect(callsOf(clients)).toEqual([1, 0]);
    expect(failoverOf(response)).toEqual({
      answered: { entry: 0, provider: 'a', model: 'm' },
      failed: [],
    });
    expect(response.providerMetadata.said).toBe(hello.messages);
  });

  it.each(REASONS)('after %s goes on where another may cure that', async (reason) => {
    const clients = [scripted('a', reason), scripted('b')];
    const client = withFallback(clients);
    if (FAILOVER_RULES[reason].curable) {
      const response = await ask(client);
      expect(response.text).toBe('b');
      expect(failoverOf(response)).toEqual({
        answered: { entry: 1, provider: 'b', model: 'm' },
        failed: [{ entry: 0, provider: 'a', reason, message: `a says ${reason}` }],
      });
    } else {
      const error = await rejection(ask(client));
      expect(error).not.toBeInstanceOf(FailoverError);
      expect(error).toMatchObject({ reason, message: `a says ${reason}` });
      expect(callsOf(clients)).toEqual([1, 0]);
    }
  });

  it('goes on for the reasons that are given, and for no other', async () => {
    const options = { reasons: ['invalid_request', 'aborted'] as const };
    const ofRequest = withFallback([scripted('a', 'invalid_request'), scripted('b')], options);
    expect((await ask(ofRequest)).text).toBe('b');
    const throttled = withFallback([scripted('a', 'throttled'), scripted('b')], options);
    expect(await rejection(ask(throttled))).toMatchObject({ reason: 'throttled' });
    // Nobody waits for the answer any more.
    const aborted = withFallback([scripted('a', 'aborted'), scripted('b')], options);
    expect(await rejection(ask(aborted))).toMatchObject({ reason: 'aborted' });
  });

  it('tells of all when none answers', async () => {
    const clients = [
      scripted('a', 'throttled'),
      scripted('b', 'access_denied'),
      scripted('c', 'model_not_found'),
    ];
    const error = await rejection(ask(withFallback(clients)));
    expect(isProviderError(error)).toBe(true);
    expect(error).toBeInstanceOf(FailoverError);
    const failed = [
      { entry: 0, provider: 'a', reason: 'throttled', message: 'a says throttled' },
      { entry: 1, provider: 'b', reason: 'access_denied', message: 'b says access_denied' },
      { entry: 2, provider: 'c', reason: 'model_not_found', message: 'c says model_not_found' },
    ];
    expect(error).toMatchObject({
      name: 'FailoverError',
      message:
        'Tried 3 of 3 entries, and none answered: [0] a: throttled: a says throttled; [1] b: access_denied: b says access_denied; [2] c: model_not_found: c says model_not_found',
      reason: 'model_not_found',
      provider: 'c',
      // The first may have room by then.
      retryable: true,
      attempts: 6,
      failed,
      cause: { errors: failed.map(({ message }) => ({ message })) },
    });
    expect((error as FailoverError).cause).toBeInstanceOf(AggregateError);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ reason: 'model_not_found', failed });
  });

  it('stops where nobody can cure it, and tells of those before', async () => {
    const clients = [scripted('a', 'overloaded'), scripted('b', 'content_filtered'), scripted('c')];
    const error = await rejection(ask(withFallback(clients)));
    expect(error).toMatchObject({
      reason: 'content_filtered',
      failed: [{ reason: 'overloaded' }, { reason: 'content_filtered' }],
    });
    expect((error as Error).message).toContain('Tried 2 of 3 entries');
    expect(callsOf(clients)).toEqual([1, 1, 0]);
  });

  it('keeps what had arrived and where it stood', async () => {
    const partial = saying('hel');
    const last = new ProviderError('cut', {
      reason: 'incomplete_stream',
      hint: 'Send it again.',
      requestId: 'q',
      status: 200,
      partial,
    });
    const clients = [scripted('a', 'timeout'), scripted('b', last)];
    expect(await rejection(ask(withFallback(clients)))).toMatchObject({
      reason: 'incomplete_stream',
      hint: 'Send it again.',
      requestId: 'q',
      status: 200,
      partial,
    });
  });

  it('ends with a fault of the program as it is', async () => {
    const fault = new TypeError('undefined is not a function');
    const clients = [scripted('a', 'throttled'), scripted('b', fault), scripted('c')];
    expect(await rejection(ask(withFallback(clients)))).toBe(fault);
    expect(callsOf(clients)).toEqual([1, 1, 0]);
  });

  it('begins with the first again at the next call', async () => {
    const clients = [scripted('a', 'throttled', 'answers'), scripted('b')];
    const client = withFallback(clients);
    expect((await ask(client)).text).toBe('b');
    expect((await ask(client)).text).toBe('a');
  });

  it('tells before it goes on, and is harmed by no hook', async () => {
    const told: FailoverEvent[] = [];
    const error = failure('throttled', 'a');
    const client = withFallback([scripted('a', error), scripted('b')], {
      onFailover: (event) => {
        told.push(event);
        throw new Error('a fault of the hook');
      },
    });
    const warned = new Promise((resolve) => process.once('warning', resolve));
    expect((await ask(client)).text).toBe('b');
    expect(await warned).toMatchObject({ message: 'a fault of the hook' });
    const failed = { entry: 0, provider: 'a', reason: 'throttled', message: 'a says throttled' };
    expect(told).toEqual([{ failed, error, next: { entry: 1 } }]);
  });

  it('keeps the records of lists within lists', async () => {
    const inner = withFallback([scripted('b', 'timeout'), scripted('c')]);
    const response = await ask(withFallback([scripted('a', 'throttled'), inner]));
    expect(failoverOf(response)).toEqual({
      answered: { entry: 1, provider: 'c', model: 'm' },
      failed: [expect.objectContaining({ entry: 0, provider: 'a' })],
      within: {
        answered: { entry: 1, provider: 'c', model: 'm' },
        failed: [expect.objectContaining({ entry: 0, provider: 'b' })],
      },
    });
  });

  it('goes on in order, to the first that answers, whatever the list', async () => {
    const turn = fc.oneof(
      { weight: 1, arbitrary: fc.constant<Turn>('answers') },
      { weight: 3, arbitrary: fc.constantFrom<Turn>(...REASONS) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 8 }), async (script) => {
        const clients = script.map((each, index) => scripted(`c${index}`, each));
        const told: number[] = [];
        const client = withFallback(clients, {
          onFailover: ({ failed, next }) => told.push(failed.entry, next.entry),
        });
        const end = script.findIndex((each) => !CURABLE.includes(each as ErrorReason));
        const last = end === -1 ? script.length - 1 : end;
        const outcome = await ask(client).catch((error: unknown) => error);
        // Nobody is asked twice, and nobody behind the one who ended it.
        expect(callsOf(clients)).toEqual(script.map((_, index) => (index <= last ? 1 : 0)));
        expect(told).toEqual(Array.from({ length: last }, (_, index) => [index, index + 1]).flat());
        if (script[last] === 'answers') {
          const record = failoverOf(outcome as UnifiedResponse);
          expect(record?.answered.entry).toBe(last);
          expect(record?.failed.map(({ reason }) => reason)).toEqual(script.slice(0, last));
        } else {
          expect(outcome).toMatchObject({ reason: script[last] });
          expect(outcome instanceof FailoverError).toBe(last > 0);
        }
      }),
    );
  });
});

describe('createV1Compatible', () => {
  it('goes on, too', async () => {
    const client = withFallback([scripted('a', 'throttled'), scripted('b')]);
    const completion = await client.createV1Compatible(hello);
    expect(completion.choices[0]?.message.content).toBe('b');
  });
});

it('gives each the same call, which is not changed', async () => {
  const params: ChatParams = Object.freeze({ ...hello, model: 'own', temperature: 0 });
  const signal = new AbortController().signal;
  const options = Object.freeze({ signal, headers: { 'x-a': 'b' } });
  const clients = [scripted('a', 'throttled'), scripted('b')];
  const response = await withFallback(clients).create(params, options);
  for (const { calls } of clients) {
    expect(calls).toEqual([{ params, options }]);
  }
  expect(failoverOf(response)?.failed).toMatchObject([{ model: 'own' }]);
});

it('is lossless as JSON, record included', async () => {
  const client = withFallback([scripted('a', 'throttled'), scripted('b')]);
  const response = await client.create(hello);
  const read = UnifiedResponse.fromJSON(JSON.parse(JSON.stringify(response)));
  expect(failoverOf(read)).toEqual(failoverOf(response));
  expect(client.cost(read)).toEqual({ status: 'unknown', reason: 'b' });
});

it('asks the client that a response came from', async () => {
  const inner = withFallback([scripted('b', 'timeout'), scripted('c')]);
  const client = withFallback([scripted('a', 'throttled'), inner]);
  const response = await client.create(hello);
  expect(client.cost(response)).toEqual({ status: 'unknown', reason: 'c' });
  expect(client.cost(saying('from elsewhere'))).toEqual({ status: 'unknown', reason: 'a' });
  expect(client.getUsage(response).model).toBe('m');
  expect(client.messageRetrieval(response)).toEqual(['c']);
});

it('takes a record for what it is, whatever is in its place', () => {
  for (const failover of [undefined, null, 'a', 7]) {
    expect(failoverOf(saying('').with({ providerMetadata: { failover } }))).toBeUndefined();
  }
});

describe('estimate', () => {
  const priced = (usd: number) => ({
    ...scripted('x'),
    estimate: async () => ({ status: 'priced' as const, usd, exact: `${usd}`, ...none }),
  });
  const none = { breakdown: [], price: { model: 'm', source: 's' }, assumptions: [] };

  it('is the highest of all', async () => {
    const client = withFallback([priced(1), priced(3), priced(2)]);
    expect(await client.estimate?.(hello)).toMatchObject({ usd: 3 });
  });

  it('is unknown where one is', async () => {
    const client = withFallback([priced(1), scripted('a'), priced(2)]);
    expect(await client.estimate?.(hello)).toEqual({ status: 'unknown', reason: 'not-estimated' });
  });
});

describe('a signal', () => {
  it('ends the call, whatever the client makes of it', async () => {
    const controller = new AbortController();
    const clients = [scripted('b'), scripted('c')];
    const first = defineClient({
      create: async () => {
        controller.abort();
        throw failure('timeout', 'a');
      },
    });
    const client = withFallback([first, ...clients]);
    const { signal } = controller;
    expect(await rejection(client.create(hello, { signal }))).toMatchObject({ reason: 'timeout' });
    expect(callsOf(clients)).toEqual([0, 0]);
  });

  it('ends it as not to be retried, also after a failure that was', async () => {
    const client = withFallback([scripted('a', 'throttled'), scripted('b', 'aborted')]);
    const error = await rejection(client.create(hello));
    expect(error).toMatchObject({ reason: 'aborted', retryable: false });
  });
});

describe('the time limit of a call', () => {
  /** A clock that goes on by that much with each call of a client. */
  function clocked() {
    const { now } = performance;
    let time = 1000;
    performance.now = () => time;
    onTestFinished(() => {
      performance.now = now;
    });
    return (client: ScriptedClient, ms: number) =>
      defineClient({
        create: async (params, options) => {
          time += ms;
          return client.create(params, options);
        },
      });
  }

  it('is what is left of it for those that come later', async () => {
    const taking = clocked();
    const clients = [scripted('a', 'timeout'), scripted('b', 'transient'), scripted('c')];
    const client = withFallback(clients.map((each) => taking(each, 400)));
    await client.create(hello, { timeouts: { totalMs: 1000, idleMs: 7 } });
    expect(clients.map(({ calls }) => calls[0]?.options?.timeouts)).toEqual([
      { totalMs: 1000, idleMs: 7 },
      { totalMs: 600, idleMs: 7 },
      { totalMs: 200, idleMs: 7 },
    ]);
  });

  it('ends the call when it is over', async () => {
    const taking = clocked();
    const clients = [scripted('a', 'timeout'), scripted('b', 'timeout'), scripted('c')];
    const client = withFallback(clients.map((each) => taking(each, 500)));
    const error = await rejection(client.create(hello, { timeouts: { totalMs: 1000 } }));
    expect(error).toMatchObject({ reason: 'timeout', failed: [{ entry: 0 }, { entry: 1 }] });
    expect(callsOf(clients)).toEqual([1, 1, 0]);
  });
});

describe('a stream', () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => {
    unhandled.push(reason);
  };
  beforeEach(() => {
    unhandled.length = 0;
    process.on('unhandledRejection', note);
  });
  afterEach(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  const breaking = (events: readonly UnifiedStreamEvent[], error: Error) =>
    defineClient({
      create: () => Promise.reject(error),
      stream: async function* () {
        yield* events;
        throw error;
      },
    });

  it('goes on before its first event, and no more after it', async () => {
    const start = [...replayResponse(saying('hello'))].slice(0, 1);
    for (const [events, text] of [[[], 'b'] as const, [start, undefined] as const]) {
      const second = scripted('b');
      const client = withFallback([breaking(events, failure('overloaded', 'a')), second]);
      const stream = client.stream(hello);
      const seen: UnifiedStreamEvent[] = [];
      const error = await rejection(
        (async () => {
          for await (const event of stream) seen.push(event);
        })(),
      );
      if (text === undefined) {
        expect(seen).toEqual(start);
        expect(error).toMatchObject({ reason: 'overloaded', provider: 'a' });
        expect(second.calls).toEqual([]);
      } else {
        expect((await stream.response).text).toBe(text);
      }
    }
  });

  it('has the events of the one that answers, and no other', async () => {
    const client = withFallback([breaking([], failure('timeout', 'a')), scripted('b')]);
    const events = await collect(client.stream(hello));
    const own = await collect(scripted('b').stream(hello));
    expect(events.slice(0, -1)).toEqual(own.slice(0, -1));
    expect(events.at(-1)).toMatchObject({ type: 'finish', finishReason: 'stop' });
  });

  it('asks nobody before it is read', async () => {
    const clients = [scripted('a'), scripted('b')];
    withFallback(clients).stream(hello)[Symbol.asyncIterator]();
    await new Promise((resolve) => setImmediate(resolve));
    expect(callsOf(clients)).toEqual([0, 0]);
  });

  it('gives each event once to readers who do not wait', async () => {
    const events = withFallback([scripted('a', 'timeout'), scripted('b')])
      .stream(hello)
      [Symbol.asyncIterator]();
    const results = await Promise.all([events.next(), events.next(), events.next()]);
    const types = results.map(({ value }) => value?.type);
    expect(types).toEqual(['response-start', 'text-start', 'text-delta']);
  });

  it('that is left while one is asked closes it at once, and asks no other', async () => {
    let left = 0;
    let fail: (error: Error) => void = () => {};
    const silent = defineClient({
      create: () => Promise.reject(),
      stream: () => ({
        [Symbol.asyncIterator]: () => ({
          next: () =>
            new Promise((_, reject) => {
              fail = reject;
            }),
          return: async () => {
            left += 1;
            fail(failure('transient', 'a'));
            return { done: true, value: undefined };
          },
        }),
      }),
    });
    const second = scripted('b');
    const stream = withFallback([silent, second]).stream(hello);
    const events = stream[Symbol.asyncIterator]();
    const next = events.next();
    await new Promise((resolve) => setImmediate(resolve));
    await events.return?.();
    expect(left).toBe(1);
    expect(await next).toEqual({ done: true, value: undefined });
    await expect(stream.response).rejects.toMatchObject({ reason: 'aborted' });
    expect(second.calls).toEqual([]);
  });

  it('that is left has what had arrived', async () => {
    const partial = saying('hel');
    const knowing = defineClient({
      create: async () => saying('hello'),
      stream: () => ({
        [Symbol.asyncIterator]: () =>
          Object.assign(replayed(), { partial: (): UnifiedResponse => partial }),
      }),
    });
    const stream = withFallback([knowing]).stream(hello);
    for await (const _ of stream) break;
    await expect(stream.response).rejects.toMatchObject({ reason: 'aborted', partial });
  });

  async function* replayed(): AsyncGenerator<UnifiedStreamEvent> {
    yield* replayResponse(saying('hello'));
  }
});

it('serves a thousand calls at once, each on its own way', async () => {
  const clients = [0, 1, 2].map((index) =>
    defineClient({
      create: async (params) => {
        await new Promise((resolve) => setImmediate(resolve));
        const [fails, number] = String(params.user).split(':');
        if (Number(fails) > index) throw failure('throttled', `${index} of ${number}`);
        return saying(`${index} of ${number}`);
      },
    }),
  );
  const client = withFallback(clients);
  await Promise.all(
    Array.from({ length: 1000 }, async (_, number) => {
      const fails = number % 3;
      const params = { ...hello, user: `${fails}:${number}` };
      const response = await (number % 2 === 0
        ? client.create(params)
        : client.stream(params).response);
      expect(response.text).toBe(`${fails} of ${number}`);
      expect(failoverOf(response)).toMatchObject({
        answered: { entry: fails },
        failed: Array.from({ length: fails }, (_, entry) => ({
          entry,
          message: `${entry} of ${number} says throttled`,
        })),
      });
    }),
  );
});

describe('close', () => {
  it('closes all, and tells of those that could not be', async () => {
    const stuck = { ...scripted('a'), close: () => Promise.reject(new Error('stuck')) };
    const clients = [scripted('b'), scripted('c')];
    await expect(withFallback([stuck, ...clients]).close()).rejects.toMatchObject({
      errors: [{ message: 'stuck' }],
    });
    expect(clients.map(({ closed }) => closed)).toEqual([1, 1]);
  });
});

it('is not made of nothing', () => {
  expect(() => withFallback([])).toThrow(
    'clients: expected at least one client, got an array of 0',
  );
});
