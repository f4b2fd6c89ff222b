import { inspect } from 'node:util';
import {
  type ChatParams,
  ProviderError,
  replayResponse,
  type UnifiedStreamEvent,
} from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { defineClient } from '../define-client.js';
import type { ModelClient } from '../model-client.js';
import { collect, saying } from '../testing/events.js';
import { failure, scripted } from '../testing/scripted.js';
import type { CallRecord } from './call-record.js';
import { withFallback } from './with-fallback.js';
import { withLogging } from './with-logging.js';

const SECRET = 'a secret of the caller';
const hello: ChatParams = {
  model: 'm',
  messages: [{ role: 'user', content: SECRET }],
  tools: [{ type: 'function', function: { name: SECRET } }],
  api_key: SECRET,
};

function logged(client: ModelClient, options = {}) {
  const records: CallRecord[] = [];
  return { records, client: withLogging(client, (record) => records.push(record), options) };
}

const answer = saying(SECRET).with({
  usage: {
    inputTokens: 3,
    outputTokens: 2,
    totalTokens: 5,
    cacheReadInputTokens: 0,
    cacheWriteInputTokens: 0,
    raw: { secret: SECRET },
  },
  cost: {
    status: 'priced',
    usd: 0.25,
    exact: '0.25',
    breakdown: [],
    price: { model: 'm', source: 's' },
    assumptions: [],
  },
  warnings: [{ code: 'w', message: SECRET }],
  repairs: [{ code: 'r', path: 'messages[0]', message: SECRET }],
  providerMetadata: { secret: SECRET },
});
const answering = (): ModelClient => defineClient({ create: async () => answer });
const failing = (error: unknown): ModelClient =>
  defineClient({ create: () => Promise.reject(error) });

const answered = {
  outcome: 'answered',
  durationMs: expect.any(Number),
  request: { model: 'm', messages: 1, tools: 1 },
  answer: {
    id: 'r1',
    model: 'm',
    provider: 'p',
    finishReason: 'stop',
    usage: {
      inputTokens: 3,
      outputTokens: 2,
      totalTokens: 5,
      cacheReadInputTokens: 0,
      cacheWriteInputTokens: 0,
    },
    costUsd: 0.25,
    toolCalls: 0,
    warnings: ['w'],
    repairs: ['r'],
  },
};

