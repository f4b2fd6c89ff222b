import {
  type BedrockRuntimeClient,
  BedrockRuntimeClient as Client,
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { reply } from '../reply.js';
import { type Emulator, startEmulator } from '../start-emulator.js';
import { NO_RECORDINGS, recordedExchanges } from '../testing/recorded-exchanges.js';
import type { Cassette } from './cassette.js';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function start(...[options]: Parameters<typeof startEmulator>): Promise<Emulator> {
  const emulator = await startEmulator(options);
  open.push(emulator);
  return emulator;
}

function clientOf(emulator: Emulator, options = {}): BedrockRuntimeClient {
  const client = new Client({
    ...emulator.clientOptions,
    requestHandler: new NodeHttpHandler({}),
    maxAttempts: 1,
    ...options,
  });
  open.push({ close: () => client.destroy() });
  return client;
}

const inputOf = (text: string) => ({
  modelId: 'anthropic.claude-sonnet-5-v1:0',
  messages: [{ role: 'user' as const, content: [{ text }] }],
});

/** What a client sees of three calls: an answer, a stream and an error. */
async function conversation(client: BedrockRuntimeClient): Promise<unknown[]> {
  const { output, usage } = await client.send(new ConverseCommand(inputOf('one')));
  const { stream = [] } = await client.send(new ConverseStreamCommand(inputOf('two')));
  const events: unknown[] = [];
  for await (const event of stream) events.push(event);
  const error = await client.send(new ConverseCommand(inputOf('three'))).catch((thrown) => thrown);
  return [output, usage, events, error.name, error.message, error.$metadata.httpStatusCode];
}

const script = () => [
  reply({ text: 'Ünö.', toolCalls: [{ name: 'x', input: { n: 1.5 } }] }),
  reply({ text: 'A stream of several events.', pacing: 1 }),
  reply.error('ResourceNotFoundException', 'No such thing.'),
];

describe('recording', () => {
  it('passes everything on, and hands out what replays the same', async () => {
    const upstream = await start({ replies: script() });
    const cassettes: Cassette[] = [];
    const recorder = await start({
      record: {
        endpoint: upstream.url,
        credentials: upstream.clientOptions.credentials,
        onRecord: (cassette) => void cassettes.push(cassette),
      },
    });
    const live = await conversation(clientOf(recorder));
    await upstream.close();
    expect(cassettes.map(({ status, path }) => [status, path])).toEqual([
      [200, '/model/anthropic.claude-sonnet-5-v1%3A0/converse'],
      [200, '/model/anthropic.claude-sonnet-5-v1%3A0/converse-stream'],
      [404, '/model/anthropic.claude-sonnet-5-v1%3A0/converse'],
    ]);
    const stored = JSON.parse(JSON.stringify(cassettes)) as Cassette[];
    const replaying = await start({ cassettes: stored });
    expect(await conversation(clientOf(replaying))).toEqual(live);
    expect(upstream.requests.map(({ auth }) => auth.kind)).toEqual(['sigv4', 'sigv4', 'sigv4']);
  });

  it('passes bytes on as they come', async () => {
    const upstream = await start({
      auth: 'none',
      replies: reply.fault('idle', { after: 2, answer: 'Hello.' }),
    });
    const onRecord = vi.fn();
    const recorder = await start({ record: { endpoint: upstream.url, onRecord } });
    const abort = new AbortController();
    const { stream = [] } = await clientOf(recorder).send(
      new ConverseStreamCommand(inputOf('Hi')),
      { abortSignal: abort.signal },
    );
    let events = 0;
    const reading = (async () => {
      for await (const _event of stream) {
        events += 1;
        if (events === 2) abort.abort();
      }
    })();
    await reading.catch(() => {});
    expect(events).toBe(2);
    // The client's leaving goes all the way, and half an exchange is no cassette.
    await expect.poll(() => upstream.requests[0]?.closedBy).toBe('client');
    expect(onRecord).not.toHaveBeenCalled();
  });

  it('breaks off what the endpoint breaks off', async () => {
    const upstream = await start({ auth: 'none', replies: reply.fault('rst', { after: 2 }) });
    const onRecord = vi.fn();
    const recorder = await start({ record: { endpoint: upstream.url, onRecord } });
    const { stream = [] } = await clientOf(recorder).send(new ConverseStreamCommand(inputOf('Hi')));
    await expect(async () => {
      for await (const _event of stream);
    }).rejects.toThrow('aborted');
    expect(onRecord).not.toHaveBeenCalled();
    expect(recorder.requests[0]?.closedBy).toBe('server');
  });

  it('says when the endpoint is not there', async () => {
    const upstream = await start();
    await upstream.close();
    const recorder = await start({ record: { endpoint: upstream.url, onRecord: () => {} } });
    await expect(clientOf(recorder).send(new ConverseCommand(inputOf('x')))).rejects.toMatchObject({
      name: 'EmulatorRecordException',
      message: expect.stringContaining('ECONNREFUSED'),
      $metadata: { httpStatusCode: 502 },
    });
  });

  it('wants a URL', async () => {
    await expect(start({ record: { endpoint: 'nowhere', onRecord: () => {} } })).rejects.toThrow(
      "record.endpoint must be a URL, not 'nowhere'",
    );
  });

  it('checks callers when it signs for them', async () => {
    const upstream = await start();
    const recorder = await start({
      record: {
        endpoint: upstream.url,
        credentials: upstream.clientOptions.credentials,
        onRecord: () => {},
      },
    });
    const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLF', secretAccessKey: 'wrong' };
    const stranger = clientOf(recorder, { credentials });
    await expect(stranger.send(new ConverseCommand(inputOf('x')))).rejects.toThrow(
      'The security token included in the request is invalid.',
    );
    expect(upstream.requests).toEqual([]);
  });
});

describe('a cassette', () => {
  it('holds no secret, even if the endpoint quotes one', async () => {
    const upstream = await start({
      auth: 'none',
      replies: ({ headers }) =>
        reply.raw({
          status: 403,
          headers: { 'content-type': 'application/json', 'set-cookie': 'session=secret' },
          body: JSON.stringify({ message: `${headers['x-echo']} is not allowed.` }),
        }),
    });
    const cassettes: Cassette[] = [];
    const onRecord = (cassette: Cassette) => void cassettes.push(cassette);
    const recorder = await start({ record: { endpoint: upstream.url, onRecord } });
    const secrets = {
      'x-amz-security-token': 'session-token-of-somebody',
      authorization: 'Bearer bedrock-api-key-of-somebody',
    };
    for (const [name, value] of Object.entries(secrets)) {
      const response = await fetch(
        `${recorder.url}/model/m/converse?X-Amz-Security-Token=also-secret&keep=1`,
        {
          method: 'POST',
          headers: { [name]: value, 'x-echo': value.replace('Bearer ', '') },
          body: JSON.stringify({ messages: inputOf('x').messages }),
        },
      );
      expect(await response.text()).toContain('of-somebody');
    }
    expect(cassettes).toHaveLength(2);
    expect(cassettes[0]).toEqual({
      method: 'POST',
      path: '/model/m/converse?keep=1',
      request: { messages: inputOf('x').messages },
      status: 403,
      headers: {
        'content-type': 'application/json',
        'x-amzn-requestid': expect.any(String),
      },
      body: { message: '[redacted] is not allowed.' },
    });
    expect(JSON.stringify(cassettes)).not.toMatch(/secret|of-somebody/);
  });

  it('answers whatever the order of members and the encoding of the path', async () => {
    const emulator = await start({
      auth: 'none',
      cassettes: [
        {
          method: 'POST',
          path: '/model/a:0/converse',
          request: { b: 1, a: [{ d: 1, c: null }] },
          status: 200,
          headers: { 'content-type': 'text/plain' },
          body: 'as it is',
        },
      ],
    });
    const ask = async (body: string) => {
      const url = `${emulator.url}/model/a%3A0/converse`;
      return (await fetch(url, { method: 'POST', body })).text();
    };
    expect(await ask('{"a":[{"c":null,"d":1}], "b":1}')).toBe('as it is');
    expect(await ask('{"a":[{"c":null,"d":2}], "b":1}')).not.toBe('as it is');
  });

  it('is one of several for a request: each once, the last for ever', async () => {
    const cassette = (body: string): Cassette => {
      return { method: 'GET', path: '/x', status: 200, headers: {}, body };
    };
    const emulator = await start({ auth: 'none', cassettes: [cassette('1'), cassette('2')] });
    const get = async () => (await fetch(`${emulator.url}/x`)).text();
    expect([await get(), await get(), await get()]).toEqual(['1', '2', '2']);
  });

  it('that is missing is an error, unless there is a script', async () => {
    const cassettes = [
      {
        method: 'POST',
        path: '/model/m/converse',
        request: {},
        status: 200,
        headers: {},
        body: {},
      },
    ];
    const input = { ...inputOf('x'), modelId: 'm' };
    const alone = await start({ cassettes });
    await expect(clientOf(alone).send(new ConverseCommand(input))).rejects.toMatchObject({
      name: 'EmulatorScriptException',
      message:
        'None of 1 cassettes answers this request to POST /model/m/converse; 1 of them has its path, with another body.',
    });
    const scripted = await start({ cassettes, replies: 'scripted' });
    const { output } = await clientOf(scripted).send(new ConverseCommand(input));
    expect(output?.message?.content).toEqual([{ text: 'scripted' }]);
  });

  it('needs the caller to be known', async () => {
    const path = '/model/m/count-tokens';
    const cassettes = [{ method: 'POST', path, request: {}, status: 200, headers: {}, body: {} }];
    const emulator = await start({ cassettes });
    const response = await fetch(`${emulator.url}${path}`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(403);
  });

  it.skipIf(recordedExchanges().length === 0)(
    `replays every recorded exchange (skipped where ${NO_RECORDINGS})`,
    async () => {
      const cassettes = recordedExchanges();
      const emulator = await start({ auth: 'none', cassettes });
      for (const { method, path, request, status, body, bodyBase64 } of cassettes) {
        const response = await fetch(`${emulator.url}${path}`, {
          method,
          body: JSON.stringify(request),
        });
        expect(response.status).toBe(status);
        const bytes = Buffer.from(await response.arrayBuffer());
        if (bodyBase64 !== undefined) expect(bytes.toString('base64')).toBe(bodyBase64);
        else expect(JSON.parse(bytes.toString('utf8'))).toEqual(body);
      }
    },
  );
});

describe('other operations', () => {
  it('are answered from cassettes', async () => {
    const emulator = await start({
      cassettes: [
        {
          method: 'POST',
          path: '/model/m/count-tokens',
          request: { input: { converse: { messages: [] } } },
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: { inputTokens: 7 },
        },
      ],
    });
    const count = new CountTokensCommand({ modelId: 'm', input: { converse: { messages: [] } } });
    expect((await clientOf(emulator).send(count)).inputTokens).toBe(7);
  });
});
