import { isProviderError, type JsonSchema } from '@outcrop/unified-response';
import { toJsonSchema, toStandardJsonSchema } from '@valibot/to-json-schema';
import { type } from 'arktype';
import * as valibot from 'valibot';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { z as zod3 } from 'zod-3';
import { stringList } from './json-schema.js';
import { loadResponseFormat, resolveResponseFormat } from './resolve-response-format.js';
import type { ResponseFormatOptions } from './resolved-format.js';

const PERSON = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer', minimum: 0 } },
  required: ['name', 'age'],
  additionalProperties: false,
} as const;

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown.');
}

describe('what a format is', () => {
  test('no format, and text', () => {
    expect(resolveResponseFormat(undefined)).toBeUndefined();
    expect(resolveResponseFormat(null)).toBeUndefined();
    expect(resolveResponseFormat({ type: 'text' })).toBeUndefined();
  });

  test('a JSON Schema, which stays the very one', async () => {
    const format = resolveResponseFormat({ ...PERSON, title: 'A person!', description: 'Of age.' });
    expect(format).toMatchObject({
      kind: 'json_schema',
      name: 'A_person_',
      description: 'Of age.',
    });
    expect(resolveResponseFormat(PERSON)?.schema).toBe(PERSON);
    expect(await format?.validate({ name: 'Ada', age: 36 })).toEqual({
      ok: true,
      value: { name: 'Ada', age: 36 },
    });
    expect(format?.format({ name: 'Ada', age: 36 })).toBe('{"name":"Ada","age":36}');
  });

  test("OpenAI's json_schema", () => {
    const json_schema = { name: 'person', description: 'A person.', schema: PERSON, strict: true };
    expect(resolveResponseFormat({ type: 'json_schema', json_schema })).toMatchObject({
      kind: 'json_schema',
      name: 'person',
      description: 'A person.',
      strict: true,
      schema: PERSON,
    });
    const plain = { name: 'person', schema: PERSON, strict: null };
    expect(resolveResponseFormat({ type: 'json_schema', json_schema: plain })).not.toHaveProperty(
      'strict',
    );
  });

  test("OpenAI's json_object takes any object", async () => {
    const format = resolveResponseFormat({ type: 'json_object' });
    expect(format).toMatchObject({ kind: 'json_object', name: 'response', schema: undefined });
    expect(await format?.validate({ a: [1] })).toEqual({ ok: true, value: { a: [1] } });
    expect(await format?.validate([1])).toMatchObject({ ok: false, violations: [{ path: '' }] });
  });

  test('a formatter, alone and of a schema', async () => {
    const alone = resolveResponseFormat({
      format: (value: unknown) => `<${JSON.stringify(value)}>`,
    });
    expect(alone).toMatchObject({ kind: 'formatter', schema: undefined });
    expect(alone?.format([1])).toBe('<[1]>');
    expect(await alone?.validate(5)).toEqual({ ok: true, value: 5 });
    const of = resolveResponseFormat({
      schema: z.object({ name: z.string() }),
      format: ({ name }: { name: string }) => `Dear ${name}`,
    });
    expect(of).toMatchObject({ kind: 'formatter', schema: { type: 'object' } });
    expect(of?.format({ name: 'Ada' })).toBe('Dear Ada');
    expect(await of?.validate({ name: 1 })).toMatchObject({ ok: false });
  });

  test('a name of the caller goes before all others', () => {
    expect(resolveResponseFormat(PERSON, { name: 'mine' })?.name).toBe('mine');
    expect(resolveResponseFormat({ ...PERSON, title: '!?' })?.name).toBe('response');
  });

  test('values that JSON does not have read as text', () => {
    const format = resolveResponseFormat(z.object({ n: z.coerce.bigint(), at: z.coerce.date() }));
    expect(format?.format({ n: 5n, at: new Date(0) })).toBe(
      '{"n":"5","at":"1970-01-01T00:00:00.000Z"}',
    );
    expect(resolveResponseFormat(type('string'))?.format('a')).toBe('"a"');
  });
});

/** One type in each library. */
const LIBRARIES = {
  'Zod 4': z.object({
    name: z.string(),
    age: z.number().min(0),
    tags: z.array(z.string()).optional(),
  }),
  'Zod 3': zod3.object({
    name: zod3.string(),
    age: zod3.number().min(0),
    tags: zod3.array(zod3.string()).optional(),
  }),
  Valibot: valibot.object({
    name: valibot.string(),
    age: valibot.pipe(valibot.number(), valibot.minValue(0)),
    tags: valibot.optional(valibot.array(valibot.string())),
  }),
  ArkType: type({ name: 'string', age: 'number >= 0', 'tags?': 'string[]' }),
};

