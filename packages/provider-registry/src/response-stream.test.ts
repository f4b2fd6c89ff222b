import { replayResponse, type UnifiedStreamEvent } from '@outcrop/unified-response';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StreamSource } from './event-iterator.js';
import { createResponseStream } from './response-stream.js';
import { collect, saying, unfinished } from './testing/events.js';

/** A source that tells how often it was started, and left before its end. */
function watched(events: readonly UnifiedStreamEvent[], failure?: Error) {
  const seen = { started: 0, left: 0 };
  const source = (): AsyncIterable<UnifiedStreamEvent> => {
    seen.started += 1;
    const rest = [...events];
    return {
      [Symbol.asyncIterator]: () => ({
        next: async () => {
          const value = rest.shift();
          if (value) return { done: false, value };
          if (failure) throw failure;
          return { done: true, value: undefined };
        },
        return: async () => {
          seen.left += 1;
          return { done: true, value: undefined };
        },
      }),
    };
  };
  return { seen, source };
}

/** Node tells of unhandled rejections before it goes on to the next task. */
const nextTask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const unhandled: unknown[] = [];
const note = (reason: unknown): void => {
  unhandled.push(reason);
};

beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', note);
});

afterEach(async () => {
  await nextTask();
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

const answer = saying('hello');
const whole = [...replayResponse(answer)];

describe('a response stream', () => {
  it('gives the events of its source, in order, and then the response', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string()), async (texts) => {
        const response = saying(texts.join());
        const events: UnifiedStreamEvent[] = [
          ...texts.map((text) => ({ type: 'text-delta' as const, index: 0, text })),
          { type: 'finish', finishReason: 'stop', response },
        ];
        const { seen, source } = watched(events);
        const stream = createResponseStream(source);
        expect(await collect(stream)).toEqual(events);
        expect(await stream.response).toBe(response);
        expect(seen).toEqual({ started: 1, left: 0 });
      }),
    );
  });

  it('starts nothing until it is used', async () => {
    const { seen, source } = watched(whole);
    const stream = createResponseStream(source);
    stream[Symbol.asyncIterator]();
    await nextTask();
    expect(seen.started).toBe(0);
  });

  it('is driven by its response alone', async () => {
    const { seen, source } = watched(whole);
    const stream = createResponseStream(source);
    expect(await stream.response).toBe(answer);
    expect(await stream.response).toBe(answer);
    expect(seen).toEqual({ started: 1, left: 0 });
  });

  it('is read once when response and events are asked for side by side', async () => {
    for (const order of ['response first', 'events first']) {
      const { seen, source } = watched(whole);
      const stream = createResponseStream(source);
      const both =
        order === 'response first'
          ? Promise.all([stream.response, collect(stream)])
          : Promise.all([collect(stream), stream.response]).then(([a, b]) => [b, a]);
      expect(await both).toEqual([answer, whole]);
      expect(seen.started).toBe(1);
    }
  });

  it('has its response with the finish event', async () => {
    const { source } = watched(whole);
    const stream = createResponseStream(source);
    for await (const event of stream) {
      if (event.type === 'finish') expect(await stream.response).toBe(event.response);
    }
    expect.assertions(1);
  });

  it('keeps the response when the reader stops at the finish event', async () => {
    const { source } = watched(whole);
    const stream = createResponseStream(source);
    for await (const event of stream) if (event.type === 'finish') break;
    expect(await stream.response).toBe(answer);
  });

  it.each([
    ['iterated', collect],
    ['awaited', (stream: ReturnType<typeof createResponseStream>) => stream.response],
  ])('refuses to be iterated after it was %s', async (_, read) => {
    const { seen, source } = watched(whole);
    const stream = createResponseStream(source);
    await read(stream);
    await expect(collect(stream)).rejects.toThrow(
      new TypeError('A response stream is read once: by iterating or awaiting its response.'),
    );
    expect(await stream.response).toBe(answer);
    expect(seen.started).toBe(1);
  });
});

