import { reply } from '@outcrop/bedrock-emulator';
import type { ErrorReason, ProviderError } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { caughtError } from './testing/caught-error.js';
import { clientOf, emulated, HELLO } from './testing/emulated.js';
import { closedPort, http1Server, http2Server } from './testing/server.js';

const ONCE = { totalMaxAttempts: 1 };
const PROTOCOLS = ['http1', 'http2'] as const;

type Expected = readonly [reason: ErrorReason, retryable: boolean];

/** Status by the service model of Bedrock Runtime, and as observed of the AWS front end. */
const EXCEPTIONS: readonly (readonly [exception: string, status: number, ...Expected])[] = [
  ['AccessDeniedException', 403, 'access_denied', false],
  ['ConflictException', 400, 'invalid_request', false],
  ['InternalServerException', 500, 'transient', true],
  ['ModelErrorException', 424, 'model_error', false],
  ['ModelNotReadyException', 429, 'overloaded', true],
  ['ModelStreamErrorException', 424, 'model_error', false],
  ['ModelTimeoutException', 408, 'timeout', false],
  ['ResourceNotFoundException', 404, 'model_not_found', false],
  ['ServiceQuotaExceededException', 400, 'throttled', false],
  ['ServiceUnavailableException', 503, 'overloaded', true],
  ['ThrottlingException', 429, 'throttled', true],
  ['ExpiredTokenException', 403, 'authentication', false],
  ['IncompleteSignatureException', 403, 'authentication', false],
  ['InvalidSignatureException', 403, 'authentication', false],
  ['MissingAuthenticationTokenException', 403, 'authentication', false],
  ['UnrecognizedClientException', 403, 'authentication', false],
  ['UnknownOperationException', 404, 'model_not_found', false],
  ['SerializationException', 400, 'invalid_request', false],
];

describe.each(PROTOCOLS)('an AWS error over %s', (protocol) => {
  it.each(EXCEPTIONS)('%s, HTTP %i, is %s', async (exception, status, reason, retryable) => {
    const emulator = await emulated({ replies: reply.error(exception) });
    const client = clientOf(emulator, { ...ONCE, protocol });
    const error = await caughtError(client.create(HELLO));
    const { requestId } = emulator.requests[0]?.response ?? {};
    expect(error).toMatchObject({ reason, retryable, status, requestId });
    expect(error).toMatchObject({ provider: 'bedrock', attempts: 1, cause: { name: exception } });
    expect(error.message).toMatch(new RegExp(`^${exception}: .`));
  });
});

/** Texts as users reported them, with the exception they came with. */
const TEXTS: readonly (readonly [exception: string, text: string, ...Expected])[] = [
  ['ValidationException', 'Input is too long for requested model.', 'context_overflow', false],
  [
    'ValidationException',
    'The model returned the following errors: prompt is too long: 227255 tokens > 200000 maximum',
    'context_overflow',
    false,
  ],
  [
    'ValidationException',
    'input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000',
    'context_overflow',
    false,
  ],
  ['ValidationException', 'too many total text bytes', 'context_overflow', false],
  [
    'ValidationException',
    'A conversation must start with a user message.',
    'invalid_request',
    false,
  ],
  ['ThrottlingException', 'Too many tokens, please wait before trying again.', 'throttled', true],
  [
    'ThrottlingException',
    'Too many tokens per day, please wait before trying again.',
    'throttled',
    false,
  ],
  [
    'ServiceUnavailableException',
    'Too many connections, please wait before trying again.',
    'overloaded',
    true,
  ],
  [
    'AccessDeniedException',
    'You invoked an unsupported model or your request did not allow prompt caching.',
    'unsupported',
    false,
  ],
  [
    'AccessDeniedException',
    'Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:Subscribe)',
    'access_denied',
    false,
  ],
  [
    'AccessDeniedException',
    'Authentication failed: Please make sure your API Key is valid.',
    'authentication',
    false,
  ],
  [
    'ResourceNotFoundException',
    'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 15 days.',
    'model_not_found',
    false,
  ],
  [
    'ValidationException',
    'This model version has reached the end of its life.',
    'model_not_found',
    false,
  ],
];

