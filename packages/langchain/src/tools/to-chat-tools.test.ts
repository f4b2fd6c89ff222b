import { RunnableLambda } from '@langchain/core/runnables';
import { tool } from '@langchain/core/tools';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod/v3';
import { toChatTools } from './to-chat-tools.js';
import { toToolChoice } from './to-tool-choice.js';

const parameters = {
  type: 'object' as const,
  properties: { city: { type: 'string' as const } },
  required: ['city'],
};
const description = 'The weather now';
const weather = { name: 'weather', description };

// LangChain's type of Zod 3 does not go with exact optional types.
const ofZod3: unknown = z3.object({ city: z3.string() });

describe('tools', () => {
  it.each([
    ['a tool of LangChain', tool(() => '', { ...weather, schema: z.object({ city: z.string() }) })],
    ['one of Zod 3', tool(() => '', { ...weather, schema: ofZod3 as never })],
    ['one of JSON Schema', tool(() => '', { ...weather, schema: parameters })],
    [
      'a runnable',
      RunnableLambda.from(({ city }: { city: string }) => city).asTool({
        ...weather,
        schema: z.object({ city: z.string() }),
      }),
    ],
    ['a name and a schema', { ...weather, schema: z.object({ city: z.string() }) }],
    ['OpenAI’s', { type: 'function', function: { ...weather, parameters } }],
    ['OpenAI’s, bare', { ...weather, parameters }],
    ['Anthropic’s', { ...weather, input_schema: parameters }],
    ['Converse’s', { toolSpec: { ...weather, inputSchema: { json: parameters } } }],
  ])('%s', (_, offered) => {
    expect(toChatTools([offered])).toMatchObject([
      { type: 'function', function: { ...weather, parameters } },
    ]);
  });

  it('of the provider go on as they are', () => {
    const systemTool = { systemTool: { name: 'nova_grounding' } };
    const provider = { type: 'provider', definition: systemTool } as const;
    expect(toChatTools([systemTool, provider])).toEqual([provider, provider]);
  });

  it('are strict where the call says so, unless they say so themselves', () => {
    const loose = { type: 'function', function: { name: 'a', parameters, strict: false } };
    expect(toChatTools([weather, loose], true)).toMatchObject([
      { function: { strict: true } },
      { function: { strict: false } },
    ]);
  });

  it('are refused when they are none', () => {
    expect(() => toChatTools([weather, { model: 'm' }])).toThrow('tools[1]: expected a tool');
  });
});

describe('the choice', () => {
  const named = { type: 'function', function: { name: 'weather' } };

  it.each([
    ['auto', 'auto'],
    ['none', 'none'],
    ['any', 'required'],
    ['required', 'required'],
    ['weather', named],
    [named, named],
    [{ type: 'tool', name: 'weather' }, named],
    [{ type: 'any' }, 'required'],
    [{ tool: { name: 'weather' } }, named],
    [{ auto: {} }, 'auto'],
  ])('%j is %j', (choice, expected) => {
    expect(toToolChoice(choice)).toEqual(expected);
  });
});
