import { inspect } from 'node:util';
import { reply } from '@outcrop/bedrock-emulator';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Hooks, RequestEvent, ResponseEvent } from './hooks.js';
import type { BedrockClientOptions } from './options.js';
import { answeringServer } from './testing/answering-server.js';
import { caughtError } from './testing/caught-error.js';
import { clientOf, emulated, HELLO, MODEL } from './testing/emulated.js';

interface Told {
  readonly hooks: Required<Hooks>;
  /** All events, in their order, by the hook's name. */
  readonly events: (readonly [hook: string, event: object])[];
  of<Event>(hook: keyof Hooks): Event[];
}

function listening(): Told {
  const events: [string, object][] = [];
  const listener =
    (hook: string) =>
    (event: object): void => {
      events.push([hook, event]);
    };
  return {
    events,
    hooks: {
      onRequest: listener('onRequest'),
      onResponse: listener('onResponse'),
      onRetry: listener('onRetry'),
      onWarning: listener('onWarning'),
    },
    of: <Event>(name: keyof Hooks) =>
      events.filter(([hook]) => hook === name).map(([, event]) => event as Event),
  };
}

const SECRET_TEXT = 'what nobody but the model may read';
const params = { model: MODEL, messages: [{ role: 'user', content: SECRET_TEXT }] } as const;

