import { inspect } from 'node:util';
import { type Emulator, reply } from '@outcrop/bedrock-emulator';
import { describe, expect, it } from 'vitest';
import { caughtError } from './testing/caught-error.js';
import { CERTIFICATE } from './testing/certificate.js';
import { clientIn, emulated, HELLO } from './testing/emulated.js';
import { behindTls, portOf, testProxy } from './testing/network.js';
import { closedPort } from './testing/server.js';

/** A name that only the proxy of the test can find. */
const HOST = 'runtime.bedrock.test';
const ca = CERTIFICATE;

const connections = ({ requests }: Emulator): number =>
  new Set(requests.map(({ connectionId }) => connectionId)).size;

describe.each(['http1', 'http2'] as const)('a proxy over %s', (protocol) => {
  it('is asked for the host, once for all calls one after another', async () => {
    const emulator = await emulated();
    const { port } = await behindTls(emulator.url);
    const proxy = await testProxy({ port });
    const endpoint = `https://${HOST}`;
    const client = clientIn({}, emulator, {
      protocol,
      endpoint,
      ca,
      proxy: `http://127.0.0.1:${proxy.port}`,
    });
    for (let call = 0; call < 5; call += 1) {
      await client.create(HELLO);
      await client.stream(HELLO).response;
    }
    // Over HTTP/2 each stream has a connection of its own.
    const expected = protocol === 'http1' ? 1 : 6;
    expect(proxy.targets).toEqual(Array(expected).fill(`${HOST}:443`));
    expect(connections(emulator)).toBe(expected);
    expect(emulator.requests.map(({ response }) => response.status)).toEqual(Array(10).fill(200));
  });

  it('carries many calls at once', async () => {
    const emulator = await emulated();
    const proxy = await testProxy({ port: portOf(emulator.url) });
    const client = clientIn({}, emulator, {
      protocol,
      endpoint: `http://${HOST}:8080`,
      proxy: new URL(`http://127.0.0.1:${proxy.port}`),
    });
    await Promise.all(Array.from({ length: 100 }, () => client.create(HELLO)));
    expect(emulator.requests).toHaveLength(100);
    expect(new Set(proxy.targets)).toEqual(new Set([`${HOST}:8080`]));
    await client.close();
    await expect.poll(proxy.open).toBe(0);
  });

  it('may itself be behind TLS', async () => {
    const emulator = await emulated();
    const { port } = await behindTls(emulator.url);
    const proxy = await testProxy({ port, isSecure: true, auth: 'me:secret' });
    const client = clientIn({}, emulator, {
      protocol,
      endpoint: `https://${HOST}`,
      ca,
      proxy: `https://me:secret@127.0.0.1:${proxy.port}`,
    });
    await client.create(HELLO);
    expect(proxy.targets).toEqual([`${HOST}:443`]);
  });

  it.each([undefined, 'env'] as const)('is that of the environment by default: %s', async (way) => {
    const emulator = await emulated();
    const { port } = await behindTls(emulator.url);
    const proxy = await testProxy({ port });
    const variables = {
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      NO_PROXY: 'direct.bedrock.test',
    };
    const options = way === undefined ? { ca } : { ca, proxy: way };
    await clientIn(variables, emulator, {
      protocol,
      ...options,
      endpoint: `https://${HOST}`,
    }).create(HELLO);
    expect(proxy.targets).toEqual([`${HOST}:443`]);
    const direct = clientIn(variables, emulator, {
      protocol,
      ...options,
      endpoint: 'https://direct.bedrock.test',
    });
    expect((await caughtError(direct.create(HELLO))).message).toMatch(/ENOTFOUND|EAI_AGAIN/);
    const off = clientIn(variables, emulator, {
      protocol,
      endpoint: `https://${HOST}`,
      proxy: false,
    });
    expect((await caughtError(off.create(HELLO))).message).toMatch(/ENOTFOUND|EAI_AGAIN/);
    expect(proxy.targets).toHaveLength(1);
  });

  it('gets user and password, which nobody else gets to see', async () => {
    const emulator = await emulated();
    const proxy = await testProxy({ port: portOf(emulator.url), auth: 'me@work:pass/w:rd' });
    const address = (password: string): string =>
      `http://me%40work:${password}@127.0.0.1:${proxy.port}`;
    const endpoint = `http://${HOST}`;
    const right = clientIn({}, emulator, { protocol, endpoint, proxy: address('pass%2Fw%3Ard') });
    await right.create(HELLO);
    expect(emulator.requests[0]?.headers).not.toHaveProperty('proxy-authorization');

    const wrong = clientIn({}, emulator, { protocol, endpoint, proxy: address('not-to-be-seen') });
    const error = await caughtError(wrong.create(HELLO));
    expect(error).toMatchObject({ reason: 'authentication', retryable: false });
    expect(error.message).toContain(`the proxy http://127.0.0.1:${proxy.port}: `);
    expect(error.message).toContain('HTTP 407');
    expect(error.hint).toContain('proxy');
    const sights = inspect([error, wrong], { depth: 9, showHidden: true }) + JSON.stringify(error);
    expect(sights).not.toContain('not-to-be-seen');
    expect(sights).not.toContain(Buffer.from('me@work:not-to-be-seen').toString('base64'));
  });

  it.each<[refuse: number | 'silent' | 'closed', reason: string, retryable: boolean, said: string]>(
    [
      [403, 'access_denied', false, 'HTTP 403'],
      [502, 'transient', true, 'HTTP 502'],
      ['closed', 'transient', true, 'ECONNREFUSED'],
      ['silent', 'transient', true, ''],
    ],
  )('that does not let it through is an error: %s', async (refuse, reason, retryable, said) => {
    const emulator = await emulated();
    const isOpen = refuse !== 'closed';
    const proxy = isOpen ? await testProxy({ port: 9, refuse }) : undefined;
    const port = proxy?.port ?? portOf(await closedPort());
    const client = clientIn({}, emulator, {
      protocol,
      endpoint: `http://${HOST}`,
      proxy: `http://127.0.0.1:${port}`,
      timeouts: { connectMs: 200 },
    });
    const error = await caughtError(client.create(HELLO));
    expect(error).toMatchObject({ reason, retryable });
    expect(error.message).toContain(said);
    if (proxy) await expect.poll(proxy.open).toBe(0);
  });

  it.each(['fin', 'rst'] as const)('that breaks, breaks the stream: %s', async (fault) => {
    const answer = { text: 'Hello world.', chunkCharacters: 4 };
    const emulator = await emulated({ replies: reply.fault(fault, { after: 2, answer }) });
    const { port } = await behindTls(emulator.url);
    const proxy = await testProxy({ port });
    const client = clientIn({}, emulator, {
      protocol,
      endpoint: `https://${HOST}`,
      ca,
      proxy: `http://127.0.0.1:${proxy.port}`,
    });
    const error = await caughtError(client.stream(HELLO).response);
    expect(error).toMatchObject({ reason: 'incomplete_stream', partial: { text: 'Hell' } });
    await client.close();
    await expect.poll(proxy.open).toBe(0);
  });

  it('loses its connection when the reader leaves', async () => {
    const answer = { text: 'Hello world.', chunkCharacters: 4 };
    const emulator = await emulated({ replies: reply.fault('idle', { after: 2, answer }) });
    const proxy = await testProxy({ port: portOf(emulator.url) });
    const client = clientIn({}, emulator, {
      protocol,
      endpoint: `http://${HOST}`,
      proxy: `http://127.0.0.1:${proxy.port}`,
    });
    for await (const _ of client.stream(HELLO).textStream()) break;
    await expect.poll(proxy.open).toBe(0);
    await expect.poll(() => emulator.connections.open).toBe(0);
  });
});
