import {
  BedrockRuntimeClient,
  ConverseCommand,
  type ConverseResponse,
  CountTokensCommand,
  ModelErrorException,
  ThrottlingException,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, describe, expect, it } from 'vitest';
import { reply } from './reply.js';
import { type Emulator, startEmulator } from './start-emulator.js';

const open: { close(): Promise<void> | void }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

interface Setup {
  readonly emulator: Emulator;
  readonly client: BedrockRuntimeClient;
  ask(modelId?: string): Promise<ConverseResponse>;
  /** The text of the answer, or the name of the error. */
  said(modelId?: string): Promise<string | undefined>;
}

async function setUp(...[options]: Parameters<typeof startEmulator>): Promise<Setup> {
  const emulator = await startEmulator(options);
  const client = new BedrockRuntimeClient({
    ...emulator.clientOptions,
    requestHandler: new NodeHttpHandler({}),
    maxAttempts: 1,
  });
  open.push(emulator, { close: () => client.destroy() });
  const ask = (modelId = 'amazon.nova-lite-v1:0') =>
    client.send(
      new ConverseCommand({ modelId, messages: [{ role: 'user', content: [{ text: 'Hello' }] }] }),
    );
  return {
    emulator,
    client,
    ask,
    said: async (modelId) => {
      try {
        return (await ask(modelId)).output?.message?.content?.[0]?.text;
      } catch (error) {
        return (error as Error).name;
      }
    },
  };
}

const STAND_IN = 'I am the Outcrop stand-in model, not a real one. You asked: “Hello”';

