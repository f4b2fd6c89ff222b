import { describe, expect, it } from 'vitest';
import { KNOWN_MODELS } from './known-models.js';
import { modelProfile, type ProfileOverrides } from './resolve-profile.js';

const APPLICATION_PROFILE =
  'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6';

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}

describe('modelProfile', () => {
  it.each<[string, string]>([
    ['anthropic.claude-3-haiku-20240307-v1:0', 'claude-3'],
    ['us.anthropic.claude-3-7-sonnet-20250219-v1:0', 'claude-3-7'],
    ['us.anthropic.claude-sonnet-4-20250514-v1:0', 'claude-4'],
    ['jp.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-4-5'],
    ['global.anthropic.claude-sonnet-4-6', 'claude-4-6'],
    ['us.anthropic.claude-opus-4-6-v1', 'claude-4-6'],
    ['anthropic.claude-opus-4-8', 'claude-4-7'],
    ['us.anthropic.claude-sonnet-5', 'claude-5'],
    ['us.anthropic.claude-sonnet-5-5', 'claude-5'],
    ['eu.amazon.nova-lite-v1:0', 'nova-1'],
    ['us.amazon.nova-2-lite-v1:0', 'nova-2'],
    ['meta.llama3-70b-instruct-v1:0', 'llama-3'],
    ['us.meta.llama3-3-70b-instruct-v1:0', 'llama-3-1'],
    ['us.meta.llama3-2-1b-instruct-v1:0', 'llama-3-2-small'],
    ['us.meta.llama4-maverick-17b-instruct-v1:0', 'llama-4'],
    ['mistral.mixtral-8x7b-instruct-v0:1', 'mistral-instruct'],
    ['us.mistral.pixtral-large-2502-v1:0', 'mistral-large'],
    ['mistral.magistral-small-2509', 'mistral-3'],
    ['cohere.command-r-plus-v1:0', 'command-r'],
    ['ai21.jamba-1-5-mini-v1:0', 'jamba'],
    ['us.deepseek.r1-v1:0', 'deepseek-r1'],
    ['deepseek.v3.2', 'deepseek-v3'],
    ['openai.gpt-oss-20b-1:0', 'gpt-oss'],
    ['qwen.qwen3-coder-480b-a35b-v1:0', 'qwen-3'],
    ['us.writer.palmyra-x5-v1:0', 'palmyra'],
    ['moonshot.kimi-k2-thinking', 'kimi'],
    ['moonshotai.kimi-k2.5', 'kimi'],
    ['zai.glm-4.7-flash', 'glm'],
    ['minimax.minimax-m2.1', 'minimax-m2'],
    ['nvidia.nemotron-nano-9b-v2', 'nemotron'],
    ['google.gemma-3-27b-it', 'gemma'],
    ['amazon.titan-text-express-v1', 'titan-text'],
    [
      'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0',
      'claude-3',
    ],
    ['arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova-pro-v1:0/abc', 'nova-1'],
    ['anthropic.claude-3-haiku-20240307-v1:0:48k', 'claude-3'],
  ])('finds %s in %s', (id, family) => {
    expect(modelProfile(id)).toMatchObject({ id, family, known: true });
  });

  it.each([
    'anthropic.claude-sonnet-5-5-turbo',
    'anthropic.claude-sonnet-45',
    'anthropic.my-claude-sonnet-4-5',
    'newcomer.claude-sonnet-4-5',
    'claude-sonnet-4-5',
    'constructor.toString',
    APPLICATION_PROFILE,
  ])('does not guess a family for %s', (id) => {
    expect(modelProfile(id)).toMatchObject({ id, family: 'unknown', known: false });
  });

  it('describes every known model that Converse serves, but for these', () => {
    const unknown = Object.keys(KNOWN_MODELS).filter((id) => !modelProfile(id).known);
    const vendors = new Set(unknown.map((id) => id.replace(/-.*$/, '')));
    expect([...vendors].sort()).toStrictEqual([
      'anthropic.claude',
      'cohere.command',
      'meta.llama2',
      'xai.grok',
    ]);
    expect(unknown).toContain('anthropic.claude-instant-v1');
    expect(unknown).not.toContain('anthropic.claude-opus-5');
  });

  it('is conservative about the unknown', () => {
    expect(modelProfile('newcomer.model-1')).toMatchObject({
      systemPrompts: true,
      systemInMessages: false,
      tools: true,
      toolChoices: ['auto'],
      toolSchema: { rootComposition: false, references: true },
      streaming: true,
      media: {
        user: { image: ['png', 'jpeg', 'gif', 'webp'], document: [], video: [], audio: [], s3: [] },
        toolResult: { image: [], document: [], video: [], audio: [], s3: [] },
      },
      toolResultStatus: false,
      leadingAssistant: false,
      trailingAssistant: true,
      cache: { placements: [] },
      reasoning: { mode: 'none', replay: 'never' },
      sampling: { both: true },
      structuredOutput: { native: false },
      additionalFields: [],
    });
  });

  it('has the facts that fail requests when they are missed', () => {
    const sonnet46 = modelProfile('us.anthropic.claude-sonnet-4-6');
    expect(sonnet46.trailingAssistant).toBe(false);
    expect(modelProfile('anthropic.claude-sonnet-4-5').trailingAssistant).toBe(true);
    expect(modelProfile('meta.llama3-8b-instruct-v1:0').trailingAssistant).toBe(false);
    expect(sonnet46.toolSchema).toStrictEqual({ rootComposition: false, references: true });
    expect(modelProfile('us.amazon.nova-2-lite-v1:0').toolSchema).toStrictEqual({
      rootComposition: false,
      references: false,
      rootKeywords: ['type', 'properties', 'required', 'additionalProperties', 'title'],
    });
    expect(sonnet46.reasoning).toMatchObject({ mode: 'adaptive', minimumBudgetTokens: 1024 });
    const opus48 = modelProfile('us.anthropic.claude-opus-4-8');
    expect(opus48.reasoning).not.toHaveProperty('minimumBudgetTokens');
    expect(opus48.sampling).toStrictEqual({
      temperature: false,
      topP: false,
      both: false,
      maxStopSequences: 2500,
    });
    expect(modelProfile('us.anthropic.claude-opus-4-1-20250805-v1:0').sampling.both).toBe(false);
    expect(modelProfile('us.amazon.nova-pro-v1:0')).toMatchObject({
      cache: { placements: ['system', 'messages'] },
      sampling: { topKPath: 'inferenceConfig.topK' },
    });
    expect('get-weather').not.toMatch(
      new RegExp(modelProfile('amazon.nova-lite-v1:0').toolName.pattern),
    );
    expect(modelProfile('us.meta.llama4-scout-17b-instruct-v1:0')).toMatchObject({
      streamingWithTools: false,
      besideToolResult: [],
    });
    const mistralId = new RegExp(modelProfile('us.mistral.pixtral-large-2502-v1:0').toolId.pattern);
    expect('a1B2c3D4e').toMatch(mistralId);
    expect('tooluse_daIKOZu4g4Gr-x_').toMatch(mistralId);
    expect('call_1').not.toMatch(mistralId);
    expect('functions.get_temperature:0').toMatch(
      new RegExp(modelProfile('moonshot.kimi-k2-thinking').toolId.pattern),
    );
    expect(modelProfile('writer.palmyra-x4-v1:0').toolResultStatus).toBe(false);
    expect(modelProfile('amazon.titan-text-express-v1').systemPrompts).toBe(false);
  });

  it('lays an override over exactly the id it is for', () => {
    const overrides: ProfileOverrides = deepFreeze({
      'us.anthropic.claude-sonnet-4-6': {
        limits: { maxOutputTokens: 1000 },
        cache: { ttls: ['5m'] },
        toolChoices: [],
      },
    });
    const plain = modelProfile('us.anthropic.claude-sonnet-4-6');
    const changed = modelProfile('us.anthropic.claude-sonnet-4-6', overrides);
    expect(changed).toStrictEqual({
      ...plain,
      limits: { ...plain.limits, maxOutputTokens: 1000 },
      cache: { ...plain.cache, ttls: ['5m'] },
      toolChoices: [],
    });
    expect(modelProfile('eu.anthropic.claude-sonnet-4-6', overrides)).toStrictEqual(
      modelProfile('eu.anthropic.claude-sonnet-4-6'),
    );
    expect(modelProfile('us.anthropic.claude-sonnet-4-6')).toStrictEqual(plain);
  });

  it('takes an optional fact away that an override has null for', () => {
    const overrides: ProfileOverrides = {
      'amazon.nova-lite-v1:0': { sampling: { topKPath: null }, limits: { contextTokens: null } },
    };
    const { sampling, limits } = modelProfile('amazon.nova-lite-v1:0', overrides);
    expect(sampling).not.toHaveProperty('topKPath');
    expect(sampling.topP).toBe(true);
    expect(limits).not.toHaveProperty('contextTokens');
  });

  it('takes the model behind an opaque ARN from `base`, with the override of the base', () => {
    const overrides: ProfileOverrides = deepFreeze({
      [APPLICATION_PROFILE]: { base: 'anthropic.claude-sonnet-4-6', toolResultStatus: false },
      'anthropic.claude-sonnet-4-6': { limits: { images: 7 } },
    });
    expect(modelProfile(APPLICATION_PROFILE, overrides)).toStrictEqual({
      ...modelProfile('anthropic.claude-sonnet-4-6', overrides),
      id: APPLICATION_PROFILE,
      toolResultStatus: false,
    });
    expect(modelProfile(APPLICATION_PROFILE, overrides)).toMatchObject({
      known: true,
      baseModelId: 'anthropic.claude-sonnet-4-6',
      limits: { images: 7 },
    });
  });

  it('survives a base that names itself or goes in a circle', () => {
    expect(modelProfile('a.one', { 'a.one': { base: 'a.one' } }).known).toBe(false);
    const circle = { 'a.one': { base: 'b.two' }, 'b.two': { base: 'a.one', tools: false } };
    expect(modelProfile('a.one', circle)).toMatchObject({ id: 'a.one', tools: false });
  });

  it('ignores undefined and keeps a `__proto__` key from doing harm', () => {
    const overrides = JSON.parse('{"zai.glm-5": {"limits": {"__proto__": {"images": 0}}}}');
    expect(modelProfile('zai.glm-5', overrides).limits.images).toBe(20);
    expect(Object.prototype).not.toHaveProperty('images');
    const unset = { 'zai.glm-5': { tools: undefined } } as unknown as ProfileOverrides;
    expect(modelProfile('zai.glm-5', unset).tools).toBe(true);
  });

  it('refuses a base that is no id', () => {
    expect(() => modelProfile('zai.glm-5', { 'zai.glm-5': { base: 'GLM 5' } })).toThrow(TypeError);
  });
});
