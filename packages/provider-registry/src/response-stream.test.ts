import { replayResponse, type UnifiedStreamEvent } from '@outcrop/unified-response';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
