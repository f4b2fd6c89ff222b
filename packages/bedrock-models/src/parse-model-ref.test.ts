import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseModelId, type ModelRef } from './model-ref.js';
import { parseModelRef } from './parse-model-ref.js';

type Row = [id: string, parts: Omit<ModelRef, 'id'>, base: string | undefined];

const BARE: Row[] = [
  [
    'anthropic.claude-3-haiku-20240307-v1:0',
    {
      kind: 'foundation-model',
      vendor: 'anthropic',
      model: 'claude-3-haiku-20240307',
      version: 'v1:0',
    },
    'anthropic.claude-3-haiku-20240307-v1:0',
  ],
  [
    'anthropic.claude-opus-4-8',
    { kind: 'foundation-model', vendor: 'anthropic', model: 'claude-opus-4-8' },
    'anthropic.claude-opus-4-8',
  ],
  [
    'anthropic.claude-opus-4-6-v1',
    { kind: 'foundation-model', vendor: 'anthropic', model: 'claude-opus-4-6', version: 'v1' },
    'anthropic.claude-opus-4-6-v1',
  ],
  [
    'anthropic.claude-v2:1',
    { kind: 'foundation-model', vendor: 'anthropic', model: 'claude', version: 'v2:1' },
    'anthropic.claude-v2:1',
  ],
  [
    'mistral.mistral-7b-instruct-v0:2',
    { kind: 'foundation-model', vendor: 'mistral', model: 'mistral-7b-instruct', version: 'v0:2' },
    'mistral.mistral-7b-instruct-v0:2',
  ],
  [
    'cohere.command-text-v14',
    { kind: 'foundation-model', vendor: 'cohere', model: 'command-text', version: 'v14' },
    'cohere.command-text-v14',
  ],
  [
    'openai.gpt-oss-120b-1:0',
    { kind: 'foundation-model', vendor: 'openai', model: 'gpt-oss-120b', version: '1:0' },
    'openai.gpt-oss-120b-1:0',
  ],
  [
    'nvidia.nemotron-nano-3-30b:0',
    { kind: 'foundation-model', vendor: 'nvidia', model: 'nemotron-nano-3-30b', version: '0' },
    'nvidia.nemotron-nano-3-30b:0',
  ],
  [
    'deepseek.v3-v1:0',
    { kind: 'foundation-model', vendor: 'deepseek', model: 'v3', version: 'v1:0' },
    'deepseek.v3-v1:0',
  ],
  [
    'deepseek.v3.2',
    { kind: 'foundation-model', vendor: 'deepseek', model: 'v3.2' },
    'deepseek.v3.2',
  ],
  ['zai.glm-5', { kind: 'foundation-model', vendor: 'zai', model: 'glm-5' }, 'zai.glm-5'],
  [
    'newcomer.model_one',
    { kind: 'foundation-model', vendor: 'newcomer', model: 'model_one' },
    'newcomer.model_one',
  ],
  [
    'claude-sonnet-4-6',
    { kind: 'foundation-model', model: 'claude-sonnet-4-6' },
    'claude-sonnet-4-6',
  ],
];

const WITH_CONTEXT: Row[] = [
  [
    'anthropic.claude-3-sonnet-20240229-v1:0:28k',
    {
      kind: 'foundation-model',
      vendor: 'anthropic',
      model: 'claude-3-sonnet-20240229',
      version: 'v1:0',
      contextSuffix: '28k',
    },
    'anthropic.claude-3-sonnet-20240229-v1:0',
  ],
  [
    'cohere.embed-english-v3:0:512',
    {
      kind: 'foundation-model',
      vendor: 'cohere',
      model: 'embed-english',
      version: 'v3:0',
      contextSuffix: '512',
    },
    'cohere.embed-english-v3:0',
  ],
  [
    'us.anthropic.claude-sonnet-4-6[1m]',
    {
      kind: 'inference-profile',
      geo: 'us',
      vendor: 'anthropic',
      model: 'claude-sonnet-4-6',
      contextSuffix: '1m',
    },
    'anthropic.claude-sonnet-4-6',
  ],
];