describe('Standard Schemas', () => {
  test.each(Object.entries(LIBRARIES))('%s', async (_, schema) => {
    const format = await loadResponseFormat(schema);
    expect(format).toMatchObject({
      kind: 'standard',
      name: 'response',
      schema: {
        type: 'object',
        properties: {
          name: { type: 'string' },
          age: { type: 'number', minimum: 0 },
          tags: { type: 'array', items: { type: 'string' } },
        },
      },
    });
    expect(stringList(format?.schema?.required).toSorted()).toEqual(['age', 'name']);
    const value = { name: 'Ada', age: 36 };
    expect(await format?.validate(value)).toEqual({ ok: true, value });
    const wrong = { name: 5, age: -1, tags: ['a', 6] };
    expect(await format?.validate(wrong)).toMatchObject({ ok: false });
    const result = await format?.validate(wrong);
    const paths = result?.ok === false ? result.violations.map(({ path }) => path) : [];
    expect(paths.toSorted()).toEqual(['/age', '/name', '/tags/1']);
    // Once loaded, it is known.
    expect(resolveResponseFormat(schema)?.schema).toBe(format?.schema);
  });

  test('the value is what the schema makes of it, and the schema says what it takes', async () => {
    const schema = z.object({
      at: z.coerce.date(),
      n: z.string().transform(Number),
      size: z.int().default(3),
    });
    const format = resolveResponseFormat(schema);
    expect(format?.schema).toMatchObject({
      properties: { at: { type: 'string', format: 'date-time' }, n: { type: 'string' } },
      required: ['at', 'n'],
    });
    expect(await format?.validate({ at: '2026-11-23T00:00:00Z', n: '5' })).toEqual({
      ok: true,
      value: { at: new Date('2026-11-23T00:00:00Z'), n: 5, size: 3 },
    });
  });

  test('validation may take its time', async () => {
    const taken = z.string().refine(async (name) => name !== 'root', 'is taken');
    const format = resolveResponseFormat(z.object({ 'a/b~c': z.array(taken) }));
    expect(await format?.validate({ 'a/b~c': ['ada', 'root'] })).toEqual({
      ok: false,
      violations: [{ path: '/a~1b~0c/1', message: 'is taken' }],
    });
  });

  test('what the schema itself throws is an error that goes through', async () => {
    const format = resolveResponseFormat(
      z.string().refine(() => {
        throw new RangeError('boom');
      }),
    );
    await expect(format?.validate('a')).rejects.toThrow('boom');
  });

  test('a library may be told how its schemas read', () => {
    const schema = valibot.object({ a: valibot.string() });
    const told = resolveResponseFormat(schema, {
      toJsonSchema: (own) => toJsonSchema(own as typeof schema) as JsonSchema,
    });
    expect(told?.schema).toMatchObject({ properties: { a: { type: 'string' } } });
    const telling = toStandardJsonSchema(valibot.object({ a: valibot.number() }));
    expect(resolveResponseFormat(telling)?.schema).toMatchObject({
      properties: { a: { type: 'number' } },
    });
  });
});

