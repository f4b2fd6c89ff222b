import {
  BedrockRuntimeClient,
  type BedrockRuntimeClientConfig,
} from '@aws-sdk/client-bedrock-runtime';
import { reply } from '@outcrop/bedrock-emulator';
import type { WireConverseRequest } from '@outcrop/converse-mapping';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createBedrockClient } from './bedrock-client.js';
import type { ConversePort, ExchangeOptions, SdkClient } from './converse-port.js';
import type { RetryEvent } from './retry-event.js';
import { caughtError } from './testing/caught-error.js';
import { emulated, HELLO, MODEL } from './testing/emulated.js';

const ANSWER = {
  output: { message: { role: 'assistant', content: [{ text: 'Hi.' }] } },
  stopReason: 'end_turn',
  usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 },
};

describe("the caller's own BedrockRuntimeClient", () => {
  function own(config: BedrockRuntimeClientConfig): BedrockRuntimeClient {
    const client = new BedrockRuntimeClient(config);
    onTestFinished(() => client.destroy());
    return client;
  }

  it('brings its region, credentials, endpoint and middleware', async () => {
    const emulator = await emulated({ region: 'eu-west-1' });
    const client = own(emulator.clientOptions);
    const names: unknown[] = [];
    client.middlewareStack.add(
      (next, context) => (args) => {
        names.push(context.commandName);
        return next(args);
      },
      { step: 'initialize' },
    );
    vi.stubEnv('AWS_REGION', 'us-east-1');
    const response = await createBedrockClient({ client }).create(HELLO);
    vi.unstubAllEnvs();
    expect(response.text).toContain('Hello');
    expect(response.providerMetadata.region).toBe('eu-west-1');
    expect(response.id).toBe(emulator.requests[0]?.response.requestId);
    expect(response.usage.raw).toHaveProperty('serverToolUsage');
    expect(names).toEqual(['ConverseCommand']);
  });

  it('is called once per attempt, whatever retries it was made with', async () => {
    const emulator = await emulated();
    const soon = { headers: { 'x-amz-retry-after': '1' } };
    emulator.reply(Array.from({ length: 9 }, () => reply.error('ThrottlingException', 'no', soon)));
    const events: RetryEvent[] = [];
    const client = createBedrockClient({
      client: own({ ...emulator.clientOptions, maxAttempts: 7 }),
      totalMaxAttempts: 3,
      onRetry: (event) => events.push(event),
    });
    const error = await caughtError(client.create(HELLO));
    expect(error).toMatchObject({ reason: 'throttled', attempts: 3 });
    expect(emulator.requests).toHaveLength(3);
    expect(events).toHaveLength(2);
  });

  it('stays open when ours is closed', async () => {
    const emulator = await emulated();
    const requestHandler = new NodeHttpHandler({});
    const client = own({ ...emulator.clientOptions, requestHandler });
    const ours = createBedrockClient({ client });
    await ours.create(HELLO);
    await ours.close();
    await ours.create(HELLO);
    expect(new Set(emulator.requests.map(({ connectionId }) => connectionId)).size).toBe(1);
  });

  it('without a region says so', async () => {
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_CONFIG_FILE', 'nowhere');
    const credentials = { accessKeyId: 'x', secretAccessKey: 'y' };
    const client = createBedrockClient({ client: own({ credentials }) });
    const error = await caughtError(client.create(HELLO));
    vi.unstubAllEnvs();
    expect(error).toMatchObject({ reason: 'config', retryable: false, attempts: 1 });
    expect(error.message).toContain('Region is missing');
  });
});