const WITH_GEOGRAPHY: Row[] = [
  'us',
  'eu',
  'apac',
  'jp',
  'au',
  'ca',
  'us-gov',
  'global',
  'sa',
  'in',
  'amer',
].map((geo) => [
  `${geo}.amazon.nova-lite-v1:0`,
  { kind: 'inference-profile', geo, vendor: 'amazon', model: 'nova-lite', version: 'v1:0' },
  'amazon.nova-lite-v1:0',
]);

const EDGES_OF_GEOGRAPHY: Row[] = [
  // One prefix is peeled, never two.
  [
    'us.us.anthropic.claude-opus-5',
    { kind: 'inference-profile', geo: 'us', vendor: 'us', model: 'anthropic.claude-opus-5' },
    'us.anthropic.claude-opus-5',
  ],
  // Without a vendor behind it the label is the vendor.
  ['sa.model', { kind: 'foundation-model', vendor: 'sa', model: 'model' }, 'sa.model'],
  [
    'us.newcomer.model-7',
    { kind: 'inference-profile', geo: 'us', vendor: 'newcomer', model: 'model-7' },
    'newcomer.model-7',
  ],
];

const ACCOUNT = { partition: 'aws', region: 'us-east-1', account: '123456789012' };
const ARN = 'arn:aws:bedrock:us-east-1:123456789012';
const ARNS: Row[] = [
  [
    'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0',
    {
      kind: 'foundation-model',
      partition: 'aws',
      region: 'us-east-1',
      vendor: 'amazon',
      model: 'nova-lite',
      version: 'v1:0',
      resourceId: 'amazon.nova-lite-v1:0',
    },
    'amazon.nova-lite-v1:0',
  ],
  [
    `${ARN}:inference-profile/global.anthropic.claude-sonnet-4-5-20250929-v1:0`,
    {
      kind: 'inference-profile',
      ...ACCOUNT,
      geo: 'global',
      vendor: 'anthropic',
      model: 'claude-sonnet-4-5-20250929',
      version: 'v1:0',
      resourceId: 'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
    },
    'anthropic.claude-sonnet-4-5-20250929-v1:0',
  ],
  [
    `${ARN}:inference-profile/a1b2c3`,
    { kind: 'inference-profile', ...ACCOUNT, resourceId: 'a1b2c3' },
    undefined,
  ],
  [
    `${ARN}:application-inference-profile/a1b2c3d4e5f6`,
    { kind: 'application-inference-profile', ...ACCOUNT, resourceId: 'a1b2c3d4e5f6' },
    undefined,
  ],
  [
    `${ARN}:provisioned-model/abcdefghij12`,
    { kind: 'provisioned', ...ACCOUNT, resourceId: 'abcdefghij12' },
    undefined,
  ],
  [
    `${ARN}:custom-model/amazon.nova-pro-v1:0:300k/abcdefghij12`,
    {
      kind: 'custom',
      ...ACCOUNT,
      vendor: 'amazon',
      model: 'nova-pro',
      version: 'v1:0',
      contextSuffix: '300k',
      resourceId: 'abcdefghij12',
    },
    'amazon.nova-pro-v1:0',
  ],
  [
    `${ARN}:custom-model-deployment/abcdefghij12`,
    { kind: 'custom', ...ACCOUNT, resourceId: 'abcdefghij12' },
    undefined,
  ],
  [
    `${ARN}:imported-model/abcdefghij12`,
    { kind: 'imported', ...ACCOUNT, resourceId: 'abcdefghij12' },
    undefined,
  ],
  [
    `${ARN}:prompt/ABCDEFGHIJ:3`,
    { kind: 'prompt', ...ACCOUNT, resourceId: 'ABCDEFGHIJ', version: '3' },
    undefined,
  ],
  [`${ARN}:prompt/ABCDEFGHIJ`, { kind: 'prompt', ...ACCOUNT, resourceId: 'ABCDEFGHIJ' }, undefined],
  [
    `${ARN}:prompt-router/k2j3h4`,
    { kind: 'prompt-router', ...ACCOUNT, resourceId: 'k2j3h4' },
    undefined,
  ],
  [
    `${ARN}:default-prompt-router/anthropic.claude:1`,
    { kind: 'prompt-router', ...ACCOUNT, resourceId: 'anthropic.claude:1' },
    undefined,
  ],
  [
    'arn:aws:sagemaker:us-east-1:123456789012:endpoint/my-endpoint',
    { kind: 'sagemaker', ...ACCOUNT, resourceId: 'my-endpoint' },
    undefined,
  ],
  [
    'arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:inference-profile/us-gov.amazon.nova-pro-v1:0',
    {
      kind: 'inference-profile',
      partition: 'aws-us-gov',
      region: 'us-gov-west-1',
      account: '123456789012',
      geo: 'us-gov',
      vendor: 'amazon',
      model: 'nova-pro',
      version: 'v1:0',
      resourceId: 'us-gov.amazon.nova-pro-v1:0',
    },
    'amazon.nova-pro-v1:0',
  ],
  [
    'arn:aws-cn:bedrock:cn-north-1:123456789012:provisioned-model/abcdefghij12',
    {
      kind: 'provisioned',
      partition: 'aws-cn',
      region: 'cn-north-1',
      account: '123456789012',
      resourceId: 'abcdefghij12',
    },
    undefined,
  ],
  [`${ARN}:thing-of-tomorrow/x/y`, { kind: 'unknown', ...ACCOUNT, resourceId: 'x/y' }, undefined],
];