describe('what is no format', () => {
  const json_schema = { name: 'a', schema: PERSON };
  const WRONG: readonly [string, unknown, string, ResponseFormatOptions?][] = [
    ['a word', 'json', 'response_format: expected a JSON Schema'],
    ['a list', [PERSON], 'response_format: expected a JSON Schema'],
    ['an instance', new Map(), 'got an instance of Map'],
    ['an empty object', {}, 'got an empty object'],
    [
      'an object that says nothing',
      { name: 'a', schema: PERSON },
      'got an object with name, schema',
    ],
    [
      'a json_schema without one',
      { type: 'json_schema' },
      'response_format.json_schema: expected an object with name and schema, got nothing',
    ],
    [
      'a json_schema without a schema',
      { type: 'json_schema', json_schema: { name: 'a' } },
      'response_format.json_schema.schema: expected a JSON Schema, got nothing',
    ],
    [
      'a name with spaces',
      { type: 'json_schema', json_schema: { ...json_schema, name: 'a b' } },
      'response_format.json_schema.name: expected 1 to 64 letters, digits, hyphens and underscores, got the string "a b"',
    ],
    [
      'a name of the caller that is too long',
      PERSON,
      'name: expected 1 to 64',
      { name: 'x'.repeat(65) },
    ],
    [
      'strict that is no boolean',
      { type: 'json_schema', json_schema: { ...json_schema, strict: 'yes' } },
      'response_format.json_schema.strict: expected true or false, got the string "yes"',
    ],
    [
      'a description that is no text',
      { type: 'json_schema', json_schema: { ...json_schema, description: 5 } },
      'response_format.json_schema.description: expected a string, got the number 5',
    ],
    [
      'a type that is none',
      { type: 'int' },
      'response_format at #/type: expected one or more of null, boolean',
    ],
    [
      'a property that is no schema',
      { type: 'object', properties: { a: 'string' } },
      'response_format at #/properties/a: expected a JSON Schema, got the string "string"',
    ],
    [
      'properties that are none',
      { type: 'object', properties: ['a'] },
      'response_format at #/properties: expected JSON Schemas by name',
    ],
    [
      'an anyOf of nothing',
      { anyOf: [] },
      'response_format at #/anyOf: expected a list of JSON Schemas',
    ],
    [
      'an enum of nothing',
      { items: { enum: [] } },
      'response_format at #/items/enum: expected a list of values',
    ],
    [
      'required that is no list',
      { type: 'object', required: true },
      'response_format at #/required: expected a list of names',
    ],
    [
      'a pattern that is none',
      { items: [{ pattern: '(' }] },
      'response_format at #/items/0/pattern: expected a regular expression, got the string "("',
    ],
    [
      'a reference to nothing',
      { $ref: '#/$defs/A' },
      'response_format at #/$ref: expected a reference to something in the schema, got the string "#/$defs/A"',
    ],
    [
      'a schema in the formatter',
      { format: String, schema: 5 },
      'response_format.schema: expected a JSON Schema',
    ],
  ];

  test.each(WRONG)('%s', (_, format, message, options) => {
    const error = thrownBy(() => resolveResponseFormat(format, options));
    expect(isProviderError(error)).toBe(true);
    expect(error).toMatchObject({
      reason: 'invalid_request',
      message: expect.stringContaining(message),
    });
  });

  test('a schema that holds itself', () => {
    const circle: Record<string, unknown> = { type: 'object' };
    circle.properties = { again: circle };
    expect(thrownBy(() => resolveResponseFormat(circle))).toMatchObject({
      reason: 'invalid_request',
      message: expect.stringContaining(
        '#/properties/again: expected no schema that holds itself (use $ref)',
      ),
    });
  });

  test('a part that is used twice is no circle', () => {
    const part = { type: 'string' };
    expect(
      resolveResponseFormat({ type: 'object', properties: { a: part, b: part } }),
    ).toBeDefined();
  });

  test.each([
    ['Zod', z.object({ at: z.date() }), 'JSON has no date'],
    ['Zod', z.map(z.string(), z.number()), 'JSON has no map'],
  ])('%s: a type that JSON does not have', (_, schema, message) => {
    expect(thrownBy(() => resolveResponseFormat(schema))).toMatchObject({
      reason: 'invalid_request',
      path: 'response_format',
      message: expect.stringContaining(message),
    });
  });

  test.each([
    ['valibot', valibot.object({ b: valibot.string() }), '@valibot/to-json-schema'],
    ['zod', zod3.object({ b: zod3.string() }), 'zod-to-json-schema'],
  ])('%s: a converter that is not loaded', (vendor, schema, name) => {
    expect(thrownBy(() => resolveResponseFormat(schema))).toMatchObject({
      reason: 'config',
      message: `response_format: nothing turns this ${vendor} schema into JSON Schema`,
      hint: `Install ${name} and load the format, or pass toJsonSchema.`,
    });
  });

  test('a library that nobody knows', async () => {
    const schema = { '~standard': { version: 1, vendor: 'mine', validate: () => ({ value: 1 }) } };
    await expect(loadResponseFormat(schema)).rejects.toMatchObject({
      reason: 'config',
      hint: 'Pass toJsonSchema.',
    });
    expect(
      thrownBy(() => resolveResponseFormat(schema, { toJsonSchema: () => 5 as never })),
    ).toMatchObject({ reason: 'config' });
  });
});
