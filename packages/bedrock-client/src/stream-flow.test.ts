import type { ServerResponse } from 'node:http';
import type { ServerHttp2Stream } from 'node:http2';
import { reply } from '@outcrop/bedrock-emulator';
import { describe, expect, it } from 'vitest';
import { clientOf, HELLO } from './testing/emulated.js';
import { eventFrame } from './testing/frames.js';
import { http1Server, http2Server } from './testing/server.js';
import { TRANSPORTS } from './testing/transports.js';

const PIECE = eventFrame(
  'contentBlockDelta',
  JSON.stringify({ contentBlockIndex: 0, delta: { text: 'x'.repeat(10_000) } }),
);
const MEGABYTE = 1024 * 1024;
/** More than all buffers between the two together. */
const MUCH = 64 * MEGABYTE;

/** Writes as much as it is let, and says how much that was. */
function writer(): {
  readonly write: (to: ServerResponse | ServerHttp2Stream) => void;
  readonly written: () => number;
} {
  let written = 0;
  const write = (to: ServerResponse | ServerHttp2Stream): void => {
    while (written < MUCH && !to.destroyed) {
      written += PIECE.length;
      if (!to.write(PIECE)) {
        to.once('drain', () => write(to));
        return;
      }
    }
  };
  return { write, written: () => written };
}

const HEAD = { 'content-type': 'application/vnd.amazon.eventstream' };

describe.each(['http1', 'http2'] as const)('a slow reader over %s', (protocol) => {
  it('holds the service back', async () => {
    const { write, written } = writer();
    const server =
      protocol === 'http1'
        ? await http1Server((_, response) => write(response.writeHead(200, HEAD)))
        : await http2Server((stream) => {
            stream.respond({ ':status': 200, ...HEAD });
            write(stream);
          });
    const client = clientOf(server, { protocol });
    const before = process.memoryUsage().arrayBuffers;
    for await (const text of client.stream(HELLO).textStream()) {
      expect(text).toHaveLength(10_000);
      // Until nothing more goes into the buffers between the two.
      let last = -1;
      while (last !== written()) {
        last = written();
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      break;
    }
    expect(written()).toBeGreaterThan(PIECE.length);
    expect(written()).toBeLessThan(MUCH / 2);
    // What is in this process: of the server too.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * MEGABYTE);
  });
});

describe.each(TRANSPORTS)('over $name', ({ protocol, connect }) => {
  it('the time that a reader takes is none in which the service is silent', async () => {
    const replies = reply({ text: 'one two three ', chunkCharacters: 5 });
    const { client } = await connect({ replies }, { timeouts: { idleMs: 150 } });
    const seen: string[] = [];
    for await (const text of client.stream(HELLO).textStream()) {
      seen.push(text);
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    expect(seen.join('')).toBe('one two three ');
  });

  it('a service that sends byte by byte is not silent', async () => {
    const answer = { text: 'Hi' };
    // Longer than any silence may be.
    const replies = reply.fault('drip', { bytes: 8, ms: 20, answer });
    const { client } = await connect({ replies }, { timeouts: { idleMs: 1000 } });
    const started = performance.now();
    expect((await client.stream(HELLO).response).text).toBe('Hi');
    expect(performance.now() - started).toBeGreaterThan(1500);
  });

  if (protocol === 'http1')
    it('20 streams one after another take one connection', async () => {
      const { emulator, client } = await connect({ replies: 'Hello.' });
      for (let call = 0; call < 20; call += 1) {
        const stream = client.stream(HELLO);
        if (call % 4 === 0) await stream.response;
        else if (call % 4 === 1) for await (const _ of stream);
        else if (call % 4 === 2) for await (const _ of stream.toReadableStream());
        // Whoever stops at the last event has left nothing behind.
        else for await (const event of stream) if (event.type === 'finish') break;
      }
      await client.create(HELLO);
      expect(emulator.requests).toHaveLength(21);
      expect(emulator.connections).toEqual({ total: 1, open: 1 });
    });

  it('a stream that was left takes its connection with it, and only that', async () => {
    const { emulator, client } = await connect({ replies: 'Hello.' });
    await client.stream(HELLO).response;
    emulator.reply(reply.fault('idle', { after: 2 }));
    for await (const event of client.stream(HELLO)) if (event.type === 'text-start') break;
    await expect.poll(() => emulator.connections.open).toBe(0);
    await client.stream(HELLO).response;
    expect(emulator.connections.total).toBe(protocol === 'http1' ? 2 : 3);
  });

  it('200 streams run at once', async () => {
    let asked = 0;
    let goAhead = (): void => {};
    const everybody = new Promise<void>((resolve) => {
      goAhead = resolve;
    });
    const { client } = await connect({
      replies: async () => {
        asked += 1;
        if (asked === 200) goAhead();
        await everybody;
        return 'Together.';
      },
    });
    const responses = await Promise.all(
      Array.from({ length: 200 }, () => client.stream(HELLO).response),
    );
    expect(new Set(responses.map(({ text }) => text))).toEqual(new Set(['Together.']));
  });
});
