import { inspect } from 'node:util';
import type { ErrorReason } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { createOpenAiClient } from './openai-client.js';
import { completion } from './testing/answers.js';
import type { FakeAnswer } from './testing/fake-server.js';
import { errorOf, withServer } from './testing/with-server.js';

const PARAMS = { messages: [{ role: 'user', content: 'hello' }] } as const;

const failure = (status: number, error: unknown, headers = {}): FakeAnswer => ({
  ...{ status, json: { error }, headers },
});

/** Answers as services give them. */
const REFUSALS: readonly [
  name: string,
  answer: FakeAnswer,
  reason: ErrorReason,
  retryable: boolean,
][] = [
  [
    'a quota that is used up',
    failure(429, {
      ...{ message: 'You exceeded your current quota', type: 'insufficient_quota' },
      ...{ param: null, code: 'insufficient_quota' },
    }),
    'throttled',
    false,
  ],
  [
    'a rate limit',
    failure(429, { message: 'Rate limit reached', type: 'requests', code: 'rate_limit_exceeded' }),
    'throttled',
    true,
  ],
  [
    'a conversation that OpenAI finds too long',
    failure(400, {
      ...{ message: "This model's maximum context length is 8192 tokens.", param: 'messages' },
      ...{ type: 'invalid_request_error', code: 'context_length_exceeded' },
    }),
    'context_overflow',
    false,
  ],
  [
    'a conversation that vLLM finds too long',
    failure(400, {
      ...{ message: "This model's maximum context length is 4096 tokens. However, …", code: 400 },
      type: 'BadRequestError',
    }),
    'context_overflow',
    false,
  ],
  [
    'a conversation that LM Studio finds too long',
    failure(400, 'Trying to keep the first 5000 tokens when context the overflows.'),
    'context_overflow',
    false,
  ],
  [
    'the filter of Azure',
    failure(400, {
      ...{ message: 'The response was filtered', type: null, param: 'prompt', status: 400 },
      ...{ code: 'content_filter', innererror: { code: 'ResponsibleAIPolicyViolation' } },
    }),
    'content_filtered',
    false,
  ],
  [
    'a deployment that Azure does not have',
    failure(404, { message: 'The API deployment does not exist.', code: 'DeploymentNotFound' }),
    'model_not_found',
    false,
  ],
  [
    'a model that Ollama has not pulled',
    failure(404, { message: 'model "x" not found, try pulling it first', type: 'api_error' }),
    'model_not_found',
    false,
  ],
  [
    'a model of another API of Bedrock',
    failure(400, {
      ...{ message: "The model 'm' does not support the '/v1/chat/completions' API", code: null },
    }),
    'model_not_found',
    false,
  ],
  [
    'a wrong key',
    failure(401, { message: 'Incorrect API key provided', code: 'invalid_api_key' }),
    'authentication',
    false,
  ],
  [
    'a key of another region of Bedrock',
    failure(403, { message: 'Please make sure your API Key is valid.' }),
    'authentication',
    false,
  ],
  ['a region that may not call', failure(403, { message: 'No.' }), 'access_denied', false],
  [
    'a parameter that the model does not take',
    failure(400, { message: 'Unsupported value', param: 'temperature', code: 'unsupported_value' }),
    'unsupported',
    false,
  ],
  ['an overload', failure(503, { message: 'The engine is overloaded' }), 'overloaded', true],
  ['a gateway that waited in vain', failure(504, null), 'transient', true],
  [
    'a page',
    { raw: '<html>Bad Gateway</html>', type: 'text/html', status: 502 },
    'transient',
    true,
  ],
  ['a page in place of an answer', { raw: '<html>', type: 'text/html' }, 'model_error', false],
  [
    'an error with the status of a success',
    { json: { error: { message: 'Rate limited upstream', code: 429 } } },
    'throttled',
    true,
  ],
  ['an answer without a choice', { json: { id: 'x', choices: [] } }, 'model_error', false],
  [
    'a server that says not to try again',
    failure(500, { message: 'No.' }, { 'x-should-retry': 'false' }),
    'transient',
    false,
  ],
];

