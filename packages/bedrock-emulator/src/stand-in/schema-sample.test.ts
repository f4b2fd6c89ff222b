import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../json.js';
import { promptFacts } from './prompt-facts.js';
import { fitsSchema } from './schema-fit.js';
import { sampleFromSchema } from './schema-sample.js';

function sampled(schema: JsonObject, prompt = ''): JsonValue {
  return sampleFromSchema(schema, promptFacts(prompt));
}

const ajv = new Ajv2020({
  strict: false,
  validateFormats: false,
  validateSchema: false,
  ownProperties: true,
});

function ajvErrors(schema: JsonObject, value: JsonValue): unknown {
  return ajv.validate(schema, value) ? [] : ajv.errors;
}

const range = (max: number) =>
  fc.tuple(fc.nat(max), fc.nat(max)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

const scalarSchema: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.constant<JsonObject>({}),
  fc.constantFrom<JsonObject>({ type: 'boolean' }, { type: 'null' }, { type: ['null', 'string'] }),
  range(20).map(([minLength, maxLength]) => ({ type: 'string', minLength, maxLength })),
  range(200).map(([minimum, maximum]) => ({ type: 'integer', minimum, maximum })),
  range(50).map(([low, high]) => ({
    type: 'number',
    exclusiveMinimum: -low - 1,
    exclusiveMaximum: high,
  })),
  fc
    .integer({ min: 1, max: 30 })
    .map((multipleOf) => ({ type: 'integer', multipleOf, minimum: 7 })),
  fc
    .uniqueArray(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { minLength: 1 })
    .map((members) => ({ enum: members })),
  fc.jsonValue().map((value) => ({ const: value as JsonValue })),
  fc.constantFrom<JsonObject>(
    { type: 'string', pattern: '^[A-Z]{3}$' },
    { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
    { type: 'string', format: 'date-time' },
    { type: 'string', format: 'email', default: 'someone@example.com' },
    { type: 'integer', examples: [42], minimum: 40 },
  ),
);

const propertyNames = fc.uniqueArray(
  fc.constantFrom('city', 'count', 'query', 'unit', 'hasOwnProperty', 'a b', 'startDate'),
  { minLength: 1, maxLength: 5 },
);

const { schema: anySchema } = fc.letrec<{ schema: JsonObject; object: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalarSchema,
    tie('object'),
    fc
      .tuple(tie('schema'), range(3), fc.constantFrom('city', 'items'))
      .map(([items, [minItems, maxItems]]) => ({ type: 'array', items, minItems, maxItems })),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    tie('object').map((object) => ({ allOf: [object, { type: 'object' }] })),
    fc
      .array(tie('schema'), { minLength: 1, maxLength: 3 })
      .map((prefixItems) => ({ type: 'array', prefixItems, minItems: prefixItems.length })),
  ),
  object: fc
    .tuple(propertyNames, fc.array(tie('schema'), { minLength: 5, maxLength: 5 }), fc.nat(5))
    .map(([names, schemas, requiredCount]) => ({
      type: 'object',
      properties: Object.fromEntries(names.map((name, index) => [name, schemas[index] ?? {}])),
      required: names.slice(0, requiredCount),
      additionalProperties: false,
    })),
}));

const prompts = fc.constantFrom(
  '',
  'What is the weather in Paris, and in New York?',
  'Add 3 and -4.5 to "hello there" on 2026-03-14, 150 times',
  'send ABC to me@example.com',
);

