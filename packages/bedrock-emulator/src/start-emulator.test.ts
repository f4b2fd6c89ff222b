import { request } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { connect, type Socket } from 'node:net';
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, describe, expect, it } from 'vitest';
import { reply } from './reply.js';
import { type Emulator, startEmulator } from './start-emulator.js';

const MODEL = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';

const started: Emulator[] = [];

async function start(...[options]: Parameters<typeof startEmulator>): Promise<Emulator> {
  const emulator = await startEmulator(options);
  started.push(emulator);
  return emulator;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((emulator) => emulator.close()));
});

const overHttp2 = (emulator: Emulator) => new BedrockRuntimeClient(emulator.clientOptions);
const overHttp1 = (emulator: Emulator) =>
  new BedrockRuntimeClient({
    ...emulator.clientOptions,
    requestHandler: new NodeHttpHandler({}),
  });

function command(text = 'Hello', modelId = MODEL): ConverseCommand {
  return new ConverseCommand({ modelId, messages: [{ role: 'user', content: [{ text }] }] });
}

describe.each([
  ['HTTP/2 with prior knowledge', overHttp2, 'h2c'],
  ['HTTP/1.1', overHttp1, 'http1'],
] as const)('the AWS SDK over %s', (_, clientFor, protocol) => {
  it('gets an answer in the shape of the real one', async () => {
    const emulator = await start();
    const client = clientFor(emulator);
    const response = await client.send(command());
    client.destroy();
    expect(response.output?.message).toEqual({
      role: 'assistant',
      content: [{ text: 'I am the Outcrop stand-in model, not a real one. You asked: “Hello”' }],
    });
    expect(response.stopReason).toBe('end_turn');
    expect(response.metrics?.latencyMs).toBe(0);
    expect(response.$metadata).toMatchObject({ httpStatusCode: 200, attempts: 1 });
    expect(response.$metadata.requestId).toBe(emulator.requests[0]?.response.requestId);
    expect(emulator.requests).toMatchObject([
      {
        operation: 'Converse',
        modelId: MODEL,
        protocol,
        body: { messages: [{ role: 'user', content: [{ text: 'Hello' }] }] },
        auth: { kind: 'sigv4', region: 'us-east-1', service: 'bedrock' },
        response: { status: 200 },
      },
    ]);
  });

  it('reaches a model by its ARN', async () => {
    const emulator = await start();
    const client = clientFor(emulator);
    const arn = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6';
    await client.send(command('Hello', arn));
    client.destroy();
    expect(emulator.requests[0]?.modelId).toBe(arn);
  });

  it('sends and receives large bodies whole', async () => {
    const emulator = await start();
    emulator.reply(({ rawBody }) => `${rawBody.byteLength} ${'é'.repeat(1_000_000)}`);
    const client = clientFor(emulator);
    const bytes = new Uint8Array(3_000_000).fill(7);
    const response = await client.send(
      new ConverseCommand({
        modelId: MODEL,
        messages: [{ role: 'user', content: [{ image: { format: 'png', source: { bytes } } }] }],
      }),
    );
    client.destroy();
    const text = response.output?.message?.content?.[0]?.text ?? '';
    expect(text).toBe(`${emulator.requests[0]?.rawBody.byteLength} ${'é'.repeat(1_000_000)}`);
    expect(emulator.requests[0]?.rawBody.byteLength).toBeGreaterThan(4_000_000);
  });

  it('answers calls that run at the same time', async () => {
    const emulator = await start({ replies: ({ body }) => JSON.stringify(body) });
    const client = clientFor(emulator);
    const questions = Array.from({ length: 20 }, (_unused, index) => `question ${index}`);
    const answers = await Promise.all(
      questions.map(async (question) => {
        const response = await client.send(command(question));
        return response.output?.message?.content?.[0]?.text;
      }),
    );
    client.destroy();
    answers.forEach((answer, index) => {
      expect(answer).toContain(`"${questions[index]}"`);
    });
  });
});

describe('connections', () => {
  it('keeps an HTTP/1.1 connection for 20 calls in a row', async () => {
    const emulator = await start();
    const client = overHttp1(emulator);
    for (let call = 0; call < 20; call += 1) await client.send(command());
    client.destroy();
    expect(emulator.requests.map((request) => request.connectionId)).toEqual(new Array(20).fill(1));
  });

  it('tells the protocol of a connection whose first bytes come one by one', async () => {
    const emulator = await start({ auth: 'none' });
    const { port, hostname } = new URL(emulator.url);
    const socket = connect(Number(port), hostname);
    socket.setNoDelay(true);
    const head = 'PUT /nowhere HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n';
    for (const byte of head) {
      await new Promise((resolve) => socket.write(byte, resolve));
      await new Promise((resolve) => setImmediate(resolve));
    }
    const answer = await textOf(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(emulator.requests[0]?.operation).toBe('Unknown');
  });

  it('answers several HTTP/2 requests on one connection', async () => {
    const emulator = await start({ auth: 'none' });
    const session = connectHttp2(emulator.url);
    const statuses = await Promise.all(
      ['a', 'b', 'c'].map(
        (model) =>
          new Promise((resolve) => {
            const stream = session.request({ ':method': 'POST', ':path': `/model/${model}/x` });
            stream.on('response', (headers) => resolve(headers[':status']));
            stream.end('{}');
          }),
      ),
    );
    session.close();
    expect(statuses).toEqual([404, 404, 404]);
    expect(emulator.requests.map((request) => request.connectionId)).toEqual([1, 1, 1]);
  });

  it('ends open connections when it closes, and leaves nothing behind', async () => {
    const handles = () =>
      process.getActiveResourcesInfo().filter((name) => /TCP|Timeout/.test(name)).length;
    const before = handles();
    let arrivals = 0;
    const emulator = await startEmulator({
      auth: 'none',
      validate: false,
      replies: () => {
        arrivals += 1;
        return reply({ text: 'too late', delayMs: 60_000 });
      },
    });
    const { port, hostname } = new URL(emulator.url);
    const path = '/model/a/converse';
    const silent = connect(Number(port), hostname);
    const http1 = request(`${emulator.url}${path}`, { method: 'POST', agent: false });
    const session = connectHttp2(emulator.url);
    const http2 = session.request({ ':method': 'POST', ':path': path });
    const ended = [silent, http1, http2].map(
      (one) =>
        new Promise((resolve) => {
          one.on('error', () => {});
          one.on('close', resolve);
        }),
    );
    http1.end('{}');
    http2.end('{}');
    await expect.poll(() => arrivals).toBe(2);
    await Promise.all([emulator.close(), emulator.close()]);
    await Promise.all(ended);
    session.destroy();
    await new Promise(setImmediate);
    expect(emulator.requests.map(({ closedBy }) => closedBy)).toEqual(['server', 'server']);
    expect(handles()).toBeLessThanOrEqual(before);
  });

  it('closes at the end of an `await using` scope', async () => {
    const emulator = await startEmulator();
    await emulator[Symbol.asyncDispose]();
    await expect(fetch(emulator.url)).rejects.toThrow();
  });

  it('says that a port is taken', async () => {
    const emulator = await start();
    const port = Number(new URL(emulator.url).port);
    await expect(startEmulator({ port })).rejects.toThrow('EADDRINUSE');
  });
});

async function textOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}
