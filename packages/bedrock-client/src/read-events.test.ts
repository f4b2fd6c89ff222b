import { Readable } from 'node:stream';
import type { WireStreamEvent } from '@outcrop/converse-mapping';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEvents } from './read-events.js';
import { eventFrame } from './testing/frames.js';
import { recordedStreams } from './testing/recorded-streams.js';

const never = new AbortController().signal;

/** The events until the end or an error, and the error. */
async function read(
  body: Readable,
  signal: AbortSignal = never,
): Promise<{ events: WireStreamEvent[]; error?: unknown }> {
  const events: WireStreamEvent[] = [];
  try {
    for await (const batch of readEvents(body, { signal })) events.push(...batch);
    return { events };
  } catch (error) {
    return { events, error };
  }
}

/** A body that sends chunks, and then what `last` does. */
function bodyOf(chunks: readonly Uint8Array[], last: (body: Readable) => void): Readable {
  const body = new Readable({ read: () => {} });
  for (const chunk of chunks) body.push(chunk);
  last(body);
  return body;
}

const end = (body: Readable): void => {
  body.push(null);
};

const streams = recordedStreams();

describe.skipIf(streams.length === 0)('recorded streams (skipped: no recordings here)', () => {
  it.each(streams)('$cassette: any split of the bytes gives the same events', async ({ bytes }) => {
    const whole = await read(bodyOf([bytes], end));
    expect(whole.error).toBeUndefined();
    expect(Object.keys(whole.events.at(-1) ?? {})).toEqual(['metadata']);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: bytes.length })), async (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = places.slice(1).map((to, at) => bytes.subarray(places[at], to));
        expect(await read(bodyOf(chunks, end))).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });

  it('a cut anywhere gives what came before it, and an error', async () => {
    const bytes = streams[1]?.bytes ?? Buffer.alloc(0);
    const whole = await read(bodyOf([bytes], end));
    const cut = new Error('cut');
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.boolean(), async (at, isBroken) => {
        // Broken before anybody has read.
        const { events, error } = await read(
          bodyOf([bytes.subarray(0, at)], (body) => {
            if (isBroken) setImmediate(() => body.destroy(cut));
            else end(body);
          }),
        );
        expect(events).toEqual(whole.events.slice(0, events.length));
        if (isBroken) expect(error).toBe(cut);
        else if (error) expect(error).toMatchObject({ name: 'FrameError' });
        const { events: again } = await read(bodyOf([bytes.subarray(0, at)], end));
        expect(events).toEqual(again);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a body', () => {
  it('that broke before it was read is told', async () => {
    const cut = new Error('cut');
    const body = new Readable({ read: () => {} }).on('error', () => {});
    body.destroy(cut);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await read(body)).toEqual({ events: [], error: cut });
  });

  it('that closes without a word is broken', async () => {
    const { error } = await read(bodyOf([], (body) => body.destroy()));
    expect(error).toMatchObject({ code: 'ECONNRESET' });
  });

  it('that is aborted is closed, before, while and after it is asked for events', async () => {
    const aborted = AbortSignal.abort();
    const early = bodyOf([], () => {});
    await read(early, aborted);
    expect(early.destroyed).toBe(true);

    const controller = new AbortController();
    const idle = bodyOf([], () => {});
    readEvents(idle, { signal: controller.signal });
    const awaited = bodyOf([], () => {});
    const events = readEvents(awaited, { signal: controller.signal });
    const next = events.next();
    controller.abort();
    expect([idle.destroyed, awaited.destroyed]).toEqual([true, true]);
    await expect(next).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('that is left is closed', async () => {
    const body = bodyOf([], () => {});
    const events = readEvents(body, { signal: never });
    const next = events.next();
    body.push(eventFrame('messageStart', '{}'));
    expect(await next).toEqual({ done: false, value: [{ messageStart: {} }] });
    await events.return();
    expect(body.destroyed).toBe(true);
  });

  it('that nobody reads is held back', async () => {
    let pushed = 0;
    const chunk = Buffer.alloc(16 * 1024);
    const body = new Readable({
      read() {
        pushed += chunk.length;
        this.push(chunk);
      },
    });
    readEvents(body, { signal: never });
    for (let turn = 0; turn < 100; turn += 1) await new Promise((r) => setImmediate(r));
    expect(pushed).toBeLessThanOrEqual(128 * 1024);
    body.destroy();
  });
});
