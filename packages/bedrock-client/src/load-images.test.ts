import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import type { ChatParams } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { loadImages } from './load-images.js';
import type { BedrockClientOptions } from './options.js';
import { caughtError } from './testing/caught-error.js';
import { clientOf, emulated, HELLO, MODEL } from './testing/emulated.js';
import { http1Server, type TestServer } from './testing/server.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const WIRE_IMAGE = { image: { format: 'png', source: { bytes: PNG.toString('base64') } } };

interface ImageServer extends TestServer {
  /** Paths that were asked for, in order. */
  readonly paths: readonly string[];
}

/** Serves the image, unless the routes say otherwise. */
async function imageServer(
  routes: Readonly<Record<string, RequestListener>> = {},
): Promise<ImageServer> {
  const paths: string[] = [];
  const server = await http1Server((request, response) => {
    const path = request.url ?? '';
    paths.push(path);
    const route = routes[path];
    if (route) route(request, response);
    else response.writeHead(200, { 'content-type': 'image/png' }).end(PNG);
  });
  return { ...server, paths };
}

const imageAt = (url: string) => ({ type: 'image_url', image_url: { url } }) as const;
const callWith = (...content: readonly unknown[]): ChatParams =>
  ({ model: MODEL, messages: [{ role: 'user', content }] }) as ChatParams;

/** What the service gets of a call with that content. */
async function sentWith(
  content: readonly unknown[],
  images: BedrockClientOptions['images'] = { allowPrivate: true },
): Promise<unknown> {
  const emulator = await emulated();
  await clientOf(emulator, { images }).create(callWith(...content));
  return emulator.requests[0]?.body;
}

/** Why a call with that content fails before anything is sent. */
async function failureWith(
  content: readonly unknown[],
  images: BedrockClientOptions['images'] = { allowPrivate: true },
): ReturnType<typeof caughtError> {
  const emulator = await emulated();
  const error = await caughtError(clientOf(emulator, { images }).create(callWith(...content)));
  expect(emulator.requests).toEqual([]);
  return error;
}

describe('an image by address', () => {
  it('is loaded and sent as bytes', async () => {
    const server = await imageServer();
    expect(await sentWith([imageAt(`${server.url}/a.png`), { type: 'text', text: 'Hm?' }])).toEqual(
      {
        messages: [{ role: 'user', content: [WIRE_IMAGE, { text: 'Hm?' }] }],
      },
    );
  });

  it('is loaded once, however often it stands in the history', async () => {
    const server = await imageServer();
    const [image, other] = [imageAt(`${server.url}/a.png`), imageAt(`${server.url}/b.png`)];
    expect(await sentWith([image, image, other, image])).toEqual({
      messages: [{ role: 'user', content: [WIRE_IMAGE, WIRE_IMAGE, WIRE_IMAGE, WIRE_IMAGE] }],
    });
    expect([...server.paths].sort()).toEqual(['/a.png', '/b.png']);
  });

  it('is also loaded inside a tool result and for a guardrail', async () => {
    const server = await imageServer();
    const emulator = await emulated();
    const image = { type: 'image', imageUrl: `${server.url}/a.png` } as const;
    await clientOf(emulator, { images: { allowPrivate: true } }).create({
      model: MODEL,
      tools: [{ type: 'function', function: { name: 'look' } }],
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look.' },
            { type: 'guard', image },
          ],
        },
        {
          role: 'assistant',
          content: [{ type: 'tool_call', id: 'tooluse_1', name: 'look', arguments: '{}' }],
        },
        {
          role: 'user',
          content: [{ type: 'tool_result', toolCallId: 'tooluse_1', output: [image] }],
        },
      ],
    });
    expect(emulator.requests[0]?.body).toMatchObject({
      messages: [
        { content: [{ text: 'Look.' }, { guardContent: WIRE_IMAGE }] },
        {},
        { content: [{ toolResult: { content: [WIRE_IMAGE] } }] },
      ],
    });
  });

  it.each(['application/octet-stream', 'binary/octet-stream', 'IMAGE/PNG; charset=x', 'image/jpg'])(
    'of the type %s is told by its first bytes',
    async (type) => {
      const server = await imageServer({
        '/a': (_, response) => response.writeHead(200, { 'content-type': type }).end(PNG),
      });
      expect(await sentWith([imageAt(`${server.url}/a`)])).toEqual({
        messages: [{ role: 'user', content: [WIRE_IMAGE] }],
      });
    },
  );

  it('is looked for where it was redirected to', async () => {
    const to =
      (location: string): RequestListener =>
      (_, response) =>
        response.writeHead(302, { location }).end('moved');
    const server = await imageServer({
      '/1': to('/2'),
      '/2': to('deeper/../3?x=1'),
      '/3?x=1': to('//127.0.0.1:1/4'),
    });
    const direct = await sentWith([imageAt(`${server.url}/2?y`)]);
    expect(direct).toMatchObject({ messages: [{ content: [WIRE_IMAGE] }] });
    expect((await failureWith([imageAt(`${server.url}/1`)])).message).toContain('ECONNREFUSED');
    expect(server.paths).toEqual(['/2?y', '/1', '/2', '/3?x=1']);
  });

  it('has a connection of its own, so that its host is judged each time', async () => {
    const server = await imageServer();
    await sentWith([imageAt(`${server.url}/a.png`)]);
    await sentWith([imageAt(`${server.url}/a.png`)]);
    expect(server.connections()).toBe(2);
  });

  it('leaves messages without one as they are', async () => {
    const messages = [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }] as const;
    const network = {
      proxyFor: () => undefined,
      certificates: () => undefined,
      rejectUnauthorized: true,
    };
    const limits = { maxBytes: 1, timeoutMs: 1, allowPrivate: false, network };
    const { signal } = new AbortController();
    expect(await loadImages(messages, limits, signal)).toBe(messages);
  });
});

