import { BedrockClient as ControlClient } from '@aws-sdk/client-bedrock';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createBedrockClient } from './bedrock-client.js';
import {
  type AnsweringServer,
  type AskedRequest,
  answeringServer,
  refusal,
  SIGNED,
} from './testing/answering-server.js';
import { caughtError } from './testing/caught-error.js';
import { clientOf } from './testing/emulated.js';

const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
const LITE = 'amazon.nova-lite-v1:0';
const ACCOUNT = 'arn:aws:bedrock:us-east-1:123456789012';
const OWN = `${ACCOUNT}:application-inference-profile/a1b2c3d4e5f6`;

const arnIn = (region: string, id: string): { modelArn: string } => ({
  modelArn: `arn:aws:bedrock:${region}::foundation-model/${id}`,
});

const MODELS = {
  modelSummaries: [
    {
      modelArn: arnIn('us-east-1', SONNET).modelArn,
      modelId: SONNET,
      modelName: 'Claude Sonnet 4.5',
      providerName: 'Anthropic',
      inputModalities: ['TEXT', 'IMAGE'],
      outputModalities: ['TEXT'],
      responseStreamingSupported: true,
      inferenceTypesSupported: ['INFERENCE_PROFILE'],
      modelLifecycle: { status: 'ACTIVE' },
    },
    {
      modelArn: arnIn('us-east-1', LITE).modelArn,
      modelId: LITE,
      modelName: 'Nova Lite',
      inputModalities: ['TEXT', 'IMAGE', 'VIDEO'],
      outputModalities: ['TEXT'],
      responseStreamingSupported: true,
      inferenceTypesSupported: ['ON_DEMAND', 'INFERENCE_PROFILE'],
      modelLifecycle: {
        status: 'LEGACY',
        legacyTime: '2026-05-01T00:00:00Z',
        endOfLifeTime: '2026-11-30T00:00:00Z',
      },
    },
  ],
};

const profile = (
  id: string,
  regions: readonly string[],
  model: string,
  name = id,
): Record<string, unknown> => ({
  inferenceProfileId: id,
  inferenceProfileArn: `${ACCOUNT}:inference-profile/${id}`,
  inferenceProfileName: name,
  models: regions.map((region) => arnIn(region, model)),
  status: 'ACTIVE',
  type: 'SYSTEM_DEFINED',
});

/** Two pages of Bedrock's own profiles, and one of the account's. */
const PAGES: Readonly<Record<string, object>> = {
  SYSTEM_DEFINED: {
    inferenceProfileSummaries: [
      profile(`us.${SONNET}`, ['us-west-2', 'us-east-1'], SONNET, 'US Claude Sonnet 4.5'),
    ],
    nextToken: 'page-2',
  },
  'page-2': {
    inferenceProfileSummaries: [
      profile(`global.${SONNET}`, ['', 'us-east-1'], SONNET),
      profile('us.example.unheard-of-v1:0', ['us-east-1'], 'example.unheard-of-v1:0'),
    ],
  },
  APPLICATION: {
    inferenceProfileSummaries: [
      {
        inferenceProfileId: 'a1b2c3d4e5f6',
        inferenceProfileArn: OWN,
        inferenceProfileName: 'billing',
        description: 'Costs of the billing team',
        models: [arnIn('us-east-1', SONNET)],
        status: 'ACTIVE',
        type: 'APPLICATION',
      },
    ],
  },
};

function answer({ path, query }: AskedRequest): { body: object } {
  if (path === '/foundation-models') return { body: MODELS };
  return { body: PAGES[query.get('nextToken') ?? query.get('type') ?? ''] ?? {} };
}

const controlled = (server: AnsweringServer): ReturnType<typeof clientOf> =>
  clientOf(server, { endpoint: 'http://127.0.0.1:9', controlEndpoint: server.url });

