/** A JSON Schema that people use, with values that it takes and values that it does not. */
export interface SchemaCase {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly valid: readonly unknown[];
  readonly invalid: readonly unknown[];
}

const STRING = { type: 'string' };
const NUMBER = { type: 'number' };
const INTEGER = { type: 'integer' };
const BOOLEAN = { type: 'boolean' };
const NULL = { type: 'null' };
const DRAFT_7 = 'http://json-schema.org/draft-07/schema#';
const DRAFT_2020 = 'https://json-schema.org/draft/2020-12/schema';

/** An object that takes its properties and no others. */
function closed(
  properties: Readonly<Record<string, unknown>>,
  required: readonly string[] = Object.keys(properties),
): Record<string, unknown> {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** An object that holds one thing. */
function holding(schema: unknown): Record<string, unknown> {
  return closed({ it: schema });
}

function each(values: readonly unknown[]): unknown[] {
  return values.map((it) => ({ it }));
}

const ADDRESS = closed({ street: STRING, city: STRING, zip: STRING }, ['street', 'city']);
const PAIR = closed({ x: NUMBER, y: NUMBER });
const TREE = {
  type: 'object',
  properties: { name: STRING, children: { type: 'array', items: { $ref: '#/$defs/Tree' } } },
  required: ['name'],
  additionalProperties: false,
};
const leaf = (name: string): object => ({ name });
const deepTree = (depth: number): object =>
  depth === 0 ? leaf('leaf') : { name: `at ${depth}`, children: [deepTree(depth - 1), leaf('x')] };

const SHAPES = [
  closed({ kind: { const: 'circle' }, radius: NUMBER }),
  closed({ kind: { const: 'box' }, width: NUMBER, height: NUMBER }),
];

const WIDE_NAMES = Array.from({ length: 60 }, (_, at) => `field_${at}`);

const INVOICE = {
  $defs: {
    Money: closed({ amount: { type: 'number', minimum: 0 }, currency: { enum: ['EUR', 'USD'] } }),
    Party: closed({ name: { type: 'string', minLength: 1 }, address: { $ref: '#/$defs/Address' } }),
    Address: ADDRESS,
    Line: closed(
      {
        sku: { type: 'string', pattern: '^[A-Z]{2}-\\d+$' },
        quantity: { type: 'integer', minimum: 1 },
        price: { $ref: '#/$defs/Money', description: 'For one.' },
        tags: { type: 'array', items: STRING, uniqueItems: true },
      },
      ['sku', 'quantity', 'price'],
    ),
  },
  ...closed(
    {
      id: { type: 'string', format: 'uuid' },
      issued: { type: 'string', format: 'date' },
      seller: { $ref: '#/$defs/Party' },
      buyer: { $ref: '#/$defs/Party' },
      lines: { type: 'array', items: { $ref: '#/$defs/Line' }, minItems: 1 },
      total: { $ref: '#/$defs/Money' },
      notes: { type: ['string', 'null'] },
    },
    ['id', 'issued', 'seller', 'buyer', 'lines', 'total'],
  ),
};
const party = { name: 'Ada', address: { street: 'Main St 1', city: 'Bern' } };
const line = {
  sku: 'AB-12',
  quantity: 2,
  price: { amount: 2.5, currency: 'EUR' },
  tags: ['a', 'b'],
};
const invoice = {
  id: '6c84fb90-12c4-11e1-840d-7b25c5ee775a',
  issued: '2026-11-23',
  seller: party,
  buyer: party,
  lines: [line, { ...line, quantity: 1 }],
  total: { amount: 7.5, currency: 'EUR' },
  notes: null,
};

/** Roots of all kinds. */
const ROOTS: readonly SchemaCase[] = [
  {
    name: 'a flat object',
    schema: closed({ name: STRING, age: INTEGER, member: BOOLEAN }),
    valid: [{ name: 'Ada', age: 36, member: true }],
    invalid: [{ name: 'Ada', age: 36.5, member: true }, { name: 'Ada' }, 'Ada', null, []],
  },
  {
    name: 'an object that is open',
    schema: { type: 'object', properties: { name: STRING }, required: ['name'] },
    valid: [{ name: 'Ada' }],
    invalid: [{}, { name: 1 }],
  },
  {
    name: 'an object of anything',
    schema: { type: 'object' },
    valid: [{}, { a: 1, b: [null, { c: 'd' }] }],
    invalid: [[], 'x'],
  },
  { name: 'an object of nothing', schema: closed({}), valid: [{}], invalid: [{ a: 1 }, []] },
  {
    name: 'a list at the root',
    schema: { type: 'array', items: STRING },
    valid: [[], ['a', 'b']],
    invalid: [[1], {}, 'a'],
  },
  {
    name: 'a string at the root',
    schema: STRING,
    valid: ['', 'a "quoted" \u{1f600} text'],
    invalid: [1, null],
  },
  { name: 'a number at the root', schema: NUMBER, valid: [0, -1.5e10], invalid: ['1', null] },
  { name: 'a boolean at the root', schema: BOOLEAN, valid: [true, false], invalid: ['true', 0] },
  {
    name: 'an enum at the root',
    schema: { enum: ['low', 'high'] },
    valid: ['low', 'high'],
    invalid: ['middle', null],
  },
  {
    name: 'null or an object at the root',
    schema: { type: ['object', 'null'], properties: { a: STRING }, additionalProperties: false },
    valid: [null, {}, { a: 'x' }],
    invalid: [{ a: 1 }, 'a'],
  },
  {
    name: 'a union at the root',
    schema: { anyOf: SHAPES },
    valid: [
      { kind: 'circle', radius: 1 },
      { kind: 'box', width: 1, height: 2 },
    ],
    invalid: [{ kind: 'box', radius: 1 }, {}],
  },
  {
    name: 'a reference at the root',
    schema: { $ref: '#/$defs/Address', $defs: { Address: ADDRESS } },
    valid: [{ street: 'a', city: 'b' }],
    invalid: [{ street: 'a' }],
  },
  {
    name: 'a recursive reference at the root',
    schema: { $ref: '#/$defs/Tree', $defs: { Tree: TREE } },
    valid: [leaf('a'), deepTree(2), deepTree(7)],
    invalid: [{ children: [] }, { name: 'a', children: [{}] }],
  },
  {
    name: 'a root that is its own definition',
    schema: closed({ value: NUMBER, next: { anyOf: [{ $ref: '#' }, NULL] } }),
    valid: [
      { value: 1, next: null },
      { value: 1, next: { value: 2, next: { value: 3, next: null } } },
    ],
    invalid: [{ value: 1 }, { value: 1, next: {} }],
  },
  {
    name: 'an allOf at the root',
    schema: {
      allOf: [
        { type: 'object', properties: { a: STRING }, required: ['a'] },
        { type: 'object', properties: { b: NUMBER }, required: ['b'] },
      ],
    },
    valid: [{ a: 'x', b: 1 }],
    invalid: [{ a: 'x' }, { b: 1 }],
  },
  {
    name: 'any value at the root',
    schema: { description: 'Whatever fits.' },
    valid: ['a', '{"looks": "like JSON"}', '"quoted"', 1, null, [1, { a: 2 }], {}],
    invalid: [],
  },
];

/** Scalars and their limits. */
const SCALARS: readonly SchemaCase[] = [
  {
    name: 'numbers within limits',
    schema: holding({ type: 'number', minimum: 0, maximum: 1 }),
    valid: each([0, 0.5, 1]),
    invalid: each([-0.1, 2, '0.5']),
  },
  {
    name: 'numbers between limits that are excluded',
    schema: holding({ type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 10 }),
    valid: each([0.1, 9]),
    invalid: each([0, 10]),
  },
  {
    name: 'integers in steps',
    schema: holding({ type: 'integer', multipleOf: 5 }),
    valid: each([0, -15]),
    invalid: each([3, 2.5]),
  },
  {
    name: 'strings of a length',
    schema: holding({ type: 'string', minLength: 2, maxLength: 4 }),
    valid: each(['ab', 'abcd']),
    invalid: each(['a', 'abcde']),
  },
  {
    name: 'strings of a pattern',
    schema: holding({ type: 'string', pattern: '^[A-Z]{3}-\\d{4}$' }),
    valid: each(['ABC-1234']),
    invalid: each(['abc-1234', '']),
  },
  {
    name: 'a pattern that is no Unicode one',
    schema: holding({ type: 'string', pattern: '^\\w+\\-\\w+$' }),
    valid: each(['a-b']),
    invalid: each(['ab']),
  },
  {
    name: 'dates and times',
    schema: closed({
      at: { type: 'string', format: 'date-time' },
      on: { type: 'string', format: 'date' },
    }),
    valid: [{ at: '2026-11-23T09:00:00Z', on: '2026-11-23' }],
    invalid: [
      { at: 'yesterday', on: '2026-11-23' },
      { at: '2026-11-23T09:00:00Z', on: '2026-13-40' },
    ],
  },
  {
    name: 'addresses of several kinds',
    schema: closed({
      mail: { type: 'string', format: 'email' },
      page: { type: 'string', format: 'uri' },
      ip: { type: 'string', format: 'ipv4' },
    }),
    valid: [{ mail: 'ada@example.com', page: 'https://example.com/a', ip: '10.0.0.1' }],
    invalid: [
      { mail: 'ada', page: 'https://example.com', ip: '10.0.0.1' },
      { mail: 'ada@example.com', page: 'no page', ip: '10.0.0.1' },
    ],
  },
  {
    name: 'a format that nobody knows',
    schema: holding({ type: 'string', format: 'phone-number' }),
    valid: each(['anything']),
    invalid: each([5]),
  },
  {
    name: 'a constant',
    schema: holding({ const: 'v1' }),
    valid: each(['v1']),
    invalid: each(['v2', null]),
  },
  {
    name: 'an enum of strings',
    schema: holding({ type: 'string', enum: ['red', 'green'] }),
    valid: each(['red']),
    invalid: each(['blue', 1]),
  },
  {
    name: 'an enum of all scalars',
    schema: holding({ enum: ['a', 1, true, null] }),
    valid: each(['a', 1, true, null]),
    invalid: each(['b', false]),
  },
  {
    name: 'an enum with objects',
    schema: holding({ enum: [{ a: 1 }, [1, 2], 'x'] }),
    valid: each([{ a: 1 }, [1, 2], 'x']),
    invalid: each([{ a: 2 }, 'y']),
  },
  {
    name: 'a number or a numeric string',
    schema: holding({ type: ['number', 'string'] }),
    valid: each([1, '1']),
    invalid: each([true, null]),
  },
];

/** What may be missing or null. */
const OPTIONALS: readonly SchemaCase[] = [
  {
    name: 'optional properties',
    schema: closed({ a: STRING, b: NUMBER, c: ADDRESS }, ['a']),
    valid: [{ a: 'x' }, { a: 'x', b: 1 }, { a: 'x', c: { street: 's', city: 'c' } }],
    invalid: [{ a: 'x', b: null }, { b: 1 }],
  },
  {
    name: 'nullable by a list of types',
    schema: holding({ type: ['string', 'null'] }),
    valid: each(['a', null]),
    invalid: [{}, { it: 1 }],
  },
  {
    name: 'nullable by a union',
    schema: holding({ anyOf: [PAIR, NULL] }),
    valid: each([{ x: 1, y: 2 }, null]),
    invalid: each([{ x: 1 }, 'none']),
  },
  {
    name: 'nullable as OpenAPI has it',
    schema: holding({ type: 'string', nullable: true }),
    valid: each(['a', null]),
    invalid: each([1]),
  },
  {
    name: 'optional and nullable',
    schema: closed({ a: { type: ['integer', 'null'] } }, []),
    valid: [{}, { a: null }, { a: 1 }],
    invalid: [{ a: 'x' }],
  },
  {
    name: 'optional with a default',
    schema: closed({ size: { type: 'integer', default: 10 } }, []),
    valid: [{}, { size: 5 }],
    invalid: [{ size: 'ten' }],
  },
  {
    name: 'a required property that is not declared',
    schema: { type: 'object', properties: { a: STRING }, required: ['a', 'b'] },
    valid: [
      { a: 'x', b: [1, { c: true }] },
      { a: 'x', b: 'text' },
    ],
    invalid: [{ a: 'x' }],
  },
];

const LISTS: readonly SchemaCase[] = [
  {
    name: 'a list of objects',
    schema: holding({ type: 'array', items: PAIR }),
    valid: each([[], [{ x: 1, y: 2 }]]),
    invalid: each([[{ x: 1 }], {}]),
  },
  {
    name: 'a list of lists',
    schema: holding({ type: 'array', items: { type: 'array', items: NUMBER } }),
    valid: each([[[1, 2], []]]),
    invalid: each([[1], [['a']]]),
  },
  {
    name: 'a list that is not empty',
    schema: holding({ type: 'array', items: STRING, minItems: 1 }),
    valid: each([['a']]),
    invalid: each([[]]),
  },
  {
    name: 'a list of three to five',
    schema: holding({ type: 'array', items: INTEGER, minItems: 3, maxItems: 5 }),
    valid: each([
      [1, 2, 3],
      [1, 2, 3, 4, 5],
    ]),
    invalid: each([[1], [1, 2, 3, 4, 5, 6]]),
  },
  {
    name: 'a set',
    schema: holding({ type: 'array', items: STRING, uniqueItems: true }),
    valid: each([['a', 'b']]),
    invalid: each([['a', 'a']]),
  },
  {
    name: 'a list of anything',
    schema: holding({ type: 'array' }),
    valid: each([[1, 'a', null, [2], { b: '3' }]]),
    invalid: each(['a']),
  },
  {
    name: 'a tuple',
    schema: holding({ type: 'array', prefixItems: [STRING, NUMBER], items: false, minItems: 2 }),
    valid: each([['a', 1]]),
    invalid: each([['a'], [1, 'a'], ['a', 1, 2]]),
  },
  {
    name: 'a tuple with a tail',
    schema: holding({ type: 'array', prefixItems: [STRING], items: INTEGER, minItems: 1 }),
    valid: each([['a'], ['a', 1, 2]]),
    invalid: each([[1], ['a', 'b']]),
  },
  {
    name: 'a tuple of draft 7',
    schema: {
      $schema: DRAFT_7,
      ...holding({ type: 'array', items: [STRING, BOOLEAN], additionalItems: false, minItems: 2 }),
    },
    valid: each([['a', true]]),
    invalid: each([['a'], ['a', 'b'], ['a', true, 1]]),
  },
  {
    name: 'a tuple of draft 7 that does not say so',
    schema: holding({
      type: 'array',
      items: [STRING, { type: 'object', additionalProperties: NUMBER }],
    }),
    valid: each([['a', { b: 1 }], ['a']]),
    invalid: each([[1]]),
  },
  {
    name: 'a list that contains something',
    schema: holding({ type: 'array', items: STRING, contains: { const: 'x' } }),
    valid: each([['a', 'x']]),
    invalid: each([['a']]),
  },
];

const MAPS: readonly SchemaCase[] = [
  {
    name: 'a map of numbers',
    schema: { type: 'object', additionalProperties: NUMBER },
    valid: [{}, { a: 1, 'b c': 2 }],
    invalid: [{ a: 'x' }],
  },
  {
    name: 'a map of objects',
    schema: holding({ type: 'object', additionalProperties: PAIR }),
    valid: each([{}, { a: { x: 1, y: 2 }, b: { x: 3, y: 4 } }]),
    invalid: each([{ a: { x: 1 } }]),
  },
  {
    name: 'a map of maps',
    schema: holding({
      type: 'object',
      additionalProperties: { type: 'object', additionalProperties: STRING },
    }),
    valid: each([{ a: { b: 'c' }, d: {} }]),
    invalid: each([{ a: 'b' }]),
  },
  {
    name: 'a map with names of a kind',
    schema: holding({
      type: 'object',
      propertyNames: { pattern: '^[a-z]{2}$' },
      additionalProperties: STRING,
    }),
    valid: each([{ en: 'hello', de: 'hallo' }]),
    invalid: each([{ english: 'hello' }]),
  },
  {
    name: 'a map by patterns',
    schema: holding({
      type: 'object',
      patternProperties: { '^n_': NUMBER, '^s_': STRING },
      additionalProperties: false,
    }),
    valid: each([{ n_a: 1, s_b: 'c' }]),
    invalid: each([{ n_a: 'x' }, { other: 1 }]),
  },
  {
    name: 'an object with more of a kind',
    schema: {
      type: 'object',
      properties: { id: STRING },
      required: ['id'],
      additionalProperties: NUMBER,
    },
    valid: [{ id: 'a' }, { id: 'a', b: 1 }],
    invalid: [{ id: 'a', b: 'c' }],
  },
  {
    name: 'an object with more of anything',
    schema: {
      type: 'object',
      properties: { id: STRING },
      required: ['id'],
      additionalProperties: true,
    },
    valid: [{ id: 'a', b: [1], c: null }],
    invalid: [{ b: 1 }],
  },
  {
    name: 'a map that is not empty',
    schema: holding({ type: 'object', additionalProperties: BOOLEAN, minProperties: 1 }),
    valid: each([{ a: true }]),
    invalid: each([{}]),
  },
  {
    name: 'names that objects inherit',
    schema: closed({ constructor: STRING, toString: NUMBER }),
    valid: [{ constructor: 'a', toString: 1 }],
    invalid: [{}],
  },
];

const UNIONS: readonly SchemaCase[] = [
  {
    name: 'a union of scalars',
    schema: holding({ anyOf: [STRING, INTEGER] }),
    valid: each(['a', 1]),
    invalid: each([1.5, true]),
  },
  {
    name: 'a union told apart by a property',
    schema: holding({ oneOf: SHAPES }),
    valid: each([{ kind: 'circle', radius: 1 }]),
    invalid: each([{ kind: 'circle', width: 1, height: 1 }]),
  },
  {
    name: 'a union told apart by its properties',
    schema: holding({ anyOf: [closed({ text: STRING }), closed({ number: NUMBER })] }),
    valid: each([{ text: 'a' }, { number: 1 }]),
    invalid: each([{ text: 1 }]),
  },
  {
    name: 'a string or a map',
    schema: holding({ anyOf: [STRING, { type: 'object', additionalProperties: NUMBER }] }),
    valid: each(['a', '{"a": 1}', {}, { a: 1 }]),
    invalid: each([{ a: 'b' }, 1]),
  },
  {
    name: 'one or many',
    schema: holding({ anyOf: [STRING, { type: 'array', items: STRING }] }),
    valid: each(['a', ['a', 'b']]),
    invalid: each([1, [1]]),
  },
  {
    name: 'exactly one',
    schema: holding({
      oneOf: [
        { type: 'integer', multipleOf: 2 },
        { type: 'integer', multipleOf: 3 },
      ],
    }),
    valid: each([2, 3]),
    invalid: each([6, 5]),
  },
  {
    name: 'a base with alternatives',
    schema: {
      type: 'object',
      properties: { id: STRING },
      required: ['id'],
      anyOf: [
        { properties: { a: NUMBER }, required: ['a'] },
        { properties: { b: STRING }, required: ['b'] },
      ],
    },
    valid: [
      { id: 'x', a: 1 },
      { id: 'x', b: 'y' },
    ],
    invalid: [{ id: 'x' }, { a: 1 }],
  },
  {
    name: 'what is either required',
    schema: {
      type: 'object',
      properties: { mail: STRING, phone: STRING },
      anyOf: [{ required: ['mail'] }, { required: ['phone'] }],
      additionalProperties: false,
    },
    valid: [{ mail: 'a' }, { phone: '1' }, { mail: 'a', phone: '1' }],
    invalid: [{}],
  },
  {
    name: 'what it must not be',
    schema: holding({ type: 'string', not: { enum: ['admin', 'root'] } }),
    valid: each(['ada']),
    invalid: each(['root']),
  },
  {
    name: 'a condition',
    schema: {
      type: 'object',
      properties: { country: STRING },
      required: ['country'],
      if: { properties: { country: { const: 'US' } } },
      // biome-ignore lint/suspicious/noThenProperty: the word is JSON Schema's.
      then: { properties: { zip: { type: 'string', pattern: '^\\d{5}$' } }, required: ['zip'] },
      else: { properties: { code: STRING } },
    },
    valid: [{ country: 'US', zip: '12345' }, { country: 'DE', code: 'x' }, { country: 'DE' }],
    invalid: [{ country: 'US' }, { country: 'US', zip: 'x' }],
  },
  {
    name: 'properties that need each other',
    schema: {
      type: 'object',
      properties: { card: STRING, owner: STRING },
      dependentRequired: { card: ['owner'] },
      additionalProperties: false,
    },
    valid: [{}, { owner: 'a' }, { card: '1', owner: 'a' }],
    invalid: [{ card: '1' }],
  },
];

const REFERENCES: readonly SchemaCase[] = [
  {
    name: 'definitions used twice',
    schema: {
      ...closed({
        home: { $ref: '#/$defs/Address' },
        work: { $ref: '#/$defs/Address', description: 'Where the desk is.' },
      }),
      $defs: { Address: ADDRESS },
    },
    valid: [{ home: { street: 'a', city: 'b' }, work: { street: 'c', city: 'd', zip: 'e' } }],
    invalid: [
      { home: { street: 'a', city: 'b' } },
      { home: { street: 'a' }, work: { street: 'c', city: 'd' } },
    ],
  },
  {
    name: 'definitions of draft 7',
    schema: {
      $schema: DRAFT_7,
      ...closed({ home: { $ref: '#/definitions/Address' } }),
      definitions: { Address: ADDRESS },
    },
    valid: [{ home: { street: 'a', city: 'b' } }],
    invalid: [{ home: {} }],
  },
  {
    name: 'definitions of draft 7 in a newer one',
    schema: {
      $schema: DRAFT_2020,
      ...closed({ home: { $ref: '#/definitions/Address' } }),
      definitions: { Address: ADDRESS },
    },
    valid: [{ home: { street: 'a', city: 'b' } }],
    invalid: [{ home: {} }],
  },
  {
    name: 'a reference to a property',
    schema: closed({ from: PAIR, to: { $ref: '#/properties/from' } }),
    valid: [{ from: { x: 1, y: 2 }, to: { x: 3, y: 4 } }],
    invalid: [{ from: { x: 1, y: 2 }, to: { x: 3 } }],
  },
  {
    name: 'a list with a reference to its own items',
    schema: { type: 'array', items: closed({ a: STRING, b: { $ref: '#/items/properties/a' } }) },
    valid: [[{ a: 'x', b: 'y' }]],
    invalid: [[{ a: 'x', b: 1 }]],
  },
  {
    name: 'a reference with limits beside it',
    schema: {
      ...closed({ port: { $ref: '#/$defs/Port', maximum: 1023 } }),
      $defs: { Port: { type: 'integer', minimum: 1 } },
    },
    valid: [{ port: 80 }],
    invalid: [{ port: 8080 }, { port: 0 }],
  },
  {
    name: 'a tree',
    schema: { ...closed({ tree: { $ref: '#/$defs/Tree' } }), $defs: { Tree: TREE } },
    valid: [{ tree: leaf('a') }, { tree: deepTree(6) }],
    invalid: [{ tree: { children: [] } }],
  },
  {
    name: 'definitions that name each other',
    schema: {
      ...closed({ folder: { $ref: '#/$defs/Folder' } }),
      $defs: {
        Folder: closed({
          name: STRING,
          entries: { type: 'array', items: { $ref: '#/$defs/Entry' } },
        }),
        Entry: {
          anyOf: [closed({ file: STRING }), closed({ folder: { $ref: '#/$defs/Folder' } })],
        },
      },
    },
    valid: [
      {
        folder: {
          name: 'a',
          entries: [
            { file: 'b' },
            {
              folder: {
                name: 'c',
                entries: [
                  {
                    folder: {
                      name: 'd',
                      entries: [{ folder: { name: 'e', entries: [{ file: 'f' }] } }],
                    },
                  },
                ],
              },
            },
          ],
        },
      },
    ],
    invalid: [{ folder: { name: 'a', entries: [{ file: 1 }] } }],
  },
  {
    name: 'an expression',
    schema: {
      ...holding({ $ref: '#/$defs/Expression' }),
      $defs: {
        Expression: {
          anyOf: [
            NUMBER,
            closed({
              op: { enum: ['+', '*'] },
              left: { $ref: '#/$defs/Expression' },
              right: { $ref: '#/$defs/Expression' },
            }),
          ],
        },
      },
    },
    valid: each([
      1,
      {
        op: '+',
        left: 1,
        right: {
          op: '*',
          left: 2,
          right: { op: '+', left: { op: '*', left: 3, right: 4 }, right: 5 },
        },
      },
    ]),
    invalid: each(['1', { op: '-', left: 1, right: 2 }]),
  },
  {
    name: 'any JSON, as a recursive definition',
    schema: {
      ...holding({ $ref: '#/$defs/Json' }),
      $defs: {
        Json: {
          anyOf: [
            STRING,
            NUMBER,
            BOOLEAN,
            NULL,
            { type: 'array', items: { $ref: '#/$defs/Json' } },
            { type: 'object', additionalProperties: { $ref: '#/$defs/Json' } },
          ],
        },
      },
    },
    valid: each(['a', 1, null, [1, ['a']], { a: { b: [null, { c: { d: { e: [{}] } } }] } }]),
    invalid: [{}],
  },
  {
    name: 'a map of itself',
    schema: {
      ...holding({ $ref: '#/$defs/Menu' }),
      $defs: {
        Menu: {
          type: 'object',
          additionalProperties: { anyOf: [STRING, { $ref: '#/$defs/Menu' }] },
        },
      },
    },
    valid: each([{}, { a: 'b', c: { d: { e: { f: { g: 'h' } } } } }]),
    invalid: each([{ a: 1 }]),
  },
  {
    name: 'names of definitions that need escapes',
    schema: {
      ...closed({ a: { $ref: '#/$defs/My~1Type%20of~0it' } }),
      $defs: { 'My/Type of~it': STRING },
    },
    valid: [{ a: 'x' }],
    invalid: [{ a: 1 }],
  },
];

const LARGE: readonly SchemaCase[] = [
  {
    name: 'an invoice',
    schema: INVOICE,
    valid: [invoice],
    invalid: [
      { ...invoice, lines: [] },
      { ...invoice, id: '1' },
      { ...invoice, total: { amount: -1, currency: 'EUR' } },
    ],
  },
  {
    name: 'very wide',
    schema: closed(
      Object.fromEntries(WIDE_NAMES.map((name) => [name, STRING])),
      WIDE_NAMES.slice(0, 10),
    ),
    valid: [Object.fromEntries(WIDE_NAMES.map((name) => [name, name]))],
    invalid: [{}],
  },
  {
    name: 'very deep',
    schema: Array.from({ length: 40 }).reduce<Record<string, unknown>>(
      (inner) => holding(inner),
      holding(STRING),
    ),
    valid: [Array.from({ length: 40 }).reduce<unknown>((it) => ({ it }), { it: 'deep' })],
    invalid: [Array.from({ length: 40 }).reduce<unknown>((it) => ({ it }), { it: 5 })],
  },
  {
    name: 'properties named like keywords',
    schema: closed({
      type: STRING,
      properties: { type: 'array', items: STRING },
      minimum: NUMBER,
      $ref: STRING,
      required: BOOLEAN,
    }),
    valid: [{ type: 'a', properties: ['b'], minimum: 1, $ref: 'c', required: true }],
    invalid: [{ type: 1, properties: [], minimum: 1, $ref: 'c', required: true }],
  },
  {
    name: 'a schema with all annotations',
    schema: {
      $schema: DRAFT_2020,
      $id: 'https://example.com/person.json',
      title: 'Person',
      $comment: 'For tests.',
      ...closed({
        name: {
          type: 'string',
          title: 'Name',
          description: 'In full.',
          examples: ['Ada Lovelace'],
          deprecated: false,
        },
      }),
    },
    valid: [{ name: 'Ada' }],
    invalid: [{ name: 1 }],
  },
];

const INTERSECTION: SchemaCase = {
  name: 'an intersection with a reference',
  schema: {
    ...holding({
      allOf: [
        { $ref: '#/$defs/Named' },
        { type: 'object', properties: { age: INTEGER }, required: ['age'] },
      ],
    }),
    $defs: { Named: { type: 'object', properties: { name: STRING }, required: ['name'] } },
  },
  valid: each([{ name: 'Ada', age: 36 }]),
  invalid: each([{ name: 'Ada' }, { age: 36 }]),
};

/** Two that speak of the same properties. */
const OVERLAP: SchemaCase = {
  name: 'an intersection of what overlaps',
  schema: holding({
    anyOf: [
      {
        allOf: [
          { type: 'object', properties: { n: { type: 'number' }, s: STRING }, required: ['n'] },
          { properties: { n: { type: 'integer', minimum: 1 } }, required: ['s'] },
        ],
      },
      { oneOf: [{ allOf: [STRING, { enum: ['a', 'b', 1] }] }] },
      false,
    ],
  }),
  valid: each([{ n: 2, s: 'x' }, 'a']),
  invalid: each([{ n: 2 }, { n: 1.5, s: 'x' }, 'c', 1]),
};

export const SCHEMA_CASES: readonly SchemaCase[] = [
  ...ROOTS,
  ...SCALARS,
  ...OPTIONALS,
  ...LISTS,
  ...MAPS,
  ...UNIONS,
  INTERSECTION,
  OVERLAP,
  ...REFERENCES,
  ...LARGE,
];
