import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { reply } from '@outcrop/bedrock-emulator';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BedrockClient } from './bedrock-client.js';
import { HELLO } from './testing/emulated.js';
import { TRANSPORTS } from './testing/transports.js';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const AT_ONCE = 50;
const MEGABYTE = 1024 * 1024;

const warned = vi.spyOn(process, 'emitWarning');
afterEach(() => {
  const warnings = warned.mock.calls.map(([warning]) => String(warning));
  expect(warnings.filter((warning) => warning.includes('leak'))).toEqual([]);
});

/** One stream, which ends in one of the ways that there are. */
async function run(client: BedrockClient, number: number, signal: AbortSignal): Promise<string> {
  const aborting = new AbortController();
  const way = number % 10;
  const stream = client.stream(HELLO, { signal: way === 7 ? aborting.signal : signal });
  try {
    for await (const event of stream) {
      if (event.type !== 'text-delta') continue;
      if (way === 5) break;
      if (way === 6) throw new Error('my own');
      if (way === 7) aborting.abort();
    }
    return way === 5 ? 'left' : 'whole';
  } catch (error) {
    const { reason = 'thrown' } = error as { readonly reason?: string };
    return reason;
  }
}

/** That many streams, so many at once: how often each end came. */
async function runMany(client: BedrockClient, count: number, signal: AbortSignal): Promise<object> {
  const ends: Record<string, number> = {};
  let number = 0;
  const work = async (): Promise<void> => {
    while (number < count) {
      number += 1;
      const end = await run(client, number, signal);
      ends[end] = (ends[end] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return ends;
}

async function heapInUse(): Promise<number> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    collectGarbage();
  }
  return process.memoryUsage().heapUsed;
}

const active = (kind: string): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === kind).length;

describe.each(TRANSPORTS.slice(0, 2))('over $name', ({ connect }) => {
  it('10,000 streams, whichever way they end, leave nothing behind', {
    timeout: 300_000,
  }, async () => {
    let asked = 0;
    // Signatures and checks of the request would take most of the time.
    const { emulator, client } = await connect(
      {
        auth: 'none',
        validate: false,
        keepRequests: 10,
        replies: () => {
          asked += 1;
          if (asked % 10 === 3) return reply.fault('end', { after: 2 });
          return 'Hello world.';
        },
      },
      { auth: 'none' },
    );
    const { signal } = new AbortController();
    await runMany(client, 500, signal);
    const before = await heapInUse();
    const ends = await runMany(client, 10_000, signal);
    expect(Object.keys(ends).sort()).toEqual([
      'aborted',
      'incomplete_stream',
      'left',
      'thrown',
      'whole',
    ]);
    const grown = (await heapInUse()) - before;
    expect(grown).toBeLessThan(4 * MEGABYTE);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(active('Timeout')).toBeLessThan(10);
    await client.close();
    await expect.poll(() => emulator.connections.open).toBe(0);
    await expect.poll(() => active('TCPSocketWrap')).toBe(0);
  });
});
