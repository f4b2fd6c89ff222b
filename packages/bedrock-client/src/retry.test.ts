import { reply } from '@outcrop/bedrock-emulator';
import { type ErrorReason, ProviderError } from '@outcrop/unified-response';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallRate } from './call-rate.js';
import type { BedrockClientOptions } from './options.js';
import { providerErrorOf } from './provider-error-of.js';
import { type RetryPolicy, type RetryWorld, withRetries } from './retry.js';
import type { RetryEvent } from './retry-event.js';
import { caughtError } from './testing/caught-error.js';
import { clientOf, emulated, HELLO } from './testing/emulated.js';

/** A world in which nobody waits: sleeping moves the clock. */
function quickWorld(random = 0.5): RetryWorld & { readonly slept: number[] } {
  const slept: number[] = [];
  let now = Date.parse('2026-01-01T00:00:00Z');
  return {
    slept,
    now: () => now,
    random: () => random,
    sleep: async (milliseconds, signal) => {
      slept.push(milliseconds);
      if (!signal.aborted) now += milliseconds;
    },
  };
}

function failure(reason: ErrorReason, headers?: Record<string, string>): ProviderError {
  const cause = headers && Object.assign(new Error('refused'), { $response: { headers } });
  return new ProviderError('refused', { reason, ...(cause && { cause }) });
}

const NEVER = new AbortController().signal;

interface Run {
  readonly attempts: number;
  readonly slept: readonly number[];
  readonly events: readonly RetryEvent[];
  readonly error: unknown;
}

/** Fails with these errors, then succeeds. */
async function run(
  errors: readonly unknown[],
  policy: Partial<RetryPolicy> = {},
  world: ReturnType<typeof quickWorld> = quickWorld(),
): Promise<Run> {
  const events: RetryEvent[] = [];
  let attempts = 0;
  const attempt = async (number: number): Promise<void> => {
    attempts = number;
    if (number <= errors.length) throw errors[number - 1];
  };
  const whole = { totalAttempts: 5, onRetry: (event: RetryEvent) => events.push(event), ...policy };
  const error = await withRetries(attempt, whole, NEVER, world).catch((thrown: unknown) => thrown);
  return { attempts, slept: world.slept, events, error };
}