describe('listModels', () => {
  it('gives models and profiles in one list, each profile with what its model can', async () => {
    const server = await answeringServer(answer);
    const models = await controlled(server).listModels();
    const sonnet = {
      vendor: 'anthropic',
      lifecycle: { status: 'ACTIVE' },
      streaming: true,
      inputs: ['text', 'image'],
      outputs: ['text'],
    };
    const served = { kind: 'inference-profile', onDemand: true } as const;
    expect(models).toEqual([
      {
        id: LITE,
        vendor: 'amazon',
        name: 'Nova Lite',
        kind: 'foundation-model',
        onDemand: true,
        lifecycle: {
          status: 'LEGACY',
          legacyAt: new Date('2026-05-01T00:00:00Z'),
          endOfLifeAt: new Date('2026-11-30T00:00:00Z'),
        },
        streaming: true,
        inputs: ['text', 'image', 'video'],
        outputs: ['text'],
      },
      {
        ...sonnet,
        id: SONNET,
        name: 'Claude Sonnet 4.5',
        kind: 'foundation-model',
        onDemand: false,
      },
      {
        ...sonnet,
        ...served,
        id: `global.${SONNET}`,
        name: `global.${SONNET}`,
        base: SONNET,
        regions: ['us-east-1'],
      },
      {
        ...sonnet,
        ...served,
        id: `us.${SONNET}`,
        name: 'US Claude Sonnet 4.5',
        base: SONNET,
        regions: ['us-east-1', 'us-west-2'],
      },
      {
        ...served,
        id: 'us.example.unheard-of-v1:0',
        vendor: 'example',
        name: 'us.example.unheard-of-v1:0',
        base: 'example.unheard-of-v1:0',
        regions: ['us-east-1'],
        lifecycle: { status: 'UNKNOWN' },
      },
    ]);
    for (const { method, headers } of server.requests) {
      expect(method).toBe('GET');
      expect(headers.authorization).toMatch(SIGNED);
    }
  });

  it('keeps what it does not know, and passes over what has no id', async () => {
    const odd = { ...profile('x', [], ''), models: [{ modelArn: 'no ARN' }, {}] };
    const server = await answeringServer(({ path }) => ({
      body:
        path === '/foundation-models'
          ? {
              modelSummaries: [{}, { modelId: 'what is no id', modelLifecycle: { status: 'NEW' } }],
            }
          : { inferenceProfileSummaries: [odd] },
    }));
    expect(await controlled(server).listModels()).toMatchObject([
      { id: 'what is no id', vendor: '', lifecycle: { status: 'NEW' }, onDemand: false },
      { id: 'x', vendor: '', regions: [], lifecycle: { status: 'UNKNOWN' } },
    ]);
  });

  it.each([
    ['/foundation-models', 'bedrock:ListFoundationModels'],
    ['/inference-profiles', 'bedrock:ListInferenceProfiles'],
  ])('says which permission is missing for %s', async (denied, action) => {
    const server = await answeringServer((request) =>
      request.path === denied
        ? refusal(403, 'AccessDeniedException', 'User is not authorized to perform this.')
        : answer(request),
    );
    const error = await caughtError(controlled(server).listModels());
    expect(error).toMatchObject({ reason: 'access_denied', status: 403, attempts: 1 });
    expect(error.hint).toContain(action);
    expect(error.requestId).toMatch(/^id-/);
  });

  it('is tried again, once for each attempt of ours', async () => {
    const server = await answeringServer((request, number) =>
      number === 1 ? refusal(500, 'InternalServerException', 'oops') : answer(request),
    );
    expect(await controlled(server).listModels()).toHaveLength(5);
    expect(server.requests).toHaveLength(4);
  });

  it('ends with its signal and its time limits', async () => {
    const server = await answeringServer(() => new Promise(() => {}));
    const client = controlled(server);
    const timeouts = { totalMs: 50 };
    expect(await caughtError(client.listModels({ timeouts }))).toMatchObject({ reason: 'timeout' });
    const signal = AbortSignal.abort();
    expect(await caughtError(client.listModels({ signal }))).toMatchObject({ reason: 'aborted' });
  });

  it('goes over a client of the caller, once for each attempt of ours, and leaves it open', async () => {
    const server = await answeringServer((request, number) =>
      number < 3 ? refusal(500, 'InternalServerException', 'oops') : answer(request),
    );
    const controlClient = new ControlClient({ ...server.clientOptions, maxAttempts: 7 });
    onTestFinished(() => controlClient.destroy());
    const options = { port: { converse: neverCalled }, controlClient, totalMaxAttempts: 2 };
    const client = createBedrockClient(options);
    const error = await caughtError(client.listInferenceProfiles());
    expect(error).toMatchObject({ reason: 'transient', attempts: 2 });
    expect(server.requests).toHaveLength(2);
    await client.close();
    expect(await createBedrockClient(options).listModels()).toHaveLength(5);
  });

  it('does not take the credentials of a client of the caller', async () => {
    const client = createBedrockClient({ port: { converse: neverCalled } });
    const error = await caughtError(client.listModels());
    expect(error).toMatchObject({ reason: 'config', path: 'controlClient' });
  });
});

describe('listInferenceProfiles', () => {
  it("gives Bedrock's own, page by page, and the account's", async () => {
    const server = await answeringServer(answer);
    const profiles = await controlled(server).listInferenceProfiles();
    expect(profiles.map(({ id }) => id)).toEqual([
      `us.${SONNET}`,
      `global.${SONNET}`,
      'us.example.unheard-of-v1:0',
      OWN,
    ]);
    expect(profiles[3]).toEqual({
      id: OWN,
      arn: OWN,
      vendor: 'anthropic',
      name: 'billing',
      kind: 'application-inference-profile',
      description: 'Costs of the billing team',
      base: SONNET,
      regions: ['us-east-1'],
      status: 'ACTIVE',
    });
    expect(server.requests.map(({ query }) => query.get('type'))).toEqual([
      'SYSTEM_DEFINED',
      'SYSTEM_DEFINED',
      'APPLICATION',
    ]);
  });
});

function neverCalled(): Promise<never> {
  return Promise.reject(new Error('not to be called'));
}
