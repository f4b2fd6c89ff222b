import { getEventListeners } from 'node:events';
import { reply } from '@outcrop/bedrock-emulator';
import { expect, it } from 'vitest';
import { clientOf, emulated, MODEL } from './testing/emulated.js';

const CALLS = 2000;
/** So long that it ends only what would never end, on a slow and busy machine, too. */
const DEADLINE_MS = 150_000;

const openSockets = (): string[] =>
  process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap');

it('2,000 calls at a service that throttles every other request are all answered in time, and leave nothing behind', {
  timeout: DEADLINE_MS + 30_000,
}, async () => {
  let received = 0;
  let throttled = 0;
  const emulator = await emulated({
    auth: 'none',
    replies: ({ body }) => {
      received += 1;
      if (received % 2 === 0) return `Answer ${/call (\d+)\./.exec(JSON.stringify(body))?.[1]}.`;
      throttled += 1;
      const headers = { 'x-amz-retry-after': String(throttled % 50) };
      return reply.error('ThrottlingException', undefined, { headers });
    },
  });
  let retries = 0;
  const client = clientOf(emulator, {
    // Signatures would take most of the time.
    auth: 'none',
    totalMaxAttempts: 100,
    timeouts: { totalMs: DEADLINE_MS, firstByteMs: DEADLINE_MS },
    onRetry: ({ error }) => {
      // A connection may break, too, where the server closes it while it is about to be used again.
      if (error.reason === 'throttled') retries += 1;
    },
  });
  const { signal } = new AbortController();
  const answers = await Promise.all(
    Array.from({ length: CALLS }, async (_, call) => {
      const messages = [{ role: 'user', content: `This is call ${call}.` }] as const;
      const started = Date.now();
      const { text } = await client.create({ model: MODEL, messages }, { signal });
      expect(Date.now() - started).toBeLessThan(DEADLINE_MS);
      return text;
    }),
  );
  expect(answers).toEqual(Array.from({ length: CALLS }, (_, call) => `Answer ${call}.`));
  expect({ received, throttled, retries }).toEqual({
    received: 2 * CALLS,
    throttled: CALLS,
    retries: CALLS,
  });
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  await client.close();
  await emulator.close();
  await expect.poll(openSockets).toEqual([]);
});
