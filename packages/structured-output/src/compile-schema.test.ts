import { describe, expect, test } from 'vitest';
import { ajvValidator } from './ajv-validator.js';
import { checkSchema } from './check-schema.js';
import { compileSchema } from './compile-schema.js';
import {
  NATIVE_DIALECT,
  OPENAI_STRICT_DIALECT,
  PROMPT_DIALECT,
  type SchemaDialect,
  toolDialect,
} from './schema-dialect.js';
import { countWork } from './testing/count-work.js';
import { SCHEMA_CASES } from './testing/schemas.js';

const DIALECTS = {
  native: NATIVE_DIALECT,
  openai: OPENAI_STRICT_DIALECT,
  tool: toolDialect({ rootComposition: false, references: true }),
  plainTool: toolDialect({
    rootComposition: true,
    references: false,
    rootKeywords: ['type', 'properties', 'required'],
  }),
  prompt: PROMPT_DIALECT,
};

describe.each(Object.entries(DIALECTS))('%s', (name, dialect) => {
  test.each(SCHEMA_CASES)('$name', async ({ schema, valid, invalid }) => {
    const before = JSON.stringify(schema);
    checkSchema(schema, 'x');
    const compiled = compileSchema(schema, dialect);
    expect(JSON.stringify(schema)).toBe(before);
    const original = ajvValidator(schema);
    const sent = ajvValidator(compiled.schema);
    for (const value of valid) {
      expect(await original(value)).toMatchObject({ ok: true });
      const written = compiled.wrap(value);
      expect(await sent(written), JSON.stringify([compiled.schema, written])).toMatchObject({
        ok: true,
      });
      const read = compiled.unwrap(written);
      // What is optional may be null there, where null is a value of its own.
      if (dialect !== OPENAI_STRICT_DIALECT) expect(read, name).toEqual(value);
      expect(await original(read)).toMatchObject({ ok: true });
    }
    for (const value of invalid) expect(await original(value)).toMatchObject({ ok: false });
  });
});

/** What a dialect makes of a schema, and what it says of that. */
function compiled(schema: Readonly<Record<string, unknown>>, dialect: SchemaDialect): object {
  const { schema: sent, changes, wrapped } = compileSchema(schema, dialect);
  return { sent, changes: changes.map(({ path, message }) => `${path}: ${message}`), wrapped };
}

