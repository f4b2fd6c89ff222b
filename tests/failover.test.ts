import { bedrock } from '@outcrop/bedrock-client';
import { type Emulator, reply, startEmulator } from '@outcrop/bedrock-emulator';
import type { WireConverseRequest } from '@outcrop/converse-mapping';
import { type ClientConfig, createRegistry, type ModelClient } from '@outcrop/provider-registry';
import { FailoverError, failoverOf, withLogging } from '@outcrop/provider-registry/compose';
import type { ChatParams, UnifiedStreamEvent } from '@outcrop/unified-response';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

const CLAUDE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const LLAMA = 'us.meta.llama3-3-70b-instruct-v1:0';
const NOVA = 'us.amazon.nova-lite-v1:0';

const hello: ChatParams = { messages: [{ role: 'user', content: 'Hello' }] };

describe('a config_list of Bedrock', () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({ rules: 'strict' });
    return () => emulator.close();
  });

  /** An entry in AG2's words, for a model behind the emulator. */
  const entry = (model: string, more: ClientConfig = {}): ClientConfig => {
    const { region, credentials, endpoint } = emulator.clientOptions;
    return {
      api_type: 'bedrock',
      model,
      aws_region: region,
      aws_access_key: credentials.accessKeyId,
      aws_secret_key: credentials.secretAccessKey,
      endpoint,
      total_max_attempts: 1,
      ...more,
    };
  };

  const clientOf = (
    list: readonly ClientConfig[],
    options: Parameters<ReturnType<typeof createRegistry>['fromConfigList']>[1] = {},
  ): ModelClient => {
    const registry = createRegistry({ bedrock });
    onTestFinished(() => registry.close());
    return registry.fromConfigList(list, options);
  };

  const sent = (): { model: string | undefined; body: WireConverseRequest }[] =>
    emulator.requests.map(({ modelId, body }) => ({
      model: modelId,
      body: body as unknown as WireConverseRequest,
    }));

  it('maps the call afresh for the model that it falls back to', async () => {
    const client = clientOf([
      entry(CLAUDE, { max_tokens: 4096, thinking: { type: 'enabled', budget_tokens: 1024 } }),
      entry(LLAMA, { supports_system_prompts: false, temperature: 0.5 }),
    ]);
    emulator.reply([
      reply({
        reasoning: { text: 'They greet me.', signature: 'c2lnbmVk' },
        text: 'Hello!',
      }),
      reply.error('ThrottlingException', 'Too many requests'),
      reply({ text: 'I am Llama.' }),
      reply({ text: 'I am Claude again.' }),
    ]);
    const messages: ChatParams['messages'] = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hello' },
    ];
    const first = await client.create({ messages });
    expect(failoverOf(first)).toEqual({
      answered: { entry: 0, provider: 'bedrock', model: CLAUDE },
      failed: [],
    });
    const next = [
      ...messages,
      ...first.messages,
      { role: 'user', content: 'Who are you?' },
    ] as const;
    const second = await client.create({ messages: next as ChatParams['messages'] });
    const last = [...next, ...second.messages, { role: 'user', content: 'And now?' }] as const;
    const third = await client.create({ messages: last as ChatParams['messages'] });

    expect(second.text).toBe('I am Llama.');
    expect(failoverOf(second)).toEqual({
      answered: { entry: 1, provider: 'bedrock', model: LLAMA },
      failed: [
        {
          entry: 0,
          provider: 'bedrock',
          model: CLAUDE,
          reason: 'throttled',
          message: expect.stringContaining('Too many requests'),
        },
      ],
    });
    const [, claude, llama, again] = sent();
    expect([claude?.model, llama?.model, again?.model]).toEqual([CLAUDE, LLAMA, CLAUDE]);

    // Claude gets its own reasoning back, with the signature, its system prompt and its settings.
    const reasoning = {
      reasoningContent: { reasoningText: { text: 'They greet me.', signature: 'c2lnbmVk' } },
    };
    for (const request of [claude, again]) {
      expect(request?.body.system).toEqual([{ text: 'Be brief.' }]);
      expect(request?.body.messages?.[1]?.content).toEqual([reasoning, { text: 'Hello!' }]);
      expect(request?.body.inferenceConfig).toEqual({ maxTokens: 4096 });
    }
    expect(again?.body.messages?.[3]?.content).toEqual([{ text: 'I am Llama.' }]);
    expect(third.text).toBe('I am Claude again.');

    // Llama gets none of that: the system prompt has become a part of the first message.
    expect(llama?.body).not.toHaveProperty('system');
    expect(llama?.body).not.toHaveProperty('additionalModelRequestFields');
    expect(llama?.body.inferenceConfig).toEqual({ temperature: 0.5 });
    expect(JSON.stringify(llama?.body)).not.toContain('They greet me.');
    expect(JSON.stringify(llama?.body.messages?.[0])).toContain('Be brief.');
    expect(llama?.body.messages?.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  });

  it('prices an answer as that of the one who gave it', async () => {
    const client = clientOf([entry(CLAUDE), entry(LLAMA, { price: [1, 2] })]);
    emulator.reply([
      reply.error('ServiceUnavailableException', 'later'),
      reply({ text: 'Hi', usage: { inputTokens: 1000, outputTokens: 1000 } }),
    ]);
    const response = await client.create(hello);
    expect(response.cost).toMatchObject({ status: 'priced', usd: 3 });
    expect(client.cost(response)).toEqual(response.cost);
    expect(client.getUsage(response)).toMatchObject({ cost: 3, model: LLAMA });
  });

  it.each([
    ['ThrottlingException', 'throttled'],
    ['ServiceUnavailableException', 'overloaded'],
    ['InternalServerException', 'transient'],
    ['AccessDeniedException', 'access_denied'],
    ['ResourceNotFoundException', 'model_not_found'],
    ['ModelErrorException', 'model_error'],
  ] as const)('goes on after %s', async (exception, reason) => {
    const client = clientOf([entry(CLAUDE), entry(NOVA)]);
    emulator.reply([reply.error(exception, 'not now'), reply({ text: 'Nova here' })]);
    const response = await client.create(hello);
    expect(failoverOf(response)).toMatchObject({ answered: { entry: 1 }, failed: [{ reason }] });
  });

  it('does not go on with a call that is wrong', async () => {
    const client = clientOf([entry(CLAUDE), entry(NOVA)]);
    emulator.reply(reply.error('ValidationException', 'The text field is blank'));
    await expect(client.create(hello)).rejects.toMatchObject({ reason: 'invalid_request' });
    await expect(client.create({ messages: 7 } as never)).rejects.toMatchObject({
      reason: 'invalid_request',
      path: 'messages',
    });
    expect(sent().map(({ model }) => model)).toEqual([CLAUDE]);
  });

  it('does not go on when the call is aborted', async () => {
    const client = clientOf([entry(CLAUDE), entry(NOVA)]);
    const silent = reply.fault('idle', { after: 'start' });
    emulator.reply([silent, silent]);
    for (const ask of [
      client.create,
      async (...call: Parameters<typeof client.create>) => client.stream(...call).response,
    ]) {
      const controller = new AbortController();
      const before = emulator.requests.length;
      const answer = ask(hello, { signal: controller.signal }).catch((error: unknown) => error);
      await expect.poll(() => emulator.requests.length).toBe(before + 1);
      controller.abort();
      expect(await answer).toMatchObject({ reason: 'aborted', provider: 'bedrock' });
    }
    expect(sent().map(({ model }) => model)).toEqual([CLAUDE, CLAUDE]);
  });

  it('does not go on when the time of the call is over, and does when only an entry’s is', async () => {
    const silent = await startEmulator();
    onTestFinished(() => silent.close());
    silent.reply(reply.fault('idle', { after: 'start', times: 2 }));
    const waiting = { endpoint: silent.url, timeouts: { totalMs: 50 } };
    const response = await clientOf([entry(CLAUDE, waiting), entry(NOVA)]).create(hello);
    expect(failoverOf(response)).toMatchObject({
      answered: { entry: 1 },
      failed: [{ reason: 'timeout' }],
    });
    expect(emulator.requests).toHaveLength(1);
    const client = clientOf([entry(CLAUDE, { endpoint: silent.url }), entry(NOVA)]);
    await expect(client.create(hello, { timeouts: { totalMs: 50 } })).rejects.toMatchObject({
      reason: 'timeout',
    });
    expect(emulator.requests).toHaveLength(1);
  });

  it('goes on where the credentials of an entry are not accepted', async () => {
    const client = clientOf([entry(CLAUDE, { aws_secret_key: 'another' }), entry(CLAUDE)]);
    const response = await client.create(hello);
    expect(failoverOf(response)).toMatchObject({
      answered: { entry: 1 },
      failed: [{ entry: 0, reason: 'authentication' }],
    });
  });

  it('tells of every entry when none answers, and shows no secret', async () => {
    const told: string[] = [];
    const client = clientOf([entry(CLAUDE), entry(NOVA), entry(LLAMA)], {
      onFailover: ({ failed, next }) => told.push(`${failed.model} > ${next.model}`),
    });
    emulator.reply([
      reply.error('ThrottlingException', 'one'),
      reply.error('ServiceUnavailableException', 'two'),
      reply.error('AccessDeniedException', 'three'),
    ]);
    const error = await client.create(hello).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(FailoverError);
    expect(error).toMatchObject({
      reason: 'access_denied',
      retryable: true,
      attempts: 3,
      failed: [
        { entry: 0, model: CLAUDE, reason: 'throttled' },
        { entry: 1, model: NOVA, reason: 'overloaded' },
        { entry: 2, model: LLAMA, reason: 'access_denied' },
      ],
      cause: { errors: [{ reason: 'throttled' }, { reason: 'overloaded' }, expect.anything()] },
    });
    expect(told).toEqual([`${CLAUDE} > ${NOVA}`, `${NOVA} > ${LLAMA}`]);
    const { secretAccessKey } = emulator.clientOptions.credentials;
    expect(JSON.stringify(error)).not.toContain(secretAccessKey);
  });

  it('streams on another model, and not once it has begun', async () => {
    const client = clientOf([entry(CLAUDE), entry(NOVA)]);
    emulator.reply([
      reply.error('ThrottlingException', 'later'),
      reply({ text: 'Nova here' }),
      reply.fault('end', { after: 2, answer: 'Claude is cut short' }),
      reply({ text: 'never sent' }),
    ]);
    const stream = client.stream(hello);
    let text = '';
    for await (const piece of stream.textStream()) text += piece;
    expect(text).toBe('Nova here');
    expect(failoverOf(await stream.response)).toMatchObject({ answered: { entry: 1 } });

    const broken = client.stream(hello);
    const events: UnifiedStreamEvent[] = [];
    const reading = async (): Promise<void> => {
      for await (const event of broken) events.push(event);
    };
    await expect(reading()).rejects.toMatchObject({ name: 'ProviderError' });
    expect(events.length).toBeGreaterThan(0);
    expect(sent().map(({ model }) => model)).toEqual([CLAUDE, NOVA, CLAUDE]);
  });

  it('takes entries by their tags, and logs what came of it', async () => {
    const records: unknown[] = [];
    const list = [entry(CLAUDE, { tags: ['dear'] }), entry(NOVA, { tags: ['cheap'] })];
    const client = withLogging(clientOf(list, { tags: ['cheap', 'free'] }), (record) =>
      records.push(record),
    );
    const response = await client.create(hello);
    expect(response.warnings).toEqual([]);
    expect(sent().map(({ model }) => model)).toEqual([NOVA]);
    expect(records).toMatchObject([{ outcome: 'answered', answer: { model: NOVA, failed: [] } }]);
  });

  it('knows a typo in an entry', async () => {
    const client = clientOf([entry(CLAUDE), entry(NOVA, { aws_regoin: 'us-west-2' })]);
    await expect(client.create(hello)).rejects.toMatchObject({
      reason: 'config',
      path: 'config_list[1].aws_regoin',
      message: expect.stringMatching(/did you mean \w*region\?$/i),
    });
    expect(emulator.requests).toHaveLength(0);
  });
});
