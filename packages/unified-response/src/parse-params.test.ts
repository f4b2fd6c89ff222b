import { describe, expect, it } from 'vitest';
import type { ChatParams } from './chat-params.js';
import { parseParams } from './parse-params.js';
import { ProviderError } from './provider-error.js';
import type { UnifiedRequest } from './request.js';
import { caughtError } from './testing/caught-error.js';
import { deepFreeze } from './testing/deep-freeze.js';

const parse = (fields: Readonly<Record<string, unknown>>): UnifiedRequest =>
  parseParams(deepFreeze({ model: 'm', messages: [{ role: 'user', content: 'hi' }], ...fields }));

const MINIMAL: UnifiedRequest = {
  model: 'm',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }],
  inference: {},
  family: {},
  tools: [],
  warnings: [],
};

describe('parseParams', () => {
  it.each<[string, Record<string, unknown>, Partial<UnifiedRequest>]>([
    ['nothing more than it must have', {}, {}],
    [
      'sampling',
      { temperature: 0, top_p: 0.5, max_tokens: 10, stop: ['a', 'b'] },
      { inference: { temperature: 0, topP: 0.5, maxTokens: 10, stopSequences: ['a', 'b'] } },
    ],
    ['one stop text', { stop: 'a' }, { inference: { stopSequences: ['a'] } }],
    ['no stop text', { stop: [] }, {}],
    ['max_completion_tokens', { max_completion_tokens: 5 }, { inference: { maxTokens: 5 } }],
    [
      'max_completion_tokens before max_tokens',
      { max_completion_tokens: 5, max_tokens: 10 },
      { inference: { maxTokens: 5 } },
    ],
    [
      'max_tokens where max_completion_tokens is null',
      { max_completion_tokens: null, max_tokens: 10 },
      { inference: { maxTokens: 10 } },
    ],
    [
      'the sampling of a family',
      { top_k: 3, k: 4, seed: 0 },
      { family: { topK: 3, k: 4, seed: 0 } },
    ],
    [
      'tools',
      {
        tools: [{ type: 'function', function: { name: 'f' } }],
        tool_choice: 'required',
        parallel_tool_calls: false,
      },
      {
        tools: [{ type: 'function', name: 'f' }],
        toolChoice: { type: 'any' },
        parallelToolCalls: false,
      },
    ],
    [
      'legacy functions',
      { functions: [{ name: 'f' }], function_call: { name: 'f' } },
      { tools: [{ type: 'function', name: 'f' }], toolChoice: { type: 'tool', name: 'f' } },
    ],
    [
      'a response format, untouched',
      { response_format: { type: 'json_object' } },
      { responseFormat: { type: 'json_object' } },
    ],
    [
      'how a response format is kept to',
      { structured_output_strategy: 'tool', max_repairs: 2 },
      { structuredOutputStrategy: 'tool', maxRepairs: 2 },
    ],
    ['a reasoning effort', { reasoning_effort: 'xhigh' }, { reasoningEffort: 'xhigh' }],
    [
      'thinking',
      { thinking: { type: 'enabled', budget_tokens: 1024 } },
      { thinking: { type: 'enabled', budgetTokens: 1024 } },
    ],
    ['adaptive thinking', { thinking: { type: 'adaptive' } }, { thinking: { type: 'adaptive' } }],
    ['no thinking', { thinking: { type: 'disabled' } }, { thinking: { type: 'disabled' } }],
    [
      'metadata of both names',
      { metadata: { a: '1', b: '1' }, request_metadata: { b: '2' } },
      { requestMetadata: { a: '1', b: '2' } },
    ],
    ['empty metadata', { metadata: {}, request_metadata: null }, {}],
    [
      "Bedrock's own",
      {
        supports_system_prompts: false,
        additional_model_request_fields: { a: [1] },
        additional_model_response_field_paths: ['/a'],
        guardrail: { guardrailIdentifier: 'g', guardrailVersion: '1', trace: 'enabled' },
        service_tier: 'flex',
        performance: 'optimized',
        prompt_variables: { a: { text: 'b' } },
        price: [0.003, 0],
      },
      {
        supportsSystemPrompts: false,
        additionalModelRequestFields: { a: [1] },
        additionalModelResponseFieldPaths: ['/a'],
        guardrail: { guardrailIdentifier: 'g', guardrailVersion: '1', trace: 'enabled' },
        serviceTier: 'flex',
        performance: 'optimized',
        promptVariables: { a: { text: 'b' } },
        price: [0.003, 0],
      },
    ],
  ])('reads %s', (_name, fields, request) => {
    expect(parse(fields)).toEqual({ ...MINIMAL, ...request });
  });

  it('takes null for absent, wherever it stands', () => {
    const names = [
      'temperature',
      'top_p',
      'max_tokens',
      'max_completion_tokens',
      'stop',
      'seed',
      'tools',
      'tool_choice',
      'parallel_tool_calls',
      'functions',
      'function_call',
      'response_format',
      'structured_output_strategy',
      'max_repairs',
      'reasoning_effort',
      'metadata',
      'service_tier',
      'stream',
      'stream_options',
      'audio',
      'frequency_penalty',
      'logit_bias',
      'logprobs',
      'modalities',
      'n',
      'prediction',
      'presence_penalty',
      'store',
      'top_logprobs',
      'user',
      'verbosity',
      'top_k',
      'k',
      'cache_seed',
      'price',
      'supports_system_prompts',
      'additional_model_request_fields',
      'additional_model_response_field_paths',
      'thinking',
      'guardrail',
      'request_metadata',
      'performance',
      'prompt_variables',
      'no_such_parameter',
    ];
    const nulls = Object.fromEntries(names.map((name) => [name, null]));
    expect(parse(nulls)).toEqual(MINIMAL);
    const nothing = Object.fromEntries(names.map((name) => [name, undefined]));
    expect(parse(nothing)).toEqual(MINIMAL);
  });

  it("passes over the fields of AG2's config entries, and over how the answer travels", () => {
    const request = parse({
      api_type: 'bedrock',
      api_key: 'k',
      aws_region: 'us-east-1',
      aws_access_key: 'a',
      aws_secret_key: 's',
      aws_session_token: 't',
      aws_profile_name: 'p',
      timeout: 60,
      cache_seed: 42,
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(request).toEqual(MINIMAL);
  });

  it.each<[string, unknown, unknown]>([
    ['audio', { voice: 'alloy', format: 'mp3' }, undefined],
    ['frequency_penalty', 0.5, 0],
    ['logit_bias', { 50256: -100 }, {}],
    ['logprobs', true, false],
    ['modalities', ['text', 'audio'], ['text']],
    ['moderation', {}, undefined],
    ['n', 2, 1],
    ['prediction', { type: 'content', content: '' }, undefined],
    ['presence_penalty', -1, 0],
    ['prompt_cache_key', 'k', undefined],
    ['prompt_cache_options', {}, undefined],
    ['prompt_cache_retention', '24h', undefined],
    ['safety_identifier', 'u', undefined],
    ['store', true, false],
    ['top_logprobs', 5, 0],
    ['user', 'u', undefined],
    ['verbosity', 'low', 'medium'],
    ['web_search_options', {}, undefined],
  ])(
    'warns of %s, which Converse has no word for, unless it asks for nothing',
    (name, value, neutral) => {
      expect(parse({ [name]: value })).toEqual({
        ...MINIMAL,
        warnings: [
          {
            code: 'parameter_ignored',
            path: name,
            message: `${name} cannot be expressed in Converse: it was not sent.`,
          },
        ],
      });
      expect(parse({ [name]: neutral })).toEqual(MINIMAL);
    },
  );

  it.each(['temprature', 'constructor', 'maxTokens'])(
    'warns of the unknown parameter %s',
    (name) => {
      expect(parse({ [name]: 1 })).toEqual({
        ...MINIMAL,
        warnings: [
          {
            code: 'unknown_parameter',
            path: name,
            message: `${name} is no parameter of a chat call: it was not sent.`,
          },
        ],
      });
    },
  );

  it('gathers the warnings of parameters, messages and tools', () => {
    const { warnings } = parse({
      n: 2,
      messages: [{ role: 'user', content: [{ type: 'hologram' }] }],
      tools: [{ type: 'custom', custom: { name: 'f' } }],
    });
    expect(warnings.map(({ code, path }) => [code, path])).toEqual([
      ['parameter_ignored', 'n'],
      ['unknown_content', 'messages[0].content[0]'],
      ['tool_adapted', 'tools[0]'],
    ]);
  });

  it.each<[string, unknown, string]>([
    ['messages', 'hi', 'messages: expected an array, got the string "hi"'],
    ['messages', undefined, 'messages: expected an array, got nothing'],
    ['temperature', '0.5', 'temperature: expected a finite number, got the string "0.5"'],
    ['temperature', Number.NaN, 'temperature: expected a finite number, got the number NaN'],
    ['top_p', true, 'top_p: expected a finite number, got the boolean true'],
    ['max_tokens', 1.5, 'max_tokens: expected an integer, got the number 1.5'],
    [
      'max_completion_tokens',
      '5',
      'max_completion_tokens: expected an integer, got the string "5"',
    ],
    ['stop', 1, 'stop: expected a string or an array of strings, got the number 1'],
    ['stop', ['a', 1], 'stop: expected a string or an array of strings, got an array of 2'],
    ['seed', 0.5, 'seed: expected an integer, got the number 0.5'],
    ['top_k', 1n, 'top_k: expected an integer, got the bigint 1'],
    ['k', Infinity, 'k: expected an integer, got the number Infinity'],
    ['tools', {}, 'tools: expected an array, got an object'],
    ['parallel_tool_calls', 1, 'parallel_tool_calls: expected true or false, got the number 1'],
    [
      'reasoning_effort',
      'maximal',
      'reasoning_effort: expected one of "none", "minimal", "low", "medium", "high", "xhigh", "max", got the string "maximal"',
    ],
    ['metadata', { a: 1 }, 'metadata: expected an object whose values are strings, got an object'],
    [
      'request_metadata',
      [],
      'request_metadata: expected an object whose values are strings, got an array of 0',
    ],
    ['service_tier', 1, 'service_tier: expected a string, got the number 1'],
    [
      'price',
      [1],
      'price: expected a pair of numbers of at least 0, [inputPer1k, outputPer1k], got an array of 1',
    ],
    [
      'price',
      [1, -1],
      'price: expected a pair of numbers of at least 0, [inputPer1k, outputPer1k], got an array of 2',
    ],
    [
      'supports_system_prompts',
      'no',
      'supports_system_prompts: expected true or false, got the string "no"',
    ],
    [
      'additional_model_request_fields',
      new Map(),
      'additional_model_request_fields: expected an object, got an instance of Map',
    ],
    [
      'additional_model_response_field_paths',
      '/a',
      'additional_model_response_field_paths: expected an array of strings, got the string "/a"',
    ],
    ['thinking', true, 'thinking: expected an object, got the boolean true'],
    [
      'thinking.type',
      { type: 'on' },
      'thinking.type: expected one of "enabled", "adaptive", "disabled", got the string "on"',
    ],
    [
      'thinking.budget_tokens',
      { type: 'enabled' },
      'thinking.budget_tokens: expected an integer, got nothing',
    ],
    ['guardrail', 'g', 'guardrail: expected an object, got the string "g"'],
    [
      'guardrail.guardrailVersion',
      { guardrailVersion: 1 },
      'guardrail.guardrailVersion: expected a string, got the number 1',
    ],
    [
      'guardrail.trace',
      { trace: true },
      'guardrail.trace: expected one of "enabled", "disabled", "enabled_full", got the boolean true',
    ],
    [
      'performance',
      'fast',
      'performance: expected one of "standard", "optimized", got the string "fast"',
    ],
    ['prompt_variables', [], 'prompt_variables: expected an object, got an array of 0'],
    [
      'response_format',
      'json',
      'response_format: expected a JSON Schema, OpenAI\'s response_format, a Standard Schema or a formatter, got the string "json"',
    ],
    [
      'structured_output_strategy',
      'force',
      'structured_output_strategy: expected one of "native", "tool", "prompt", got the string "force"',
    ],
    ['max_repairs', -1, 'max_repairs: expected an integer of at least 0, got the number -1'],
    ['max_tokens', () => 1, 'max_tokens: expected an integer, got a function'],
  ])('refuses a wrong %s: %o', (path, value, message) => {
    const [name = path] = path.split('.');
    const error = caughtError(() => parse({ [name]: value }));
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({ reason: 'invalid_request', retryable: false, path, message });
    expect((error as ProviderError).hint).toContain(path);
  });

  it('refuses a wrong max_tokens also beside a right max_completion_tokens', () => {
    expect(() => parse({ max_tokens: 'x', max_completion_tokens: 5 })).toThrow(
      'max_tokens: expected',
    );
  });

  it.each([undefined, null, '', 5])('needs a model, and %j is none', (model) => {
    const error = caughtError(() => parse({ model }));
    expect(error).toMatchObject({ reason: 'invalid_request', path: 'model' });
    expect((error as ProviderError).message).toContain('model: expected a model id');
  });

  it.each([undefined, null, 'hi', []])('needs parameters, and %j are none', (params) => {
    const error = caughtError(() => parseParams(params as unknown as ChatParams));
    expect(error).toMatchObject({ reason: 'invalid_request', path: 'params' });
  });
});