describe('a response stream that breaks', () => {
  const failure = new Error('The line is dead.');
  const broken = {
    'before the first event': () => createResponseStream(watched([], failure).source),
    'in the middle': () => createResponseStream(watched(unfinished('hel'), failure).source),
    'before it has a source': () =>
      createResponseStream(() => {
        throw failure;
      }),
  };

  describe.each(Object.entries(broken))('%s', (_, open) => {
    it('tells the iterator and the response', async () => {
      const stream = open();
      await expect(collect(stream)).rejects.toBe(failure);
      await expect(stream.response).rejects.toBe(failure);
    });

    it('tells the response alone', async () => {
      await expect(open().response).rejects.toBe(failure);
    });

    it('leaves no unhandled rejection when it is iterated alone', async () => {
      await expect(collect(open())).rejects.toBe(failure);
      await nextTask();
      expect(unhandled).toEqual([]);
    });
  });

  it('gives what had arrived first', async () => {
    const arrived: UnifiedStreamEvent[] = [];
    const stream = createResponseStream(watched(unfinished('hel'), failure).source);
    const reading = (async () => {
      for await (const event of stream) arrived.push(event);
    })();
    await expect(reading).rejects.toBe(failure);
    expect(arrived).toEqual(unfinished('hel'));
  });

  it('is incomplete when its source ends without finish', async () => {
    const incomplete = { name: 'ProviderError', reason: 'incomplete_stream' };
    const stream = createResponseStream(watched(unfinished('hel')).source);
    await expect(collect(stream)).rejects.toMatchObject(incomplete);
    await expect(stream.response).rejects.toMatchObject(incomplete);
    await expect(createResponseStream(watched([]).source).response).rejects.toMatchObject(
      incomplete,
    );
  });
});

describe('a response stream that is left', () => {
  const aborted = { name: 'ProviderError', reason: 'aborted' };

  it('tells its source, and whoever waits for the response', async () => {
    const { seen, source } = watched(whole);
    const stream = createResponseStream(source);
    for await (const _ of stream) break;
    expect(seen).toEqual({ started: 1, left: 1 });
    await expect(stream.response).rejects.toMatchObject(aborted);
  });

  it('does so when the reader throws', async () => {
    const { seen, source } = watched(whole);
    const stream = createResponseStream(source);
    const reading = (async () => {
      for await (const _ of stream) throw new Error('my own');
    })();
    await expect(reading).rejects.toThrow('my own');
    expect(seen.left).toBe(1);
    await expect(stream.response).rejects.toMatchObject(aborted);
  });

  it('has what had arrived in partial, where its source knows that', async () => {
    const partial = saying('hel');
    const { source } = watched(whole);
    const knowing = (): StreamSource => ({
      [Symbol.asyncIterator]: () => ({
        ...source()[Symbol.asyncIterator](),
        partial: () => partial,
      }),
    });
    const stream = createResponseStream(knowing);
    for await (const _ of stream) break;
    await expect(stream.response).rejects.toMatchObject({ ...aborted, partial });
    // Also through another stream.
    const inner = createResponseStream(knowing);
    const outer = createResponseStream(() => inner);
    for await (const _ of outer) break;
    await expect(outer.response).rejects.toMatchObject({ ...aborted, partial });
  });

  it('leaves no unhandled rejection', async () => {
    for await (const _ of createResponseStream(watched(whole).source)) break;
    await nextTask();
    expect(unhandled).toEqual([]);
  });

  it('runs the finally of a generator', async () => {
    let closed = false;
    const stream = createResponseStream(async function* () {
      try {
        yield* whole;
      } finally {
        closed = true;
      }
    });
    for await (const _ of stream) break;
    expect(closed).toBe(true);
  });
});

/** A source whose events come when they are sent, and never end by themselves. */
function waiting() {
  const seen = { asked: 0, left: 0 };
  const waiters: ((event: IteratorResult<UnifiedStreamEvent>) => void)[] = [];
  const source = (): AsyncIterable<UnifiedStreamEvent> => ({
    [Symbol.asyncIterator]: () => ({
      next: () => {
        seen.asked += 1;
        return new Promise((resolve) => waiters.push(resolve));
      },
      return: async () => {
        seen.left += 1;
        for (const resolve of waiters) resolve({ done: true, value: undefined });
        return { done: true, value: undefined };
      },
    }),
  });
  return {
    seen,
    source,
    send: (value: UnifiedStreamEvent) => waiters.shift()?.({ done: false, value }),
  };
}