describe('withRetries', () => {
  it('tries again after what may pass, and tells of it before it waits', async () => {
    const errors = [failure('throttled'), failure('transient'), failure('overloaded')];
    const { attempts, slept, events, error } = await run(errors);
    expect(error).toBeUndefined();
    expect(attempts).toBe(4);
    expect(slept).toEqual([500, 50, 2000]);
    expect(events).toEqual([
      { attempt: 1, error: errors[0], delayMs: 500 },
      { attempt: 2, error: errors[1], delayMs: 50 },
      { attempt: 3, error: errors[2], delayMs: 2000 },
    ]);
  });

  it('gives the last error when the attempts are used up', async () => {
    const errors = Array.from({ length: 9 }, () => failure('throttled'));
    const { attempts, error, events } = await run(errors, { totalAttempts: 3 });
    expect(attempts).toBe(3);
    expect(error).toBe(errors[2]);
    expect(events).toHaveLength(2);
  });

  it.each<unknown>([
    failure('invalid_request'),
    failure('context_overflow'),
    failure('authentication'),
    failure('model_error'),
    failure('aborted'),
    new ProviderError('done, and billed', { reason: 'timeout', retryable: false }),
    new TypeError('a mistake'),
  ])('never tries again after %s', async (thrown) => {
    const { attempts, error, events } = await run([thrown]);
    expect(attempts).toBe(1);
    expect(error).toBe(thrown);
    expect(events).toEqual([]);
  });

  it.each<[headers: Record<string, string>, delayMs: number]>([
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': '0.25' }, 250],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }, 9000],
    [{ 'retry-after': 'Thu, 01 Jan 2015 00:00:00 GMT' }, 0],
    [{ 'x-amz-retry-after': '1234' }, 1234],
    [{ 'x-amz-retry-after': '1234', 'retry-after': '7' }, 1234],
    [{ 'x-amz-retry-after': 'soon', 'retry-after': '7' }, 7000],
    [{ 'retry-after': 'soon' }, 500],
    [{}, 500],
  ])('waits after %j for %i ms', async (headers, delayMs) => {
    expect((await run([failure('throttled', headers)])).slept).toEqual([delayMs]);
  });

  it('leaves it to the caller when it would have to wait for more than a minute', async () => {
    const patient = failure('throttled', { 'retry-after': '60' });
    expect((await run([patient])).slept).toEqual([60_000]);
    const error = failure('throttled', { 'retry-after': '61' });
    expect(await run([error])).toMatchObject({ attempts: 1, slept: [], error });
  });

  it('waits at random, at most twice as long each time and never more than 20 seconds', async () => {
    const reasons = fc.constantFrom<ErrorReason>('throttled', 'overloaded', 'transient', 'timeout');
    await fc.assert(
      fc.asyncProperty(
        fc.array(reasons, { maxLength: 12 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        async (listed, random) => {
          const errors = listed.map((reason) => failure(reason));
          const { slept } = await run(errors, { totalAttempts: 20 }, quickWorld(random));
          expect(slept).toHaveLength(listed.length);
          slept.forEach((delay, at) => {
            const base = ['throttled', 'overloaded'].includes(listed[at] ?? '') ? 1000 : 50;
            expect(delay).toBeGreaterThanOrEqual(0);
            expect(delay).toBeLessThanOrEqual(Math.min(20_000, base * 2 ** at));
            expect(delay).toBe(Math.floor(random * Math.min(20_000, base * 2 ** at)));
          });
        },
      ),
    );
  });

  it('ends a wait at once when the signal fires, with what had failed', async () => {
    const stop = new AbortController();
    const attempt = async (number: number): Promise<never> => {
      throw failure('throttled', { 'retry-after': String(number * 20) });
    };
    const policy = {
      totalAttempts: 5,
      onRetry: ({ attempt: number }: RetryEvent) => {
        if (number === 2) stop.abort(new Error('enough'));
      },
    };
    const error = await caughtError(withRetries(attempt, policy, stop.signal, quickWorld()));
    expect(error).toMatchObject({ reason: 'aborted', retryable: false, attempts: 2 });
    expect(error.cause).toMatchObject({ message: 'enough' });
  });

  it('does not even start when the signal has fired', async () => {
    const never = async (): Promise<void> => expect.fail('It was called');
    const signal = AbortSignal.abort();
    const error = await caughtError(withRetries(never, { totalAttempts: 5 }, signal));
    expect(error).toMatchObject({ reason: 'aborted', attempts: 0 });
  });
});

describe('the deadline', () => {
  it('ends the call with its last error when the wait would pass it', async () => {
    const world = quickWorld();
    const deadline = world.now() + 10_000;
    const errors = ['4', '5', '2'].map((seconds) =>
      failure('throttled', { 'retry-after': seconds }),
    );
    const { attempts, slept, error } = await run(errors, { deadline }, world);
    expect({ attempts, slept }).toEqual({ attempts: 3, slept: [4000, 5000] });
    expect(error).toBe(errors[2]);
  });

  it('may be passed by an answer, which its own limit ends', async () => {
    const world = quickWorld();
    const { error } = await run([], { deadline: world.now() - 1 }, world);
    expect(error).toBeUndefined();
  });
});

describe('the attempts of a kind of error', () => {
  const internal = (): ProviderError =>
    providerErrorOf(Object.assign(new Error('no'), { name: 'InternalServerException' }), {
      model: 'a',
      region: undefined,
      attempts: 1,
    });

  it('are two for an internal error of the service', async () => {
    const errors = [internal(), internal(), internal()];
    expect(await run(errors)).toMatchObject({ attempts: 2, error: errors[1] });
  });

  it('count those that ended like that alone', async () => {
    const errors = [failure('throttled'), internal(), failure('throttled'), internal()];
    expect(await run(errors)).toMatchObject({ attempts: 4, error: errors[3] });
    expect(await run([internal(), failure('overloaded')])).toMatchObject({ error: undefined });
  });

  it('are at most those of the policy', async () => {
    expect(await run([internal(), internal()], { totalAttempts: 1 })).toMatchObject({
      attempts: 1,
    });
  });
});

describe('the rate of a client', () => {
  it('holds every call back until the time that the service names', async () => {
    const rate = new CallRate();
    const world = quickWorld();
    const throttled = failure('throttled', { 'retry-after': '4' });
    const first = await run([throttled], { rate, totalAttempts: 1 }, world);
    expect(first).toMatchObject({ attempts: 1, slept: [] });
    await run([], { rate }, world);
    expect(world.slept).toEqual([4000]);
  });

  it('is not slowed down by other failures', async () => {
    const rate = new CallRate();
    const world = quickWorld();
    await run([failure('transient'), failure('overloaded')], { rate }, world);
    expect(rate.perSecond(world.now())).toBe(Number.POSITIVE_INFINITY);
  });

  it('lets no call wait for a turn after its deadline', async () => {
    const rate = new CallRate();
    const world = quickWorld();
    const throttled = failure('throttled', { 'retry-after': '4' });
    await run([throttled], { rate, totalAttempts: 1 }, world);
    const late = await run([], { rate, deadline: world.now() + 3000 }, world);
    expect(late).toMatchObject({ attempts: 0, slept: [] });
    expect(late.error).toMatchObject({ reason: 'throttled', attempts: 0 });
    const again = failure('throttled', { 'retry-after': '5' });
    const deadline = world.now() + 9500;
    expect(await run([again], { rate, deadline }, world)).toMatchObject({ error: undefined });
  });
});

describe.each(['http1', 'http2'] as const)('retries over %s', (protocol) => {
  const SOON = { headers: { 'x-amz-retry-after': '1' } };

  it('are counted, told of, and end in an answer', async () => {
    const emulator = await emulated();
    emulator.reply([
      reply.error('ThrottlingException', undefined, SOON),
      reply.error('ModelNotReadyException', undefined, SOON),
      reply.raw({ status: 503, body: '<html>', ...SOON }),
      'At last.',
    ]);
    const events: RetryEvent[] = [];
    const client = clientOf(emulator, { protocol, onRetry: (event) => events.push(event) });
    expect((await client.create(HELLO)).text).toBe('At last.');
    expect(events.map(({ attempt, delayMs }) => [attempt, delayMs])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
    expect(events.map(({ error }) => [error.reason, error.status, error.attempts])).toEqual([
      ['throttled', 429, 1],
      ['overloaded', 429, 2],
      ['overloaded', 503, 3],
    ]);
  });

  it.each<[options: BedrockClientOptions, attempts: number]>([
    [{}, 5],
    [{ totalMaxAttempts: 1 }, 1],
    [{ totalMaxAttempts: 3 }, 3],
    [{ maxAttempts: 0 }, 1],
    [{ maxAttempts: 1 }, 2],
    [{ mode: 'adaptive', totalMaxAttempts: 2 }, 2],
    [{ mode: 'legacy', totalMaxAttempts: 2 }, 2],
  ])('with %j end after %i attempts', async (options, attempts) => {
    const emulator = await emulated({ replies: reply.error('ThrottlingException', 'no', SOON) });
    const error = await caughtError(clientOf(emulator, { ...options, protocol }).create(HELLO));
    expect(error).toMatchObject({ reason: 'throttled', retryable: true, attempts });
    expect(emulator.requests).toHaveLength(attempts);
  });

  it('wait as long as the service expects its queue to take', async () => {
    const emulator = await emulated();
    const members = { expectedQueueDelayInMs: 3 };
    emulator.reply([
      reply.error('ServiceUnavailableException', 'Too many connections', { members }),
    ]);
    const delays: number[] = [];
    const onRetry = ({ delayMs }: RetryEvent): void => void delays.push(delayMs);
    await clientOf(emulator, { protocol, onRetry }).create(HELLO);
    expect(delays).toEqual([3]);
  });

  it('are not made of what the service calls invalid', async () => {
    const emulator = await emulated({ replies: reply.error('ValidationException', 'no', SOON) });
    const error = await caughtError(clientOf(emulator, { protocol }).create(HELLO));
    expect(error).toMatchObject({ reason: 'invalid_request', attempts: 1 });
    expect(emulator.requests).toHaveLength(1);
  });

  it('send the very same body each time', async () => {
    const emulator = await emulated();
    emulator.reply([reply.error('ThrottlingException', 'no', SOON), 'Hello.']);
    await clientOf(emulator, { protocol }).create(HELLO);
    const [first, second] = emulator.requests.map(({ rawBody }) => Buffer.from(rawBody).toString());
    expect(first).toBe(second);
    expect(first).toContain('Hello');
  });

  it('keep an adaptive client as a whole back', async () => {
    const emulator = await emulated();
    emulator.reply([
      reply.error('ThrottlingException', 'no', { headers: { 'retry-after': '0.2' } }),
    ]);
    const started: number[] = [];
    const client = clientOf(emulator, {
      protocol,
      mode: 'adaptive',
      onRetry: () => started.push(emulator.requests.length),
    });
    const throttled = client.create(HELLO);
    await expect.poll(() => started).toEqual([1]);
    const late = client.create(HELLO);
    await Promise.all([throttled, late]);
    // Both came after the pause, the late one behind the one that was throttled.
    const [refused, ...answered] = emulator.requests.map(({ receivedAt }) => receivedAt.getTime());
    for (const time of answered) expect(time - (refused ?? 0)).toBeGreaterThanOrEqual(199);
  });
});
