import type { ToolSchemaRules } from '@outcrop/bedrock-models';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deepFreeze } from '../../testing/deep-freeze.js';
import { compileToolSchema } from './compile-tool-schema.js';

/** Claude's. */
const NO_ROOT_COMPOSITION = { rootComposition: false, references: true };
/** Nova's. */
const NO_REFERENCES = { rootComposition: true, references: false };

interface Case {
  readonly name: string;
  /** Default: as Claude has them. */
  readonly rules?: ToolSchemaRules;
  readonly before: Record<string, unknown> | undefined;
  readonly after: object;
  readonly changes?: readonly string[];
}

const A = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
const B = { type: 'object', properties: { b: { type: 'number' } }, required: ['b'] };
const NODE = {
  type: 'object',
  properties: { next: { $ref: '#/$defs/Node' }, rows: { type: 'array', items: { anyOf: [A, B] } } },
};
const WRAPPED = ['its root, which is no object, became the property value of one'];

const CASES: readonly Case[] = [
  { name: 'no schema is one without arguments', before: undefined, after: noArguments() },
  { name: 'an empty schema is one without arguments', before: {}, after: noArguments() },
  { name: 'an object stays as it is, however deep', before: NODE, after: NODE },
  {
    name: 'T12: a missing type is object',
    before: { properties: { a: {} } },
    after: { type: 'object', properties: { a: {} } },
    changes: ['its root got the type object'],
  },
  {
    name: 'of several types, object is taken',
    before: { type: ['object', 'null'], properties: { a: {} } },
    after: { type: 'object', properties: { a: {} } },
    changes: ['its root got the type object'],
  },
  {
    name: 'T12: a root that is no object becomes a property',
    before: { type: 'array', items: { $ref: '#/$defs/Node' }, $defs: { Node: NODE } },
    after: {
      type: 'object',
      properties: { value: { type: 'array', items: { $ref: '#/$defs/Node' } } },
      required: ['value'],
      $defs: { Node: NODE },
    },
    changes: WRAPPED,
  },
  {
    name: 'T13: a composition that is no list is none',
    before: { type: 'object', anyOf: 7 },
    after: { type: 'object', properties: {} },
    changes: ['its root anyOf was flattened into one object'],
  },
  {
    name: 'T12: so does one that only lists values',
    before: { enum: ['a', 'b'] },
    after: { type: 'object', properties: { value: { enum: ['a', 'b'] } }, required: ['value'] },
    changes: WRAPPED,
  },
  {
    name: 'T13: anyOf becomes one object, and the choice is told in words',
    before: { description: 'Finds.', anyOf: [A, B] },
    after: {
      type: 'object',
      description: 'Finds. At least one of these sets of properties is required: {a} or {b}.',
      properties: { ...A.properties, ...B.properties },
    },
    changes: ['its root anyOf was flattened into one object'],
  },
  {
    name: 'T13: a oneOf told apart by a property keeps all its values',
    before: {
      type: 'object',
      oneOf: [
        { properties: { kind: { const: 'x' }, n: { type: 'number' } }, required: ['kind', 'n'] },
        { properties: { kind: { const: 'y' }, n: { type: 'number' } }, required: ['kind'] },
      ],
    },
    after: {
      type: 'object',
      description: 'Exactly one of these sets of properties is required: {kind, n} or {kind}.',
      properties: { kind: { anyOf: [{ const: 'x' }, { const: 'y' }] }, n: { type: 'number' } },
      required: ['kind'],
    },
    changes: ['its root oneOf was flattened into one object'],
  },
  {
    name: 'T13: allOf requires everything',
    before: {
      allOf: [A, B, { properties: { a: { minLength: 1 } } }],
      properties: { c: {} },
      required: ['c'],
      additionalProperties: false,
    },
    after: {
      type: 'object',
      properties: {
        c: {},
        a: { allOf: [{ type: 'string' }, { minLength: 1 }] },
        b: { type: 'number' },
      },
      required: ['c', 'a', 'b'],
      additionalProperties: false,
    },
    changes: ['its root allOf was flattened into one object'],
  },
  {
    name: 'what the root says of a property goes before its alternatives',
    before: {
      type: 'object',
      properties: { a: { type: 'string' } },
      anyOf: [{ properties: { a: { const: 'x' } } }],
    },
    after: { type: 'object', properties: { a: { type: 'string' } } },
    changes: ['its root anyOf was flattened into one object'],
  },
  {
    name: 'alternatives may only differ in what they require',
    before: {
      type: 'object',
      properties: { a: {}, b: {} },
      anyOf: [{ required: ['a'] }, { required: ['b'] }],
    },
    after: {
      type: 'object',
      description: 'At least one of these sets of properties is required: {a} or {b}.',
      properties: { a: {}, b: {} },
    },
    changes: ['its root anyOf was flattened into one object'],
  },
  {
    name: 'compositions inside of branches and behind references are followed',
    before: {
      anyOf: [{ $ref: '#/$defs/Both' }, { type: 'null' }],
      $defs: { Both: { allOf: [{ $ref: '#/definitions/A' }, B] } },
      definitions: { A },
    },
    after: {
      type: 'object',
      properties: { ...A.properties, ...B.properties },
      required: ['a', 'b'],
      $defs: { Both: { allOf: [{ $ref: '#/definitions/A' }, B] } },
      definitions: { A },
    },
    changes: ['its root anyOf was flattened into one object'],
  },
  {
    name: 'T13: a choice between things that are no objects becomes a property',
    before: { anyOf: [{ type: 'string' }, { type: 'number' }] },
    after: {
      type: 'object',
      properties: { value: { anyOf: [{ type: 'string' }, { type: 'number' }] } },
      required: ['value'],
    },
    changes: WRAPPED,
  },
  {
    name: 'a root reference is resolved, and recursion stays',
    before: { $ref: '#/$defs/Node', $defs: { Node: NODE }, description: 'A list.' },
    after: { ...NODE, $defs: { Node: NODE }, description: 'A list.' },
    changes: ['its root reference #/$defs/Node was resolved'],
  },
  {
    name: 'references are followed through their escapes',
    before: { $ref: '#/$defs/a~1b%20c', $defs: { 'a/b c': A } },
    after: { ...A, $defs: { 'a/b c': A } },
    changes: ['its root reference #/$defs/a~1b%20c was resolved'],
  },
  {
    name: 'T14: a root reference that leads nowhere is left out',
    before: { $ref: 'https://example.com/schema.json', properties: { a: {} } },
    after: { type: 'object', properties: { a: {} } },
    changes: [
      'its root reference https://example.com/schema.json leads nowhere',
      'its root got the type object',
    ],
  },
  {
    name: 'references in a circle lead nowhere',
    before: { $ref: '#/$defs/A', $defs: { A: { $ref: '#/$defs/B' }, B: { $ref: '#/$defs/A' } } },
    after: {
      type: 'object',
      $defs: { A: { $ref: '#/$defs/B' }, B: { $ref: '#/$defs/A' } },
    },
    changes: [
      'its root reference #/$defs/A was resolved',
      'its root reference #/$defs/B was resolved',
      'its root got the type object',
    ],
  },
  {
    name: 'a root composition stays where the model takes it',
    rules: NO_REFERENCES,
    before: { anyOf: [A, B] },
    after: { type: 'object', anyOf: [A, B] },
    changes: ['its root got the type object'],
  },
  {
    name: 'a choice between things that are no objects becomes a property there, too',
    rules: NO_REFERENCES,
    before: { anyOf: [{ type: 'string' }, { type: 'number' }] },
    after: {
      type: 'object',
      properties: { value: { anyOf: [{ type: 'string' }, { type: 'number' }] } },
      required: ['value'],
    },
    changes: WRAPPED,
  },
  {
    name: 'T15: references are spelled out where the model takes none',
    rules: NO_REFERENCES,
    before: {
      type: 'object',
      properties: { a: { $ref: '#/$defs/A', description: 'The first.' }, $ref: { type: 'string' } },
      $defs: { A },
    },
    after: {
      type: 'object',
      properties: { a: { ...A, description: 'The first.' }, $ref: { type: 'string' } },
    },
    changes: ['its references were replaced by what they point at'],
  },
  {
    name: 'T15: a definition that contains itself ends after a while',
    rules: NO_REFERENCES,
    before: {
      type: 'object',
      properties: { list: { $ref: '#/$defs/List' } },
      $defs: { List: { type: 'object', properties: { next: { $ref: '#/$defs/List' } } } },
    },
    after: {
      type: 'object',
      properties: {
        list: {
          type: 'object',
          properties: { next: { type: 'object', properties: { next: { type: 'object' } } } },
        },
      },
    },
    changes: ['its references were replaced by what they point at'],
  },
];