describe('the text of an AWS error', () => {
  it.each(TEXTS)('%s "%s" is %s', async (exception, text, reason, retryable) => {
    const emulator = await emulated({ replies: reply.error(exception, text) });
    const error = await caughtError(clientOf(emulator, ONCE).create(HELLO));
    expect(error).toMatchObject({ reason, retryable, message: `${exception}: ${text}` });
  });

  it('comes with a hint that is the next thing to do', async () => {
    const emulator = await emulated({ replies: reply.error('ExpiredTokenException') });
    const { hint } = await caughtError(clientOf(emulator, ONCE).create(HELLO));
    expect(hint).toContain('aws sso login --profile');
  });
});

describe('an id that is refused', () => {
  const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
  const REFUSALS = [
    `Invocation of model ID ${SONNET} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`,
    `Invocation of model ID ${SONNET} with on-demand throughput isn't supported. Retry your request with the ID or ARN of an inference profile that contains this model.`,
    'The provided model identifier is invalid.',
  ];

  it.each(REFUSALS)('is answered with ids of the region: %s', async (text) => {
    const error = reply.error('ValidationException', text);
    for (const [region, profile] of [
      ['us-east-1', `us.${SONNET}`],
      ['eu-central-1', `eu.${SONNET}`],
      ['ap-northeast-1', `jp.${SONNET}`],
    ] as const) {
      const emulator = await emulated({ replies: error, region });
      const call = clientOf(emulator, ONCE).create({ ...HELLO, model: SONNET });
      expect(await caughtError(call)).toMatchObject({
        reason: 'model_not_found',
        retryable: false,
        suggestions: [profile, `global.${SONNET}`],
      });
    }
  });

  it('has no suggestions when it is an ARN that names no model', async () => {
    const model = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123';
    const emulator = await emulated({ replies: reply.error('ResourceNotFoundException') });
    const error = await caughtError(clientOf(emulator, ONCE).create({ ...HELLO, model }));
    expect(error).toMatchObject({ reason: 'model_not_found', suggestions: [] });
  });
});

describe('an answer that is not of Bedrock', () => {
  const page = '<html><h1>Bad gateway</h1></html>';
  const headers = { 'content-type': 'text/html' };

  it.each<readonly [status: number, body: string, ...Expected, message: string]>([
    [200, page, 'transient', false, 'The answer (HTTP 200) is no JSON'],
    [200, '', 'transient', false, 'The answer (HTTP 200) is no JSON'],
    [200, '[1]', 'transient', false, 'The answer (HTTP 200) is no JSON'],
    [200, 'null', 'transient', false, 'The answer (HTTP 200) is no JSON'],
    [403, page, 'access_denied', false, 'The answer (HTTP 403) is no JSON'],
    [502, page, 'transient', true, 'The answer (HTTP 502) is no JSON'],
    [503, page, 'overloaded', true, 'The answer (HTTP 503) is no JSON'],
    [301, '', 'config', false, 'HTTP 301 without a message'],
    [401, '', 'authentication', false, 'HTTP 401 without a message'],
    [404, '', 'model_not_found', false, 'HTTP 404 without a message'],
    [413, '', 'invalid_request', false, 'HTTP 413 without a message'],
    [429, '', 'throttled', true, 'HTTP 429 without a message'],
    [500, '', 'transient', true, 'HTTP 500 without a message'],
    [504, '', 'transient', true, 'HTTP 504 without a message'],
    [529, '', 'overloaded', true, 'HTTP 529 without a message'],
    [599, '', 'transient', false, 'HTTP 599 without a message'],
  ])('HTTP %i with the body %j is %s', async (status, body, reason, retryable, message) => {
    const emulator = await emulated({ replies: reply.raw({ status, body, headers }) });
    for (const protocol of PROTOCOLS) {
      const error = await caughtError(clientOf(emulator, { ...ONCE, protocol }).create(HELLO));
      const { requestId } = emulator.requests.at(-1)?.response ?? {};
      expect(error).toMatchObject({ reason, retryable, message, status, requestId, attempts: 1 });
      expect(error.cause).toBeInstanceOf(Error);
    }
  });
});

