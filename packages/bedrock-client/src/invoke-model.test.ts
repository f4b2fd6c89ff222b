import { describe, expect, it } from 'vitest';
import { answeringServer, refusal, SIGNED } from './testing/answering-server.js';
import { caughtError } from './testing/caught-error.js';
import { clientOf, MODEL } from './testing/emulated.js';

const COUNTS = {
  'x-amzn-bedrock-input-token-count': '2',
  'x-amzn-bedrock-output-token-count': '5',
  'x-amzn-bedrock-cache-read-input-token-count': '1322',
};

describe('invokeModel', () => {
  it('sends the body as it is, and gives the answer with its counts', async () => {
    const answer = { content: [{ type: 'text', text: 'Hi' }], later: { deep: [1] } };
    const server = await answeringServer(() => ({ body: answer, headers: COUNTS }));
    const body = { anthropic_version: 'bedrock-2023-05-31', max_tokens: 5, unheard_of: [{}] };
    const result = await clientOf(server).invokeModel({ model: MODEL, body });
    expect(result.json).toEqual(answer);
    expect(JSON.parse(Buffer.from(result.body).toString())).toEqual(answer);
    expect(result).toMatchObject({
      contentType: 'application/json',
      requestId: 'id-1',
      usage: { inputTokens: 2, outputTokens: 5, cacheReadInputTokens: 1322, totalTokens: 1329 },
      headers: COUNTS,
    });
    expect(server.requests).toMatchObject([
      {
        method: 'POST',
        path: `/model/${encodeURIComponent(MODEL)}/invoke`,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          authorization: expect.stringMatching(SIGNED),
        },
        body,
      },
    ]);
  });

  it('takes bytes and texts, other types, and headers, which are signed', async () => {
    const image = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
    const headers = { 'content-type': 'image/png' };
    const server = await answeringServer(() => ({ body: image, headers }));
    const client = clientOf(server, { model: MODEL });
    for (const body of ['{"a":1}', new TextEncoder().encode('{"a":1}')]) {
      const result = await client.invokeModel(
        { body, contentType: 'application/x-json', accept: 'image/png' },
        { headers: { 'X-Amzn-Bedrock-Trace': 'ENABLED' } },
      );
      expect(result).toMatchObject({ contentType: 'image/png' });
      expect([...result.body]).toEqual([...image]);
      expect(result).not.toHaveProperty('json');
      expect(result).not.toHaveProperty('usage');
    }
    for (const { headers: sent, body } of server.requests) {
      expect(body).toEqual({ a: 1 });
      expect(sent).toMatchObject({
        'content-type': 'application/x-json',
        accept: 'image/png',
        'x-amzn-bedrock-trace': 'ENABLED',
      });
      expect(sent.authorization).toContain('x-amzn-bedrock-trace');
    }
  });

  it('has the errors and retries of every call', async () => {
    const server = await answeringServer((_, number) =>
      number < 3
        ? refusal(503, 'ServiceUnavailableException', 'busy')
        : refusal(400, 'ValidationException', 'Malformed input request'),
    );
    const error = await caughtError(clientOf(server).invokeModel({ model: MODEL, body: {} }));
    expect(error).toMatchObject({ reason: 'invalid_request', attempts: 3, requestId: 'id-3' });
    expect(error.message).toContain('Malformed input request');
  });

  it.each([
    ['half an answer', '{"half": ', 2],
    ['a page', '<html>', 1],
  ])('does not take %s for a whole one', async (_, text, attempts) => {
    const server = await answeringServer(() => ({ body: new TextEncoder().encode(text) }));
    const client = clientOf(server, { totalMaxAttempts: 2 });
    const error = await caughtError(client.invokeModel({ model: MODEL, body: {} }));
    expect(error).toMatchObject({ reason: 'transient', attempts, requestId: `id-${attempts}` });
  });

  it.each([
    ['model', { body: {} }],
    ['body', { model: MODEL, body: 5 }],
    ['body', { model: MODEL }],
  ])('names %s when it is wrong', async (path, params) => {
    const server = await answeringServer(() => ({}));
    const error = await caughtError(clientOf(server).invokeModel(params as never));
    expect(error).toMatchObject({ reason: 'invalid_request', path });
    expect(server.requests).toEqual([]);
  });
});
