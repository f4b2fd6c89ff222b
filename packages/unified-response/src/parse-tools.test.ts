import { describe, expect, it } from 'vitest';
import type { ChatParams } from './chat-params.js';
import type { Warning } from './notice.js';
import { parseToolChoice, parseTools } from './parse-tools.js';
import { ProviderError } from './provider-error.js';
import { caughtError } from './testing/caught-error.js';
import { deepFreeze } from './testing/deep-freeze.js';

const params = (fields: Record<string, unknown>): ChatParams =>
  deepFreeze({ model: 'm', messages: [], ...fields });

function tools(fields: Record<string, unknown>): { tools: unknown; warnings: Warning[] } {
  const warnings: Warning[] = [];
  return { tools: parseTools(params(fields), warnings), warnings };
}

function choice(fields: Record<string, unknown>): { choice: unknown; warnings: Warning[] } {
  const warnings: Warning[] = [];
  return { choice: parseToolChoice(params(fields), warnings), warnings };
}

const SCHEMA = { type: 'object', properties: { a: { type: 'number' } }, required: ['a'] };
const ADD = { name: 'add', description: 'Adds.', parameters: SCHEMA };

describe('parseTools', () => {
  it.each<[string, unknown, unknown]>([
    [
      'a function',
      { type: 'function', function: { ...ADD, strict: true } },
      { type: 'function', ...ADD, strict: true },
    ],
    [
      'a function with its name only',
      { type: 'function', function: { name: 'f' } },
      { type: 'function', name: 'f' },
    ],
    [
      'a function with nulls',
      {
        type: 'function',
        function: { name: 'f', description: null, parameters: null, strict: null },
      },
      { type: 'function', name: 'f' },
    ],
    ['a function without a type', { function: ADD }, { type: 'function', ...ADD }],
    ['a bare function', ADD, { type: 'function', ...ADD }],
    ['a bare function with its type', { type: 'function', ...ADD }, { type: 'function', ...ADD }],
    [
      "a provider's tool",
      { type: 'provider', definition: { systemTool: { name: 'nova_grounding' } } },
      { type: 'provider', definition: { systemTool: { name: 'nova_grounding' } } },
    ],
  ])('reads %s', (_name, tool, definition) => {
    expect(tools({ tools: [tool] })).toEqual({ tools: [definition], warnings: [] });
  });

  it('offers a custom tool as a function, with a warning', () => {
    const custom = { name: 'sql', description: 'Runs.', format: { type: 'grammar' } };
    const { tools: read, warnings } = tools({ tools: [{ type: 'custom', custom }] });
    expect(read).toEqual([
      {
        type: 'function',
        name: 'sql',
        description: 'Runs.',
        parameters: {
          type: 'object',
          properties: { input: { type: 'string' } },
          required: ['input'],
        },
      },
    ]);
    expect(warnings.map(({ code, path }) => [code, path])).toEqual([['tool_adapted', 'tools[0]']]);
  });

  it('reads legacy functions after the tools', () => {
    const { tools: read } = tools({
      tools: [{ type: 'function', function: { name: 'a' } }],
      functions: [{ name: 'b', parameters: SCHEMA }],
    });
    expect(read).toEqual([
      { type: 'function', name: 'a' },
      { type: 'function', name: 'b', parameters: SCHEMA },
    ]);
  });

  it.each([{}, { tools: null, functions: null }, { tools: [] }])('reads none in %j', (fields) => {
    expect(tools(fields)).toEqual({ tools: [], warnings: [] });
  });

  it('warns of what stands beside a tool', () => {
    const tool = { type: 'function', function: { ...ADD, title: 'x' }, cache_control: {} };
    expect(tools({ tools: [tool] }).warnings.map(({ code, path }) => [code, path])).toEqual([
      ['field_ignored', 'tools[0].cache_control'],
      ['field_ignored', 'tools[0].function.title'],
    ]);
  });

  it.each<[Record<string, unknown>, string, string]>([
    [{ tools: {} }, 'tools', 'an array, got an object'],
    [{ tools: ['add'] }, 'tools[0]', 'an object, got the string "add"'],
    [
      { tools: [{ type: 'web_search' }] },
      'tools[0].type',
      'one of "function", "custom", "provider", got the string "web_search"',
    ],
    [{ tools: [{ type: 'function' }] }, 'tools[0].name', 'a non-empty string, got nothing'],
    [
      { tools: [{ type: 'function', function: 'add' }] },
      'tools[0].function',
      'an object, got the string "add"',
    ],
    [
      { tools: [{ type: 'function', function: { name: '' } }] },
      'tools[0].function.name',
      'a non-empty string, got the string ""',
    ],
    [
      { tools: [{ type: 'function', function: { name: 'f', description: 1 } }] },
      'tools[0].function.description',
      'a string, got the number 1',
    ],
    [
      { tools: [{ type: 'function', function: { name: 'f', parameters: '{}' } }] },
      'tools[0].function.parameters',
      'an object, got the string "{}"',
    ],
    [
      { tools: [{ type: 'function', function: { name: 'f', strict: 'yes' } }] },
      'tools[0].function.strict',
      'true or false, got the string "yes"',
    ],
    [{ tools: [{ type: 'custom' }] }, 'tools[0].custom', 'an object, got nothing'],
    [
      { tools: [{ type: 'custom', custom: {} }] },
      'tools[0].custom.name',
      'a non-empty string, got nothing',
    ],
    [{ tools: [{ type: 'provider' }] }, 'tools[0].definition', 'an object, got nothing'],
    [{ functions: 'add' }, 'functions', 'an array, got the string "add"'],
    [{ functions: [{}] }, 'functions[0].name', 'a non-empty string, got nothing'],
  ])('refuses %j', (fields, path, expected) => {
    const error = caughtError(() => tools(fields));
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({
      reason: 'invalid_request',
      path,
      message: `${path}: expected ${expected}`,
    });
  });
});

