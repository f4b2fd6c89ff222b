import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConverseRequest, Message } from '../converse-wire.js';
import type { JsonObject } from '../json.js';
import { toConverseResponse } from '../message-answer.js';
import { textTokens } from '../token-estimate.js';
import { standInAnswer } from './stand-in-model.js';

const INTRODUCTION = 'I am the Outcrop stand-in model, not a real one.';

function asking(text: string, changes: Partial<ConverseRequest> = {}): ConverseRequest {
  return { modelId: 'm', messages: [{ role: 'user', content: [{ text }] }], ...changes };
}

function tool(name: string, properties: JsonObject = {}, description = 'A tool.') {
  const json = { type: 'object', properties, required: Object.keys(properties) };
  return { toolSpec: { name, description, inputSchema: { json } } };
}

const weather = tool('get_weather', { city: { type: 'string' } }, 'Current weather of a place.');
const flights = tool('search_flights', { to: { type: 'string' } }, 'Finds flights.');

/** The request that follows an answer, as a tool loop sends it. */
function withResults(request: ConverseRequest, ...results: JsonObject[]): ConverseRequest {
  const { content } = standInAnswer(request);
  const uses = content.flatMap(({ toolUse }) => toolUse ?? []);
  const answered: Message = {
    role: 'user',
    content: uses.map(({ toolUseId = '' }, index) => ({
      toolResult: { toolUseId, content: [{ text: 'nothing' }], ...results[index] },
    })),
  };
  const messages = [...(request.messages ?? []), { role: 'assistant', content }, answered];
  return { ...request, messages };
}

function calledTool(request: ConverseRequest): string | undefined {
  const { content, stopReason } = standInAnswer(request);
  const use = content.find(({ toolUse }) => toolUse)?.toolUse;
  expect(stopReason).toBe(use ? 'tool_use' : 'end_turn');
  return use?.name;
}

describe('an answer in words', () => {
  it('says that it is no real model, and what was asked', () => {
    expect(standInAnswer(asking('What is Outcrop?'))).toMatchObject({
      content: [{ text: `${INTRODUCTION} You asked: “What is Outcrop?”` }],
      stopReason: 'end_turn',
    });
  });

  it('names the media it was sent, with format and size', () => {
    const bytes = Buffer.from('12345678').toString('base64');
    const request: ConverseRequest = {
      modelId: 'm',
      messages: [
        {
          role: 'user',
          content: [
            { text: 'Compare' },
            { image: { format: 'png', source: { bytes } } },
            {
              document: {
                format: 'pdf',
                name: 'report',
                source: { s3Location: { uri: 's3://b/k' } },
              },
            },
          ],
        },
      ],
    };
    expect(standInAnswer(request).content).toEqual([
      {
        text: `${INTRODUCTION} You asked: “Compare” You sent an image (png, 8 bytes) and the document “report” (pdf, s3://b/k).`,
      },
    ]);
  });

  it('stops before a stop sequence', () => {
    const request = asking('Hello', { inferenceConfig: { stopSequences: ['never', ', not'] } });
    expect(standInAnswer(request)).toMatchObject({
      content: [{ text: 'I am the Outcrop stand-in model' }],
      stopReason: 'stop_sequence',
    });
  });

  it('never says more than maxTokens', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 60 }),
        (text, maxTokens) => {
          const request = asking(text, { inferenceConfig: { maxTokens } });
          const answer = standInAnswer(request);
          const said = answer.content[0]?.text ?? '';
          const full = standInAnswer(asking(text)).content[0]?.text ?? '';
          expect(textTokens(said)).toBeLessThanOrEqual(maxTokens);
          expect(answer.usage?.outputTokens).toBeLessThanOrEqual(maxTokens);
          expect(full.startsWith(said)).toBe(true);
          expect(answer.stopReason).toBe(said === full ? 'end_turn' : 'max_tokens');
        },
      ),
    );
  });
});

