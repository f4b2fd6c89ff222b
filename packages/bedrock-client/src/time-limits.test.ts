import { reply, startEmulator } from '@outcrop/bedrock-emulator';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createBedrockClient } from './bedrock-client.js';
import type { ConversePort } from './converse-port.js';
import { createSdkPort } from './sdk-port.js';
import { caughtError } from './testing/caught-error.js';
import { clientOf, emulated, HELLO, MODEL } from './testing/emulated.js';
import { http1Server, http2Server, type TestServer } from './testing/server.js';

const PROTOCOLS = ['http1', 'http2'] as const;
type Protocol = (typeof PROTOCOLS)[number];

interface SilentServer extends TestServer {
  readonly requests: () => number;
  /** Requests that went away without an answer. */
  readonly abandoned: () => number;
}

/** Answers nothing, or begins an answer and then falls silent. */
async function silentServer(protocol: Protocol, beginning?: string): Promise<SilentServer> {
  let requests = 0;
  let abandoned = 0;
  const leave = (): void => {
    abandoned += 1;
  };
  const server =
    protocol === 'http1'
      ? await http1Server((_, response) => {
          requests += 1;
          response.once('close', leave);
          if (beginning !== undefined) response.writeHead(200).write(beginning);
        })
      : await http2Server((stream) => {
          requests += 1;
          stream.once('close', leave);
          if (beginning === undefined) return;
          stream.respond({ ':status': 200 });
          stream.write(beginning);
        });
  return { ...server, requests: () => requests, abandoned: () => abandoned };
}

/** Long enough for a request to reach its server on a busy machine. */
const LIMIT_MS = 400;

describe.each(PROTOCOLS)('over %s', (protocol) => {
  // The first call loads the SDK.
  beforeAll(async () => {
    const emulator = await startEmulator();
    const client = createBedrockClient({ ...emulator.clientOptions, protocol });
    await client.create(HELLO);
    await client.close();
    await emulator.close();
  });

  it('a server that says nothing is a timeout, which is not tried again', async () => {
    const server = await silentServer(protocol);
    const client = clientOf(server, { protocol, timeouts: { firstByteMs: LIMIT_MS } });
    const error = await caughtError(client.create(HELLO));
    expect(error).toMatchObject({ reason: 'timeout', retryable: false, attempts: 1 });
    expect(error.message).toBe(`No first byte of the answer within ${LIMIT_MS} ms`);
    expect(error.hint).toContain('timeout');
    expect(server.requests()).toBe(1);
    await expect.poll(server.abandoned).toBe(1);
  });

  it('timeout in seconds is that limit', async () => {
    const client = clientOf(await silentServer(protocol), { protocol, timeout: LIMIT_MS / 1000 });
    const error = await caughtError(client.create(HELLO));
    expect(error.message).toBe(`No first byte of the answer within ${LIMIT_MS} ms`);
  });

  it('an answer that stalls is a timeout, which is not tried again', async () => {
    const server = await silentServer(protocol, '{"output":');
    const client = clientOf(server, { protocol, timeouts: { idleMs: LIMIT_MS } });
    const error = await caughtError(client.create(HELLO));
    expect(error).toMatchObject({ reason: 'timeout', retryable: false, attempts: 1 });
    expect(error.message).toBe(`No further byte of the answer within ${LIMIT_MS} ms`);
    expect(server.requests()).toBe(1);
    await expect.poll(server.abandoned).toBe(1);
  });

  it('a refusal that stalls is one, too', async () => {
    const server = await http1Server((_, response) => response.writeHead(400).write('{'));
    const client = clientOf(server, { timeouts: { idleMs: LIMIT_MS } });
    expect(await caughtError(client.create(HELLO))).toMatchObject({ reason: 'timeout' });
  });

  it('the limits of a call replace those of the client', async () => {
    const client = clientOf(await silentServer(protocol), { protocol, timeout: 2_000_000 });
    const call = client.create(HELLO, { timeouts: { firstByteMs: LIMIT_MS } });
    expect((await caughtError(call)).message).toContain(`within ${LIMIT_MS} ms`);
  });

  it('totalMs holds for everything', async () => {
    const server = await silentServer(protocol);
    const client = clientOf(server, { protocol, timeouts: { totalMs: LIMIT_MS } });
    const error = await caughtError(client.create(HELLO));
    expect(error).toMatchObject({ reason: 'timeout', retryable: false, attempts: 1 });
    expect(error.message).toBe(`No answer within ${LIMIT_MS} ms`);
    expect(error.hint).toContain('totalMs');
    await expect.poll(server.abandoned).toBe(1);
  });

  it('totalMs ends a call at once, with what had failed, when the wait would pass it', async () => {
    const patient = { headers: { 'retry-after': '30' } };
    const emulator = await emulated({
      replies: reply.error('ThrottlingException', 'Slow.', patient),
    });
    const told = vi.fn();
    const client = clientOf(emulator, {
      protocol,
      timeouts: { totalMs: 29_999 },
      onRetry: told,
    });
    const error = await caughtError(client.create(HELLO));
    expect(error).toMatchObject({ reason: 'throttled', status: 429, attempts: 1 });
    expect(told).not.toHaveBeenCalled();
    expect(emulator.requests).toHaveLength(1);
  });

  it('a signal that has fired lets nothing be sent', async () => {
    const emulator = await emulated();
    const reason = new Error('never mind');
    const call = clientOf(emulator, { protocol }).create(HELLO, {
      signal: AbortSignal.abort(reason),
    });
    const error = await caughtError(call);
    expect(error).toMatchObject({ reason: 'aborted', retryable: false, attempts: 0 });
    expect(error.cause).toBe(reason);
    expect(emulator.requests).toEqual([]);
  });

  it('a signal that fires ends the call and closes its connection', async () => {
    const server = await silentServer(protocol);
    const stop = new AbortController();
    const call = caughtError(clientOf(server, { protocol }).create(HELLO, { signal: stop.signal }));
    await expect.poll(server.requests).toBe(1);
    stop.abort('a reason of any kind');
    const error = await call;
    expect(error).toMatchObject({ reason: 'aborted', retryable: false, attempts: 1 });
    expect(error.cause).toBe('a reason of any kind');
    await expect.poll(server.abandoned).toBe(1);
  });

  it('a signal that fires in the middle of the answer ends it', async () => {
    const server = await silentServer(protocol, '{"output":');
    const stop = new AbortController();
    const call = caughtError(clientOf(server, { protocol }).create(HELLO, { signal: stop.signal }));
    await expect.poll(server.requests).toBe(1);
    stop.abort();
    expect(await call).toMatchObject({ reason: 'aborted', attempts: 1 });
    await expect.poll(server.abandoned).toBe(1);
  });

  it('AbortSignal.timeout is a timeout with its cause', async () => {
    const client = clientOf(await silentServer(protocol), { protocol });
    const error = await caughtError(
      client.create(HELLO, { signal: AbortSignal.timeout(LIMIT_MS) }),
    );
    expect(error).toMatchObject({ reason: 'timeout', retryable: false, attempts: 1 });
    expect(error.message).toContain("caller's time limit");
    expect(error.cause).toMatchObject({ name: 'TimeoutError' });
  });

  it('a signal that fires between two attempts ends the wait at once', async () => {
    const patient = { headers: { 'retry-after': '30' } };
    const emulator = await emulated({ replies: reply.error('ThrottlingException', 'no', patient) });
    const stop = new AbortController();
    const client = clientOf(emulator, {
      protocol,
      onRetry: () => setTimeout(() => stop.abort(), 20),
    });
    const error = await caughtError(client.create(HELLO, { signal: stop.signal }));
    expect(error).toMatchObject({ reason: 'aborted', attempts: 1 });
    expect(emulator.requests).toHaveLength(1);
  });
});