describe('parseToolChoice', () => {
  it.each<[Record<string, unknown>, unknown]>([
    [{}, undefined],
    [{ tool_choice: null, function_call: null }, undefined],
    [{ tool_choice: 'auto' }, { type: 'auto' }],
    [{ tool_choice: 'none' }, { type: 'none' }],
    [{ tool_choice: 'required' }, { type: 'any' }],
    [{ tool_choice: { type: 'function', function: { name: 'f' } } }, { type: 'tool', name: 'f' }],
    [{ tool_choice: { function: { name: 'f' } } }, { type: 'tool', name: 'f' }],
    [{ tool_choice: { type: 'custom', custom: { name: 'f' } } }, { type: 'tool', name: 'f' }],
    [{ function_call: 'auto' }, { type: 'auto' }],
    [{ function_call: 'none' }, { type: 'none' }],
    [{ function_call: { name: 'f' } }, { type: 'tool', name: 'f' }],
    [{ tool_choice: 'none', function_call: { name: 'f' } }, { type: 'none' }],
  ])('reads %j', (fields, read) => {
    expect(choice(fields)).toEqual({ choice: read, warnings: [] });
  });

  it.each([
    ['auto', 'auto'],
    ['required', 'any'],
  ])('keeps the mode %s of allowed tools and warns of the list', (mode, type) => {
    const allowed_tools = { mode, tools: [{ type: 'function', function: { name: 'f' } }] };
    const { choice: read, warnings } = choice({
      tool_choice: { type: 'allowed_tools', allowed_tools },
    });
    expect(read).toEqual({ type });
    expect(warnings).toMatchObject([
      { code: 'parameter_ignored', path: 'tool_choice.allowed_tools.tools' },
    ]);
  });

  it.each<[Record<string, unknown>, string, string]>([
    [
      { tool_choice: 'any' },
      'tool_choice',
      '"auto", "none", "required" or {type: "function", function: {name}}, got the string "any"',
    ],
    [
      { tool_choice: 1 },
      'tool_choice',
      '"auto", "none", "required" or {type: "function", function: {name}}, got the number 1',
    ],
    [
      { tool_choice: { type: 'tool', name: 'f' } },
      'tool_choice',
      '"auto", "none", "required" or {type: "function", function: {name}}, got an object',
    ],
    [{ tool_choice: {} }, 'tool_choice.function', 'an object, got nothing'],
    [
      { tool_choice: { type: 'function', function: {} } },
      'tool_choice.function.name',
      'a non-empty string, got nothing',
    ],
    [
      { tool_choice: { type: 'custom', custom: { name: 1 } } },
      'tool_choice.custom.name',
      'a non-empty string, got the number 1',
    ],
    [
      { tool_choice: { type: 'allowed_tools' } },
      'tool_choice.allowed_tools',
      'an object, got nothing',
    ],
    [
      { tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'any', tools: [] } } },
      'tool_choice.allowed_tools.mode',
      'one of "auto", "required", got the string "any"',
    ],
    [{ function_call: 'f' }, 'function_call', 'an object, got the string "f"'],
    [{ function_call: {} }, 'function_call.name', 'a non-empty string, got nothing'],
  ])('refuses %j', (fields, path, expected) => {
    const error = caughtError(() => choice(fields));
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({
      reason: 'invalid_request',
      path,
      message: `${path}: expected ${expected}`,
    });
  });
});