describe('a tool call', () => {
  it('is made for the question, with words of the question', () => {
    const request = asking('How is the weather in New York?', {
      toolConfig: { tools: [flights, weather] },
    });
    const { content, stopReason } = standInAnswer(request);
    expect(content).toEqual([
      { text: `${INTRODUCTION} I call get_weather.` },
      {
        toolUse: {
          name: 'get_weather',
          input: { city: 'New York' },
          toolUseId: expect.stringMatching(/^tooluse_[\w-]{22}$/),
        },
      },
    ]);
    expect(stopReason).toBe('tool_use');
  });

  it.each<[string, string, JsonObject, string | undefined]>([
    ['the first tool when none is related, once', 'Hello', { auto: {} }, 'search_flights'],
    ['the related tool with any', 'Weather in Rome', { any: {} }, 'get_weather'],
    ['the first tool with any when none is related', 'Hello', { any: {} }, 'search_flights'],
    ['the named tool', 'Find flights', { tool: { name: 'get_weather' } }, 'get_weather'],
    ['no tool that is not offered', 'Hello', { tool: { name: 'other' } }, undefined],
  ])('chooses %s', (_, question, toolChoice, expected) => {
    const request = asking(question, { toolConfig: { tools: [flights, weather], toolChoice } });
    expect(calledTool(request)).toBe(expected);
  });

  it('is not repeated for an unrelated question later on', () => {
    const first = asking('Weather in Rome?', { toolConfig: { tools: [weather] } });
    const messages = [
      ...(withResults(first).messages ?? []),
      { role: 'assistant', content: [{ text: 'Sunny.' }] },
    ];
    const then = (text: string) => ({
      ...first,
      messages: [...messages, { role: 'user', content: [{ text }] }],
    });
    expect(calledTool(then('Thanks!'))).toBeUndefined();
    expect(calledTool(then('And the weather in Oslo?'))).toBe('get_weather');
  });

  it('is not made when there is no room for it', () => {
    const request = asking('Weather in Rome?', {
      toolConfig: { tools: [weather] },
      inferenceConfig: { maxTokens: 18 },
    });
    const answer = standInAnswer(request);
    expect(answer.stopReason).toBe('max_tokens');
    expect(answer.content.some(({ toolUse }) => toolUse)).toBe(false);
  });

  it('has arguments that fit, whatever the properties', () => {
    const ajv = new Ajv2020({ strict: false });
    const property = fc.constantFrom<JsonObject>(
      { type: 'string', minLength: 3 },
      { type: 'integer', minimum: 5, maximum: 9 },
      { type: 'array', items: { enum: ['a', 'b', 'c'] }, minItems: 2, uniqueItems: true },
      { anyOf: [{ type: 'string', maxLength: 2 }, { type: 'null' }] },
      { type: 'object', properties: { deep: { type: 'boolean' } }, required: ['deep'] },
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), property, { maxKeys: 5 }),
        fc.string(),
        (properties, text) => {
          const offered = tool('t', properties);
          const { content } = standInAnswer(
            asking(`x${text}`, { toolConfig: { tools: [offered] } }),
          );
          const input = content[1]?.toolUse?.input;
          expect(ajv.validate(offered.toolSpec.inputSchema.json, input)).toBe(true);
        },
      ),
    );
  });
});

describe('the answer after a tool call', () => {
  const request = asking('Weather in Rome?', { toolConfig: { tools: [weather, flights] } });

  it.each<[string, JsonObject, string]>([
    ['a text', { content: [{ text: 'sunny' }] }, 'answered: sunny'],
    ['json', { content: [{ json: { celsius: 21 } }] }, 'answered: {"celsius":21}'],
    ['a failure', { content: [{ text: 'no such city' }], status: 'error' }, 'failed: no such city'],
    [
      'an image',
      { content: [{ image: { format: 'png', source: { bytes: 'AAAA' } } }] },
      'answered: an image (png, 3 bytes)',
    ],
    ['nothing', { content: [] }, 'answered.'],
  ])('uses %s', (_, result, words) => {
    expect(standInAnswer(withResults(request, result)).content).toEqual([
      { text: `${INTRODUCTION} The tool get_weather ${words} You asked: “Weather in Rome?”` },
    ]);
  });

  it.each<[string, JsonObject, string | undefined]>([
    ['any', { any: {} }, undefined],
    ['the tool that was called', { tool: { name: 'get_weather' } }, undefined],
    ['a tool that was not', { tool: { name: 'search_flights' } }, 'search_flights'],
  ])('ends the loop even when the choice is %s, unless it is new', (_, toolChoice, expected) => {
    const toolConfig = { ...request.toolConfig, toolChoice };
    expect(calledTool({ ...withResults(request), toolConfig })).toBe(expected);
  });
});

