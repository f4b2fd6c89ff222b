import { describe, expect, it } from 'vitest';
import { factRows, factsOfModel, rowMatches } from './facts-of-model.js';
import type { ModelFacts } from './model-facts.js';

/** One model at least for every row of the facts. */
const MODELS = [
  'ai21.j2-ultra-v1',
  'ai21.jamba-1-5-large-v1:0',
  'ai21.jamba-instruct-v1:0',
  'amazon.nova-2-lite-v1:0',
  'amazon.nova-micro-v1:0',
  'amazon.nova-pro-v1:0:300k',
  'amazon.titan-text-premier-v1:0',
  'amazon.titan-tg1-large',
  'anthropic.claude-3-5-haiku-20241022-v1:0',
  'anthropic.claude-3-5-sonnet-20240620-v1:0',
  'anthropic.claude-3-7-sonnet-20250219-v1:0',
  'anthropic.claude-haiku-4-5-20251001-v1:0',
  'anthropic.claude-instant-v1',
  'anthropic.claude-opus-4-1-20250805-v1:0',
  'anthropic.claude-opus-4-6-v1',
  'anthropic.claude-opus-4-8',
  'anthropic.claude-sonnet-4-5-20250929-v1:0',
  'anthropic.claude-sonnet-5',
  'anthropic.claude-v2:1',
  'cohere.command-r-plus-v1:0',
  'cohere.command-text-v14',
  'deepseek.r1-v1:0',
  'deepseek.v3-v1:0',
  'deepseek.v3.2',
  'google.gemma-3-12b-it',
  'meta.llama3-1-70b-instruct-v1:0:128k',
  'meta.llama3-2-11b-instruct-v1:0',
  'meta.llama3-2-1b-instruct-v1:0',
  'meta.llama3-70b-instruct-v1:0',
  'meta.llama4-scout-17b-instruct-v1:0',
  'minimax.minimax-m2.5',
  'mistral.magistral-small-2509',
  'mistral.mistral-large-2402-v1:0',
  'mistral.mixtral-8x7b-instruct-v0:1',
  'mistral.pixtral-large-2502-v1:0',
  'moonshot.kimi-k2-thinking',
  'moonshotai.kimi-k3',
  'nvidia.nemotron-nano-12b-v2',
  'openai.gpt-6-astra',
  'openai.gpt-oss-20b-1:0',
  'qwen.qwen3-32b-v1:0',
  'qwen.qwen3-vl-235b-a22b-v1:0',
  'writer.palmyra-x5-v1:0',
  'zai.glm-4.7-flash',
];

describe('what is known of a model', () => {
  it('is known of every model of the list, and by every row of some', () => {
    expect(MODELS.filter((id) => !factsOfModel(id).known)).toEqual([]);
    const parts = MODELS.map((id) => /^(\w+)\.(.+)$/.exec(id) ?? []);
    const dead = factRows.filter(
      (row) => !parts.some(([, vendor = '', name = '']) => rowMatches(row, vendor, name)),
    );
    expect(dead).toEqual([]);
  });

  it('says where and when it was seen', () => {
    for (const { source, seen } of factRows) {
      expect(source).toMatch(/\w{3}/);
      expect(seen).toMatch(/^202[4-6](-\d\d){0,2}$/);
    }
  });

  it.each([
    'us.anthropic.claude-opus-4-8',
    'global.anthropic.claude-opus-4-8-v1:0',
    'us-gov.anthropic.claude-opus-4-8',
    'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-opus-4-8',
    'arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:inference-profile/us-gov.anthropic.claude-opus-4-8',
  ])('is read from %s', (id) => {
    expect(factsOfModel(id)).toEqual(factsOfModel('anthropic.claude-opus-4-8'));
  });

  it.each([
    'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3',
    'arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abcdefghijkl',
    'arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abcdefghijkl',
    'arn:aws:bedrock:us-east-1:123456789012:prompt/ABCDEFGHIJ:1',
    'arn:aws:bedrock:us-east-1:123456789012:default-prompt-router/anthropic.claude:1',
    'arn:aws:sagemaker:us-east-1:123456789012:endpoint/my-endpoint',
  ])('is hidden by %s', (id) => {
    expect(factsOfModel(id)).toEqual({ opaque: true });
  });

  it.each([
    'xai.grok-4.6',
    'my-model',
    'anthropic',
    'anthropic.',
    'not-anthropic.claude-opus-4-8',
    'amazon.nova-2-sonic-v1:0',
    'google.palm-2',
    '',
  ])('is nothing of %j', (id) => {
    expect(factsOfModel(id)).toEqual({});
  });

  it.each<[id: string, fact: keyof ModelFacts, value: unknown]>([
    ['anthropic.claude-3-7-sonnet-20250219-v1:0', 'thinkingTypes', ['enabled']],
    ['anthropic.claude-sonnet-4-20250514-v1:0', 'thinkingTypes', ['enabled']],
    ['anthropic.claude-sonnet-4-20250514-v1:0', 'prefill', undefined],
    ['anthropic.claude-sonnet-4-5-20250929-v1:0', 'prefill', undefined],
    ['anthropic.claude-sonnet-4-6', 'thinkingTypes', ['enabled', 'adaptive']],
    ['anthropic.claude-opus-4-6-v1:0', 'prefill', 'refused'],
    ['anthropic.claude-opus-4-7', 'thinkingTypes', ['adaptive']],
    ['anthropic.claude-haiku-5-5', 'thinkingTypes', ['adaptive']],
    ['anthropic.claude-fable-5-1-v1:0', 'sampling', 'refused'],
    ['anthropic.claude-sonnet-5', 'strictTools', 'refused'],
    ['anthropic.claude-sonnet-5-5', 'strictTools', undefined],
    ['anthropic.claude-3-5-sonnet-20240620-v1:0', 'caching', 'refused'],
    ['anthropic.claude-3-5-sonnet-20241022-v2:0', 'caching', undefined],
    ['anthropic.claude-opus-4-5-20251101-v1:0', 'effort', undefined],
    ['meta.llama3-3-70b-instruct-v1:0', 'tools', undefined],
    ['meta.llama3-8b-instruct-v1:0', 'tools', 'refused'],
    ['deepseek.v3-v1:0', 'refusedToolChoices', ['tool']],
    ['deepseek.v3.2', 'refusedToolChoices', undefined],
    ['mistral.magistral-small-2509', 'reasoningInput', undefined],
    ['mistral.pixtral-large-2502-v1:0', 'reasoningInput', 'refused'],
    ['openai.gpt-oss-120b-1:0', 'reasoningInput', 'refused'],
    ['openai.gpt-5.6-terra', 'reasoningInput', 'without signature'],
  ])('of %s: %s', (id, fact, value) => {
    expect(factsOfModel(id)[fact]).toEqual(value);
  });
});
