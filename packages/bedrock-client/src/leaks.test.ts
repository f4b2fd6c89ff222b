import { getEventListeners } from 'node:events';
import { afterEach, expect, it, vi } from 'vitest';
import { createBedrockClient } from './bedrock-client.js';
import type { ConversePort } from './converse-port.js';
import { emulated, HELLO } from './testing/emulated.js';

/** Vitest has a timer or two of its own; every test here makes dozens of calls. */
const A_FEW = 5;

const active = (kind: string): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === kind).length;

const OUTPUT = { output: { message: { role: 'assistant', content: [{ text: 'Hi' }] } } };

const warned = vi.spyOn(process, 'emitWarning');
afterEach(() => {
  // The SDK warns of Node 20; nobody may warn of listeners.
  const warnings = warned.mock.calls.map(([warning]) => String(warning));
  expect(warnings.filter((warning) => warning.includes('leak'))).toEqual([]);
});

it('a thousand calls leave neither listener nor timer, however they end', async () => {
  const { signal } = new AbortController();
  let call = 0;
  const port: ConversePort = {
    converse: async (_, { onProgress }) => {
      call += 1;
      if (call % 3 === 1) throw new Error('refused');
      onProgress?.();
      if (call % 3 === 2) throw Object.assign(new Error('no'), { name: 'ValidationException' });
      return { output: OUTPUT };
    },
  };
  const client = createBedrockClient({ port, timeouts: { totalMs: 60_000 } });
  const ends = await Promise.allSettled(
    Array.from({ length: 1000 }, () => client.create(HELLO, { signal })),
  );
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(333);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  expect(active('Timeout')).toBeLessThan(A_FEW);
});

it.each(['http1', 'http2'] as const)(
  'calls over %s leave neither listener nor timer, and a closed client no socket',
  async (protocol) => {
    const emulator = await emulated();
    const { signal } = new AbortController();
    const client = createBedrockClient({ ...emulator.clientOptions, protocol });
    await Promise.all(Array.from({ length: 50 }, () => client.create(HELLO, { signal })));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(active('Timeout')).toBeLessThan(A_FEW);
    expect(active('TCPSocketWrap')).toBeGreaterThan(0);
    await client.close();
    await expect.poll(() => active('TCPSocketWrap')).toBe(0);
  },
);

it('an abort reaches every call that follows the signal, and those only', async () => {
  const [stop, other] = [new AbortController(), new AbortController()];
  const port: ConversePort = {
    converse: (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
  };
  const client = createBedrockClient({ port });
  const stopped = Array.from({ length: 20 }, () => client.create(HELLO, { signal: stop.signal }));
  const kept = client.create(HELLO, { signal: other.signal });
  await expect.poll(() => getEventListeners(stop.signal, 'abort').length).toBe(1);
  stop.abort();
  const ends = await Promise.allSettled(stopped);
  expect(ends.map((end) => end.status === 'rejected' && end.reason.reason)).toEqual(
    Array.from({ length: 20 }, () => 'aborted'),
  );
  expect(getEventListeners(other.signal, 'abort')).toHaveLength(1);
  other.abort();
  await expect(kept).rejects.toMatchObject({ reason: 'aborted' });
  expect(getEventListeners(other.signal, 'abort')).toEqual([]);
});
