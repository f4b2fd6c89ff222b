import fc from 'fast-check';

/** A schema, and values that it takes. */
export interface SchemaAndValues {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly values: fc.Arbitrary<unknown>;
}

const NAMES = ['a', 'b', 'key', 'value', 'data', 'type', 'properties', 'additional_properties'];
const names = fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 4 });
const anyText = fc.oneof(fc.string(), fc.constantFrom('{"a":1}', '[1]', '"x"', '', 'null', '{'));

const annotations = fc.record(
  {
    title: fc.string(),
    description: fc.string(),
    default: fc.jsonValue(),
    examples: fc.array(fc.nat()),
  },
  { requiredKeys: [] },
);

const strings: fc.Arbitrary<SchemaAndValues> = fc.oneof(
  fc.constant({ schema: { type: 'string' }, values: anyText }),
  fc.nat(3).map((minLength) => ({
    schema: { type: 'string', minLength, maxLength: minLength + 3 },
    values: fc.stringMatching(new RegExp(`^[a-z]{${minLength},${minLength + 3}}$`)),
  })),
  fc.constant({
    schema: { type: 'string', format: 'date' },
    values: fc.constantFrom('2026-11-23', '1999-01-31'),
  }),
  fc.constant({
    schema: { type: 'string', pattern: '^[a-c]+$' },
    values: fc.stringMatching(/^[a-c]+$/),
  }),
);

const numbers: fc.Arbitrary<SchemaAndValues> = fc.oneof(
  fc.integer({ min: -9, max: 9 }).map((minimum) => ({
    schema: { type: 'integer', minimum, maximum: minimum + 10 },
    values: fc.integer({ min: minimum, max: minimum + 10 }),
  })),
  fc.constant({
    schema: { type: 'number', exclusiveMinimum: 0 },
    values: fc.double({ min: 0, minExcluded: true, noNaN: true, noDefaultInfinity: true }),
  }),
);

const constants: fc.Arbitrary<SchemaAndValues> = fc
  .uniqueArray(
    fc.oneof(
      anyText,
      fc.integer(),
      fc.constantFrom<unknown>(true, null, { a: 1 }, {}, { a: [1] }, [], ['{}'], [null]),
    ),
    { minLength: 1, maxLength: 4, selector: (value) => JSON.stringify(value) },
  )
  .chain((all) =>
    fc.boolean().map((isConst) => ({
      schema: isConst ? { const: all[0] } : { enum: all },
      values: isConst ? fc.constant(all[0]) : fc.constantFrom(...all),
    })),
  );

const scalars: fc.Arbitrary<SchemaAndValues> = fc.oneof(
  strings,
  numbers,
  constants,
  fc.constant({ schema: { type: 'boolean' }, values: fc.boolean() }),
  fc.constant({ schema: { type: 'null' }, values: fc.constant(null) }),
  fc.constant({
    schema: {},
    values: fc
      .jsonValue({ maxDepth: 2 })
      .map((value) => JSON.parse(JSON.stringify(value)) as unknown),
  }),
);

/** Schemas of all kinds, up to some depth. */
export function schemasWithValues(depth: number): fc.Arbitrary<SchemaAndValues> {
  if (depth === 0) return scalars;
  const inner = schemasWithValues(depth - 1);
  return fc
    .oneof(
      { arbitrary: scalars, weight: 1 },
      { arbitrary: objects(inner), weight: 3 },
      { arbitrary: lists(inner), weight: 2 },
      { arbitrary: maps(inner), weight: 2 },
      { arbitrary: unions(inner), weight: 2 },
      { arbitrary: intersections(inner), weight: 1 },
      { arbitrary: nullables(inner), weight: 1 },
      { arbitrary: references(inner), weight: 1 },
    )
    .chain(({ schema, values }) =>
      annotations.map((said) => ({ schema: { ...said, ...schema }, values })),
    );
}

/** Declared properties, some of them required, and perhaps a schema for all others. */
function objects(inner: fc.Arbitrary<SchemaAndValues>): fc.Arbitrary<SchemaAndValues> {
  const parts = fc.tuple(names, fc.array(inner, { minLength: 4, maxLength: 4 }));
  return fc
    .tuple(parts, fc.nat(4), fc.constantFrom(undefined, false, true), fc.option(inner))
    .map(([[own, schemas], count, additional, rest]) => {
      const properties = Object.fromEntries(
        own.map((name, at) => [name, schemas[at]?.schema ?? {}]),
      );
      const values = Object.fromEntries(
        own.map((name, at) => [name, schemas[at]?.values ?? fc.constant(0)]),
      );
      const required = own.slice(0, count);
      const others = rest ? rest.schema : additional;
      const declared = fc.record(values, { requiredKeys: required });
      const more = rest?.values ?? (additional === true ? fc.boolean() : undefined);
      const further =
        more && fc.dictionary(fc.constantFrom('x', 'y z', 'constructor'), more, { maxKeys: 2 });
      return {
        schema: {
          type: 'object',
          properties,
          required,
          ...(others === undefined ? {} : { additionalProperties: others }),
        },
        values: further
          ? fc.tuple(declared, further).map(([one, other]) => ({ ...other, ...one }))
          : declared.map((one) => ({ ...one })),
      };
    });
}