describe('an image that cannot be loaded', () => {
  const circle: RequestListener = (_, response) =>
    response.writeHead(302, { location: '/circle' }).end();
  const ROUTES: Readonly<Record<string, RequestListener>> = {
    '/page': (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
    '/untyped': (_, response) => response.writeHead(200).end(PNG),
    '/missing': (_, response) => response.writeHead(404, { 'content-type': 'image/png' }).end(PNG),
    '/circle': circle,
    '/astray': (_, response) => response.writeHead(302, { location: 'http://[' }).end(),
    '/elsewhere': (_, response) => response.writeHead(302, { location: 'ftp://host/' }).end(),
    '/cut': (request, response) => {
      response.writeHead(200, { 'content-type': 'image/png', 'content-length': 9999 });
      response.write(PNG, () => request.socket.destroy());
    },
  };

  it.each([
    ['/page', 'it is of type "text/html", not an image'],
    ['/untyped', 'it is of type "", not an image'],
    ['/missing', 'the server answered 404'],
    ['/circle', 'it redirects too often'],
    ['/astray', 'its address is no URL'],
    ['/elsewhere', 'only https: and http: addresses are loaded'],
    ['/cut', 'aborted'],
  ])('like %s says where it stands and why', async (path, problem) => {
    const server = await imageServer(ROUTES);
    const error = await failureWith([{ type: 'text', text: 'Hm?' }, imageAt(server.url + path)]);
    expect(error).toMatchObject({
      reason: 'invalid_request',
      retryable: false,
      provider: 'bedrock',
    });
    expect(error.path).toBe('messages[0].content[1]');
    expect(error.message).toBe(
      `messages[0].content[1]: the image ${server.url}${path} cannot be loaded: ${problem}`,
    );
    expect(error.hint).toContain('data URI');
  });

  it('does not show the query of its address, which may be signed', async () => {
    const server = await imageServer(ROUTES);
    const signed = imageAt(`${server.url}/a.png?X-Amz-Signature=0123456789abcdef`);
    const error = await failureWith([signed], { allowPrivate: true, maxBytes: 1 });
    expect(error.message).toContain('/a.png cannot be loaded');
    expect(`${JSON.stringify(error)}${error.stack}`).not.toContain('0123456789abcdef');
  });

  it.each([
    'not a url',
    'file:///etc/passwd',
    'ftp://example.com/a.png',
    'http://example.com/a.png',
  ])('because only https is loaded: %s', async (url) => {
    const error = await failureWith([imageAt(url)], {});
    expect(error).toMatchObject({ reason: 'invalid_request', path: 'messages[0].content[0]' });
    expect(error.message).toMatch(/its address is no URL|only https: addresses are loaded/);
  });

  it('because it is too large, whether the server says how large or not', async () => {
    let sent = 0;
    const server = await imageServer({
      '/endless': (_, response) => {
        response.writeHead(200, { 'content-type': 'image/png' });
        const more = (): void => {
          sent += 65_536;
          if (!response.destroyed) response.write(Buffer.alloc(65_536), more);
        };
        more();
      },
    });
    const images = { allowPrivate: true, maxBytes: PNG.byteLength - 1 };
    const small = await failureWith([imageAt(`${server.url}/a.png`)], images);
    expect(small.message).toContain(`it exceeds ${PNG.byteLength - 1} bytes`);
    const endless = await failureWith([imageAt(`${server.url}/endless`)]);
    expect(endless.message).toContain('it exceeds 3932160 bytes');
    expect(sent).toBeLessThan(50_000_000);
    const exact = { allowPrivate: true, maxBytes: PNG.byteLength };
    expect(await sentWith([imageAt(`${server.url}/a.png`)], exact)).toBeDefined();
  });

  it('because it takes too long', async () => {
    const server = await imageServer({
      '/silent': () => {},
      '/stalled': (_, response) =>
        response.writeHead(200, { 'content-type': 'image/png' }).write(PNG),
    });
    for (const path of ['/silent', '/stalled']) {
      const images = { allowPrivate: true, timeoutMs: 50 };
      const error = await failureWith([imageAt(server.url + path)], images);
      expect(error).toMatchObject({ reason: 'timeout', retryable: false });
      expect(error.path).toBe('messages[0].content[0]');
      expect(error.message).toContain('it takes more than 50 ms');
    }
  });

  it('ends the loads of the others', async () => {
    let left = false;
    const server = await imageServer({
      '/silent': (request) => {
        request.socket.once('close', () => {
          left = true;
        });
      },
      '/missing': (_, response) => {
        // Not before the other one is under way.
        expect
          .poll(() => server.paths)
          .toContain('/silent')
          .then(() => response.writeHead(404).end());
      },
    });
    const error = await failureWith([
      imageAt(`${server.url}/silent`),
      imageAt(`${server.url}/missing`),
    ]);
    expect(error.message).toContain('404');
    await expect.poll(() => left).toBe(true);
  });

  it('because the caller has had enough', async () => {
    const server = await imageServer({ '/silent': () => {} });
    const emulator = await emulated();
    const client = clientOf(emulator, { images: { allowPrivate: true } });
    const call = callWith(imageAt(`${server.url}/silent`));
    const late = await caughtError(client.create(call, { timeouts: { totalMs: 50 } }));
    expect(late).toMatchObject({ reason: 'timeout', message: 'No answer within 50 ms' });
    const before = server.paths.length;
    const stop = new AbortController();
    const aborted = caughtError(client.create(call, { signal: stop.signal }));
    await expect.poll(() => server.paths.length).toBe(before + 1);
    stop.abort();
    expect(await aborted).toMatchObject({ reason: 'aborted', attempts: 0 });
    expect(emulator.requests).toEqual([]);
  });
});

describe('a private address', () => {
  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '0177.0.0.1',
    '127.0.0.1.',
    '0',
    '10.0.0.1',
    '172.16.5.4',
    '192.168.1.1',
    '169.254.169.254',
    '0xA9FEA9FE',
    '100.64.0.1',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:a9fe:a9fe]',
    '[0:0:0:0:0:ffff:10.0.0.1]',
    '[::127.0.0.1]',
    '[64:ff9b::a9fe:a9fe]',
    '[2002:7f00:1::]',
    '[fd00:ec2::254]',
    '[fe80::1]',
    'localhost',
    'LOCALHOST',
  ])('%s is not even connected to', async (host) => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const { port } = server.address() as { port: number };
    const error = await failureWith([imageAt(`https://${host}:${port}/latest/meta-data`)], {});
    expect(error).toMatchObject({ reason: 'invalid_request', path: 'messages[0].content[0]' });
    expect(error.message).toContain('its address is private');
    await new Promise((resolve) => server.close(resolve));
    expect(connections).toBe(0);
  });

  it('is connected to when the caller allows it', async () => {
    const server = await imageServer();
    const { port } = new URL(server.url);
    const local = imageAt(`http://localhost:${port}/a.png`);
    expect(await sentWith([local])).toMatchObject({ messages: [{ content: [WIRE_IMAGE] }] });
    expect((await failureWith([local], {})).message).toContain('only https:');
  });

  it('does not matter for calls without images', async () => {
    const emulator = await emulated();
    expect((await clientOf(emulator).create(HELLO)).text).toContain('Hello');
  });
});
