import { reply } from '@outcrop/bedrock-emulator';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createBedrockClient } from './bedrock-client.js';
import { clientOf, emulated, HELLO } from './testing/emulated.js';
import { http1Server, http2Server } from './testing/server.js';

describe('connections', () => {
  it("lead where the AWS SDK's own variable says, unless an endpoint is given", async () => {
    const emulator = await emulated();
    vi.stubEnv('AWS_ENDPOINT_URL_BEDROCK_RUNTIME', emulator.url);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const { endpoint: _, ...clientOptions } = emulator.clientOptions;
    const client = createBedrockClient(clientOptions);
    await client.create(HELLO);
    await client.close();
    const other = await emulated();
    await clientOf(other).create(HELLO);
    expect([emulator.requests.length, other.requests.length]).toEqual([1, 1]);
  });

  it.each(['http1', 'http2'] as const)(
    'are used again: twenty calls, one connection, over %s',
    async (protocol) => {
      const emulator = await emulated({ replies: 'Hello.' });
      const client = clientOf(emulator, { protocol });
      for (let call = 0; call < 20; call += 1) await client.create(HELLO);
      expect(new Set(emulator.requests.map(({ connectionId }) => connectionId)).size).toBe(1);
      expect(emulator.requests).toHaveLength(20);
    },
  );

  it('are used again by streams, over http1: twenty of them, and as many calls, one connection', async () => {
    const emulator = await emulated({ replies: 'Hello.' });
    const client = clientOf(emulator);
    for (let call = 0; call < 20; call += 1) {
      expect((await client.stream(HELLO).response).text).toBe('Hello.');
      await client.create(HELLO);
    }
    expect(emulator.requests).toHaveLength(40);
    expect(new Set(emulator.requests.map(({ connectionId }) => connectionId)).size).toBe(1);
  });

  it.each(['http1', 'http2'] as const)(
    'are used again after a refusal, over %s',
    async (protocol) => {
      const emulator = await emulated();
      emulator.reply([
        reply.error('ValidationException'),
        reply.raw({ status: 502, body: '<html>' }),
      ]);
      const client = clientOf(emulator, { protocol, totalMaxAttempts: 1 });
      for (let call = 0; call < 5; call += 1) await client.create(HELLO).catch(() => {});
      expect(emulator.requests.map(({ response }) => response.status)).toEqual([
        400, 502, 200, 200, 200,
      ]);
      expect(new Set(emulator.requests.map(({ connectionId }) => connectionId)).size).toBe(1);
    },
  );

  it.each(['http1', 'http2'] as const)(
    'are as many as needed: 200 calls at once, over %s',
    async (protocol) => {
      // Nobody gets an answer before all have asked.
      let asked = 0;
      let goAhead = (): void => {};
      const everybody = new Promise<void>((resolve) => {
        goAhead = resolve;
      });
      const emulator = await emulated({
        replies: async () => {
          asked += 1;
          if (asked === 200) goAhead();
          await everybody;
          return 'Together.';
        },
      });
      const client = clientOf(emulator, { protocol, timeouts: { firstByteMs: 20_000 } });
      const responses = await Promise.all(Array.from({ length: 200 }, () => client.create(HELLO)));
      expect(responses.filter(({ text }) => text === 'Together.')).toHaveLength(200);
      expect(emulator.requests).toHaveLength(200);
    },
  );

  it('that the server closed in between are replaced', async () => {
    const answer = JSON.stringify({ output: { message: { role: 'assistant', content: [] } } });
    const http1 = await http1Server((request, response) => {
      response.end(answer, () => request.socket.end());
    });
    const http2 = await http2Server((stream) => {
      stream.respond({ ':status': 200 });
      stream.end(answer, () => stream.session?.close());
    });
    for (const [server, protocol] of [
      [http1, 'http1'],
      [http2, 'http2'],
    ] as const) {
      const client = clientOf(server, { protocol });
      for (let call = 0; call < 3; call += 1) await client.create(HELLO);
      expect(server.connections()).toBeGreaterThanOrEqual(3);
    }
  });
});