describe('a script', () => {
  it('of one reply answers every request', async () => {
    const { said } = await setUp({ replies: 'yes' });
    expect([await said(), await said(), await said()]).toEqual(['yes', 'yes', 'yes']);
  });

  it('of a sequence answers in order, then leaves the rest to the stand-in model', async () => {
    const { said } = await setUp({ replies: ['one', reply('two')] });
    expect([await said(), await said(), await said()]).toEqual(['one', 'two', STAND_IN]);
  });

  it('of one reply that says how often is a sequence', async () => {
    const { said } = await setUp({ replies: reply({ text: 'yes', times: 2 }) });
    expect([await said(), await said(), await said()]).toEqual(['yes', 'yes', STAND_IN]);
  });

  it('that is used up repeats its last reply on wish', async () => {
    const { said } = await setUp({ replies: ['one', 'two'], onExhausted: 'repeat-last' });
    expect([await said(), await said(), await said()]).toEqual(['one', 'two', 'two']);
  });

  it('that is used up is an error on wish', async () => {
    const { said, ask } = await setUp({ replies: ['one'], onExhausted: 'error' });
    expect(await said()).toBe('one');
    await expect(ask()).rejects.toMatchObject({
      name: 'EmulatorScriptException',
      message: 'The script of the emulator has no reply left for this request.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('by model answers the first glob that fits, the one for every model last', async () => {
    const { said } = await setUp({
      replies: { '*': 'any', '*haiku*': ['haiku 1', 'haiku 2'], '*claude*': 'claude' },
    });
    const haiku = 'us.anthropic.claude-haiku-4-5';
    expect(await said(haiku)).toBe('haiku 1');
    expect(await said('us.anthropic.claude-sonnet-5')).toBe('claude');
    expect(await said('amazon.nova-lite-v1:0')).toBe('any');
    expect(await said(haiku)).toBe('haiku 2');
    expect(await said(haiku)).toBe('claude');
  });

  it('grows while the emulator runs', async () => {
    const { emulator, said } = await setUp({ replies: 'always' });
    emulator.reply('once').reply(['twice', 'thrice']).reply('for claude', { model: '*claude*' });
    expect([await said(), await said(), await said(), await said()]).toEqual([
      'once',
      'twice',
      'thrice',
      'always',
    ]);
    expect(await said('anthropic.claude-sonnet-5')).toBe('for claude');
  });

  it('may be a function of the request', async () => {
    const { said } = await setUp({
      replies: async ({ modelId, operation, protocol }) =>
        reply(`${operation} to ${modelId} over ${protocol}`),
    });
    expect(await said('some-model')).toBe('Converse to some-model over http1');
  });

  it('whose function throws says so', async () => {
    const { ask } = await setUp({
      replies: () => {
        throw new Error('expected 1 message');
      },
    });
    await expect(ask()).rejects.toThrow(
      "A reply function of the emulator's script threw: expected 1 message",
    );
  });

  it('loses no reply to a request that is refused', async () => {
    const { emulator, said } = await setUp({ replies: ['first'], models: ['known'] });
    expect(await said('unknown')).toBe('ValidationException');
    expect(await said('known')).toBe('first');
    expect(emulator.requests.map((request) => request.response.status)).toEqual([400, 200]);
  });
});

describe('a message reply', () => {
  it('becomes the blocks of an answer', async () => {
    const { ask } = await setUp({
      replies: reply({
        reasoning: { text: 'Let me think.', signature: 'c2ln' },
        text: 'I look it up.',
        toolCalls: [
          { name: 'get_weather', input: { city: 'Paris' } },
          { name: 'get_time', id: 'tooluse_mine' },
        ],
        content: [{ citationsContent: { content: [{ text: 'cited' }] } }],
        latencyMs: 321,
        members: { additionalModelResponseFields: { stop_sequence: null } },
      }),
    });
    const response = await ask();
    expect(response.output?.message?.content).toEqual([
      { reasoningContent: { reasoningText: { text: 'Let me think.', signature: 'c2ln' } } },
      { text: 'I look it up.' },
      {
        toolUse: {
          toolUseId: expect.stringMatching(/^tooluse_[\w-]{22}$/),
          name: 'get_weather',
          input: { city: 'Paris' },
        },
      },
      { toolUse: { toolUseId: 'tooluse_mine', name: 'get_time', input: {} } },
      { citationsContent: { content: [{ text: 'cited' }] } },
    ]);
    expect(response.stopReason).toBe('tool_use');
    expect(response.metrics?.latencyMs).toBe(321);
    expect(response.additionalModelResponseFields).toEqual({ stop_sequence: null });
    expect(response.usage?.outputTokens).toBeGreaterThan(10);
  });

  it('says what usage it is told, and the sum of it', async () => {
    const { ask } = await setUp({
      replies: reply({
        text: 'x',
        stopReason: 'max_tokens',
        usage: { inputTokens: 2, outputTokens: 5, cacheWriteInputTokens: 1322 },
      }),
    });
    const response = await ask();
    expect(response.stopReason).toBe('max_tokens');
    expect(response.usage).toEqual({
      inputTokens: 2,
      outputTokens: 5,
      totalTokens: 1329,
      cacheReadInputTokens: 0,
      cacheWriteInputTokens: 1322,
    });
  });

  it('can wait, without holding up the next one', async () => {
    const { emulator, said } = await setUp({
      replies: [reply({ text: 'slow', delayMs: 60_000 }), 'quick'],
    });
    const answers = [said(), said()];
    expect(await Promise.race(answers)).toBe('quick');
    expect(emulator.requests.filter(({ closedBy }) => closedBy === 'server')).toHaveLength(1);
    await emulator.close();
    expect((await Promise.all(answers)).sort()).toEqual(['TimeoutError', 'quick']);
  });
});

describe('an error reply', () => {
  it('reaches the SDK as the modeled exception, with its request id', async () => {
    const { emulator, ask } = await setUp({
      replies: reply.error(
        'ThrottlingException',
        'Too many tokens, please wait before trying again.',
      ),
    });
    const error = await ask().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ThrottlingException);
    expect(error).toMatchObject({
      message: 'Too many tokens, please wait before trying again.',
      $metadata: {
        httpStatusCode: 429,
        requestId: emulator.requests[0]?.response.requestId,
      },
    });
    expect(emulator.requests[0]?.response.headers['x-amzn-errortype']).toBe(
      'ThrottlingException:http://internal.amazon.com/coral/com.amazon.bedrock/',
    );
  });

  it('may carry further members and headers', async () => {
    const { emulator, ask } = await setUp({
      replies: reply.error('ModelErrorException', undefined, {
        members: { originalStatusCode: 500, resourceName: 'endpoint/x' },
        headers: { 'retry-after': '2' },
      }),
    });
    const error = await ask().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ModelErrorException);
    expect(error).toMatchObject({ originalStatusCode: 500, resourceName: 'endpoint/x' });
    expect(emulator.requests[0]?.response.headers['retry-after']).toBe('2');
  });

  it.each([
    ['ValidationException', 400],
    ['AccessDeniedException', 403],
    ['ResourceNotFoundException', 404],
    ['ModelTimeoutException', 408],
    ['ModelErrorException', 424],
    ['ModelNotReadyException', 429],
    ['InternalServerException', 500],
    ['ServiceUnavailableException', 503],
    ['ExpiredTokenException', 403],
    ['SomethingNewException', 400],
  ])('%s has status %i and a text', async (exception, status) => {
    const { ask } = await setUp({ replies: reply.error(exception) });
    await expect(ask()).rejects.toMatchObject({
      name: exception,
      message: expect.stringMatching(/\w/),
      $metadata: { httpStatusCode: status },
    });
  });

  it('is retried by the SDK where the real one would be', async () => {
    const emulator = await startEmulator({
      replies: [reply.error('ServiceUnavailableException'), 'ok'],
    });
    const client = new BedrockRuntimeClient(emulator.clientOptions);
    open.push(emulator, { close: () => client.destroy() });
    const response = await client.send(
      new ConverseCommand({
        modelId: 'm',
        messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
      }),
    );
    expect(response.$metadata.attempts).toBe(2);
    expect(emulator.requests.map((request) => request.response.status)).toEqual([503, 200]);
  });

  it('is checked where it is written down', () => {
    expect(() => reply.error('X', 'x', { status: 99 })).toThrow(
      'status must be a whole number from 200 to 599, not 99',
    );
    expect(() => reply.raw({ headers: { 'a b': 'c' } })).toThrow(TypeError);
  });
});

