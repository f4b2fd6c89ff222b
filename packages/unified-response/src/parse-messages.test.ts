import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Warning } from './notice.js';
import { parseMessages } from './parse-messages.js';
import { ProviderError } from './provider-error.js';
import { UnifiedResponse } from './response.js';
import { anyChatMessage, anyOpenAiMessage } from './testing/arbitrary-chat-message.js';
import { anyMessage } from './testing/arbitrary-response.js';
import { caughtError } from './testing/caught-error.js';
import { deepFreeze } from './testing/deep-freeze.js';

function parse(...messages: readonly unknown[]): { messages: unknown; warnings: Warning[] } {
  const warnings: Warning[] = [];
  return { messages: parseMessages(deepFreeze(messages), warnings), warnings };
}

const text = (value: string): unknown => ({ type: 'text', text: value });

describe('parseMessages', () => {
  it.each<[string, unknown, unknown]>([
    [
      'a system message',
      { role: 'system', content: 'a' },
      { role: 'system', content: [text('a')] },
    ],
    [
      'a developer message',
      { role: 'developer', content: [text('a'), text('b')], name: 'boss' },
      { role: 'system', content: [text('a'), text('b')], name: 'boss' },
    ],
    [
      'a user message with a name',
      { role: 'user', content: 'a', name: 'eve' },
      { role: 'user', content: [text('a')], name: 'eve' },
    ],
    [
      'a user message with nulls',
      { role: 'user', content: null, name: null, metadata: null },
      { role: 'user', content: [] },
    ],
    ['a user message without content', { role: 'user' }, { role: 'user', content: [] }],
    [
      'metadata',
      { role: 'user', content: '', metadata: { a: 1 } },
      { role: 'user', content: [text('')], metadata: { a: 1 } },
    ],
    [
      'an assistant message with nulls',
      {
        role: 'assistant',
        content: null,
        refusal: null,
        tool_calls: null,
        function_call: null,
        audio: null,
        reasoning_content: null,
        annotations: [],
      },
      { role: 'assistant', content: [] },
    ],
    [
      'text, refusal, reasoning and calls, in this order: reasoning, text, refusal, calls',
      {
        role: 'assistant',
        content: 'a',
        refusal: 'no',
        reasoning_content: 'hm',
        tool_calls: [
          { id: 't1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } },
          { id: 't2', type: 'function', function: { name: 'g', arguments: '{}' } },
        ],
      },
      {
        role: 'assistant',
        content: [
          { type: 'reasoning', reasoning: 'hm' },
          text('a'),
          text('no'),
          { type: 'tool_call', id: 't1', name: 'f', arguments: '{"a":1}' },
          { type: 'tool_call', id: 't2', name: 'g', arguments: '{}' },
        ],
      },
    ],
    [
      'an assistant message in parts',
      { role: 'assistant', content: [text('a'), { type: 'refusal', refusal: 'no' }] },
      { role: 'assistant', content: [text('a'), text('no')] },
    ],
    [
      'a custom call',
      {
        role: 'assistant',
        tool_calls: [{ id: 't1', type: 'custom', custom: { name: 'f', input: 'x"y' } }],
      },
      {
        role: 'assistant',
        content: [{ type: 'tool_call', id: 't1', name: 'f', arguments: '{"input":"x\\"y"}' }],
      },
    ],
    [
      'a tool message with text',
      { role: 'tool', tool_call_id: 't1', content: '42' },
      { role: 'tool', content: [{ type: 'tool_result', toolCallId: 't1', output: '42' }] },
    ],
    [
      'a tool message with parts',
      { role: 'tool', tool_call_id: 't1', content: [text('42')], name: 'add' },
      {
        role: 'tool',
        content: [{ type: 'tool_result', toolCallId: 't1', output: [text('42')] }],
        name: 'add',
      },
    ],
    [
      'a tool message without content',
      { role: 'tool', tool_call_id: 't1', content: null },
      { role: 'tool', content: [{ type: 'tool_result', toolCallId: 't1', output: [] }] },
    ],
    [
      'a function message without its call',
      { role: 'function', name: 'f', content: null },
      { role: 'tool', content: [{ type: 'tool_result', toolCallId: 'f', output: [] }] },
    ],
  ])('reads %s', (_name, message, read) => {
    expect(parse(message)).toEqual({ messages: [read], warnings: [] });
  });

  it.each<[string, unknown, string]>([
    ['empty text', '', ''],
    ['broken JSON', '{"a":', '{"a":'],
    ['JSON that is no object', '[1]', '[1]'],
    ['an object', { a: [1] }, '{"a":[1]}'],
    ['null', null, ''],
    ['nothing', undefined, ''],
  ])('keeps arguments that are %s as text', (_name, given, kept) => {
    const call = { id: 't', type: 'function', function: { name: 'f', arguments: given } };
    const { messages } = parse({ role: 'assistant', content: null, tool_calls: [call] });
    const block = { type: 'tool_call', id: 't', name: 'f', arguments: kept };
    expect(messages).toEqual([{ role: 'assistant', content: [block] }]);
  });

  it('pairs legacy function calls with their results, by name and order', () => {
    const call = (name: string): unknown => ({
      role: 'assistant',
      content: null,
      function_call: { name, arguments: '{}' },
    });
    const result = (name: string, content: string): unknown => ({
      role: 'function',
      name,
      content,
    });
    const { messages } = parse(
      call('f'),
      call('g'),
      result('g', 'g0'),
      call('f'),
      result('f', 'f0'),
      result('f', 'f1'),
      result('f', 'f2'),
    );
    const toolCall = (id: string, name: string): unknown => ({
      role: 'assistant',
      content: [{ type: 'tool_call', id, name, arguments: '{}' }],
    });
    const toolResult = (toolCallId: string, output: string): unknown => ({
      role: 'tool',
      content: [{ type: 'tool_result', toolCallId, output }],
    });
    expect(messages).toEqual([
      toolCall('function_call_0', 'f'),
      toolCall('function_call_1', 'g'),
      toolResult('function_call_1', 'g0'),
      toolCall('function_call_2', 'f'),
      toolResult('function_call_0', 'f0'),
      toolResult('function_call_2', 'f1'),
      toolResult('f', 'f2'),
    ]);
  });

  it('warns of what it cannot keep', () => {
    const message = {
      role: 'assistant',
      content: 'a',
      audio: { id: 'audio_1' },
      annotations: [{ type: 'url_citation' }],
    };
    const { warnings } = parse(message, { role: 'user', content: 'b', tool_calls: [{}] });
    expect(warnings.map(({ code, path }) => [code, path])).toEqual([
      ['field_ignored', 'messages[0].annotations'],
      ['content_ignored', 'messages[0].audio'],
      ['field_ignored', 'messages[1].tool_calls'],
    ]);
  });

  it.each<[unknown, string, string]>([
    ['hi', 'messages[0]', 'an object, got the string "hi"'],
    [null, 'messages[0]', 'an object, got null'],
    [new Date(0), 'messages[0]', 'an object, got an instance of Date'],
    [
      {},
      'messages[0].role',
      'one of "system", "developer", "user", "assistant", "tool", "function", got nothing',
    ],
    [
      { role: 'robot', content: 'a' },
      'messages[0].role',
      'one of "system", "developer", "user", "assistant", "tool", "function", got the string "robot"',
    ],
    [
      { role: 'user', content: 5 },
      'messages[0].content',
      'a string or an array of content parts, got the number 5',
    ],
    [{ role: 'user', content: '', name: 1 }, 'messages[0].name', 'a string, got the number 1'],
    [
      { role: 'user', content: '', metadata: 'x' },
      'messages[0].metadata',
      'an object, got the string "x"',
    ],
    [{ role: 'assistant', refusal: true }, 'messages[0].refusal', 'a string, got the boolean true'],
    [
      { role: 'assistant', reasoning_content: [] },
      'messages[0].reasoning_content',
      'a string, got an array of 0',
    ],
    [{ role: 'assistant', tool_calls: {} }, 'messages[0].tool_calls', 'an array, got an object'],
    [
      { role: 'assistant', tool_calls: ['f'] },
      'messages[0].tool_calls[0]',
      'an object, got the string "f"',
    ],
    [
      { role: 'assistant', tool_calls: [{ type: 'function', function: { name: 'f' } }] },
      'messages[0].tool_calls[0].id',
      'a string, got nothing',
    ],
    [
      { role: 'assistant', tool_calls: [{ id: 't', type: 'function' }] },
      'messages[0].tool_calls[0].function',
      'an object, got nothing',
    ],
    [
      { role: 'assistant', tool_calls: [{ id: 't', function: { name: null } }] },
      'messages[0].tool_calls[0].function.name',
      'a string, got null',
    ],
    [
      { role: 'assistant', tool_calls: [{ id: 't', type: 'custom', custom: { name: 'f' } }] },
      'messages[0].tool_calls[0].custom.input',
      'a string, got nothing',
    ],
    [
      { role: 'assistant', function_call: { arguments: '{}' } },
      'messages[0].function_call.name',
      'a string, got nothing',
    ],
    [
      { role: 'tool', content: '42' },
      'messages[0].tool_call_id',
      'the id of the tool call, got nothing',
    ],
    [
      { role: 'tool', content: '42', tool_call_id: 7 },
      'messages[0].tool_call_id',
      'a string, got the number 7',
    ],
    [{ role: 'function', content: '42' }, 'messages[0].name', 'a string, got nothing'],
  ])('refuses %j', (message, path, expected) => {
    const error = caughtError(() => parse(message));
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({
      reason: 'invalid_request',
      path,
      message: `${path}: expected ${expected}`,
    });
  });

  it('names the place of a message that is not the first', () => {
    const error = caughtError(() =>
      parse({ role: 'user', content: 'a' }, { role: 'user', content: [{ type: 'text' }] }),
    );
    expect(error).toMatchObject({ path: 'messages[1].content[0].text' });
  });

  it("takes a response's own messages as they are, beside OpenAI's", () => {
    const { messages } = new UnifiedResponse({
      id: 'r',
      model: 'm',
      provider: 'p',
      messages: [
        {
          role: 'assistant',
          content: [
            { type: 'reasoning', reasoning: '', redacted: Uint8Array.of(1) },
            { type: 'text', text: 'a', providerData: { p: { x: 1 } } },
            { type: 'tool_call', id: 't1', name: 'f', arguments: '{' },
            { type: 'generic', originalType: 'new', field: [1] },
          ],
        },
      ],
    });
    const results = {
      role: 'tool',
      content: [
        { type: 'tool_result', toolCallId: 't1', output: { a: 1 }, status: 'error' },
        { type: 'tool_result', toolCallId: 't2', output: 'b' },
      ],
    };
    const parsed = parse({ role: 'user', content: 'hi' }, ...messages, results);
    expect(parsed).toEqual({
      messages: [{ role: 'user', content: [text('hi')] }, ...messages, results],
      warnings: [],
    });
  });

  it('takes any UnifiedMessage as it is', () => {
    const anyOwn = anyMessage.filter(
      ({ role, content }) =>
        role !== 'tool' || content.some((block) => block.type === 'tool_result'),
    );
    fc.assert(
      fc.property(fc.array(anyOwn, { maxLength: 3 }), (own) => {
        expect(parse(...own)).toEqual({ messages: own, warnings: [] });
      }),
    );
  });

  it('makes one message of each valid one, in order', () => {
    fc.assert(
      fc.property(fc.array(anyOpenAiMessage, { maxLength: 6 }), (messages) => {
        const read = parseMessages(deepFreeze(messages), []);
        const roles = messages.map(({ role }) => {
          if (role === 'developer') return 'system';
          return role === 'function' ? 'tool' : role;
        });
        expect(read.map(({ role }) => role)).toEqual(roles);
      }),
    );
  });

  it('reads what it has read once more as the same', () => {
    fc.assert(
      fc.property(fc.array(anyChatMessage, { maxLength: 4 }), (messages) => {
        const once = parseMessages(messages, []);
        expect(parseMessages(once, [])).toEqual(once);
      }),
    );
  });
});
