import http2, { type ClientHttp2Session } from 'node:http2';
import { BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { clientOf, emulated, HELLO, MODEL } from './testing/emulated.js';

/** Milliseconds of silence after which a session, or a stream of it, is given up by itself. */
const limits: number[] = [];

function watch(timed: Pick<ClientHttp2Session, 'setTimeout'>): void {
  const set = timed.setTimeout;
  timed.setTimeout = function (milliseconds, callback) {
    if (milliseconds > 0) limits.push(milliseconds);
    return set.call(this, milliseconds, callback);
  };
}

beforeEach(() => {
  limits.length = 0;
  const connect = http2.connect;
  vi.spyOn(http2, 'connect').mockImplementation((...args: unknown[]) => {
    const session: ClientHttp2Session = Reflect.apply(connect, http2, args);
    const request = session.request;
    session.request = (headers, options) => {
      const stream = request.call(session, headers, options);
      watch(stream);
      return stream;
    };
    watch(session);
    return session;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

it('the AWS SDK ends a stream over HTTP/2 that is silent for 5 minutes, without a word', async () => {
  const emulator = await emulated();
  const client = new BedrockRuntimeClient(emulator.clientOptions);
  onTestFinished(() => client.destroy());
  const messages = [{ role: 'user' as const, content: [{ text: 'Hello' }] }];
  const { stream } = await client.send(new ConverseStreamCommand({ modelId: MODEL, messages }));
  for await (const _ of stream ?? []);
  expect(limits).toEqual([300_000]);
});

it('no limit but ours ends a call or stream over HTTP/2', async () => {
  const client = clientOf(await emulated(), { protocol: 'http2' });
  await client.create(HELLO);
  await client.stream(HELLO).response;
  expect(http2.connect).toHaveBeenCalledTimes(2);
  expect(limits).toEqual([]);
});
