import type { ChatParams } from '@outcrop/unified-response';
import { parseParams } from '@outcrop/unified-response';
import { describe, expect, test } from 'vitest';
import { assistant, call, result, user } from '../testing/conversation.js';
import { send } from '../testing/send-settings.js';
import { toConverseRequest } from '../to-converse-request.js';

const CLAUDE_3 = 'anthropic.claude-3-haiku-20240307-v1:0';
const CLAUDE_3_7 = 'us.anthropic.claude-3-7-sonnet-20250219-v1:0';
/** 32,000 tokens of output. */
const OPUS_4 = 'us.anthropic.claude-opus-4-20250514-v1:0';
const CLAUDE_4_6 = 'us.anthropic.claude-sonnet-4-6';
/** Adaptive only. */
const OPUS_4_8 = 'us.anthropic.claude-opus-4-8';
/** Always reasons. */
const FABLE = 'us.anthropic.claude-fable-5-1';
const NOVA_2 = 'us.amazon.nova-2-lite-v1:0';
const GPT_OSS = 'openai.gpt-oss-120b-1:0';
const QWEN = 'qwen.qwen3-32b-v1:0';
const R1 = 'us.deepseek.r1-v1:0';
const UNKNOWN = 'newcomer.model-1';

const budget = (budget_tokens: number): object => ({
  thinking: { type: 'enabled', budget_tokens },
});
const adaptive = (effort?: string): object => ({
  thinking: { type: 'adaptive' },
  ...(effort === undefined ? {} : { output_config: { effort } }),
});

describe('reasoning_effort', () => {
  test.each<[string, string, NonNullable<ChatParams['reasoning_effort']>, unknown, string?]>([
    ['a budget', CLAUDE_3_7, 'minimal', budget(1024)],
    ['a budget', CLAUDE_3_7, 'low', budget(2048)],
    ['a budget', CLAUDE_3_7, 'high', budget(16_384)],
    ['a budget that leaves room for the answer', OPUS_4, 'max', budget(27_904)],
    ['nothing', CLAUDE_3_7, 'none', undefined],
    ['an effort beside adaptive thinking', CLAUDE_4_6, 'high', adaptive('high')],
    ['the nearest effort', CLAUDE_4_6, 'xhigh', adaptive('high'), 'reasoning_adapted'],
    ['the nearest effort', CLAUDE_4_6, 'minimal', adaptive('low'), 'reasoning_adapted'],
    ['an effort', OPUS_4_8, 'xhigh', adaptive('xhigh')],
    ['the least effort', FABLE, 'none', adaptive('low'), 'reasoning_adapted'],
    [
      "Nova's own setting",
      NOVA_2,
      'medium',
      { reasoningConfig: { type: 'enabled', maxReasoningEffort: 'medium' } },
    ],
    ['nothing', NOVA_2, 'none', undefined],
    ['the effort itself', GPT_OSS, 'medium', { reasoning_effort: 'medium' }],
    ['the nearest effort', GPT_OSS, 'max', { reasoning_effort: 'high' }, 'reasoning_adapted'],
    ['the least effort', GPT_OSS, 'none', { reasoning_effort: 'low' }, 'reasoning_adapted'],
    ['the nearest effort', QWEN, 'medium', { reasoning_config: 'low' }, 'reasoning_adapted'],
    ['nothing', CLAUDE_3, 'high', undefined, 'reasoning_ignored'],
    ['nothing', R1, 'low', undefined, 'reasoning_ignored'],
    ['nothing', R1, 'none', undefined, 'reasoning_adapted'],
    ['nothing', UNKNOWN, 'high', undefined, 'reasoning_ignored'],
  ])('becomes %s: %s, %s', (_, model, reasoning_effort, fields, code) => {
    expect(send(model, { reasoning_effort })).toMatchObject({
      fields,
      said: code === undefined ? [] : [`${code} reasoning_effort`],
    });
  });

  test('is refused where nothing may be adapted', () => {
    expect(() => send(R1, { reasoning_effort: 'low' }, { onUnsupported: 'throw' })).toThrowError(
      expect.objectContaining({ reason: 'unsupported', path: 'reasoning_effort' }),
    );
  });

  test('joins the fields of the caller, object by object', () => {
    const additional_model_request_fields = { output_config: { format: 'x' }, anthropic_beta: [] };
    const params = { reasoning_effort: 'low' as const, additional_model_request_fields };
    expect(send(CLAUDE_4_6, params).fields).toEqual({
      thinking: { type: 'adaptive' },
      output_config: { effort: 'low', format: 'x' },
      anthropic_beta: [],
    });
  });
});

