import { reply } from '@outcrop/bedrock-emulator';
import { isProviderError } from '@outcrop/unified-response';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HELLO } from './testing/emulated.js';
import { ANSWER } from './testing/stream-faults/stream-fault.js';
import { STREAM_FAULTS } from './testing/stream-faults/stream-faults.js';
import { TRANSPORTS } from './testing/transports.js';

const ATTEMPTS = 3;

// Waits are a random part of what they may be.
beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe.each(TRANSPORTS)('over $name', ({ protocol, connect }) => {
  const faults = STREAM_FAULTS.filter(({ isOfHttp2 }) => protocol === 'http2' || !isOfHttp2);

  it.each(faults)('$fault', async (row) => {
    const { ends, isRetried, partial, replies, timeouts, hasNoHead, message = /./ } = row;
    const options = { totalMaxAttempts: ATTEMPTS, ...(timeouts && { timeouts }) };
    const { emulator, client } = await connect({ replies }, options);
    const stream = client.stream(HELLO);
    let text = '';
    let error: unknown;
    try {
      for await (const piece of stream.textStream()) text += piece;
    } catch (thrown) {
      error = thrown;
    }
    const attempts = isRetried ? ATTEMPTS : 1;
    expect(emulator.requests).toHaveLength(attempts);
    const requestId = emulator.requests.at(-1)?.response.requestId;

    if (ends === 'complete') {
      expect(error).toBeUndefined();
      expect(await stream.response).toMatchObject({
        id: requestId,
        text: 'Hello world.',
        status: 'completed',
        finishReason: 'stop',
        cost: { status: 'unknown', reason: 'usage-missing' },
        warnings: [{ code: 'usage_missing' }],
      });
      return;
    }

    if (!isProviderError(error)) throw error;
    await expect(stream.response).rejects.toBe(error);
    expect(error).toMatchObject({
      reason: ends,
      // Once something has been handed over, the same call would give it twice.
      retryable: isRetried,
      attempts,
      provider: 'bedrock',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(/./),
    });
    expect(error.requestId).toBe(hasNoHead ? undefined : requestId);
    expect(error.partial?.text).toBe(partial);
    expect(text).toBe(partial ?? '');
    if (error.partial) {
      expect(error.partial).toMatchObject({
        id: requestId,
        status: 'in_progress',
        finishReason: 'unknown',
        cost: { status: 'unknown' },
        providerMetadata: { requestId, region: 'us-east-1' },
      });
    }
    // Nothing stays open behind an error.
    await client.close();
    await expect.poll(() => emulator.connections.open).toBe(0);
  });

  it('a stream that breaks off before its first event is tried again', async () => {
    const { emulator, client } = await connect();
    emulator.reply([
      reply.fault('fin', { after: 'start' }),
      reply.fault('fin', { after: 'headers' }),
      reply.fault('exception-frame', { exception: 'throttlingException', after: 0 }),
      reply(ANSWER),
    ]);
    const response = await client.stream(HELLO).response;
    expect(response).toMatchObject({ text: 'Hello world.', status: 'completed' });
    expect(emulator.requests).toHaveLength(4);
    expect(response.id).toBe(emulator.requests[3]?.response.requestId);
  });

  it.each([
    ['a ping', reply.fault('unknown-event', { answer: ANSWER })],
    ['a ping as the first event', reply.fault('unknown-event', { after: 0, answer: ANSWER })],
    ['an initial response', reply.fault('initial-response', { answer: ANSWER })],
    ['a drip of bytes', reply.fault('drip', { bytes: 40, ms: 1, answer: ANSWER })],
    ['an answer in bytes', { ...reply(ANSWER), split: 1 }],
  ])('%s does no harm', async (_, replies) => {
    const { client } = await connect({ replies });
    const response = await client.stream(HELLO).response;
    expect(response).toMatchObject({ text: 'Hello world.', warnings: [] });
  });

  it('events behind the end are no part of the answer, and told', async () => {
    const { client } = await connect({ replies: reply.fault('late-events', { answer: ANSWER }) });
    const response = await client.stream(HELLO).response;
    expect(response).toMatchObject({
      text: 'Hello world.',
      warnings: [{ code: 'event_after_stop' }],
    });
  });
});
