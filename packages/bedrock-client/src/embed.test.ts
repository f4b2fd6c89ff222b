import { createPricer } from '@outcrop/pricing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AskedRequest, answeringServer, refusal, SIGNED } from './testing/answering-server.js';
import { caughtError } from './testing/caught-error.js';
import { clientOf } from './testing/emulated.js';

const TITAN_1 = 'amazon.titan-embed-text-v1';
const TITAN_2 = 'amazon.titan-embed-text-v2:0';
const COHERE_3 = 'cohere.embed-multilingual-v3';
const COHERE_4 = 'us.cohere.embed-v4:0';
const NOVA = 'amazon.nova-2-multimodal-embeddings-v1:0';

const textsOf = ({ body }: AskedRequest): string[] => {
  const { inputText, texts, singleEmbeddingParams } = body as {
    inputText?: string;
    texts?: string[];
    singleEmbeddingParams?: { text: { value: string } };
  };
  return texts ?? [inputText ?? singleEmbeddingParams?.text.value ?? ''];
};

/** A vector that tells which text it is of. */
const vectorOf = (text: string): number[] => [text.length, 3, 4];

const counted = (texts: readonly string[]): Record<string, string> => ({
  'x-amzn-bedrock-input-token-count': String(texts.join('').length),
});

/** How each family answers. */
const ANSWERS: Readonly<Record<string, (texts: string[]) => object>> = {
  titan: ([text = '']) => ({ embedding: vectorOf(text), inputTextTokenCount: text.length }),
  cohereLists: (texts) => ({
    id: 'x',
    embeddings: texts.map(vectorOf),
    response_type: 'embeddings_floats',
  }),
  cohereTypes: (texts) => ({
    embeddings: { float: texts.map(vectorOf) },
    response_type: 'embeddings_by_type',
  }),
  nova: ([text = '']) => ({ embeddings: [{ embeddingType: 'TEXT', embedding: vectorOf(text) }] }),
};

const answering = (family: string): ReturnType<typeof answeringServer> =>
  answeringServer((request) => {
    const texts = textsOf(request);
    return { body: ANSWERS[family]?.(texts) ?? {}, headers: counted(texts) };
  });