describe('sampleFromSchema', () => {
  it('fits every schema made of the keywords it follows', () => {
    fc.assert(
      fc.property(anySchema, prompts, (schema, prompt) => {
        const value = sampled(schema, prompt);
        expect({ value, errors: ajvErrors(schema, value) }).toEqual({ value, errors: [] });
      }),
      { numRuns: 300 },
    );
  });

  it('makes the same value from the same input', () => {
    fc.assert(
      fc.property(anySchema, prompts, (schema, prompt) => {
        expect(sampled(schema, prompt)).toEqual(sampled(structuredClone(schema), prompt));
      }),
    );
  });

  it.each<[string, JsonObject, string, JsonValue]>([
    [
      'a place name for a city',
      { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
      "What's the weather in New York today?",
      { city: 'New York' },
    ],
    [
      'two numbers, in order',
      {
        type: 'object',
        properties: { a: { type: 'number' }, b: { type: 'number' } },
        required: ['a', 'b'],
      },
      'Please add 2.5 and 40.',
      { a: 2.5, b: 40 },
    ],
    [
      'a number twice when it is there twice',
      {
        type: 'object',
        properties: { a: { type: 'number' }, b: { type: 'number' } },
        required: ['a', 'b'],
      },
      'Please add 7 and 7.',
      { a: 7, b: 7 },
    ],
    [
      'an optional enum member that the prompt names',
      {
        type: 'object',
        properties: { city: { type: 'string' }, unit: { enum: ['celsius', 'fahrenheit'] } },
        required: ['city'],
      },
      'Temperature in Rome in Fahrenheit',
      { city: 'Rome', unit: 'fahrenheit' },
    ],
    [
      'no optional property that the prompt has nothing for',
      {
        type: 'object',
        properties: { city: { type: 'string' }, unit: { enum: ['celsius', 'fahrenheit'] } },
        required: ['city'],
      },
      'Temperature in Rome',
      { city: 'Rome' },
    ],
    [
      'the whole prompt for a query',
      { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] },
      'who discovered radium?',
      { query: 'who discovered radium?' },
    ],
    [
      'a date for a date',
      {
        type: 'object',
        properties: { start_date: { type: 'string', format: 'date' } },
        required: ['start_date'],
      },
      'Book from 2026-03-14 on',
      { start_date: '2026-03-14' },
    ],
    [
      'a name for each item',
      {
        type: 'object',
        properties: { cities: { type: 'array', items: { type: 'string' }, minItems: 2 } },
        required: ['cities'],
      },
      'Compare the weather in Berlin with that in Lisbon',
      { cities: ['Berlin', 'Lisbon'] },
    ],
    [
      'different facts for different properties',
      {
        type: 'object',
        properties: { origin: { type: 'string' }, destination: { type: 'string' } },
        required: ['origin', 'destination'],
      },
      'Find a flight from Berlin to Lisbon',
      { origin: 'Berlin', destination: 'Lisbon' },
    ],
  ])('takes from the prompt %s', (_, schema, prompt, expected) => {
    expect(sampled(schema, prompt)).toEqual(expected);
  });

  it.each<[string, JsonObject]>([
    [
      'a tree that may end',
      {
        $ref: '#/$defs/node',
        $defs: {
          node: {
            type: 'object',
            properties: {
              value: { type: 'integer' },
              left: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] },
              right: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] },
            },
            required: ['value', 'left', 'right'],
          },
        },
      },
    ],
    [
      'an optional list of itself',
      {
        type: 'object',
        properties: { children: { type: 'array', items: { $ref: '#' } } },
        required: ['children'],
      },
    ],
    [
      'exactly one of two that overlap',
      {
        oneOf: [
          { type: 'number', multipleOf: 5 },
          { type: 'number', multipleOf: 3 },
        ],
      },
    ],
    ['unique items', { type: 'array', items: { type: 'boolean' }, minItems: 2, uniqueItems: true }],
    [
      'unique items of which the prompt names one',
      { type: 'array', items: { enum: ['no', 'prompt'] }, minItems: 2, uniqueItems: true },
    ],
    [
      'unique objects',
      {
        type: 'array',
        items: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] },
        minItems: 3,
        uniqueItems: true,
      },
    ],
    ['properties nobody named', { type: 'object', minProperties: 2 }],
    [
      'branches beside shared properties',
      {
        type: 'object',
        properties: { id: { type: 'string' }, name: { type: 'string' } },
        anyOf: [{ required: ['name'] }, { required: ['id'] }],
      },
    ],
  ])('fits %s', (_, schema) => {
    const value = sampled(schema, 'A prompt.');
    expect(ajvErrors(schema, value)).toEqual([]);
  });

  it('fills a property with the name of the prototype', () => {
    const schema = JSON.parse('{"properties":{"__proto__":{"const":7}},"required":["__proto__"]}');
    expect(JSON.stringify(sampled(schema))).toBe('{"__proto__":7}');
  });

  it.each<[string, JsonObject]>([
    [
      'requires itself',
      { type: 'object', properties: { self: { $ref: '#' } }, required: ['self'] },
    ],
    ['is only itself', { $ref: '#' }],
    ['is any of itself', { anyOf: [{ $ref: '#' }, { $ref: '#' }, { $ref: '#' }] }],
    ['is one of itself', { oneOf: [{ $ref: '#' }, { $ref: '#' }] }],
    ['is all of itself', { allOf: [{ $ref: '#' }, { $ref: '#' }, { $ref: '#' }] }],
    [
      'holds itself in many ways that never fit',
      {
        type: 'object',
        properties: {
          code: { type: 'string', pattern: '^never$', maxLength: 1 },
          left: { anyOf: [{ $ref: '#' }, { $ref: '#' }] },
          right: { oneOf: [{ $ref: '#' }, { $ref: '#' }] },
        },
        required: ['code', 'left', 'right'],
      },
    ],
  ])('ends on a schema that %s without end', (_, schema) => {
    expect(sampled(schema)).toBeDefined();
  });
});

describe('fitsSchema', () => {
  it('agrees with ajv', () => {
    fc.assert(
      fc.property(anySchema, fc.jsonValue(), anySchema, (schema, value, other) => {
        // Ajv finds no integer in numbers that are written with an exponent.
        fc.pre(!/\de[+-]?\d/.test(JSON.stringify([schema, value])));
        const near = sampled(other);
        for (const candidate of [value as JsonValue, near]) {
          const errors = ajvErrors(schema, candidate);
          // Ajv knows no formats here; that keyword has its own table.
          if (JSON.stringify(schema).includes('format')) continue;
          expect(fitsSchema(schema, candidate)).toBe(Array.isArray(errors) && errors.length === 0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