describe('compileSchema', () => {
  test('a schema that a tool takes stays the very one', () => {
    const schema = { type: 'object', properties: { a: { type: 'string', minLength: 2 } } };
    expect(compileSchema(schema, DIALECTS.tool).schema).toBe(schema);
    expect(compileSchema(schema, PROMPT_DIALECT)).toMatchObject({ changes: [], wrapped: false });
  });

  test('a tool gets other roots in an object, and their definitions where they are looked for', () => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'array',
      items: { anyOf: [{ $ref: '#/$defs/A' }, { $ref: '#' }, { $ref: '#/items/anyOf/0' }] },
      $defs: { A: { type: 'object', properties: { rest: { $ref: '#' } } } },
    };
    expect(compiled(schema, DIALECTS.tool)).toEqual({
      sent: {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'object',
        properties: {
          data: {
            type: 'array',
            items: {
              anyOf: [
                { $ref: '#/$defs/A' },
                { $ref: '#/properties/data' },
                { $ref: '#/properties/data/items/anyOf/0' },
              ],
            },
          },
        },
        required: ['data'],
        additionalProperties: false,
        $defs: { A: { type: 'object', properties: { rest: { $ref: '#/properties/data' } } } },
      },
      changes: [': its value became the property data of an object'],
      wrapped: true,
    });
  });

  test('a tool without references gets what they point at, and any value where it would not end', () => {
    const schema = {
      type: 'object',
      properties: { list: { $ref: '#/$defs/List', description: 'The list.' } },
      $defs: { List: { type: 'object', properties: { next: { $ref: '#/$defs/List' } } } },
    };
    const last = { type: 'object', description: 'Another List.' };
    const inner = { type: 'object', properties: { next: last } };
    expect(compiled(schema, toolDialect({ rootComposition: true, references: false }))).toEqual({
      sent: {
        type: 'object',
        properties: {
          list: {
            type: 'object',
            description: 'The list.',
            properties: { next: { type: 'object', properties: { next: inner } } },
          },
        },
      },
      changes: [
        ': its definitions stand where they are used',
        '/properties/list: its reference #/$defs/List was replaced by what it points at',
        '/$defs/List/properties/next: its reference #/$defs/List was replaced by what it points at',
        '/$defs/List/properties/next: its recursion ends in any value after 3 times',
      ],
      wrapped: false,
    });
  });

  test('only the root keywords that a tool takes are sent', () => {
    const schema = { title: 'T', type: 'object', properties: {}, additionalProperties: false };
    expect(compiled(schema, DIALECTS.plainTool)).toMatchObject({
      sent: { type: 'object', properties: {} },
      changes: [': title, additionalProperties at its root was left out'],
    });
  });

  test('what constrained decoding does not take is told in words', () => {
    const schema = {
      type: 'object',
      properties: {
        age: { type: 'integer', description: 'In years.', minimum: 0, maximum: 150, default: 18 },
        id: { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
        name: { type: 'string', minLength: 1, format: 'x-name', pattern: 'a'.repeat(300) },
        on: { type: 'string', format: 'date' },
        list: { type: 'array', items: { type: 'string' }, minItems: 3, uniqueItems: true },
        not: { type: 'string', not: { const: 'root' }, 'x-mine': 1 },
      },
      required: ['age', 'name'],
    };
    expect(compiled(schema, NATIVE_DIALECT)).toEqual({
      sent: {
        type: 'object',
        properties: {
          age: {
            type: 'integer',
            description: 'In years. (minimum: 0; maximum: 150; default: 18)',
          },
          id: { type: 'integer' },
          name: { type: 'string', description: '(minLength: 1; format: x-name)' },
          on: { type: 'string', format: 'date' },
          list: {
            type: 'array',
            items: { type: 'string' },
            minItems: 1,
            description: '(uniqueItems: true; minItems: 3)',
          },
          not: { type: 'string', description: '(not: {"const":"root"})' },
        },
        required: ['age', 'name'],
        additionalProperties: false,
      },
      changes: [
        '/properties/age: minimum was moved into the description',
        '/properties/age: maximum was moved into the description',
        '/properties/age: default was moved into the description',
        '/properties/id: minimum was left out',
        '/properties/id: maximum was left out',
        '/properties/name: minLength was moved into the description',
        '/properties/name: format was moved into the description',
        '/properties/name: pattern was left out',
        '/properties/list: uniqueItems was moved into the description',
        '/properties/list: minItems became 1',
        '/properties/not: not was moved into the description',
        '/properties/not: x-mine was left out',
        ': properties that are not declared are not taken',
      ],
      wrapped: false,
    });
  });

  test('definitions stay definitions where they do not recur, and are sent under plain names', () => {
    const schema = {
      type: 'object',
      properties: {
        a: { $ref: '#/definitions/A~1b' },
        b: { $ref: '#/definitions/A~1b' },
        c: { $ref: '#/properties/a' },
      },
      required: ['a', 'b', 'c'],
      additionalProperties: false,
      definitions: { 'A/b': { type: 'string' }, unused: {} },
    };
    expect(compiled(schema, NATIVE_DIALECT)).toEqual({
      sent: {
        type: 'object',
        properties: {
          a: { $ref: '#/$defs/A_1b' },
          b: { $ref: '#/$defs/A_1b' },
          c: { $ref: '#/$defs/a' },
        },
        required: ['a', 'b', 'c'],
        additionalProperties: false,
        $defs: { A_1b: { type: 'string' }, a: { $ref: '#/$defs/A_1b' } },
      },
      changes: [],
      wrapped: false,
    });
  });

  test("OpenAI's recursion stays, and what may be missing is null", () => {
    const schema = {
      type: 'object',
      properties: { n: { type: 'number', minimum: 0 }, next: { $ref: '#' }, kind: { enum: ['a'] } },
      required: ['n'],
      additionalProperties: false,
    };
    const { schema: sent, wrap, unwrap } = compileSchema(schema, OPENAI_STRICT_DIALECT);
    const node = {
      type: 'object',
      properties: {
        n: { type: 'number', minimum: 0 },
        next: { anyOf: [{ $ref: '#/$defs/Root' }, { type: 'null' }] },
        kind: { anyOf: [{ enum: ['a'] }, { type: 'null' }] },
      },
      required: ['n', 'next', 'kind'],
      additionalProperties: false,
    };
    expect(sent).toEqual({ ...node, $defs: { Root: node } });
    const written = { n: 1, next: { n: 2, next: null, kind: null }, kind: 'a' };
    expect(wrap({ n: 1, next: { n: 2 }, kind: 'a' })).toEqual(written);
    expect(unwrap(written)).toEqual({ n: 1, next: { n: 2 }, kind: 'a' });
  });

  test('maps are lists of entries, and any value is a scalar or JSON text', () => {
    const schema = {
      type: 'object',
      properties: { any: {}, map: { type: 'object', additionalProperties: { type: 'number' } } },
      required: ['any', 'map'],
      additionalProperties: { type: 'string' },
    };
    const { wrap, unwrap } = compileSchema(schema, NATIVE_DIALECT);
    const own = { any: [1, '2'], map: { a: 1 }, more: 'x' };
    const written = {
      any: '[1,"2"]',
      map: [{ key: 'a', value: 1 }],
      additional_properties: [{ key: 'more', value: 'x' }],
    };
    expect(wrap(own)).toEqual(written);
    expect(unwrap(written)).toEqual(own);
    // What is written otherwise stays, for validation to find.
    expect(unwrap({ any: '[1', map: { a: 1 } })).toEqual({ any: '[1', map: { a: 1 } });
  });

  test.each(Object.entries(DIALECTS))(
    '%s: work grows with the schema, and not with its square',
    (_, dialect) => {
      const wide = (count: number): Readonly<Record<string, unknown>> => ({
        type: 'object',
        properties: Object.fromEntries(
          Array.from({ length: count }, (_unused, at) => [`p${at}`, { $ref: `#/$defs/D${at}` }]),
        ),
        $defs: Object.fromEntries(
          Array.from({ length: count }, (_unused, at) => [
            `D${at}`,
            { type: 'object', properties: { a: { $ref: `#/$defs/D${at + 1}`, minimum: 1 } } },
          ]),
        ),
      });
      const flat = (count: number): Readonly<Record<string, unknown>> => ({
        anyOf: Array.from({ length: count }, (_unused, at) => ({
          type: 'object',
          properties: { kind: { const: at }, n: { type: 'number', minimum: at }, m: {} },
        })),
      });
      const work = (schema: Readonly<Record<string, unknown>>): number =>
        countWork(() => compileSchema(schema, dialect));
      expect(work(flat(400))).toBeLessThan(work(flat(100)) * 4.5 + 1000);
      expect(JSON.stringify(compileSchema(wide(300), dialect).schema).length).toBeLessThan(
        1_000_000,
      );
    },
  );

  test.each(Object.entries(DIALECTS))(
    '%s: references that double at each step end',
    (_, dialect) => {
      const level = (at: number): object => ({
        type: 'object',
        properties: {
          a: { $ref: `#/$defs/L${at + 1}`, description: 'One.' },
          b: { $ref: `#/$defs/L${at + 1}`, description: 'The other.' },
        },
      });
      const $defs = Object.fromEntries(
        Array.from({ length: 60 }, (_unused, at) => [`L${at}`, level(at)]),
      );
      const schema = { ...level(-1), $defs: { ...$defs, L60: { $ref: '#/$defs/L0' } } };
      const { schema: sent } = compileSchema(schema, dialect);
      expect(JSON.stringify(sent).length).toBeLessThan(2_000_000);
    },
  );

  test.each(Object.entries(DIALECTS))(
    '%s: definitions that are nothing but themselves end',
    (_, dialect) => {
      const schema = {
        type: 'object',
        properties: {
          a: { $ref: '#/$defs/A' },
          b: { allOf: [{ $ref: '#/$defs/B' }] },
          c: { $ref: '#/$defs/None' },
        },
        $defs: {
          A: { $ref: '#/$defs/A' },
          B: { allOf: [{ $ref: '#/$defs/B' }, { type: 'object' }] },
        },
      };
      expect(compileSchema(schema, dialect).schema).toMatchObject({ type: 'object' });
    },
  );
});