describe('an error', () => {
  it.each(REFUSALS)('of %s is told as such', async (_, answer, reason, retryable) => {
    const { client } = await withServer(() => answer);
    const error = await errorOf(client.create(PARAMS));
    expect(error).toMatchObject({ reason, retryable, provider: 'openai', attempts: 1 });
    expect(error.hint).toMatch(/\S/);
    expect(error.message).toMatch(/\S/);
  });

  it('says where, and by which request', async () => {
    const { client } = await withServer(() =>
      failure(400, { message: 'too hot', param: 'temperature', code: 'invalid_value' }),
    );
    expect(await errorOf(client.create(PARAMS))).toMatchObject({
      ...{ status: 400, path: 'temperature', requestId: 'req-1', message: '400 too hot' },
    });
  });

  it.each([
    ['of a port where nobody listens', 'http://127.0.0.1:1/v1', 'transient'],
    ['of an address that does not exist', 'http://nowhere.invalid/v1', 'transient'],
  ])('%s says so', async (_, baseUrl, reason) => {
    const client = createOpenAiClient({ baseUrl, maxRetries: 0, model: 'm' });
    const error = await errorOf(client.create(PARAMS));
    expect(error).toMatchObject({ reason, retryable: true });
    expect(error.hint).toContain('baseUrl');
    expect(error.message).toMatch(/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|bad port/);
  });

  it('of a connection that breaks says so', async () => {
    const { client } = await withServer(() => ({ broken: true }));
    expect(await errorOf(client.create(PARAMS))).toMatchObject({
      ...{ reason: 'transient', retryable: true },
    });
  });

  it('shows no secret, whoever repeats it', async () => {
    const secret = 'opensesame-of-tests';
    const { client } = await withServer(
      ({ headers }) => failure(401, { message: `no: ${headers.authorization}`, code: secret }),
      { apiKey: secret },
    );
    const error = await errorOf(client.create(PARAMS));
    const shown = [error.message, String(error.stack), JSON.stringify(error), inspect(error)];
    for (const text of [...shown, inspect(error, { depth: 9, showHidden: true })]) {
      expect(text).not.toContain(secret);
    }
  });
});

describe('retries', () => {
  const busy = failure(429, { message: 'Slow down' }, { 'retry-after-ms': '1' });

  it('are made once more each, until there is an answer', async () => {
    const { server, client } = await withServer(
      (_, number) => (number < 3 ? busy : { json: completion({ content: 'hi' }) }),
      { maxRetries: 2 },
    );
    expect((await client.create(PARAMS)).text).toBe('hi');
    expect(server.requests).toHaveLength(3);
    expect((await client.stream(PARAMS).response).text).toBe('hi');
  });

  it('come to an end', async () => {
    const { server, client } = await withServer(() => busy, { maxRetries: 1 });
    expect(await errorOf(client.stream(PARAMS).response)).toMatchObject({
      ...{ reason: 'throttled', attempts: 2 },
    });
    expect(server.requests).toHaveLength(2);
  });

  it('are not begun that would pass the time of the call, or try anyone’s patience', async () => {
    const later = failure(429, { message: 'Later' }, { 'retry-after': '30' });
    const muchLater = failure(429, { message: 'Tomorrow' }, { 'retry-after': '3600' });
    const { server, client } = await withServer((_, number) => (number < 2 ? later : muchLater), {
      maxRetries: 2,
    });
    const limited = client.create(PARAMS, { timeouts: { totalMs: 10_000 } });
    expect((await errorOf(limited)).attempts).toBe(1);
    expect((await errorOf(client.create(PARAMS))).attempts).toBe(1);
    expect(server.requests).toHaveLength(2);
  });

  it('end with the signal, while they wait, too', async () => {
    const abort = new AbortController();
    const { server, client } = await withServer(
      () => {
        setImmediate(() => abort.abort());
        return failure(429, { message: 'Later' }, { 'retry-after': '30' });
      },
      { maxRetries: 2 },
    );
    const error = await errorOf(client.create(PARAMS, { signal: abort.signal }));
    expect(error.reason).toBe('aborted');
    expect(server.requests).toHaveLength(1);
  });

  it('are not made where they cannot help', async () => {
    const { server, client } = await withServer(
      () => failure(429, { message: 'No money', code: 'insufficient_quota' }),
      { maxRetries: 2 },
    );
    await errorOf(client.create(PARAMS));
    expect(server.requests).toHaveLength(1);
  });
});