it('a response stream that is left while it waits closes its source at once', async () => {
  const { seen, source } = waiting();
  const stream = createResponseStream(source);
  const events = stream[Symbol.asyncIterator]();
  const next = events.next();
  await events.return?.();
  expect(seen.left).toBe(1);
  expect(await next).toEqual({ done: true, value: undefined });
  expect(await events.next()).toEqual({ done: true, value: undefined });
  await expect(stream.response).rejects.toMatchObject({ reason: 'aborted' });
});

it('a second reader is refused and does not disturb the first', async () => {
  const { source } = watched(whole);
  const stream = createResponseStream(source);
  const first = stream[Symbol.asyncIterator]();
  await first.next();
  await expect(collect(stream)).rejects.toThrow(TypeError);
  await expect(stream.toReadableStream().getReader().read()).rejects.toThrow(TypeError);
  while (!(await first.next()).done);
  expect(await stream.response).toBe(answer);
});

describe('the text of a response stream', () => {
  async function textsOf(texts: AsyncIterable<string>): Promise<string[]> {
    const all: string[] = [];
    for await (const text of texts) all.push(text);
    return all;
  }

  it('is the text deltas, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ minLength: 1 })), async (texts) => {
        const response = saying(texts.join(''));
        const source = watched([
          { type: 'response-start', id: 'r', model: 'm', provider: 'p' },
          { type: 'reasoning-delta', index: 0, text: 'Hm' },
          ...texts.map((text) => ({ type: 'text-delta' as const, index: 1, text })),
          { type: 'finish', finishReason: 'stop', response },
        ]);
        const stream = createResponseStream(source.source);
        expect(await textsOf(stream.textStream())).toEqual(texts);
        expect(await stream.response).toBe(response);
      }),
    );
  });

  it('breaks with the stream, and closes the source when it is left', async () => {
    const failure = new Error('The line is dead.');
    const broken = createResponseStream(watched(unfinished('hel'), failure).source);
    await expect(textsOf(broken.textStream())).rejects.toBe(failure);
    const { seen, source } = watched(whole);
    const stream = createResponseStream(source);
    for await (const _ of stream.textStream()) break;
    expect(seen).toEqual({ started: 1, left: 1 });
    await expect(stream.response).rejects.toMatchObject({ reason: 'aborted' });
  });
});

describe('a response stream as a Web stream', () => {
  it('has the events, and the response beside it', async () => {
    const { seen, source } = watched(whole);
    const stream = createResponseStream(source);
    const web = stream.toReadableStream();
    expect(web).toBeInstanceOf(ReadableStream);
    await nextTask();
    expect(seen.started).toBe(0);
    expect(await collect(web)).toEqual(whole);
    expect(await stream.response).toBe(answer);
  });

  it('asks for an event only when its reader does', async () => {
    const { seen, source, send } = waiting();
    const reader = createResponseStream(source).toReadableStream().getReader();
    await nextTask();
    expect(seen.asked).toBe(0);
    const read = reader.read();
    await nextTask();
    send({ type: 'text-start', index: 0 });
    expect(await read).toEqual({ done: false, value: { type: 'text-start', index: 0 } });
    await nextTask();
    expect(seen.asked).toBe(1);
  });

  it('breaks with the stream', async () => {
    const failure = new Error('The line is dead.');
    const stream = createResponseStream(watched(unfinished('hel'), failure).source);
    await expect(collect(stream.toReadableStream())).rejects.toBe(failure);
    await expect(stream.response).rejects.toBe(failure);
  });

  it('that is cancelled closes the source, also while it waits', async () => {
    const { seen, source } = waiting();
    const stream = createResponseStream(source);
    const reader = stream.toReadableStream().getReader();
    const read = reader.read();
    await nextTask();
    await reader.cancel();
    expect(seen).toEqual({ asked: 1, left: 1 });
    expect(await read).toEqual({ done: true, value: undefined });
    await expect(stream.response).rejects.toMatchObject({ reason: 'aborted' });
  });

  it('flows through others, which leave it when they are left', async () => {
    const { seen, source } = watched(whole);
    const upper = new TransformStream<UnifiedStreamEvent, string>({
      transform: (event, controller) => {
        if (event.type === 'text-delta') controller.enqueue(event.text.toUpperCase());
      },
    });
    const reader = createResponseStream(source).toReadableStream().pipeThrough(upper).getReader();
    expect(await reader.read()).toEqual({ done: false, value: 'HELLO' });
    await reader.cancel();
    await expect.poll(() => seen.left).toBe(1);
  });
});