describe('an answer in JSON', () => {
  const schema = {
    type: 'object',
    properties: { city: { type: 'string' }, days: { type: 'integer' } },
    required: ['city', 'days'],
  };
  const outputConfig = {
    textFormat: { structure: { jsonSchema: { schema: JSON.stringify(schema) } } },
  };

  it('fits the schema', () => {
    const { content } = standInAnswer(asking('A trip to Lisbon for 5 days', { outputConfig }));
    expect(content).toEqual([{ text: '{"city":"Lisbon","days":5}' }]);
  });

  it('fits the schema that a prompt ends with', () => {
    const system = [
      { text: 'Be short.' },
      { text: `It must fit this JSON Schema:\n${JSON.stringify(schema)}` },
    ];
    const { content } = standInAnswer(asking('A trip to Lisbon for 5 days', { system }));
    expect(content).toEqual([{ text: '{"city":"Lisbon","days":5}' }]);
    const trip = { text: 'A trip to Lisbon for 5 days' };
    const messages = [{ role: 'user', content: [...system.slice(1), trip] }];
    expect(standInAnswer({ modelId: 'm', messages }).content).toEqual(content);
  });

  it.each<[string, JsonObject | undefined]>([
    ['forced', { tool: { name: '__structured_output' } }],
    ['one of any', { any: {} }],
    ['only offered', undefined],
  ])('is given to the tool that takes it, be it %s', (_, toolChoice) => {
    const answerTool = tool('__structured_output', schema.properties);
    const choice = toolChoice ? { toolChoice } : {};
    const question = 'A trip to Lisbon for 5 days';
    const alone = asking(question, { toolConfig: { tools: [answerTool], ...choice } });
    expect(standInAnswer(alone).content[0]?.toolUse).toMatchObject({
      name: '__structured_output',
      input: { city: 'Lisbon', days: 5 },
    });
    // It is given anew where it was not good enough.
    expect(calledTool(withResults(alone, { status: 'error' }))).toBe('__structured_output');
    const tools = [weather, answerTool];
    if (toolChoice?.tool) return;
    const beside = asking('Weather in Rome?', { toolConfig: { tools, ...choice } });
    expect(calledTool(beside)).toBe('get_weather');
    expect(calledTool(withResults(beside))).toBe('__structured_output');
  });

  it('comes after the tools were called', () => {
    const request = asking('Weather in Rome for 3 days?', {
      outputConfig,
      toolConfig: { tools: [weather] },
    });
    expect(calledTool(request)).toBe('get_weather');
    expect(standInAnswer(withResults(request)).content).toEqual([
      { text: '{"city":"Rome","days":3}' },
    ]);
  });
});

describe('usage', () => {
  const usageOf = (request: ConverseRequest) =>
    toConverseResponse(standInAnswer(request), request).usage as unknown as Record<string, number>;

  it('counts what came and what was said, and is always the same', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const usage = usageOf(asking(text));
        expect(usage).toEqual(usageOf(asking(text)));
        expect(usage.inputTokens).toBeGreaterThan(0);
        expect(usage.outputTokens).toBeGreaterThan(0);
        expect(usage.totalTokens).toBe((usage.inputTokens ?? 0) + (usage.outputTokens ?? 0));
      }),
    );
  });

  it('grows with text, system, tools and media', () => {
    const base = usageOf(asking('Hello')).inputTokens ?? 0;
    const more: ConverseRequest[] = [
      asking('Hello there, how are you?'),
      asking('Hello', { system: [{ text: 'Be brief.' }] }),
      asking('Hello', { toolConfig: { tools: [weather] } }),
    ];
    for (const request of more) expect(usageOf(request).inputTokens).toBeGreaterThan(base);
    const image = { image: { format: 'png', source: { bytes: 'AAAA' } } };
    const withImage = {
      modelId: 'm',
      messages: [{ role: 'user', content: [{ text: 'Hello' }, image] }],
    };
    expect(usageOf(withImage).inputTokens).toBe(base + 1_002);
  });

  it('gives the same request the same answer, ids and all', () => {
    const request = asking('Weather in Rome?', { toolConfig: { tools: [weather] } });
    expect(standInAnswer(request)).toEqual(standInAnswer(structuredClone(request)));
    const other = asking('Weather in Oslo?', { toolConfig: { tools: [weather] } });
    expect(standInAnswer(other).content[1]?.toolUse?.toolUseId).not.toBe(
      standInAnswer(request).content[1]?.toolUse?.toolUseId,
    );
  });
});