describe('embed', () => {
  // P10: "#: required key [texts] not found#: required key [input_type] not found#: extraneous key
  // [inputText] is not permitted" is what a body of another family is told.
  it.each([
    [TITAN_1, 'titan', {}, [{ inputText: 'one' }, { inputText: 'three' }]],
    [
      'amazon.titan-embed-g1-text-02',
      'titan',
      { purpose: 'query' },
      [{ inputText: 'one' }, { inputText: 'three' }],
    ],
    [
      TITAN_2,
      'titan',
      { dimensions: 256, normalize: false },
      ['one', 'three'].map((inputText) => ({ inputText, dimensions: 256, normalize: false })),
    ],
    [
      'amazon.titan-embed-image-v1',
      'titan',
      { dimensions: 384 },
      ['one', 'three'].map((inputText) => ({
        inputText,
        embeddingConfig: { outputEmbeddingLength: 384 },
      })),
    ],
    [COHERE_3, 'cohereLists', {}, [{ texts: ['one', 'three'], input_type: 'search_document' }]],
    [
      'cohere.embed-english-v3:0:512',
      'cohereLists',
      { purpose: 'query' },
      [{ texts: ['one', 'three'], input_type: 'search_query' }],
    ],
    [
      COHERE_4,
      'cohereTypes',
      { purpose: 'query', dimensions: 512 },
      [
        {
          texts: ['one', 'three'],
          input_type: 'search_query',
          embedding_types: ['float'],
          output_dimension: 512,
        },
      ],
    ],
    [
      NOVA,
      'nova',
      { purpose: 'query', dimensions: 1024 },
      ['one', 'three'].map((value) => ({
        schemaVersion: 'nova-multimodal-embed-v1',
        taskType: 'SINGLE_EMBEDDING',
        singleEmbeddingParams: {
          text: { truncationMode: 'NONE', value },
          embeddingDimension: 1024,
          embeddingPurpose: 'GENERIC_RETRIEVAL',
        },
      })),
    ],
  ] as const)('asks %s in its own words', async (model, family, options, bodies) => {
    const server = await answering(family);
    const result = await clientOf(server).embed({ model, input: ['one', 'three'], ...options });
    expect(result).toMatchObject({
      embeddings: [vectorOf('one'), vectorOf('three')],
      model,
      usage: { inputTokens: 8, totalTokens: 8, outputTokens: 0 },
      requestIds: expect.arrayContaining(['id-1']),
    });
    const sent = server.requests.map(({ body }) => body);
    expect(sent).toHaveLength(bodies.length);
    expect(sent).toEqual(expect.arrayContaining([...bodies]));
    for (const { path, headers } of server.requests) {
      expect(path).toBe(`/model/${encodeURIComponent(model)}/invoke`);
      expect(headers.authorization).toMatch(SIGNED);
    }
  });

  it('takes a single text, and the model of the client', async () => {
    const server = await answering('titan');
    const result = await clientOf(server, { model: TITAN_1 }).embed({ input: 'one' });
    expect(result).toMatchObject({ embeddings: [vectorOf('one')], model: TITAN_1 });
  });

  it('gives every vector in the order of its text, whatever order answers come in', async () => {
    const cohere = await answeringServer(async (request) => {
      const texts = textsOf(request);
      await new Promise((resolve) => setImmediate(resolve));
      return { body: ANSWERS.cohereLists?.(texts) ?? {}, headers: counted(texts) };
    });
    const client = clientOf(cohere);
    const lengths = fc.array(fc.nat(50), { minLength: 1, maxLength: 400 });
    await fc.assert(
      fc.asyncProperty(lengths, fc.integer({ min: 1, max: 9 }), async (sizes, concurrency) => {
        const input = sizes.map((size) => 'x'.repeat(size));
        const before = cohere.requests.length;
        const { embeddings, usage } = await client.embed({ model: COHERE_3, input, concurrency });
        expect(embeddings).toEqual(input.map(vectorOf));
        expect(usage?.inputTokens).toBe(sizes.reduce((sum, size) => sum + size, 0));
        const sizesSent = cohere.requests.slice(before).map((request) => textsOf(request).length);
        expect(Math.max(...sizesSent)).toBeLessThanOrEqual(96);
        expect(sizesSent).toHaveLength(Math.ceil(input.length / 96));
      }),
      { numRuns: 20 },
    );
  });

  it('has as many calls under way as it may', async () => {
    let underWay = 0;
    let most = 0;
    const server = await answeringServer(async (request) => {
      underWay += 1;
      most = Math.max(most, underWay);
      // Until no other request is on its way, so that as many as can be are under way together.
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
      underWay -= 1;
      return { body: ANSWERS.titan?.(textsOf(request)) ?? {} };
    });
    const input = Array.from({ length: 40 }, (_, at) => String(at));
    await clientOf(server).embed({ model: TITAN_2, input, concurrency: 3 });
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(3);
    expect(server.requests).toHaveLength(40);
  });

  it('makes vectors of length 1 where the model does not', async () => {
    const server = await answering('nova');
    const result = await clientOf(server).embed({ model: NOVA, input: '', normalize: true });
    expect(result.embeddings).toEqual([[0, 0.6, 0.8]]);
    expect(JSON.stringify(server.requests[0]?.body)).not.toContain('normalize');
  });

  it('prices what was counted, and says so where it cannot', async () => {
    const server = await answering('titan');
    const client = clientOf(server);
    const priced = await client.embed({ model: TITAN_2, input: ['abcd', 'ef'], price: [0.02, 0] });
    expect(priced.cost).toMatchObject({ status: 'priced', exact: '0.00012' });
    const pricer = createPricer({ table: [] });
    const unlisted = await clientOf(server, { pricer }).embed({ model: TITAN_2, input: 'abcd' });
    expect(unlisted.cost).toMatchObject({ status: 'unknown', reason: 'model-not-listed' });
  });

  it('has no usage where the service did not count', async () => {
    const server = await answeringServer(() => ({ body: { embeddings: [[1]] } }));
    const result = await clientOf(server).embed({ model: COHERE_3, input: 'x', price: [1, 1] });
    expect(result).not.toHaveProperty('usage');
    expect(result.cost).toMatchObject({ status: 'unknown', reason: 'usage-missing' });
  });

  it('tries a throttled call again, and ends all calls with the first that fails for good', async () => {
    const throttled = await answeringServer((request, number) =>
      number === 2
        ? { ...refusal(429, 'ThrottlingException', 'slow down'), headers: { 'retry-after': '0' } }
        : { body: ANSWERS.titan?.(textsOf(request)) ?? {} },
    );
    const result = await clientOf(throttled).embed({ model: TITAN_2, input: ['a', 'bb', 'ccc'] });
    expect(result.embeddings).toEqual(['a', 'bb', 'ccc'].map(vectorOf));
    expect(throttled.requests).toHaveLength(4);

    const refusing = await answeringServer((request, number) =>
      number === 1
        ? refusal(400, 'ValidationException', 'Malformed input request')
        : { body: ANSWERS.titan?.(textsOf(request)) ?? {} },
    );
    const input = Array.from({ length: 100 }, (_, at) => String(at));
    const error = await caughtError(
      clientOf(refusing).embed({ model: TITAN_2, input, concurrency: 2 }),
    );
    expect(error).toMatchObject({ reason: 'invalid_request', requestId: 'id-1' });
    expect(refusing.requests.length).toBeLessThan(10);
  });

  it('ends with its signal', async () => {
    const stop = new AbortController();
    const server = await answeringServer(async () => {
      stop.abort();
      await new Promise((resolve) => setTimeout(resolve, 50).unref());
      return { body: {} };
    });
    const input = ['a', 'b', 'c'];
    const error = await caughtError(
      clientOf(server).embed({ model: TITAN_2, input, concurrency: 1 }, { signal: stop.signal }),
    );
    expect(error.reason).toBe('aborted');
    expect(server.requests).toHaveLength(1);
  });

  it('reads the family off the model that the caller names for an ARN', async () => {
    const arn = 'arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abcdef012345';
    const server = await answering('cohereLists');
    const client = clientOf(server, { models: { [arn]: { base: COHERE_3 } } });
    expect((await client.embed({ model: arn, input: 'one' })).embeddings).toEqual([
      vectorOf('one'),
    ]);
    expect(server.requests[0]?.path).toBe(`/model/${encodeURIComponent(arn)}/invoke`);
  });

  it.each([
    ['an unknown model', { model: 'twelvelabs.marengo-embed-3-0-v1:0' }, 'unsupported', 'model'],
    [
      'an ARN',
      { model: 'arn:aws:bedrock:us-east-1:1:provisioned-model/abcdef012345' },
      'unsupported',
      'model',
    ],
    ['no model', { model: '' }, 'invalid_request', 'model'],
    ['dimensions it does not take', { dimensions: 256 }, 'unsupported', 'dimensions'],
    [
      'dimensions that are none',
      { model: TITAN_2, dimensions: 1.5 },
      'invalid_request',
      'dimensions',
    ],
    ['no text', { input: [] }, 'invalid_request', 'input'],
    ['what is no text', { input: ['a', 5] }, 'invalid_request', 'input[1]'],
    ['no concurrency', { concurrency: 0 }, 'invalid_request', 'concurrency'],
  ])('refuses %s before anything is sent', async (_, wrong, reason, path) => {
    const server = await answering('titan');
    const params = { model: TITAN_1, input: 'one', ...wrong } as never;
    expect(await caughtError(clientOf(server).embed(params))).toMatchObject({ reason, path });
    expect(server.requests).toEqual([]);
  });

  it.each([
    ['none', {}],
    ['too few', { embeddings: [[1]] }],
    ['an empty one', { embeddings: [[1], []] }],
    ['what are none', { embeddings: [[1], ['x']] }],
  ])('is an error when the vectors are %s', async (_, body) => {
    const server = await answeringServer(() => ({ body }));
    const error = await caughtError(clientOf(server).embed({ model: COHERE_3, input: ['a', 'b'] }));
    expect(error).toMatchObject({ reason: 'model_error', requestId: 'id-1' });
  });
});
