import {
  type ChatParams,
  type Cost,
  UnifiedResponse,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defineClient } from './define-client.js';
import type { CallOptions } from './model-client.js';
import { collect, saying, unfinished } from './testing/events.js';

const image = { type: 'image', data: Uint8Array.of(1, 2), mediaType: 'image/png' } as const;

/** One of everything that a stream has events for. */
const rich = new UnifiedResponse({
  id: 'r1',
  model: 'm',
  provider: 'p',
  messages: [
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'Let me add.' },
        { type: 'tool_call', id: 't1', name: 'add', arguments: '{"a":2}' },
        image,
      ],
    },
  ],
  usage: {
    inputTokens: 10,
    outputTokens: 5,
    totalTokens: 22,
    cacheReadInputTokens: 7,
    cacheWriteInputTokens: 0,
  },
  finishReason: 'tool_calls',
  warnings: [{ code: 'w', message: 'Look here.' }],
});

const params: ChatParams = { model: 'm', messages: [] };
const answersRich = defineClient({ create: async () => rich });

describe('create', () => {
  it('passes on what the call says, and keeps this', async () => {
    class Recorder {
      readonly calls: [ChatParams, CallOptions | undefined][] = [];
      async create(params: ChatParams, options?: CallOptions): Promise<UnifiedResponse> {
        this.calls.push([params, options]);
        return rich;
      }
    }
    const recorder = new Recorder();
    const client = defineClient(recorder);
    const options = { headers: { a: 'b' } };
    expect(await client.create(params, options)).toBe(rich);
    await client.stream(params, options).response;
    await client.createV1Compatible(params, options);
    expect(recorder.calls).toEqual(Array(3).fill([params, options]));
  });

  it('rejects what is thrown', async () => {
    const client = defineClient({
      create: () => {
        throw new Error('no');
      },
    });
    await expect(client.create(params)).rejects.toThrow('no');
    await expect(client.createV1Compatible(params)).rejects.toThrow('no');
  });
});

describe('stream', () => {
  it('plays the answer of create by default', async () => {
    const call = { index: 1, toolCallIndex: 0 };
    expect(await collect(answersRich.stream(params))).toEqual([
      { type: 'response-start', id: 'r1', model: 'm', provider: 'p' },
      { type: 'warning', code: 'w', message: 'Look here.' },
      { type: 'text-start', index: 0 },
      { type: 'text-delta', index: 0, text: 'Let me add.' },
      { type: 'text-end', index: 0 },
      { type: 'tool-call-start', ...call, id: 't1', name: 'add' },
      { type: 'tool-call-delta', ...call, arguments: '{"a":2}' },
      { type: 'tool-call-end', ...call, id: 't1', name: 'add', arguments: '{"a":2}' },
      { type: 'block', index: 2, block: image },
      { type: 'usage', usage: rich.usage },
      { type: 'finish', finishReason: 'tool_calls', response: rich },
    ]);
  });

  it('calls nobody before it is read', async () => {
    const called: string[] = [];
    const create = async (): Promise<UnifiedResponse> => {
      called.push('create');
      return rich;
    };
    const ofCreate = defineClient({ create }).stream(params);
    const ofStream = defineClient({
      create,
      async *stream() {
        called.push('stream');
        yield* unfinished('hel');
        yield { type: 'finish', finishReason: 'stop', response: saying('hello') };
      },
    }).stream(params);
    expect(called).toEqual([]);
    expect((await ofStream.response).text).toBe('hello');
    expect(await ofCreate.response).toBe(rich);
    expect(called).toEqual(['stream', 'create']);
  });

  const failing = (): never => {
    throw new Error('no');
  };
  it.each([
    ['create', defineClient({ create: failing })],
    ['stream', defineClient({ create: async () => rich, stream: failing })],
  ])('gives the errors of %s to its reader, not to its caller', async (_, client) => {
    const stream = client.stream(params);
    await expect(collect(stream)).rejects.toThrow('no');
    await expect(stream.response).rejects.toThrow('no');
  });

  it('is told when the reader leaves', async () => {
    let left = false;
    const client = defineClient({
      create: async () => rich,
      async *stream() {
        try {
          yield* unfinished('hello');
        } finally {
          left = true;
        }
      },
    });
    for await (const _ of client.stream(params)) break;
    expect(left).toBe(true);
  });
});

describe('what needs no provider', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('gives OpenAI’s shape, with the time of the call in seconds', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_999 });
    expect(await answersRich.createV1Compatible(params)).toMatchObject({
      id: 'r1',
      object: 'chat.completion',
      created: 1_700_000_000,
      choices: [
        {
          finish_reason: 'tool_calls',
          message: {
            content: 'Let me add.',
            tool_calls: [{ id: 't1', function: { name: 'add', arguments: '{"a":2}' } }],
          },
        },
      ],
      usage: { prompt_tokens: 17, completion_tokens: 5, total_tokens: 22 },
      cost: null,
    });
  });

  it('gives AG2’s views', () => {
    expect(answersRich.getUsage(rich)).toEqual({
      prompt_tokens: 17,
      completion_tokens: 5,
      total_tokens: 22,
      cost: null,
      model: 'm',
    });
    expect(answersRich.messageRetrieval(saying('hello'))).toEqual(['hello']);
  });

  it('knows the cost that the response carries, or that the provider knows', () => {
    const cost: Cost = { status: 'unknown', reason: 'free' };
    const pricey = defineClient({ create: async () => rich, cost: () => cost });
    expect(answersRich.cost(rich)).toBe(rich.cost);
    expect(pricey.cost(rich)).toBe(cost);
  });

  it('closes what there is to close', async () => {
    let closed = 0;
    const client = defineClient({
      create: async () => rich,
      close: async () => {
        closed += 1;
      },
    });
    await client.close();
    expect(closed).toBe(1);
    await expect(answersRich.close()).resolves.toBeUndefined();
  });
});

it('mixes no call with another, whatever the order of their answers', async () => {
  const said = (events: UnifiedStreamEvent[]): string[] =>
    events.flatMap((event) => (event.type === 'text-delta' ? [event.text] : []));
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 100 }), async (order, calls) => {
      const client = defineClient({
        create: ({ model = '' }) => order.schedule(Promise.resolve(saying(model))),
      });
      const models = Array.from({ length: calls }, (_, call) => `m${call}`);
      const answers = Promise.all(
        models.map(async (model) => ({
          created: (await client.create({ model, messages: [] })).text,
          streamed: said(await collect(client.stream({ model, messages: [] }))),
        })),
      );
      await order.waitFor(answers);
      expect(await answers).toEqual(models.map((m) => ({ created: m, streamed: [m] })));
    }),
    { numRuns: 20 },
  );
});
