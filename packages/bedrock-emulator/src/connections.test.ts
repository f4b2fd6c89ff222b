import { request } from 'node:http';
import {
  type BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { afterEach, describe, expect, it } from 'vitest';
import { reply } from './reply.js';
import { startEmulator } from './start-emulator.js';
import { type Pair, type Transport, transports } from './testing/transports.js';

const open: Pair[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((pair) => pair.close()));
});

async function connect(
  transport: Transport,
  options?: Parameters<Transport['connect']>[0],
): Promise<Pair> {
  const pair = await transport.connect(options);
  open.push(pair);
  return pair;
}

const input = { modelId: 'm', messages: [{ role: 'user' as const, content: [{ text: 'Hi' }] }] };

async function readStream(client: BedrockRuntimeClient): Promise<void> {
  const { stream = [] } = await client.send(new ConverseStreamCommand(input));
  for await (const _event of stream);
}

const closers = ({ emulator }: Pair) => emulator.requests.map(({ closedBy }) => closedBy);

describe.each(transports)('connections over $name', (transport) => {
  const isHttp1 = transport.protocol === 'http1';

  it('are counted', async () => {
    const pair = await connect(transport);
    const { emulator, client } = pair;
    expect(emulator.connections).toEqual({ total: 0, open: 0 });
    for (let call = 0; call < 5; call += 1) await client.send(new ConverseCommand(input));
    for (let call = 0; call < 5; call += 1) await readStream(client);
    // The SDK opens an HTTP/2 connection for every call, and keeps those of HTTP/1.1.
    expect(emulator.connections.total).toBe(isHttp1 ? 1 : 10);
    expect(new Set(emulator.requests.map(({ connectionId }) => connectionId)).size).toBe(
      emulator.connections.total,
    );
    client.destroy();
    await expect.poll(() => emulator.connections.open).toBe(0);
    expect(new Set(closers(pair))).toEqual(new Set(['server']));
  });

  it('show a client that aborts while it waits for the headers', async () => {
    const pair = await connect(transport, { replies: reply.fault('idle', { after: 'start' }) });
    const abort = new AbortController();
    const call = pair.client.send(new ConverseStreamCommand(input), { abortSignal: abort.signal });
    await expect.poll(() => closers(pair)).toEqual([undefined]);
    abort.abort();
    await expect(call).rejects.toThrow('aborted');
    await expect.poll(() => closers(pair)).toEqual(['client']);
  });

  it('show a client that aborts between two events', async () => {
    const pair = await connect(transport, { replies: reply.fault('idle', { after: 2 }) });
    const abort = new AbortController();
    const { stream = [] } = await pair.client.send(new ConverseStreamCommand(input), {
      abortSignal: abort.signal,
    });
    const events: unknown[] = [];
    const reading = (async () => {
      for await (const event of stream) {
        events.push(event);
        if (events.length === 2) abort.abort();
      }
    })();
    await reading.catch(() => {});
    expect(events).toHaveLength(2);
    await expect.poll(() => closers(pair)).toEqual(['client']);
  });

  it('show that leaving the loop alone closes nothing', async () => {
    const pair = await connect(transport, {
      replies: [reply.fault('idle', { after: 2 }), 'the next one'],
    });
    const abort = new AbortController();
    const { stream = [] } = await pair.client.send(new ConverseStreamCommand(input), {
      abortSignal: abort.signal,
    });
    for await (const _event of stream) break;
    await readStream(pair.client);
    expect(closers(pair)).toEqual([undefined, 'server']);
    abort.abort();
    await expect.poll(() => closers(pair)).toEqual(['client', 'server']);
  });

  it('show that the emulator closed them', async () => {
    const pair = await connect(transport, { replies: reply.fault('idle') });
    const call = readStream(pair.client).catch(() => {});
    await expect.poll(() => closers(pair)).toEqual([undefined]);
    await pair.emulator.close();
    await call;
    await expect.poll(() => closers(pair)).toEqual(['server']);
    expect(pair.emulator.connections.open).toBe(0);
  });
});

describe('a client that stops reading', () => {
  it('holds up the answer, and ends it when it goes away', async () => {
    const emulator = await startEmulator({
      auth: 'none',
      replies: reply.raw({ body: 'x'.repeat(50_000_000), split: 1_000_000 }),
    });
    const call = request(`${emulator.url}/model/m/converse`, { method: 'POST', agent: false });
    call.on('error', () => {});
    call.end(JSON.stringify({ messages: input.messages }));
    await new Promise((resolve) => call.on('response', (response) => resolve(response.pause())));
    expect(emulator.requests[0]?.closedBy).toBeUndefined();
    call.destroy();
    await expect.poll(() => emulator.requests[0]?.closedBy).toBe('client');
    await expect.poll(() => emulator.connections.open).toBe(0);
    await emulator.close();
  });
});

describe('the log of requests', () => {
  it('keeps as many as it is told', async () => {
    const [http1] = transports as readonly [Transport];
    const { client, emulator } = await connect(http1, {
      keepRequests: 2,
      replies: ['a', 'b', 'c'],
    });
    for (let call = 0; call < 3; call += 1) await client.send(new ConverseCommand(input));
    const texts = emulator.requests.map(
      ({ response }) => /"text":"(\w)"/.exec(`${response.body}`)?.[1],
    );
    expect(texts).toEqual(['b', 'c']);
  });
});
