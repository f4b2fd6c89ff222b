import { getEventListeners } from 'node:events';
import { reply } from '@outcrop/bedrock-emulator';
import { expect, it } from 'vitest';
import { clientOf, emulated, MODEL } from './testing/emulated.js';

const CALLS = 10_000;
/** Each has a connection of its own, which has two ends in this process. */
const AT_ONCE = 1000;
/** So long that it ends only what would never end, on a slow and busy machine, too. */
const DEADLINE_MS = 240_000;

const openSockets = (): string[] =>
  process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap');

it('10,000 calls at a service that throttles every other request are all answered in time, and leave nothing behind', {
  timeout: DEADLINE_MS + 60_000,
}, async () => {
  let received = 0;
  let throttled = 0;
  const emulator = await emulated({
    auth: 'none',
    keepRequests: 10,
    replies: ({ body }) => {
      received += 1;
      if (received % 2 === 0) return `Answer ${/call (\d+)\./.exec(JSON.stringify(body))?.[1]}.`;
      throttled += 1;
      const headers = { 'x-amz-retry-after': String(throttled % 50) };
      return reply.error('ThrottlingException', undefined, { headers });
    },
  });
  let retries = 0;
  let inTime = 0;
  const client = clientOf(emulator, {
    // Signatures would take most of the time.
    auth: 'none',
    totalMaxAttempts: 100,
    timeouts: { totalMs: DEADLINE_MS, firstByteMs: DEADLINE_MS },
    onRetry: ({ error }) => {
      // A connection may break, too, where the server closes it while it is about to be used again.
      if (error.reason === 'throttled') retries += 1;
    },
    onResponse: ({ error, durationMs }) => {
      if (error === undefined && durationMs <= DEADLINE_MS) inTime += 1;
    },
  });
  const { signal } = new AbortController();
  const answers: string[] = [];
  let next = 0;
  const caller = async (): Promise<void> => {
    for (let call = next++; call < CALLS; call = next++) {
      const messages = [{ role: 'user', content: `This is call ${call}.` }] as const;
      answers[call] = (await client.create({ model: MODEL, messages }, { signal })).text;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, caller));
  expect(answers).toEqual(Array.from({ length: CALLS }, (_, call) => `Answer ${call}.`));
  expect({ received, throttled, retries, inTime }).toEqual({
    received: 2 * CALLS,
    throttled: CALLS,
    retries: CALLS,
    inTime: CALLS,
  });
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  await client.close();
  await emulator.close();
  await expect.poll(openSockets).toEqual([]);
});
