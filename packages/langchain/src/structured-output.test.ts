import { AIMessage } from '@langchain/core/messages';
import { reply } from '@outcrop/bedrock-emulator';
import { isProviderError, type StandardSchemaV1 } from '@outcrop/unified-response';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod/v3';
import { emulated, MODEL } from '../../../tests/support/emulated.js';
import { ChatOutcrop } from './chat-outcrop.js';

const TITAN = 'amazon.titan-text-express-v1';
const QUESTION = 'The city of “Bern”, please.';

const json = {
  title: 'city',
  type: 'object',
  properties: { city: { type: 'string' }, rivers: { type: 'array', items: { type: 'string' } } },
  required: ['city', 'rivers'],
};

const standard: StandardSchemaV1<unknown, { city: string }> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) => ({ value: value as { city: string } }),
    ...{ jsonSchema: { input: () => json } },
  },
};

async function setUp(model = MODEL) {
  const { emulator, client } = await emulated();
  return { emulator, model: new ChatOutcrop({ client, model }) };
}

describe('structured output', () => {
  it.each([
    ['Zod 4', z.object({ city: z.string(), rivers: z.array(z.string()) })],
    ['Zod 3', z3.object({ city: z3.string(), rivers: z3.array(z3.string()) })],
    ['JSON Schema', json],
    ['any Standard Schema', standard],
    ['a function of OpenAI’s', { name: 'city', description: 'A city', parameters: json }],
  ])('takes %s', async (_, schema) => {
    const { model } = await setUp();
    for (const name of [undefined, 'town']) {
      const config = name === undefined ? {} : { name };
      const value = await model.withStructuredOutput(schema, config).invoke(QUESTION);
      expect(value).toMatchObject({ city: 'Bern', rivers: expect.any(Array) });
    }
  });

  it('has the type of its schema', async () => {
    const { emulator, model } = await setUp();
    emulator.reply('{"day":"2026-11-23"}');
    const schema = z.object({ day: z.string().transform((text) => new Date(text)) });
    const { day } = await model.withStructuredOutput(schema).invoke('Which day?');
    expect(day.getUTCDate()).toBe(23);
  });

  it.each([
    ['jsonSchema', MODEL, { outputConfig: { textFormat: expect.anything() } }],
    ['functionCalling', MODEL, { toolConfig: { tools: [expect.anything()] } }],
    ['jsonMode', MODEL, { system: [{ text: expect.stringContaining('JSON') }] }],
    [undefined, TITAN, { messages: [expect.anything()] }],
  ])('by the method %s', async (method, id, body) => {
    const { emulator, model } = await setUp(id);
    const config = method === undefined ? {} : { method };
    const value = await model.withStructuredOutput(json, config).invoke(QUESTION);
    expect(value).toMatchObject({ city: 'Bern' });
    expect(emulator.requests[0]?.body).toMatchObject(body);
  });

  it('comes with its message, if asked for', async () => {
    const { model } = await setUp();
    const schema = z.object({ city: z.string() });
    const { raw, parsed } = await model
      .withStructuredOutput(schema, { includeRaw: true })
      .invoke(QUESTION);
    expect(parsed.city).toBe('Bern');
    expect(raw).toBeInstanceOf(AIMessage);
    expect(JSON.parse(raw.text)).toEqual(parsed);
  });

  it('that does not fit is an error, and null beside its message', async () => {
    const { emulator, model } = await setUp();
    emulator.reply(['{"city":7}', '{"city":7}']);
    const schema = z.object({ city: z.string().min(3) });
    const error = await model
      .withStructuredOutput(schema)
      .invoke(QUESTION)
      .catch((e: unknown) => e);
    expect(isProviderError(error) && error.reason).toBe('model_error');
    const { raw, parsed } = await model
      .withStructuredOutput(schema, { includeRaw: true })
      .invoke(QUESTION);
    expect({ text: raw.text, parsed }).toEqual({ text: '{"city":7}', parsed: null });
  });

  it('that was cut off is an error that says so', async () => {
    const { emulator, model } = await setUp();
    emulator.reply(reply({ text: '{"city":"Be', stopReason: 'max_tokens' }));
    await expect(model.withStructuredOutput(json).invoke(QUESTION)).rejects.toThrow(/"length"/);
  });

  it('is mended where the call allows it', async () => {
    const { emulator, model } = await setUp();
    emulator.reply(['{"city":"B","rivers":[]}', '{"city":"Bern","rivers":[]}']);
    const schema = z.object({ city: z.string().min(3), rivers: z.array(z.string()) });
    const value = await model
      .withStructuredOutput(schema)
      .invoke(QUESTION, { max_repairs: 1 } as object);
    expect(value.city).toBe('Bern');
  });

  it('is streamed as one value', async () => {
    const { model } = await setUp();
    const values: unknown[] = [];
    const stream = await model.withStructuredOutput(json).stream(QUESTION);
    for await (const value of stream) values.push(value);
    expect(values).toMatchObject([{ city: 'Bern' }]);
  });

  it('also comes of a call’s own format, on the message', async () => {
    const { model } = await setUp();
    const { response_metadata: metadata } = await model.invoke(QUESTION, { response_format: json });
    expect(metadata.parsed).toMatchObject({ city: 'Bern' });
  });
});