describe('thinking', () => {
  const enabled = (budget_tokens: number): Partial<ChatParams> => ({
    thinking: { type: 'enabled', budget_tokens },
  });

  test.each<[string, string, Partial<ChatParams>, unknown, string?]>([
    ['is sent as it is', CLAUDE_3_7, enabled(5000), budget(5000)],
    ['is sent as it is', CLAUDE_4_6, enabled(5000), budget(5000)],
    ['is sent as it is', CLAUDE_4_6, { thinking: { type: 'adaptive' } }, adaptive()],
    ['is sent as it is', UNKNOWN, enabled(5000), budget(5000)],
    ['is left out', CLAUDE_4_6, { thinking: { type: 'disabled' } }, undefined],
    ['has at least 1024 tokens', CLAUDE_3_7, enabled(10), budget(1024), '.budget_tokens'],
    ['leaves room', OPUS_4, enabled(50_000), budget(27_904), '.budget_tokens'],
    ['R05: becomes adaptive', OPUS_4_8, enabled(5000), adaptive(), ''],
    ['R05: becomes a budget', CLAUDE_3_7, { thinking: { type: 'adaptive' } }, budget(8192), ''],
  ])('%s: %s', (_, model, params, fields, path) => {
    expect(send(model, params)).toMatchObject({
      fields,
      said: path === undefined ? [] : [`reasoning_adapted thinking${path}`],
    });
  });

  test('is not sent to a model with a setting of its own', () => {
    expect(send(NOVA_2, enabled(5000))).toMatchObject({
      fields: undefined,
      said: ['reasoning_ignored thinking'],
    });
    expect(send(NOVA_2, enabled(5000), { onUnsupported: 'warn' }).fields).toEqual(budget(5000));
  });
});