function lists(inner: fc.Arbitrary<SchemaAndValues>): fc.Arbitrary<SchemaAndValues> {
  const list = fc.tuple(inner, fc.nat(3)).map(([{ schema, values }, minItems]) => ({
    schema: { type: 'array', items: schema, minItems, maxItems: minItems + 2 },
    values: fc.array(values, { minLength: minItems, maxLength: minItems + 2 }),
  }));
  const tuple = fc.tuple(inner, inner).map(([first, second]) => ({
    schema: {
      type: 'array',
      prefixItems: [first.schema, second.schema],
      items: false,
      minItems: 2,
    },
    values: fc.tuple(first.values, second.values),
  }));
  return fc.oneof(list, tuple);
}

function maps(inner: fc.Arbitrary<SchemaAndValues>): fc.Arbitrary<SchemaAndValues> {
  return inner.map(({ schema, values }) => ({
    schema: { type: 'object', additionalProperties: schema },
    values: fc.dictionary(anyText, values, { maxKeys: 3 }).map((map) => ({ ...map })),
  }));
}

/** Only `anyOf`: a value that fits two branches is none of `oneOf`. */
function unions(inner: fc.Arbitrary<SchemaAndValues>): fc.Arbitrary<SchemaAndValues> {
  return fc.array(inner, { minLength: 1, maxLength: 3 }).map((branches) => ({
    schema: { anyOf: branches.map(({ schema }) => schema) },
    values: fc.oneof(...branches.map(({ values }) => values)),
  }));
}

/** Two objects that share no property, so that there are values. */
function intersections(inner: fc.Arbitrary<SchemaAndValues>): fc.Arbitrary<SchemaAndValues> {
  return fc.tuple(inner, inner).map(([one, other]) => ({
    schema: {
      allOf: [
        { type: 'object', properties: { one: one.schema }, required: ['one'] },
        { type: 'object', properties: { other: other.schema } },
      ],
    },
    values: fc
      .record({ one: one.values, other: other.values }, { requiredKeys: ['one'] })
      .map((all) => ({ ...all })),
  }));
}

function nullables(inner: fc.Arbitrary<SchemaAndValues>): fc.Arbitrary<SchemaAndValues> {
  return inner.map(({ schema, values }) => ({
    schema: { anyOf: [schema, { type: 'null' }] },
    values: fc.oneof(values, fc.constant(null)),
  }));
}

/** A definition that is used twice, and one that contains itself. Names are made unique afterwards. */
function references(inner: fc.Arbitrary<SchemaAndValues>): fc.Arbitrary<SchemaAndValues> {
  return inner.map(({ schema, values }) => {
    const tree = (depth: number): fc.Arbitrary<unknown> =>
      fc
        .record({
          it: values,
          inside: depth === 0 ? fc.constant([]) : fc.array(tree(depth - 1), { maxLength: 2 }),
        })
        .map((node) => ({ ...node }));
    return {
      schema: {
        $tree: {
          type: 'object',
          properties: { it: schema, inside: { type: 'array', items: 'TREE' } },
          required: ['it', 'inside'],
          additionalProperties: false,
        },
      },
      values: fc.nat(4).chain(tree),
    };
  });
}

/** The schema with its recursive definitions at the root, where references find them. */
export function withDefinitions(
  schema: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const $defs: Record<string, unknown> = {};
  const visit = (value: unknown, tree: string): unknown => {
    if (value === 'TREE') return { $ref: tree };
    if (Array.isArray(value)) return value.map((item) => visit(item, tree));
    if (typeof value !== 'object' || value === null) return value;
    if ('$tree' in value) {
      const { $tree, ...rest } = value;
      const name = `Tree${Object.keys($defs).length}`;
      $defs[name] = {};
      $defs[name] = visit($tree, `#/$defs/${name}`);
      return { ...rest, $ref: `#/$defs/${name}` };
    }
    return Object.fromEntries(
      Object.entries(value).map(([name, held]) => [name, visit(held, tree)]),
    );
  };
  const visited = visit(schema, '#') as Record<string, unknown>;
  return Object.keys($defs).length === 0 ? visited : { ...visited, $defs };
}
