import fc from 'fast-check';

type Schema = Readonly<Record<string, unknown>>;

const OBJECT: Schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };

/** Schemas that tools of all kinds came with, sound or not. */
const SCHEMAS: readonly Schema[] = [
  {},
  { type: 'object' },
  OBJECT,
  { ...OBJECT, additionalProperties: false },
  {
    ...OBJECT,
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Find',
    description: 'd',
  },
  { properties: { a: { type: 'string' } } },
  { type: ['object', 'null'], properties: {} },
  { type: 'string' },
  { type: 'array', items: OBJECT },
  { enum: ['a', 'b'] },
  { anyOf: [OBJECT, { type: 'object', properties: { b: { type: 'number' } }, required: ['b'] }] },
  { type: 'object', oneOf: [{ required: ['a'] }, { required: ['b'] }] },
  { allOf: [OBJECT, { $ref: '#/$defs/More' }], $defs: { More: OBJECT } },
  { anyOf: [{ type: 'string' }, { type: 'null' }] },
  {
    $ref: '#/$defs/Node',
    $defs: { Node: { ...OBJECT, properties: { next: { $ref: '#/$defs/Node' } } } },
  },
  { type: 'object', properties: { me: { $ref: '#' } } },
  { type: 'object', properties: { x: { $ref: '#/definitions/Gone' } } },
  { type: 'object', properties: { x: { $ref: '#/definitions/X' } }, definitions: { X: OBJECT } },
  { $ref: 'https://example.com/schema.json' },
  { type: 'object', patternProperties: { '^x': {} }, if: {}, else: {}, examples: [{}] },
  {
    type: 'object',
    properties: { n: { type: 'number', minimum: 0 }, l: { type: 'array', minItems: 2 } },
    additionalProperties: false,
  },
  { type: 'object', properties: { n: OBJECT }, additionalProperties: false },
];

export const anySchema: fc.Arbitrary<Schema> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...SCHEMAS) },
  fc.dictionary(
    fc.constantFrom(
      'type',
      'properties',
      'required',
      'anyOf',
      '$ref',
      '$defs',
      'items',
      'description',
    ),
    fc.jsonValue({ maxDepth: 2 }),
  ) as fc.Arbitrary<Schema>,
);
