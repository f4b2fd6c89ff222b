import { describe, expect, it } from 'vitest';
import { createBedrockClient } from './bedrock-client.js';
import type { ConversePort } from './converse-port.js';
import { answeringServer, refusal, SIGNED } from './testing/answering-server.js';
import { caughtError } from './testing/caught-error.js';
import { clientOf, HELLO } from './testing/emulated.js';

const BASE = 'anthropic.claude-sonnet-4-20250514-v1:0';
const ARN = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6';

const countingEleven = (): ReturnType<typeof answeringServer> =>
  answeringServer(() => ({ body: { inputTokens: 11 } }));

describe('countTokens', () => {
  it('counts what create would send, and sends nothing that is billed', async () => {
    const server = await countingEleven();
    const client = clientOf(server);
    const count = await client.countTokens({
      model: BASE,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hello, world!' },
      ],
      tools: [{ type: 'function', function: { name: 'clock', parameters: { type: 'object' } } }],
      max_tokens: 100,
      temperature: 0.5,
      additional_model_request_fields: { anthropic_beta: ['context-1m-2025-08-07'] },
    });
    expect(count).toEqual({ inputTokens: 11, model: BASE, requestId: 'id-1', warnings: [] });
    expect(server.requests).toMatchObject([
      {
        method: 'POST',
        path: '/model/anthropic.claude-sonnet-4-20250514-v1%3A0/count-tokens',
        headers: { authorization: expect.stringMatching(SIGNED) },
      },
    ]);
    expect(server.requests[0]?.body).toEqual({
      input: {
        converse: {
          messages: [{ role: 'user', content: [{ text: 'Hello, world!' }] }],
          system: [{ text: 'Be brief.' }],
          toolConfig: {
            tools: [{ toolSpec: { name: 'clock', inputSchema: { json: { type: 'object' } } } }],
          },
          additionalModelRequestFields: { anthropic_beta: ['context-1m-2025-08-07'] },
        },
      },
    });
  });

  it('sends the bytes of images as base64', async () => {
    const server = await countingEleven();
    const png =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const image = {
      type: 'image_url',
      image_url: { url: `data:image/png;base64,${png}` },
    } as const;
    await clientOf(server).countTokens({
      model: BASE,
      messages: [{ role: 'user', content: [image] }],
    });
    expect(server.requests[0]?.body).toMatchObject({
      input: {
        converse: {
          messages: [{ content: [{ image: { format: 'png', source: { bytes: png } } }] }],
        },
      },
    });
  });

  // "The provided model doesn't support counting tokens." is what profiles are told.
  it.each([
    ['a cross-region profile', `us.${BASE}`],
    ['the ARN of one', `arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.${BASE}`],
    ['the ARN of a model', `arn:aws:bedrock:us-east-1::foundation-model/${BASE}`],
  ])('asks the model behind %s', async (_, model) => {
    const server = await countingEleven();
    const count = await clientOf(server).countTokens({ ...HELLO, model });
    expect(count.model).toBe(BASE);
    expect(server.requests[0]?.path).toBe(`/model/${encodeURIComponent(BASE)}/count-tokens`);
  });

  it('asks the model that the caller names for an ARN', async () => {
    const server = await countingEleven();
    const client = clientOf(server, { models: { [ARN]: { base: `us.${BASE}` } } });
    expect((await client.countTokens({ ...HELLO, model: ARN })).model).toBe(BASE);
  });

  it('says so when the ARN does not name the model, and sends nothing', async () => {
    const server = await countingEleven();
    const error = await caughtError(clientOf(server).countTokens({ ...HELLO, model: ARN }));
    expect(error).toMatchObject({ reason: 'unsupported', path: 'model' });
    expect(error.hint).toContain('models: { [arn]: { base } }');
    expect(server.requests).toEqual([]);
  });

  it('tells a model that cannot count from a wrong request', async () => {
    const server = await answeringServer(() =>
      refusal(400, 'ValidationException', "The provided model doesn't support counting tokens."),
    );
    const error = await caughtError(clientOf(server).countTokens(HELLO));
    expect(error).toMatchObject({ reason: 'unsupported', requestId: 'id-1', attempts: 1 });
  });

  it('is tried again like every call', async () => {
    const server = await answeringServer((_, number) =>
      number === 1 ? refusal(500, 'InternalServerException', 'oops') : { body: { inputTokens: 3 } },
    );
    expect((await clientOf(server).countTokens(HELLO)).inputTokens).toBe(3);
    expect(server.requests).toHaveLength(2);
  });

  it('is no number when the answer has none', async () => {
    const server = await answeringServer(() => ({ body: {} }));
    const error = await caughtError(clientOf(server).countTokens(HELLO));
    expect(error).toMatchObject({ reason: 'transient', retryable: false, requestId: 'id-1' });
  });

  it('needs a port that can', async () => {
    const port: ConversePort = { converse: () => Promise.reject(new Error('not to be called')) };
    const error = await caughtError(createBedrockClient({ port }).countTokens(HELLO));
    expect(error).toMatchObject({ reason: 'unsupported', path: 'port' });
  });

  it('rejects, and does not throw, for wrong parameters', async () => {
    const server = await countingEleven();
    const error = await caughtError(clientOf(server).countTokens({ model: BASE } as never));
    expect(error.reason).toBe('invalid_request');
  });
});
