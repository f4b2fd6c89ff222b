import { type Emulator, reply } from '@outcrop/bedrock-emulator';
import { createRegistry } from '@outcrop/provider-registry';
import { describe, expect, it } from 'vitest';
import { bedrock } from './adapter.js';
import { createBedrockClient } from './bedrock-client.js';
import type { ConversePort } from './converse-port.js';
import { caughtError } from './testing/caught-error.js';
import { emulated, HELLO, MODEL } from './testing/emulated.js';
import { TRANSPORTS } from './testing/transports.js';

/** Two events, and then nothing more. */
const SILENT = reply.fault('idle', {
  after: 2,
  answer: { text: 'Hello world.', chunkCharacters: 4 },
});

/** The emulator has seen the client close the connection. */
async function seenClosed(emulator: Emulator): Promise<void> {
  await expect.poll(() => emulator.requests[0]?.closedBy).toBe('client');
  await expect.poll(() => emulator.connections.open).toBe(0);
}

describe.each(TRANSPORTS)('over $name the connection is closed at once by', ({ connect }) => {
  it('break', async () => {
    const { emulator, client } = await connect({ replies: SILENT });
    const stream = client.stream(HELLO);
    for await (const event of stream) if (event.type === 'text-delta') break;
    await seenClosed(emulator);
    const requestId = emulator.requests[0]?.response.requestId;
    await expect(stream.response).rejects.toMatchObject({
      reason: 'aborted',
      partial: { id: requestId, text: 'Hell', status: 'in_progress' },
    });
  });

  it('an exception in the body of the loop', async () => {
    const { emulator, client } = await connect({ replies: SILENT });
    const reading = (async () => {
      for await (const event of client.stream(HELLO)) {
        if (event.type === 'text-delta') throw new Error('my own');
      }
    })();
    await expect(reading).rejects.toThrow('my own');
    await seenClosed(emulator);
  });

  it('leaving the text', async () => {
    const { emulator, client } = await connect({ replies: SILENT });
    for await (const text of client.stream(HELLO).textStream()) {
      expect(text).toBe('Hell');
      break;
    }
    await seenClosed(emulator);
  });

  it('cancelling the Web stream, while it waits', async () => {
    const { emulator, client } = await connect({ replies: SILENT });
    const reader = client.stream(HELLO).toReadableStream().getReader();
    for (let at = 0; at < 3; at += 1) await reader.read();
    const read = reader.read();
    await reader.cancel();
    expect(await read).toEqual({ done: true, value: undefined });
    await seenClosed(emulator);
  });

  it('cancelling the Web stream, before anything has come', async () => {
    const { emulator, client } = await connect({
      replies: reply.fault('idle', { after: 'start' }),
    });
    const stream = client.stream(HELLO);
    const reader = stream.toReadableStream().getReader();
    const read = reader.read();
    await expect.poll(() => emulator.requests.length).toBe(1);
    await reader.cancel();
    expect(await read).toEqual({ done: true, value: undefined });
    await seenClosed(emulator);
    const error = await caughtError(stream.response);
    expect(error.reason).toBe('aborted');
    expect(error.partial).toBeUndefined();
  });

  it('an abort while an event is awaited', async () => {
    const { emulator, client } = await connect({ replies: SILENT });
    const controller = new AbortController();
    const stream = client.stream(HELLO, { signal: controller.signal });
    const seen: string[] = [];
    const reading = (async () => {
      for await (const text of stream.textStream()) {
        seen.push(text);
        setImmediate(() => controller.abort(new Error('Stop.')));
      }
    })();
    const error = await caughtError(reading);
    expect(error).toMatchObject({
      reason: 'aborted',
      retryable: false,
      attempts: 1,
      message: 'The call was aborted',
      requestId: emulator.requests[0]?.response.requestId,
      partial: { text: 'Hell', status: 'in_progress' },
      cause: { message: 'Stop.' },
    });
    expect(seen).toEqual(['Hell']);
    await seenClosed(emulator);
    await expect(stream.response).rejects.toBe(error);
  });

  it('an abort while the reader is busy, who gets nothing more', async () => {
    const replies = reply.fault('idle', {
      after: 5,
      answer: { text: 'a b c ', chunkCharacters: 2 },
    });
    const { emulator, client } = await connect({ replies });
    const controller = new AbortController();
    const seen: string[] = [];
    const reading = (async () => {
      for await (const text of client.stream(HELLO, { signal: controller.signal }).textStream()) {
        seen.push(text);
        controller.abort();
        await seenClosed(emulator);
      }
    })();
    expect(await caughtError(reading)).toMatchObject({ reason: 'aborted' });
    expect(seen).toEqual(['a ']);
  });

  it('an abort while the head is awaited', async () => {
    const { emulator, client } = await connect({
      replies: reply.fault('idle', { after: 'start' }),
    });
    const controller = new AbortController();
    const answer = client.stream(HELLO, { signal: controller.signal }).response;
    await expect.poll(() => emulator.requests.length).toBe(1);
    controller.abort();
    const error = await caughtError(answer);
    expect(error).toMatchObject({ reason: 'aborted', attempts: 1 });
    expect(error.partial).toBeUndefined();
    await seenClosed(emulator);
  });

  it('a time limit of the caller', async () => {
    const { emulator, client } = await connect({ replies: SILENT });
    const controller = new AbortController();
    const stream = client.stream(HELLO, { signal: controller.signal });
    const reading = (async () => {
      // As AbortSignal.timeout does it, but not before something has come.
      for await (const _ of stream.textStream()) {
        controller.abort(new DOMException('The operation timed out.', 'TimeoutError'));
      }
    })();
    expect(await caughtError(reading)).toMatchObject({
      reason: 'timeout',
      message: "The caller's time limit was reached",
      partial: { text: 'Hell' },
    });
    await seenClosed(emulator);
  });

  it('AbortSignal.timeout', async () => {
    const { emulator, client } = await connect({ replies: SILENT });
    const signal = AbortSignal.timeout(300);
    const error = await caughtError(client.stream(HELLO, { signal }).response);
    expect(error).toMatchObject({ reason: 'timeout', retryable: false });
    await expect.poll(() => emulator.connections.open).toBe(0);
  });
});

