import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ajvValidator } from './ajv-validator.js';
import { coerceValue } from './coerce-value.js';
import { schemasWithValues, withDefinitions } from './testing/arbitrary-schema.js';
import { SCHEMA_CASES } from './testing/schemas.js';

const PERSON = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    age: { type: 'integer' },
    tags: { type: 'array', items: { type: 'string' } },
    home: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    member: { type: 'boolean' },
  },
  required: ['name'],
};

interface Case {
  readonly name: string;
  readonly schema?: Readonly<Record<string, unknown>> | undefined;
  readonly value: unknown;
  readonly mended: unknown;
  /** The codes and places of what was mended. */
  readonly repairs: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'arrays and objects that came as JSON text',
    value: { name: 'Ada', tags: '["a", "b"]', home: '```json\n{"city": "Bern"}\n```' },
    mended: { name: 'Ada', tags: ['a', 'b'], home: { city: 'Bern' } },
    repairs: ['json_text_read /tags', 'json_text_read /home'],
  },
  {
    name: 'all of it as JSON text, and more text in it',
    value: '{"name": "Ada", "tags": "[\\"a\\"]"}',
    mended: { name: 'Ada', tags: ['a'] },
    repairs: ['json_text_read ', 'json_text_read /tags'],
  },
  {
    name: 'numbers and booleans that came as strings',
    value: { name: '42', age: ' 36 ', member: 'True' },
    mended: { name: '42', age: 36, member: true },
    repairs: ['json_text_read /age', 'json_text_read /member'],
  },
  {
    name: 'what does not read as what is asked for stays',
    value: { name: 5, age: 'about 36', tags: '{"a": 1}', member: 'yes' },
    mended: { name: 5, age: 'about 36', tags: '{"a": 1}', member: 'yes' },
    repairs: [],
  },
  {
    name: 'digits that a number cannot hold stay',
    value: { name: 'Ada', age: '12345678901234567890' },
    mended: { name: 'Ada', age: '12345678901234567890' },
    repairs: [],
  },
  {
    name: 'null for what may be missing',
    value: { name: 'Ada', age: null, home: { city: 'Bern' } },
    mended: { name: 'Ada', home: { city: 'Bern' } },
    repairs: ['null_left_out /age'],
  },
  {
    name: 'null for what is required stays',
    value: { name: null },
    mended: { name: null },
    repairs: [],
  },
  {
    name: 'a value that stands in an object',
    value: { data: { name: 'Ada', age: '36' } },
    mended: { name: 'Ada', age: 36 },
    repairs: ['nesting_removed ', 'json_text_read /age'],
  },
  {
    name: 'JSON text that stands in an object',
    value: { arguments: '{"name": "Ada"}' },
    mended: { name: 'Ada' },
    repairs: ['nesting_removed ', 'json_text_read '],
  },
  {
    name: 'a list that stands in an object',
    value: { name: 'Ada', tags: { item: ['a', 'b'] } },
    mended: { name: 'Ada', tags: ['a', 'b'] },
    repairs: ['nesting_removed /tags'],
  },
  {
    name: 'a list at the root that stands in an object',
    schema: { type: 'array', items: { type: 'number' } },
    value: { data: ['1', 2] },
    mended: [1, 2],
    repairs: ['json_text_read /0', 'nesting_removed '],
  },
  {
    name: 'of a union, the member that is meant',
    schema: {
      anyOf: [
        { type: 'object', properties: { kind: { const: 'a' }, n: { type: 'number' } } },
        { type: 'object', properties: { kind: { const: 'b' }, n: { type: 'string' } } },
      ],
    },
    value: { kind: 'b', n: '5' },
    mended: { kind: 'b', n: '5' },
    repairs: [],
  },
  {
    name: 'the same, for the other member',
    schema: {
      anyOf: [
        { type: 'object', properties: { kind: { const: 'a' }, n: { type: 'number' } } },
        { type: 'object', properties: { kind: { const: 'b' }, n: { type: 'string' } } },
      ],
    },
    value: { kind: 'a', n: '5' },
    mended: { kind: 'a', n: 5 },
    repairs: ['json_text_read /n'],
  },
  {
    name: 'through references, however deep',
    schema: {
      $ref: '#/$defs/Node',
      $defs: {
        Node: {
          type: 'object',
          properties: { n: { type: 'number' }, next: { $ref: '#/$defs/Node' } },
          required: ['n'],
        },
      },
    },
    value: { n: '1', next: '{"n": "2", "next": {"n": 3, "next": null}}' },
    mended: { n: 1, next: { n: 2, next: { n: 3 } } },
    repairs: [
      'json_text_read /n',
      'json_text_read /next',
      'json_text_read /next/n',
      'null_left_out /next/next/next',
    ],
  },
  {
    name: 'in the values of a map',
    schema: { type: 'object', additionalProperties: { type: 'array' } },
    value: { a: '[1]', b: [2] },
    mended: { a: [1], b: [2] },
    repairs: ['json_text_read /a'],
  },
  {
    name: 'an object without a schema',
    schema: undefined,
    value: '{"a": 1}',
    mended: { a: 1 },
    repairs: ['json_text_read '],
  },
];

describe('coerceValue', () => {
  test.each(CASES)('$name', (example) => {
    const { value, mended, repairs } = example;
    const before = structuredClone(value);
    const coerced = coerceValue(value, 'schema' in example ? example.schema : PERSON);
    expect(coerced.value).toEqual(mended);
    expect(coerced.repairs.map(({ code, path }) => `${code} ${path}`)).toEqual(repairs);
    expect(value).toEqual(before);
    if (repairs.length === 0) expect(coerced.value).toBe(value);
  });

  test('values that are valid are not touched', () => {
    for (const { schema, valid, name } of SCHEMA_CASES) {
      for (const value of valid) {
        const { value: same, repairs } = coerceValue(value, schema);
        expect([same, repairs], name).toEqual([value, []]);
      }
    }
  });

  test('what is mended never costs a value its validity', async () => {
    const cases = schemasWithValues(2).chain(({ schema, values }) =>
      fc.record({ schema: fc.constant(withDefinitions(schema)), value: values }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ({ schema, value }) => {
        const validate = ajvValidator(schema);
        fc.pre((await validate(value)).ok);
        expect(await validate(coerceValue(value, schema).value)).toMatchObject({ ok: true });
        // As text, whatever is not a string itself comes back.
        const { value: read } = coerceValue(
          { it: JSON.stringify(value) },
          {
            type: 'object',
            properties: { it: { ...schema, $defs: undefined } },
            $defs: schema.$defs,
          },
        );
        expect(read).toHaveProperty('it');
      }),
      { numRuns: 300 },
    );
  });
});