describe('an answer that is slow but steady', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is no timeout, however long it takes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const port: ConversePort = {
      converse: async (_, { onProgress, signal }) => {
        for (let chunk = 0; chunk < 50; chunk += 1) {
          await vi.advanceTimersByTimeAsync(90);
          signal.throwIfAborted();
          onProgress?.();
        }
        return { output: { stopReason: 'end_turn' } };
      },
    };
    const timeouts = { firstByteMs: 100, idleMs: 100 };
    const client = createBedrockClient({ port, timeouts });
    expect((await client.create(HELLO)).finishReason).toBe('stop');
    const short = client.create(HELLO, { timeouts: { idleMs: 80 } });
    expect(await caughtError(short)).toMatchObject({ reason: 'timeout', attempts: 1 });
  });

  it.each(PROTOCOLS)('tells of each of its chunks, over %s', async (protocol) => {
    const pieces = ['{"output":', '{"message":{"role":"assistant","content":[', ']}}', '}'];
    let progress = 0;
    const drip = async (write: (piece: string) => void): Promise<void> => {
      for (const [at, piece] of pieces.entries()) {
        write(piece);
        // The head counts as well; the next piece is written when this one has been told of.
        await expect.poll(() => progress).toBe(at + 2);
      }
    };
    const server =
      protocol === 'http1'
        ? await http1Server((_, response) => {
            response.flushHeaders();
            drip((piece) => response.write(piece)).then(() => response.end());
          })
        : await http2Server((stream) => {
            stream.respond({ ':status': 200 });
            drip((piece) => stream.write(piece)).then(() => stream.end());
          });
    const { credentials, endpoint, region } = server.clientOptions;
    const authentication = { kind: 'credentials', credentials } as const;
    const network = {
      proxyFor: () => undefined,
      certificates: () => undefined,
      rejectUnauthorized: true,
    };
    const way = { protocol, connectMs: 1000, network };
    const port = createSdkPort({ region, endpoint, authentication, ...way });
    const { output } = await port.converse(
      { modelId: MODEL, messages: [] },
      {
        signal: new AbortController().signal,
        onProgress: () => {
          progress += 1;
        },
      },
    );
    expect(output).toEqual(JSON.parse(pieces.join('')));
    await port.close?.();
  });
});

describe('what heeds no signal', () => {
  const NEVER = new Promise<never>(() => {});

  it('credentials that take for ever are a timeout', async () => {
    const emulator = await emulated();
    const client = clientOf(emulator, { credentials: () => NEVER, timeouts: { firstByteMs: 50 } });
    const error = await caughtError(client.create(HELLO));
    expect(error).toMatchObject({ reason: 'timeout', attempts: 1 });
  });

  it('a port or client of the caller is left behind', async () => {
    for (const way of [{ port: { converse: () => NEVER } }, { client: { send: () => NEVER } }]) {
      const client = createBedrockClient({ ...way, timeouts: { totalMs: 50 } });
      expect(await caughtError(client.create(HELLO))).toMatchObject({ reason: 'timeout' });
    }
  });
});