describe('withLogging', () => {
  it('tells once of an answer, and passes it on', async () => {
    const { records, client } = logged(answering());
    expect(await client.create(hello)).toBe(answer);
    expect(records).toEqual([{ operation: 'create', ...answered }]);
  });

  it('tells of a stream when it was read', async () => {
    const { records, client } = logged(answering());
    const stream = client.stream(hello);
    const events = stream[Symbol.asyncIterator]();
    await events.next();
    expect(records).toEqual([]);
    while (!(await events.next()).done);
    expect(await stream.response).toBe(answer);
    const firstEventMs = expect.any(Number);
    expect(records).toEqual([{ operation: 'stream', ...answered, firstEventMs }]);
    expect(records[0]?.firstEventMs).toBeLessThanOrEqual(records[0]?.durationMs ?? 0);
  });

  it('tells of an answer in the shape of v1 what that has', async () => {
    const { records, client } = logged(answering());
    expect((await client.createV1Compatible(hello)).choices[0]?.message.content).toBe(SECRET);
    const { id, model, finishReason, costUsd, toolCalls } = answered.answer;
    const record = { id, model, finishReason, costUsd, toolCalls };
    expect(records).toEqual([{ operation: 'createV1Compatible', ...answered, answer: record }]);
  });

  it('tells of an error without its message, and passes it on', async () => {
    const error = new ProviderError(SECRET, {
      reason: 'throttled',
      status: 429,
      requestId: 'q',
      provider: 'p',
      attempts: 3,
      path: 'messages[0]',
      hint: SECRET,
    });
    const { records, client } = logged(failing(error));
    await expect(client.create(hello)).rejects.toBe(error);
    await expect(client.stream(hello).response).rejects.toBe(error);
    await expect(client.createV1Compatible(hello)).rejects.toBe(error);
    const record = {
      outcome: 'failed',
      durationMs: expect.any(Number),
      request: answered.request,
      error: {
        name: 'ProviderError',
        reason: 'throttled',
        retryable: true,
        status: 429,
        requestId: 'q',
        provider: 'p',
        attempts: 3,
        path: 'messages[0]',
      },
    };
    expect(records).toEqual([
      { operation: 'create', ...record },
      { operation: 'stream', ...record },
      { operation: 'createV1Compatible', ...record },
    ]);
  });

  it.each([
    [new TypeError(SECRET), { name: 'TypeError' }],
    [SECRET, { name: 'string' }],
  ])('tells of what is no ProviderError: %s', async (error, record) => {
    const { records, client } = logged(failing(error));
    await expect(client.create(hello)).rejects.toBe(error);
    expect(records).toMatchObject([{ outcome: 'failed', error: record }]);
  });

  it('tells of a stream that was left, with what had arrived', async () => {
    const knowing = defineClient({
      create: async () => answer,
      stream: () => ({
        [Symbol.asyncIterator]: () => Object.assign(replayed(), { partial: () => answer }),
      }),
    });
    const { records, client } = logged(knowing);
    for await (const _ of client.stream(hello)) break;
    const firstEventMs = expect.any(Number);
    expect(records).toEqual([{ operation: 'stream', ...answered, firstEventMs, outcome: 'left' }]);
    async function* replayed(): AsyncGenerator<UnifiedStreamEvent> {
      yield* replayResponse(answer);
    }
  });

  it('tells of nothing for a stream that is never read, and once for one left at its end', async () => {
    const { records, client } = logged(answering());
    client.stream(hello);
    expect(records).toEqual([]);
    for await (const { type } of client.stream(hello)) if (type === 'finish') break;
    expect(records).toMatchObject([{ outcome: 'answered' }]);
  });

  it('tells who had failed before, without their messages', async () => {
    const { records, client } = logged(withFallback([scripted('a', 'timeout'), scripted('b')]));
    await client.create(hello);
    expect(records[0]?.answer?.failed).toEqual([
      { entry: 0, provider: 'a', model: 'm', reason: 'timeout' },
    ]);
  });

  it('shows neither contents nor secrets', async () => {
    const { records, client } = logged(answering());
    await client.create(hello);
    await collect(client.stream(hello));
    await client.createV1Compatible(hello);
    const other = logged(failing(new ProviderError(SECRET, { reason: 'config', hint: SECRET })));
    await other.client.create(hello).catch(() => {});
    expect(records).toHaveLength(3);
    for (const record of [...records, ...other.records]) {
      expect(inspect(record, { depth: 20 })).not.toContain(SECRET);
      expect(JSON.parse(JSON.stringify(record))).toEqual(record);
    }
  });

  it('shows them where that is asked for', async () => {
    const { records, client } = logged(answering(), { contents: true });
    await client.create(hello);
    const completion = await client.createV1Compatible(hello);
    expect(records[0]?.contents).toEqual({ params: hello, answer });
    expect(records[1]?.contents).toEqual({ params: hello, answer: completion });
    const error = failure('timeout', 'a');
    const other = logged(failing(error), { contents: true });
    await other.client.create(hello).catch(() => {});
    expect(other.records[0]?.contents).toEqual({ params: hello, error });
  });

  it('tells of calls that make no sense', async () => {
    const error = failure('invalid_request', 'a');
    const { records, client } = logged(failing(error));
    await expect(client.create({} as ChatParams)).rejects.toBe(error);
    expect(records[0]?.request).toEqual({ messages: 0, tools: 0 });
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('full');
      },
    ],
    ['rejects', () => Promise.reject(new Error('full'))],
  ])('is harmed by no log that %s', async (_, log) => {
    const warned = new Promise((resolve) => process.once('warning', resolve));
    expect(await withLogging(answering(), log).create(hello)).toBe(answer);
    expect(await warned).toMatchObject({ message: 'full' });
  });

  it('leaves everything else to the client', async () => {
    const own = scripted('a');
    const client = withLogging({ ...own, estimate: async () => answer.cost }, () => {});
    expect(client.cost(answer)).toEqual({ status: 'unknown', reason: 'a' });
    expect(await client.estimate?.(hello)).toBe(answer.cost);
    expect(client.getUsage(answer).total_tokens).toBe(5);
    expect(client.messageRetrieval(answer)).toEqual([SECRET]);
    await client.close();
    expect(own.closed).toBe(1);
    expect(withLogging(own, () => {}).estimate).toBeUndefined();
  });

  it('keeps a thousand calls at once apart', async () => {
    const { records, client } = logged(
      defineClient({
        create: async ({ user }) => {
          await new Promise((resolve) => setImmediate(resolve));
          return saying('').with({ id: `${user}` });
        },
      }),
    );
    await Promise.all(
      Array.from({ length: 1000 }, (_, number) =>
        number % 2 === 0
          ? client.create({ ...hello, user: `${number}` })
          : client.stream({ ...hello, user: `${number}` }).response,
      ),
    );
    const ids = new Set(records.map((record) => record.answer?.id));
    expect(records).toHaveLength(1000);
    expect(ids.size).toBe(1000);
  });
});