describe('the rules that go with reasoning', () => {
  const low = { reasoning_effort: 'low' as const };

  test('R07: max_tokens exceeds the budget', () => {
    expect(send(CLAUDE_3_7, { ...low, max_tokens: 3000 }).inference).toEqual({ maxTokens: 3000 });
    expect(send(CLAUDE_3_7, { ...low, max_tokens: 2048 })).toMatchObject({
      inference: { maxTokens: 4096 },
      said: ['max_tokens_raised max_tokens'],
    });
    // Without a wish, as many as the model has.
    expect(send(CLAUDE_3_7, low).inference).toEqual({ maxTokens: 64_000 });
    expect(send(UNKNOWN, { thinking: { type: 'enabled', budget_tokens: 2000 } }).inference).toEqual(
      { maxTokens: 6096 },
    );
    expect(send(OPUS_4, { reasoning_effort: 'max', max_tokens: 20_000 })).toMatchObject({
      inference: { maxTokens: 32_000 },
      said: ['max_tokens_raised max_tokens', 'max_tokens_lowered max_tokens'],
    });
  });

  test('R06: sampling is left out, but for a temperature of 1', () => {
    expect(send(CLAUDE_3_7, { ...low, max_tokens: 9000, temperature: 0.5, top_k: 4 })).toEqual({
      fields: budget(2048),
      inference: { maxTokens: 9000 },
      choice: undefined,
      said: ['parameter_ignored temperature', 'parameter_ignored top_k'],
    });
    const { inference } = send(CLAUDE_3_7, { ...low, max_tokens: 9000, temperature: 1 });
    expect(inference).toEqual({ maxTokens: 9000, temperature: 1 });
    expect(send(GPT_OSS, { ...low, temperature: 0.5 }).inference).toEqual({ temperature: 0.5 });
  });

  test("Nova takes no max_tokens with a high effort, and a temperature of 1 is Claude's exception", () => {
    const params = { max_tokens: 9000, temperature: 1 };
    expect(send(NOVA_2, { ...params, reasoning_effort: 'high' })).toMatchObject({
      inference: undefined,
      said: ['parameter_ignored temperature', 'parameter_ignored max_tokens'],
    });
    expect(send(NOVA_2, { ...params, reasoning_effort: 'medium' })).toMatchObject({
      inference: { maxTokens: 9000 },
      said: ['parameter_ignored temperature'],
    });
  });

  test('T22: a forced tool choice is left to the model', () => {
    const tools = [{ type: 'function' as const, function: { name: 'find' } }];
    const forced = send(CLAUDE_3_7, { ...low, max_tokens: 9000, tools, tool_choice: 'required' });
    expect(forced).toMatchObject({ choice: undefined, said: ['tool_choice_adapted tool_choice'] });
    const free = send(CLAUDE_3_7, { ...low, max_tokens: 9000, tools, tool_choice: 'auto' });
    expect(free).toMatchObject({ choice: { auto: {} }, said: [] });
  });

  test("hold for the caller's own field, which is sent as it is", () => {
    const additional_model_request_fields = budget(5000) as Record<string, object>;
    const own = { additional_model_request_fields: additional_model_request_fields as never };
    expect(send(CLAUDE_3_7, { ...own, temperature: 0.5, max_tokens: 100 })).toEqual({
      fields: budget(5000),
      inference: { maxTokens: 5100 },
      choice: undefined,
      said: ['parameter_ignored temperature', 'max_tokens_raised max_tokens'],
    });
    // Recorded: a budget without maxTokens is accepted.
    expect(send(CLAUDE_3_7, own).inference).toBeUndefined();
    const nova = { reasoningConfig: { type: 'enabled', maxReasoningEffort: 'low' } };
    expect(send(NOVA_2, { additional_model_request_fields: nova, temperature: 0.5 })).toMatchObject(
      { inference: undefined, said: ['parameter_ignored temperature'] },
    );
  });

  test('R01: a turn begun without reasoning goes on without it', () => {
    const tools = [{ type: 'function' as const, function: { name: 'get_weather' } }];
    const signed = { type: 'reasoning' as const, reasoning: 'Hm.', signature: 'c2ln' };
    const turns = (...first: Parameters<typeof assistant>): ChatParams['messages'] =>
      [user('Hi'), assistant(...first, call('a')), user(result('a'))] as ChatParams['messages'];
    const params = { ...low, max_tokens: 9000, tools };

    expect(send(CLAUDE_3_7, { ...params, messages: turns() })).toMatchObject({
      fields: undefined,
      said: ['reasoning_ignored messages'],
    });
    expect(send(CLAUDE_3_7, { ...params, messages: turns(signed) })).toMatchObject({
      fields: budget(2048),
      said: [],
    });
    // Once the user has spoken, a new turn begins.
    const next = [...turns(), assistant('Sunny.'), user('Thanks.')] as ChatParams['messages'];
    expect(send(CLAUDE_3_7, { ...params, messages: next }).fields).toEqual(budget(2048));
    // Only budgets need it.
    expect(send(CLAUDE_4_6, { ...params, messages: turns() }).fields).toEqual(adaptive('low'));
  });

  test('R01: with a budget, reasoning comes first in a message that has any', () => {
    const signed = { type: 'reasoning' as const, reasoning: 'Hm.', signature: 'c2ln' };
    const messages = [
      user('Hi'),
      assistant('Let me think.'),
      assistant(signed, call('a')),
      user(result('a')),
    ] as ChatParams['messages'];
    const mapped = (params: Partial<ChatParams>): ReturnType<typeof toConverseRequest> =>
      toConverseRequest(parseParams({ model: CLAUDE_3_7, messages, ...params }));
    const first = ({ input }: ReturnType<typeof toConverseRequest>): string[] =>
      (input.messages?.[1]?.content ?? []).flatMap((block) => Object.keys(block));

    const budgeted = mapped(low);
    expect(first(budgeted)).toEqual(['reasoningContent', 'text', 'toolUse']);
    expect(budgeted.repairs).toMatchObject([
      { code: 'messages_merged' },
      { code: 'reasoning_moved_first', path: 'messages[2].content[0]' },
      { code: 'tools_declared' },
    ]);
    expect(budgeted.history[1]?.content.map(({ type }) => type)).toEqual([
      'reasoning',
      'text',
      'tool_call',
    ]);
    // Nobody else asks for it.
    expect(first(mapped({}))).toEqual(['text', 'reasoningContent', 'toolUse']);
    expect(first(mapped({ ...low, model: CLAUDE_4_6 }))).toEqual([
      'text',
      'reasoningContent',
      'toolUse',
    ]);
  });
});