describe('a page in place of an answer', () => {
  it.each(PROTOCOLS)('is told by its title, over %s', async (protocol) => {
    const body = '<!doctype html><html><head><title>\n  Access denied\n by policy </title></head>';
    const headers = { 'content-type': 'text/html' };
    const emulator = await emulated({ replies: reply.raw({ status: 403, body, headers }) });
    const error = await caughtError(clientOf(emulator, { ...ONCE, protocol }).create(HELLO));
    expect(error.reason).toBe('access_denied');
    expect(error.hint).toBe('A page “Access denied by policy” answered: check proxy and endpoint.');
  });

  it('for a path that is not there means a wrong endpoint', async () => {
    const replies = reply.raw({ status: 404, body: '<h1>Not found</h1>' });
    const error = await caughtError(clientOf(await emulated({ replies }), ONCE).create(HELLO));
    expect(error).toMatchObject({ reason: 'config', status: 404 });
    expect(error.hint).toContain('endpoint');
  });
});

describe('a connection that fails', () => {
  const FAULT = { reason: 'transient', retryable: true, provider: 'bedrock', attempts: 1 };
  const HALF = '{"output":{"message":';
  const HEAD = { 'content-type': 'application/json', 'x-amzn-requestid': 'the-request' };

  async function failure(
    server: Parameters<typeof clientOf>[0],
    protocol: (typeof PROTOCOLS)[number],
  ): Promise<ProviderError> {
    return caughtError(clientOf(server, { ...ONCE, protocol }).create(HELLO));
  }

  it.each(PROTOCOLS)('because nobody listens, over %s', async (protocol) => {
    const endpoint = await closedPort();
    const { clientOptions } = await emulated();
    const error = await failure({ clientOptions: { ...clientOptions, endpoint } }, protocol);
    expect(error).toMatchObject(FAULT);
    expect(error.message).toContain('ECONNREFUSED');
    expect(error.hint).toContain('endpoint');
    expect(error.status).toBeUndefined();
  });

  it('because there is no such host', async () => {
    const { clientOptions } = await emulated();
    const endpoint = 'http://bedrock.invalid';
    const error = await failure({ clientOptions: { ...clientOptions, endpoint } }, 'http1');
    expect(error).toMatchObject(FAULT);
    expect(error.message).toMatch(/ENOTFOUND|EAI_AGAIN/);
  });

  it('because it is reset before the answer', async () => {
    const http1 = await http1Server((_, response) => response.socket?.resetAndDestroy());
    expect(await failure(http1, 'http1')).toMatchObject({ ...FAULT, message: 'read ECONNRESET' });
    const http2 = await http2Server((stream) => stream.session?.destroy());
    expect(await failure(http2, 'http2')).toMatchObject(FAULT);
  });

  it('because it is closed before the answer', async () => {
    const http1 = await http1Server((_, response) => response.socket?.destroy());
    expect(await failure(http1, 'http1')).toMatchObject({ ...FAULT, message: 'socket hang up' });
    const http2 = await http2Server((stream) => stream.close());
    expect(await failure(http2, 'http2')).toMatchObject(FAULT);
  });

  it('in the middle of the answer', async () => {
    const http1 = await http1Server((_, response) => {
      response.writeHead(200, { ...HEAD, 'content-length': 100 });
      response.write(HALF, () => response.socket?.destroy());
    });
    const http2 = await http2Server((stream) => {
      stream.respond({ ':status': 200, ...HEAD });
      stream.write(HALF, () => stream.close());
    });
    for (const [server, protocol] of [
      [http1, 'http1'],
      [http2, 'http2'],
    ] as const) {
      const error = await failure(server, protocol);
      expect(error).toMatchObject({ ...FAULT, status: 200, requestId: 'the-request' });
      expect(error.cause).toMatchObject({ code: 'ECONNRESET' });
    }
  });

  it('because the two speak different protocols', async () => {
    const http1 = await http1Server((_, response) => response.end('{}'));
    expect((await failure(http1, 'http2')).hint).toContain("protocol: 'http1'");
    const http2 = await http2Server((stream) => stream.close());
    const error = await failure(http2, 'http1');
    expect(error).toMatchObject({ reason: 'config', retryable: false });
    expect(error.hint).toContain("protocol: 'http2'");
  });
});
