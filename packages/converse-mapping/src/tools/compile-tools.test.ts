import { modelProfile } from '@outcrop/bedrock-models';
import type { ToolDefinition } from '@outcrop/unified-response';
import { describe, expect, test } from 'vitest';
import { deepFreeze } from '../testing/deep-freeze.js';
import { compileTools } from './compile-tools.js';

const CLAUDE = modelProfile('us.anthropic.claude-sonnet-4-5-20250929-v1:0');
const NOVA = modelProfile('us.amazon.nova-2-lite-v1:0');

const parameters = { type: 'object', properties: { q: { type: 'string' } } };
const find: ToolDefinition = { type: 'function', name: 'find', parameters };
const wireFind = { toolSpec: { name: 'find', inputSchema: { json: parameters } } };

describe('compileTools', () => {
  test('offers a tool as it is', () => {
    const closed = { ...parameters, additionalProperties: false };
    const tool = { ...find, description: 'Finds things.', parameters: closed, strict: true };
    const compiled = compileTools(deepFreeze([tool]), CLAUDE);
    expect(compiled.tools).toEqual([
      {
        toolSpec: {
          name: 'find',
          description: 'Finds things.',
          inputSchema: { json: closed },
          strict: true,
        },
      },
    ]);
    expect(compiled).toMatchObject({ warnings: [], repairs: [] });
  });

  test.each(['', ' ', '\u3000'])('T16: the description %j is left out', (description) => {
    expect(compileTools([{ ...find, description }], CLAUDE).tools).toEqual([wireFind]);
  });

  test('a tool without parameters takes no arguments', () => {
    expect(compileTools([{ type: 'function', name: 'now' }], CLAUDE).tools).toEqual([
      { toolSpec: { name: 'now', inputSchema: { json: { type: 'object', properties: {} } } } },
    ]);
  });

  test('T17, T18: names are mapped there and back, those of the history too', () => {
    const compiled = compileTools([{ ...find, name: 'mcp.find' }], NOVA, [
      'get-weather',
      'mcp.find',
    ]);
    expect(compiled.tools).toEqual([
      { toolSpec: { name: 'mcp_find', inputSchema: { json: parameters } } },
    ]);
    expect(compiled.wireToolName('get-weather')).toBe('get_weather');
    expect([...compiled.toolNames]).toEqual([
      ['mcp_find', 'mcp.find'],
      ['get_weather', 'get-weather'],
    ]);
    expect(compiled.repairs).toEqual([
      {
        code: 'tool_name_changed',
        path: 'tools[0].name',
        message: 'The model takes no tool called "mcp.find": offered as mcp_find.',
      },
    ]);
  });

  test('an alias takes the name of no tool, not even of one that runs at the provider', () => {
    const definition = { systemTool: { name: 'nova_grounding' } };
    const { tools } = compileTools(
      [
        { ...find, name: 'nova.grounding' },
        { type: 'provider', definition },
      ],
      NOVA,
    );
    expect(tools).toMatchObject([{ toolSpec: { name: 'nova_grounding_2' } }, definition]);
  });

  test('says which schema it changed, and how', () => {
    const { tools, repairs } = compileTools([{ ...find, parameters: { properties: {} } }], CLAUDE);
    expect(tools).toEqual([
      { toolSpec: { name: 'find', inputSchema: { json: { type: 'object', properties: {} } } } },
    ]);
    expect(repairs).toEqual([
      {
        code: 'tool_schema_changed',
        path: 'tools[0].parameters',
        message: 'The schema of "find" was changed: its root got the type object.',
      },
    ]);
  });

  test('a second tool of one name, and one whose schema has no JSON, cost only themselves', () => {
    const circle: Record<string, never> = {};
    Object.assign(circle, { circle });
    const definition = { toolSpec: { name: 'other', inputSchema: { json: {} } } };
    const { tools, warnings } = compileTools(
      [
        { type: 'function', name: 'broken', parameters: circle },
        { type: 'provider', definition },
        find,
        { ...find, description: 'Finds other things.' },
        { ...find, name: 'other' },
        { type: 'function', name: 'big', parameters: { const: 1n as never } },
      ],
      CLAUDE,
    );
    expect(tools).toEqual([definition, wireFind]);
    expect(warnings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'tool_left_out tools[0]',
      'duplicate_tool_left_out tools[3]',
      'duplicate_tool_left_out tools[4]',
      'tool_left_out tools[5]',
    ]);
  });

  test('strict is sent only where the model can be held to a schema', () => {
    const strict = compileTools([{ ...find, strict: true }], NOVA);
    expect(strict.tools).toEqual([wireFind]);
    expect(strict.warnings).toMatchObject([{ code: 'strict_ignored', path: 'tools[0].strict' }]);
    expect(compileTools([{ ...find, strict: false }], NOVA)).toMatchObject({
      tools: [wireFind],
      warnings: [],
    });
  });

  test.each([
    ['P07', 'an object', { type: 'object', properties: { q: parameters } }],
    ['P08', 'minimum', { type: 'object', properties: { n: { type: 'integer', minimum: 1 } } }],
    ['P08', 'maxItems', { type: 'object', properties: { l: { type: 'array', maxItems: 2 } } }],
    ['P08', 'minItems', { type: 'object', properties: { l: { type: 'array', minItems: 2 } } }],
    ['T14', '#/$defs/Gone', { type: 'object', properties: { x: { $ref: '#/$defs/Gone' } } }],
  ])('%s: a schema with %s is offered, but not strictly', (_, reason, schema) => {
    const closed = { ...schema, additionalProperties: false };
    const compiled = compileTools([{ ...find, parameters: closed, strict: true }], CLAUDE);
    expect(compiled.tools).toEqual([{ toolSpec: { name: 'find', inputSchema: { json: closed } } }]);
    expect(compiled.warnings).toMatchObject([{ code: 'strict_ignored', path: 'tools[0].strict' }]);
    expect(compiled.warnings[0]?.message).toContain(reason);
  });

  test('twenty tools are strict, and no more', () => {
    const closed = { ...parameters, additionalProperties: false };
    const tools = Array.from({ length: 22 }, (_, at) => ({
      ...find,
      name: `find_${at}`,
      parameters: closed,
      strict: true,
    }));
    const compiled = compileTools(tools, CLAUDE);
    const strict = compiled.tools.filter((tool) => 'toolSpec' in tool && tool.toolSpec.strict);
    expect([compiled.tools.length, strict.length]).toEqual([22, 20]);
    expect(compiled.warnings.map(({ path }) => path)).toEqual([
      'tools[20].strict',
      'tools[21].strict',
    ]);
  });

  test.each([
    ['a system tool', { systemTool: { name: 'nova_code_interpreter' } }],
    ['a cache point', { cachePoint: { type: 'default' } }],
    ['a kind that nobody knows yet', { mcpServer: { url: 'https://example.com' } }],
  ])('%s passes as it is', (_, definition) => {
    expect(compileTools([{ type: 'provider', definition }], CLAUDE)).toMatchObject({
      tools: [definition],
      warnings: [],
      repairs: [],
    });
  });
});