function noArguments(): object {
  return { type: 'object', properties: {} };
}

describe('compileToolSchema', () => {
  test.each(CASES)('$name', ({ rules = NO_ROOT_COMPOSITION, before, after, changes = [] }) => {
    expect(compileToolSchema(deepFreeze(before), rules)).toEqual({ schema: after, changes });
  });

  test('a property may be called anything', () => {
    const properties = JSON.parse('{"__proto__": {"type": "string"}, "constructor": {}}');
    const { schema } = compileToolSchema({ anyOf: [{ properties }] }, NO_ROOT_COMPOSITION);
    expect(JSON.stringify(schema.properties)).toBe(JSON.stringify(properties));
  });

  test('a schema that holds itself ends', () => {
    const circle: Record<string, unknown> = { properties: { a: {} } };
    circle.anyOf = [circle, A];
    expect(compileToolSchema(circle, NO_ROOT_COMPOSITION).schema).toMatchObject({
      type: 'object',
      properties: { a: {} },
    });
  });

  test('references that double at every step end', () => {
    const level = (at: number): object => ({
      allOf: [{ $ref: `#/$defs/L${at + 1}` }, { $ref: `#/$defs/L${at + 1}` }],
    });
    const $defs = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`L${at}`, level(at)]));
    const { schema } = compileToolSchema(
      { allOf: [{ $ref: '#/$defs/L0' }, A], $defs },
      NO_ROOT_COMPOSITION,
    );
    expect(schema).toMatchObject({ properties: A.properties, required: ['a'] });
  });

  test('whatever comes, the root is an object without composition, and the rest is not touched', () => {
    const name = fc.constantFrom(
      ...['type', 'properties', 'required', 'anyOf', 'oneOf', 'allOf', '$ref', '$defs', 'items'],
      ...['description', 'enum', '__proto__', 'a'],
    );
    const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
      value: fc.oneof(
        fc.constantFrom('object', 'string', '#', '#/$defs/a', '#/%zz', 'a', null, true, 5, 7n),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(name, tie('value'), { maxKeys: 4 }),
      ),
    })).value;
    const anyRules = fc.record({ rootComposition: fc.boolean(), references: fc.boolean() });
    fc.assert(
      fc.property(fc.dictionary(name, value), anyRules, (parameters, rules) => {
        const { schema, changes } = compileToolSchema(deepFreeze(parameters), rules);
        expect(schema.type).toBe('object');
        expect(schema).not.toHaveProperty('$ref');
        if (!rules.rootComposition) {
          for (const keyword of ['anyOf', 'oneOf', 'allOf']) {
            expect(Array.isArray(schema[keyword]), keyword).toBe(false);
          }
        }
        if (!rules.references) expect(schema).not.toHaveProperty('$defs');
        if (changes.length === 0 && Object.keys(parameters).length > 0) {
          expect(schema).toBe(parameters);
        }
        expect(compileToolSchema(schema, rules)).toEqual({ schema, changes: [] });
      }),
      { numRuns: 1000 },
    );
  });
});