describe('an abort', () => {
  it('before the call sends nothing', async () => {
    for (const { connect } of TRANSPORTS) {
      const { emulator, client } = await connect();
      const error = await caughtError(
        client.stream(HELLO, { signal: AbortSignal.abort() }).response,
      );
      expect(error).toMatchObject({ reason: 'aborted', attempts: 0 });
      expect(emulator.requests).toEqual([]);
    }
  });

  it('ends the wait for another attempt', async () => {
    for (const { connect } of TRANSPORTS) {
      const headers = { 'retry-after': '50' };
      const replies = reply.error('ThrottlingException', undefined, { headers });
      const controller = new AbortController();
      const onRetry = (): void => {
        setImmediate(() => controller.abort());
      };
      const { client } = await connect({ replies }, { onRetry });
      const error = await caughtError(client.stream(HELLO, { signal: controller.signal }).response);
      expect(error).toMatchObject({ reason: 'aborted', attempts: 1 });
    }
  });

  it('of one stream leaves the others alone', async () => {
    for (const { connect } of TRANSPORTS) {
      const { emulator, client } = await connect();
      emulator.reply([SILENT, reply({ text: 'Whole.', pacing: 20 })]);
      const controller = new AbortController();
      const aborted = client.stream(HELLO, { signal: controller.signal }).response;
      await expect.poll(() => emulator.requests.length).toBe(1);
      const other = client.stream(HELLO).response;
      await expect.poll(() => emulator.requests.length).toBe(2);
      controller.abort();
      await expect(aborted).rejects.toMatchObject({ reason: 'aborted' });
      expect((await other).text).toBe('Whole.');
    }
  });
});

describe('a reader who leaves', () => {
  it('finds what had arrived on the error, also through a registry', async () => {
    const emulator = await emulated({ replies: SILENT });
    const registry = createRegistry({ bedrock: async () => bedrock });
    const { endpoint, region, credentials } = emulator.clientOptions;
    const client = registry.model(`bedrock:${MODEL}`, { endpoint, region, credentials });
    const stream = client.stream({ messages: HELLO.messages });
    for await (const _ of stream.textStream()) break;
    await expect(stream.response).rejects.toMatchObject({
      reason: 'aborted',
      partial: { text: 'Hell' },
    });
    await registry.close();
  });

  it('of an answer in one piece has all of it', async () => {
    const port: ConversePort = {
      converse: async () => ({
        output: { output: { message: { role: 'assistant', content: [{ text: 'Hello.' }] } } },
      }),
    };
    const stream = createBedrockClient({ port }).stream(HELLO);
    for await (const _ of stream) break;
    await expect(stream.response).rejects.toMatchObject({
      reason: 'aborted',
      partial: { text: 'Hello.' },
    });
  });
});