describe('hooks', () => {
  it('are told of a call when it begins and when it has ended', async () => {
    const { hooks, events, of } = listening();
    const emulator = await emulated({ replies: `${SECRET_TEXT} indeed` });
    const response = await clientOf(emulator, hooks).create(params);
    expect(events.map(([hook]) => hook)).toEqual(['onRequest', 'onResponse']);
    const [request] = of<RequestEvent>('onRequest');
    const [end] = of<ResponseEvent>('onResponse');
    expect(request?.call).toEqual({ operation: 'chat', model: MODEL, stream: false });
    expect(end).toMatchObject({
      durationMs: expect.any(Number),
      retries: 0,
      requestId: response.id,
      finishReason: 'stop',
      usage: response.usage,
      cost: response.cost,
    });
    expect(end).not.toHaveProperty('error');
    expect(end?.call).toBe(request?.call);
  });

  it('show content only to those who ask for it', async () => {
    const { hooks, events, of } = listening();
    const emulator = await emulated({ replies: `${SECRET_TEXT} indeed` });
    const response = await clientOf(emulator, hooks).create(params);
    expect(`${inspect(events, { depth: 20 })}${JSON.stringify(events)}`).not.toContain(SECRET_TEXT);
    const [request] = of<RequestEvent>('onRequest');
    expect(request?.content()?.messages[0]?.content).toEqual([{ type: 'text', text: SECRET_TEXT }]);
    expect(of<ResponseEvent>('onResponse')[0]?.content()).toBe(response);
  });

  it('are told of each retry, and of the error it ends with', async () => {
    const { hooks, events, of } = listening();
    const emulator = await emulated({
      replies: [reply.error('InternalServerException'), reply.error('ValidationException', 'no')],
    });
    const error = await caughtError(clientOf(emulator, hooks).create(params));
    expect(events.map(([hook]) => hook)).toEqual(['onRequest', 'onRetry', 'onResponse']);
    const [{ call } = {}] = of<RequestEvent>('onRequest');
    expect(of('onRetry')).toMatchObject([{ call, attempt: 1, error: { reason: 'transient' } }]);
    expect(of('onResponse')).toMatchObject([
      { call, retries: 1, error: { reason: 'invalid_request' }, requestId: error.requestId },
    ]);
    expect(of<ResponseEvent>('onResponse')[0]?.error).toBe(error);
    expect(error.requestId).toMatch(/./);
  });

  it('are told of each warning once, those of calls that fail included', async () => {
    const { hooks, of } = listening();
    const emulator = await emulated({ replies: ['Hi', reply.error('ValidationException')] });
    const client = clientOf(emulator, hooks);
    const warned = { ...params, parallel_tool_calls: false } as const;
    const response = await client.create(warned);
    expect(response.warnings.length).toBeGreaterThan(0);
    expect(of('onWarning')).toEqual(
      response.warnings.map((warning) => ({ call: expect.anything(), warning })),
    );
    await caughtError(client.create(warned));
    expect(of('onWarning')).toHaveLength(2 * response.warnings.length);
  });

  it('are told of a stream when it has been read', async () => {
    const { hooks, events, of } = listening();
    const emulator = await emulated({ replies: 'Hi there' });
    const stream = clientOf(emulator, hooks).stream(params);
    expect(events).toEqual([]);
    const response = await stream.response;
    const [end] = of<ResponseEvent>('onResponse');
    expect(events.map(([hook]) => hook)).toEqual(['onRequest', 'onResponse']);
    expect(end).toMatchObject({
      call: { operation: 'chat', stream: true },
      firstEventMs: expect.any(Number),
      usage: response.usage,
      requestId: response.id,
    });
    expect(end?.content()?.text).toBe('Hi there');
  });

  it('are told of a stream that is left', async () => {
    const { hooks, of } = listening();
    const emulator = await emulated({ replies: 'one two three four five' });
    for await (const event of clientOf(emulator, hooks).stream(params)) {
      if (event.type === 'text-delta') break;
    }
    const [end] = of<ResponseEvent>('onResponse');
    expect(end).toMatchObject({ left: true });
    expect(end).not.toHaveProperty('error');
    expect(of('onResponse')).toHaveLength(1);
  });

  it('are told of a stream that breaks off, without what had arrived', async () => {
    const { hooks, events, of } = listening();
    const emulator = await emulated({
      replies: reply.fault('rst', { answer: `${SECRET_TEXT} and so on`, after: 3 }),
    });
    const error = await caughtError(clientOf(emulator, hooks).stream(params).response);
    expect(error.partial).toBeDefined();
    const [end] = of<ResponseEvent>('onResponse');
    expect(end).toMatchObject({
      error: { reason: 'incomplete_stream' },
      requestId: expect.stringMatching(/./),
    });
    expect(`${inspect(events, { depth: 20 })}${JSON.stringify(events)}`).not.toContain(SECRET_TEXT);
    expect(end?.content()).toEqual(error.partial);
  });

  it('know calls under way together apart', async () => {
    const { hooks, of } = listening();
    const emulator = await emulated({
      replies: ({ body }: { body: unknown }) => JSON.stringify(body),
    });
    const client = clientOf(emulator, hooks);
    await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        client.create({ ...params, messages: [{ role: 'user', content: `number ${at}` }] }),
      ),
    );
    const asked = new Map(
      of<RequestEvent>('onRequest').map(({ call, content }) => [call, content()?.messages[0]]),
    );
    expect(asked.size).toBe(50);
    for (const { call, content } of of<ResponseEvent>('onResponse')) {
      const [block] = asked.get(call)?.content ?? [];
      expect(block).toMatchObject({ type: 'text' });
      expect(content()?.text).toContain(JSON.stringify((block as { text: string }).text));
    }
  });

  it.each<[string, (client: ReturnType<typeof clientOf>) => Promise<unknown>, object]>([
    [
      'countTokens',
      (client) => client.countTokens(HELLO),
      { operation: 'count_tokens', model: MODEL },
    ],
    [
      'embed',
      (client) => client.embed({ model: 'amazon.titan-embed-text-v2:0', input: ['a', 'b'] }),
      { operation: 'embeddings', model: 'amazon.titan-embed-text-v2:0' },
    ],
    [
      'invokeModel',
      (client) => client.invokeModel({ model: MODEL, body: {} }),
      { operation: 'invoke_model', model: MODEL },
    ],
    [
      'applyGuardrail',
      (client) =>
        client.applyGuardrail({
          guardrail: { guardrailIdentifier: 'x', guardrailVersion: '1' },
          source: 'INPUT',
          content: SECRET_TEXT,
        }),
      { operation: 'apply_guardrail' },
    ],
    ['listModels', (client) => client.listModels(), { operation: 'list_models' }],
  ])('are told of %s', async (_, run, call) => {
    const { hooks, of } = listening();
    const server = await answeringServer(() => ({
      body: { inputTokens: 1, embedding: [1], inputTextTokenCount: 2, action: 'NONE' },
    }));
    await run(clientOf(server, { ...hooks, controlEndpoint: server.url }));
    expect(of('onRequest')).toMatchObject([{ call: { ...call, stream: false } }]);
    expect(of('onResponse')).toMatchObject([{ requestId: expect.stringMatching(/^id-/) }]);
    expect(JSON.stringify(of('onResponse'))).not.toContain(SECRET_TEXT);
  });

  it.each<[string, BedrockClientOptions]>([
    [
      'throws',
      {
        onRequest: () => {
          throw new Error('a hook that fails');
        },
      },
    ],
    ['rejects', { onResponse: async () => Promise.reject(new Error('a hook that fails')) }],
    [
      'throws no error',
      {
        onResponse: () => {
          throw 'a hook that fails';
        },
      },
    ],
  ])('harm no call when one %s', async (_, options) => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    onTestFinished(() => warn.mockRestore());
    const emulator = await emulated({ replies: 'Hi' });
    expect((await clientOf(emulator, options).create(HELLO)).text).toBe('Hi');
    await vi.waitFor(() => expect(warn).toHaveBeenCalled());
    expect(String(warn.mock.calls[0]?.[0])).toContain('a hook that fails');
  });
});