describe('a raw reply', () => {
  it.each(['HTTP/1.1', 'HTTP/2'])('is sent as it is, over %s', async (protocol) => {
    const emulator = await startEmulator({
      replies: reply.raw({
        status: 502,
        headers: { 'content-type': 'text/html', connection: 'close' },
        body: '<html>Bad gateway</html>',
      }),
    });
    const client = new BedrockRuntimeClient({
      ...emulator.clientOptions,
      maxAttempts: 1,
      ...(protocol === 'HTTP/1.1' && { requestHandler: new NodeHttpHandler({}) }),
    });
    open.push(emulator, { close: () => client.destroy() });
    await expect(
      client.send(
        new ConverseCommand({
          modelId: 'm',
          messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
        }),
      ),
    ).rejects.toMatchObject({ name: 'SyntaxError', $metadata: { httpStatusCode: 502 } });
  });
});

describe('what is not answered', () => {
  it('says so: another operation of the service', async () => {
    const { client } = await setUp();
    const counting = client.send(
      new CountTokensCommand({ modelId: 'm', input: { converse: { messages: [] } } }),
    );
    await expect(counting).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message:
        'The Outcrop emulator does not answer CountTokens; it answers Converse and ConverseStream.',
      $metadata: { httpStatusCode: 501, attempts: 1 },
    });
  });

  it.each([
    ['POST', '/model/arn:aws:bedrock:us-east-1:123456789012:inference-profile/x/converse'],
    ['GET', '/model/m/converse'],
    ['GET', '/'],
  ])('is unknown to the real service too: %s %s', async (method, path) => {
    const { emulator } = await setUp();
    const response = await fetch(`${emulator.url}${path}`, { method });
    expect(response.status).toBe(404);
    expect(response.headers.get('x-amzn-errortype')).toMatch(/^UnknownOperationException:/);
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toEqual({ message: 'No operation has this method and path.' });
  });

  it('is a body that is not JSON', async () => {
    const { emulator } = await setUp({ auth: 'none' });
    const response = await fetch(`${emulator.url}/model/m/converse`, {
      method: 'POST',
      body: '{"a":',
    });
    expect([response.status, await response.json()]).toEqual([
      400,
      { message: 'The request body is not JSON.' },
    ]);
    expect(emulator.requests[0]).toMatchObject({ body: undefined, modelId: 'm' });
  });
});