describe('a test double with nothing but send', () => {
  interface Sent {
    readonly input: WireConverseRequest;
    readonly abortSignal: AbortSignal | undefined;
  }

  function double(answer: (sent: Sent) => unknown): SdkClient & { readonly sent: Sent[] } {
    const sent: Sent[] = [];
    return {
      sent,
      send: async (command: { readonly input: WireConverseRequest }, options) => {
        const call = { input: command.input, abortSignal: options?.abortSignal };
        sent.push(call);
        return answer(call);
      },
    };
  }

  it('gets the whole input, and its answer is taken as it is', async () => {
    const client = double(() => ({
      ...ANSWER,
      output: {
        message: {
          role: 'assistant',
          content: [
            { text: 'See: ' },
            { image: { format: 'png', source: { bytes: new Uint8Array([1, 2, 3]) } } },
          ],
        },
      },
      $metadata: { requestId: 'the-request', httpStatusCode: 200 },
    }));
    const data = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
    const response = await createBedrockClient({ client, region: 'us-east-1' }).create({
      model: MODEL,
      messages: [
        { role: 'system', content: 'Be short.' },
        { role: 'user', content: [{ type: 'image', data, mediaType: 'image/png' }] },
      ],
      max_tokens: 10,
    });
    expect(client.sent).toHaveLength(1);
    expect(client.sent[0]?.input).toEqual({
      modelId: MODEL,
      system: [{ text: 'Be short.' }],
      messages: [
        { role: 'user', content: [{ image: { format: 'png', source: { bytes: data } } }] },
      ],
      inferenceConfig: { maxTokens: 10 },
    });
    expect(client.sent[0]?.abortSignal).toBeInstanceOf(AbortSignal);
    expect(response.id).toBe('the-request');
    expect(response.text).toBe('See: ');
    expect(response.getContentByType('image')).toMatchObject([{ data: new Uint8Array([1, 2, 3]) }]);
    expect(response.cost.status).toBe('priced');
    expect(JSON.stringify(response)).not.toContain('$metadata');
  });

  it('may fail like the SDK, and is tried again', async () => {
    let calls = 0;
    const client = double(() => {
      calls += 1;
      if (calls > 1) return ANSWER;
      const $metadata = { httpStatusCode: 429, requestId: 'the-first' };
      const $response = { headers: { 'x-amz-retry-after': '1' } };
      const error = new Error('Slow down.');
      throw Object.assign(error, { name: 'ThrottlingException', $metadata, $response });
    });
    const errors: unknown[] = [];
    const ours = createBedrockClient({ client, onRetry: ({ error }) => errors.push(error) });
    expect((await ours.create(HELLO)).text).toBe('Hi.');
    expect(errors).toMatchObject([{ reason: 'throttled', status: 429, requestId: 'the-first' }]);
  });

  it.each<[thrown: unknown, message: string]>([
    ['a text', 'a text'],
    [undefined, 'the call failed for an unknown reason'],
    [null, 'the call failed for an unknown reason'],
    [{ code: 'EWEIRD' }, 'EWEIRD'],
    [new RangeError('too far'), 'RangeError: too far'],
  ])('may throw anything: %j', async (thrown, message) => {
    const client = double(() => {
      throw thrown;
    });
    const error = await caughtError(createBedrockClient({ client }).create(HELLO));
    expect(error).toMatchObject({ reason: 'transient', retryable: false, attempts: 1, message });
    expect(client.sent).toHaveLength(1);
  });
});

describe("the caller's own port", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('gets request, headers and signal, and nothing of the environment matters', async () => {
    vi.stubEnv('AWS_REGION', 'us-east-1');
    const calls: [WireConverseRequest, ExchangeOptions][] = [];
    const port: ConversePort = {
      converse: async (input, options) => {
        calls.push([input, options]);
        return { output: ANSWER, requestId: 'the-request' };
      },
    };
    const client = createBedrockClient({ port });
    const response = await client.create(HELLO, { headers: { 'x-own': '1' } });
    expect(response).toMatchObject({ id: 'the-request', text: 'Hi.' });
    expect(response.providerMetadata).not.toHaveProperty('region');
    const messages = [{ role: 'user', content: [{ text: 'Hello' }] }];
    expect(calls[0]?.[0]).toEqual({ modelId: MODEL, messages });
    expect(calls[0]?.[1]).toMatchObject({
      headers: { 'x-own': '1' },
      signal: expect.any(AbortSignal),
    });
  });

  it('says the region, and is not closed', async () => {
    let closed = false;
    const port: ConversePort = {
      converse: async () => ({ output: ANSWER }),
      region: async () => 'eu-central-1',
      close: () => {
        closed = true;
      },
    };
    const client = createBedrockClient({ port });
    const response = await client.create(HELLO);
    expect(response.id).toBe('');
    expect(response.providerMetadata.region).toBe('eu-central-1');
    expect(response.cost).toMatchObject({ price: { region: 'eu-central-1' } });
    await client.close();
    expect(closed).toBe(false);
  });
});
