import {
  type ErrorReason,
  isProviderError,
  type PricedCost,
  ProviderError,
  replayResponse,
  type UnifiedRequest,
  UnifiedResponse,
} from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { resolveResponseFormat } from '../resolve-response-format.js';
import { createStructured } from './answer-rounds.js';
import type { StructuredOutputPlan } from './plan.js';
import { planStructuredOutput } from './plan-structured-output.js';
import { streamStructured } from './stream-structured.js';

const request: UnifiedRequest = {
  model: 'm',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
  inference: {},
  family: {},
  tools: [],
  warnings: [],
  structuredOutputStrategy: 'prompt',
  maxRepairs: 2,
};

const WRONG = '{"n":"many"}';
const NUMBER = { type: 'object', properties: { n: { type: 'number' } } };

function planOf(refuse?: () => never): StructuredOutputPlan {
  const schema = NUMBER;
  const format = resolveResponseFormat(refuse ? { schema, format: refuse } : schema);
  if (!format) throw new Error('no format');
  return planStructuredOutput(request, format, { toolChoices: [] });
}

function costing(exact: string): PricedCost {
  const price = { model: 'm', source: 'test' };
  return { status: 'priced', usd: Number(exact), exact, breakdown: [], price, assumptions: [] };
}

/** One call's response: 10 tokens of input, 1 of output, 0.1 USD. */
function saying(id: string, text: string): UnifiedResponse {
  return new UnifiedResponse({
    ...{ id, model: 'm', provider: 'p', finishReason: 'stop' },
    messages: [{ role: 'assistant', content: text === '' ? [] : [{ type: 'text', text }] }],
    usage: {
      ...{ inputTokens: 10, outputTokens: 1, totalTokens: 11 },
      ...{ cacheReadInputTokens: 0, cacheWriteInputTokens: 0 },
    },
    cost: costing('0.1'),
  });
}

type Answer = UnifiedResponse | Error;

function next(answers: Answer[]): UnifiedResponse {
  const answer = answers.shift();
  if (answer instanceof UnifiedResponse) return answer;
  throw answer ?? new Error('too many rounds');
}

const create = async (answers: Answer[], plan = planOf()): Promise<unknown> =>
  createStructured(plan, async () => next(answers));

const stream = async (answers: Answer[], plan = planOf()): Promise<void> => {
  const batches = streamStructured(plan, async function* () {
    yield [...replayResponse(next(answers))];
  });
  for await (const _ of batches);
};

async function failureOf(call: Promise<unknown>): Promise<ProviderError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isProviderError(error)) throw new TypeError(`no ProviderError: ${String(error)}`);
  return error;
}

function failing(reason: ErrorReason, partial?: UnifiedResponse, attempts = 3): ProviderError {
  return new ProviderError(`It was ${reason}.`, {
    ...{ reason, attempts, retryable: false, hint: 'Wait.', suggestions: ['a'], path: 'model' },
    ...{ requestId: 'q', status: 418, provider: 'p', cause: new Error('socket') },
    ...(partial && { partial }),
  });
}

const SPENT = { inputTokens: 20, outputTokens: 2, totalTokens: 22 };

describe.each([
  ['whole', create],
  ['as a stream', stream],
])('an answer whose later round fails, %s', (_, answer) => {
  it('fails of the same, and says what the rounds before it consumed and answered', async () => {
    const error = failing('throttled');
    const failure = await failureOf(answer([saying('a', WRONG), saying('b', WRONG), error]));
    const { partial, ...about } = failure.toJSON();
    expect(about).toEqual(error.toJSON());
    expect(partial).toBe(failure.partial);
    expect(failure.cause).toBe(error.cause);
    expect(failure.partial).toMatchObject({
      ...{ id: 'b', text: WRONG, usage: SPENT, parsed: undefined },
      cost: { status: 'priced', exact: '0.2' },
      repairs: [{ code: 'structured_output_sent_back' }],
      providerMetadata: {
        structuredOutput: { rounds: [{ id: 'a' }, { id: 'b', violations: [{ path: '/n' }] }] },
      },
    });
  });

  it('adds what has arrived of that round, and shows it', async () => {
    const error = failing('incomplete_stream', saying('b', '{"n"'));
    const { partial } = await failureOf(answer([saying('a', WRONG), error]));
    expect(partial).toMatchObject({ id: 'b', text: '{"n"', usage: SPENT, cost: { exact: '0.2' } });
  });

  it('shows the answer before it where nothing had arrived', async () => {
    const cost = { status: 'unknown', reason: 'usage-missing' } as const;
    const error = failing('incomplete_stream', saying('b', '').with({ cost }));
    const { partial } = await failureOf(answer([saying('a', WRONG), error]));
    expect(partial).toMatchObject({ text: WRONG, cost: { ...cost, lowerBoundUsd: 0.1 } });
  });

  it.each<ErrorReason>(['timeout', 'aborted', 'incomplete_stream'])(
    'cost at least what is known, where the model may have worked on: %s',
    async (reason) => {
      const { partial } = await failureOf(answer([saying('a', WRONG), failing(reason)]));
      expect(partial).toMatchObject({
        ...{ text: WRONG, usage: { inputTokens: 10, outputTokens: 1 } },
        cost: { status: 'unknown', reason: 'usage-missing', lowerBoundUsd: 0.1 },
      });
    },
  );

  it('cost what is known where the round was never sent', async () => {
    const error = failing('aborted', undefined, 0);
    const { partial } = await failureOf(answer([saying('a', WRONG), error]));
    expect(partial?.cost).toMatchObject({ status: 'priced', exact: '0.1' });
  });

  it('of the code of the caller is no other', async () => {
    const plan = planOf(() => {
      throw new Error('no words');
    });
    const answers = [saying('a', WRONG), saying('b', '{"n":1}')];
    const failure = await failureOf(answer(answers, plan));
    expect(failure).toMatchObject({ reason: 'config', requestId: 'b', path: 'response_format' });
    expect(failure.partial).toMatchObject({ usage: SPENT, cost: { exact: '0.2' } });
  });

  it('is left as it is where there was no round before, or it is a fault of the program', async () => {
    const first = failing('timeout');
    await expect(answer([first])).rejects.toBe(first);
    const fault = new TypeError('x');
    await expect(answer([saying('a', WRONG), fault])).rejects.toBe(fault);
  });
});

it('of a stream, what has arrived of a round can be told with what the others consumed', async () => {
  const answers = [saying('a', WRONG), saying('b', WRONG), saying('c', '{"n":1}')];
  const told: unknown[] = [];
  const inAll: ((partial?: UnifiedResponse) => UnifiedResponse | undefined)[] = [];
  const batches = streamStructured(planOf(), async function* (_, ofRound) {
    inAll.push(ofRound);
    yield [...replayResponse(next(answers))];
  });
  for await (const _ of batches);
  const partial = saying('x', 'So far');
  for (const ofRound of inAll) {
    told.push([ofRound(partial)?.usage.inputTokens, ofRound()?.cost]);
    expect(ofRound(partial)?.text).toBe('So far');
  }
  expect(told).toMatchObject([
    [10, undefined],
    [20, { lowerBoundUsd: 0.1 }],
    [30, { lowerBoundUsd: 0.2 }],
  ]);
});
