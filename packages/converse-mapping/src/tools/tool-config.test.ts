import { type ChatParams, parseParams } from '@outcrop/unified-response';
import { describe, expect, test } from 'vitest';
import { assistant, call, result, user } from '../testing/conversation.js';
import { type ToConverseOptions, toConverseRequest } from '../to-converse-request.js';

const CLAUDE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
/** Takes no choice but auto. */
const CLAUDE_5_5 = 'us.anthropic.claude-sonnet-5-5';
const MISTRAL = 'mistral.mistral-large-2407-v1:0';
const LLAMA = 'us.meta.llama3-3-70b-instruct-v1:0';
const COHERE = 'cohere.command-r-plus-v1:0';
const DEEPSEEK = 'deepseek.v3-v1:0';
const TITAN = 'amazon.titan-text-express-v1';
const UNKNOWN = 'newcomer.model-1';

type Tools = NonNullable<ChatParams['tools']>;
type Choice = NonNullable<ChatParams['tool_choice']>;

interface Sent {
  readonly tools: readonly unknown[];
  readonly choice: unknown;
  readonly said: readonly string[];
}

function send(model: string, params: Partial<ChatParams>, options?: ToConverseOptions): Sent {
  const messages = [{ role: 'user' as const, content: 'Hi' }];
  const { input, warnings, repairs } = toConverseRequest(
    parseParams({ model, messages, ...params }),
    options,
  );
  const { tools = [], toolChoice } = input.toolConfig ?? {};
  return {
    tools: tools.map((tool) => ('toolSpec' in tool ? tool.toolSpec.name : tool)),
    choice: toolChoice,
    said: [...warnings, ...repairs].map(({ code, path }) => `${code} ${path}`),
  };
}

const named = (name: string) => ({ type: 'function' as const, function: { name } });
const one = [named('find')];
const two = [named('find'), named('get_weather')];
const find = { type: 'function' as const, function: { name: 'find' } };
const replay = [user('Hi'), assistant(call('a')), user(result('a'))] as ChatParams['messages'];

describe('tool_choice', () => {
  const adapted = ['tool_choice_adapted tool_choice'];
  test.each<[string, string, Tools, Choice, unknown, string[]?]>([
    ['is sent', CLAUDE, two, 'auto', { auto: {} }],
    ['is sent', CLAUDE, two, 'required', { any: {} }],
    ['is sent', CLAUDE, two, find, { tool: { name: 'find' } }],
    ['is left to the model', LLAMA, two, 'required', undefined, adapted],
    ['is left to the model', LLAMA, two, find, undefined, adapted],
    ['is left to the model', CLAUDE_5_5, two, find, undefined, adapted],
    ['is left to the model', UNKNOWN, two, 'required', undefined, adapted],
    ['is what happens anyway', COHERE, two, 'auto', undefined],
    ['is what happens anyway', DEEPSEEK, two, 'auto', undefined],
    ['T21: is any tool, where there is one', MISTRAL, one, find, { any: {} }],
    ['T21: is left to the model', MISTRAL, two, find, undefined, adapted],
    ['must name a tool', CLAUDE, one, named('other'), undefined, adapted],
    ['must name a tool', CLAUDE, one, named('not legal'), undefined, adapted],
  ])('%s: %s, %j, %j', (_, model, tools, tool_choice, choice, said = []) => {
    expect(send(model, { tools, tool_choice })).toMatchObject({ choice, said });
  });

  test('names a tool as it is sent', () => {
    const tools = [named('mcp.find'), named('other')];
    const { choice } = send(CLAUDE, { tools, tool_choice: named('mcp.find') });
    expect(choice).toEqual({ tool: { name: 'mcp_find' } });
  });

  test('may name a tool that runs at the provider', () => {
    const definition = { systemTool: { name: 'nova_grounding' } };
    const tools = [{ type: 'provider' as const, definition }];
    const { choice } = send(CLAUDE, { tools, tool_choice: named('nova_grounding') });
    expect(choice).toEqual({ tool: { name: 'nova_grounding' } });
  });

  test('none offers no tools', () => {
    expect(send(CLAUDE, { tools: one, tool_choice: 'none' })).toEqual({
      tools: [],
      choice: undefined,
      said: [],
    });
  });

  test('none keeps the tools where the history uses any, since Converse needs them', () => {
    expect(send(CLAUDE, { tools: one, tool_choice: 'none', messages: replay })).toEqual({
      tools: ['find'],
      choice: undefined,
      said: ['tool_choice_adapted tool_choice'],
    });
  });

  test('without tools there is nothing to choose', () => {
    expect(send(CLAUDE, { tool_choice: 'required' })).toEqual({
      tools: [],
      choice: undefined,
      said: ['parameter_ignored tool_choice'],
    });
  });

  test('is sent all the same, or refused, as the caller wants it', () => {
    const params = { tools: two, tool_choice: find };
    expect(send(LLAMA, params, { onUnsupported: 'warn' }).choice).toEqual({
      tool: { name: 'find' },
    });
    expect(() => send(LLAMA, params, { onUnsupported: 'throw' })).toThrowError(
      expect.objectContaining({ reason: 'unsupported', path: 'tool_choice' }),
    );
  });
});

describe('toolConfig', () => {
  test('T02: declares the tools of the history when none are on offer', () => {
    const { input, repairs } = toConverseRequest(parseParams({ model: CLAUDE, messages: replay }));
    expect(input.toolConfig).toEqual({
      tools: [
        {
          toolSpec: {
            name: 'get_weather',
            description: 'No longer available. Do not call it.',
            inputSchema: { json: { type: 'object', properties: {} } },
          },
        },
      ],
    });
    expect(repairs).toMatchObject([{ code: 'tools_declared', path: 'tools' }]);
  });

  test('a cache point alone is no tool', () => {
    const tools = [{ type: 'provider' as const, definition: { cachePoint: { type: 'default' } } }];
    expect(send(CLAUDE, { tools }).tools).toEqual([]);
    expect(send(CLAUDE, { tools, messages: replay }).tools).toEqual(['get_weather']);
  });

  test('a model without tools is offered none', () => {
    expect(send(TITAN, { tools: one })).toEqual({
      tools: [],
      choice: undefined,
      said: ['tools_unsupported tools'],
    });
    expect(send(TITAN, { tools: one }, { onUnsupported: 'warn' }).tools).toEqual(['find']);
    expect(send(TITAN, { messages: replay })).toMatchObject({
      tools: [],
      said: [
        'tool_call_as_text messages[1].content[0]',
        'tool_result_as_text messages[2].content[0]',
      ],
    });
  });
});