describe('parseModelRef', () => {
  it.each([...BARE, ...WITH_CONTEXT, ...WITH_GEOGRAPHY, ...EDGES_OF_GEOGRAPHY, ...ARNS])(
    'takes %s apart',
    (id, parts, base) => {
      const ref = parseModelRef(id);
      expect(ref).toStrictEqual({ id, ...parts });
      expect(baseModelId(ref)).toBe(base);
    },
  );

  it('gives back the parts of any composed id', () => {
    const label = fc
      .tuple(fc.constantFrom('m', 'model', 'x9'), fc.stringMatching(/^[a-z0-9]{0,8}$/))
      .map(([head, tail]) => `${head}-${tail}z`);
    const version = fc.constantFrom('v1:0', 'v1', 'v14', 'v0:2', '1:0', '0', undefined);
    const geo = fc.constantFrom('us', 'eu', 'apac', 'jp', 'us-gov', 'global', undefined);
    const context = fc.constantFrom('28k', '200k', '1m', undefined);
    const inBrackets = fc.boolean();
    fc.assert(
      fc.property(geo, label, label, version, context, inBrackets, (g, vendor, model, v, c, b) => {
        const separator = v !== undefined && /^\d+$/.test(v) ? ':' : '-';
        const base = `${vendor}.${model}${v === undefined ? '' : separator + v}`;
        const suffix = c === undefined ? '' : b ? `[${c}]` : `:${c}`;
        const id = `${g === undefined ? '' : `${g}.`}${base}${suffix}`;
        const ref = parseModelRef(id);
        expect(ref).toStrictEqual({
          kind: g === undefined ? 'foundation-model' : 'inference-profile',
          id,
          ...(g !== undefined && { geo: g }),
          vendor,
          model,
          ...(v !== undefined && { version: v }),
          ...(c !== undefined && { contextSuffix: c }),
        });
        expect(baseModelId(ref)).toBe(base);

        const arn = `arn:aws:bedrock:eu-west-1:123456789012:inference-profile/${id}`;
        expect(baseModelId(parseModelRef(arn))).toBe(base);
      }),
    );
  });

  it.each<[unknown, string]>([
    [undefined, 'a value of type undefined'],
    [null, 'null'],
    [42, 'a value of type number'],
    [{ modelId: 'x' }, 'a value of type object'],
    ['', 'an empty string'],
    ['amazon.nova-lite-v1:0 ', 'a string with whitespace'],
    ['Claude Sonnet 4', 'a string with whitespace'],
    ['anthropic/claude-sonnet-4', 'a string with characters that no id has'],
    ['anthropic..claude', 'a string with characters that no id has'],
    ['anthropic.', 'a string with characters that no id has'],
    [`x.${'y'.repeat(2100)}`, 'a string of 2102 characters'],
    ['arn:aws:bedrock:us-east-1', 'an incomplete or malformed ARN'],
    ['arn:aws:s3:::bucket/key', 'an ARN of s3:bucket'],
    ['arn:aws:sagemaker:us-east-1:123456789012:model/x', 'an ARN of sagemaker:model'],
  ])('refuses %j and says what it got', (value, got) => {
    const parse = () => parseModelRef(value as string);
    expect(parse).toThrow(TypeError);
    expect(parse).toThrow(got);
    expect(parse).toThrow('amazon.nova-lite-v1:0');
  });
});
