import { isPlainObject } from '@outcrop/unified-response';
import { lookUp, type Schema, stringsOf } from './schema.js';

/** The keywords that Claude refuses at a schema's root. */
const COMPOSITIONS = ['anyOf', 'oneOf', 'allOf'] as const;

type Composition = (typeof COMPOSITIONS)[number];

/** What a schema says of the object it describes. */
interface ObjectShape {
  readonly properties: ReadonlyMap<string, unknown>;
  readonly required: ReadonlySet<string>;
  /** Rules that only words can keep. */
  readonly rules: readonly string[];
}

/** Whether what a schema describes is, or may be, an object. */
export function describesObject(root: Schema): boolean {
  return new Shapes(root).shapeOf(root) !== undefined;
}

/**
 * A root with `anyOf`, `oneOf` or `allOf` as one object: the properties of all branches; required is
 * what all branches require (`anyOf`, `oneOf`) or any of them (`allOf`). The choice itself goes into
 * the description. A root that describes no object is returned as it is.
 */
export function flattenRoot(root: Schema, changes: string[]): Schema {
  const listed = COMPOSITIONS.filter((composition) => Object.hasOwn(root, composition));
  if (listed.length === 0) return root;
  const shape = new Shapes(root).shapeOf(root);
  if (shape === undefined) return root;
  changes.push(`its root ${listed.join(' and ')} was flattened into one object`);
  const { anyOf: _, oneOf: __, allOf: ___, ...rest } = root;
  const description = [rest.description, ...shape.rules].filter((text) => typeof text === 'string');
  return {
    ...rest,
    type: 'object',
    properties: Object.fromEntries(shape.properties),
    ...(shape.required.size > 0 ? { required: [...shape.required] } : {}),
    ...(description.length > 0 ? { description: description.join(' ') } : {}),
  };
}

class Shapes {
  readonly #document: Schema;
  /** By schema; `undefined` for those that describe no object, and those that are being read. */
  readonly #known = new Map<object, ObjectShape | undefined>();

  constructor(document: Schema) {
    this.#document = document;
  }

  shapeOf(schema: unknown): ObjectShape | undefined {
    if (!isPlainObject(schema)) return undefined;
    if (this.#known.has(schema)) return this.#known.get(schema);
    this.#known.set(schema, undefined);
    const shape = this.#read(schema);
    this.#known.set(schema, shape);
    return shape;
  }

  #read(schema: Schema): ObjectShape | undefined {
    if (typeof schema.$ref === 'string') return this.shapeOf(lookUp(this.#document, schema.$ref));
    if (!mayBeObject(schema)) return undefined;
    const { properties } = schema;
    const own: ObjectShape = {
      properties: new Map(isPlainObject(properties) ? Object.entries(properties) : []),
      required: new Set(stringsOf(schema.required)),
      rules: [],
    };
    const parts = COMPOSITIONS.flatMap((composition) => {
      const branches = schema[composition];
      if (!Array.isArray(branches) || branches.length === 0) return [];
      const shapes = branches.map((branch) => this.shapeOf(branch)).filter(isShape);
      return [{ composition, shapes }];
    });
    const saysItself = own.properties.size > 0 || schema.type !== undefined || parts.length === 0;
    if (!saysItself && parts.every(({ shapes }) => shapes.length === 0)) return undefined;
    return parts.reduce(
      (shape, { composition, shapes }) =>
        composition === 'allOf'
          ? shapes.reduce(both, shape)
          : both(shape, oneOfThem(shapes, composition), 'first'),
      own,
    );
  }
}

function isShape(shape: ObjectShape | undefined): shape is ObjectShape {
  return shape !== undefined;
}

/** Keywords that only schemas of other values have. */
const OF_OTHER_VALUES = ['enum', 'const', 'items', 'prefixItems'];

/** Whether a schema can describe an object: by its type, or for want of anything that says otherwise. */
function mayBeObject({ type, ...keywords }: Schema): boolean {
  if (type === undefined) return !OF_OTHER_VALUES.some((name) => Object.hasOwn(keywords, name));
  return type === 'object' || (Array.isArray(type) && type.includes('object'));
}

/** An object that is as both say. */
function both(first: ObjectShape, second: ObjectShape, wins?: unknown): ObjectShape {
  const properties = new Map(first.properties);
  for (const [name, schema] of second.properties) {
    if (!properties.has(name)) properties.set(name, schema);
    // The alternatives of a choice only narrow down what the root says of the same property.
    else if (wins !== 'first')
      properties.set(name, joined('allOf', [properties.get(name), schema]));
  }
  return {
    properties,
    required: new Set([...first.required, ...second.required]),
    rules: [...first.rules, ...second.rules],
  };
}

/** An object that may be as any of them says. */
function oneOfThem(shapes: readonly ObjectShape[], composition: Composition): ObjectShape {
  const schemas = new Map<string, unknown[]>();
  for (const [name, schema] of shapes.flatMap((shape) => [...shape.properties])) {
    const others = schemas.get(name);
    if (others) others.push(schema);
    else schemas.set(name, [schema]);
  }
  const [first, ...more] = shapes;
  const shared = [...(first?.required ?? [])].filter((name) =>
    more.every((shape) => shape.required.has(name)),
  );
  return {
    properties: new Map([...schemas].map(([name, found]) => [name, joined('anyOf', found)])),
    required: new Set(shared),
    rules: [...choiceRule(shapes, composition), ...shapes.flatMap((shape) => shape.rules)],
  };
}

function choiceRule(shapes: readonly ObjectShape[], composition: Composition): readonly string[] {
  if (shapes.length < 2 || shapes.every(({ required }) => required.size === 0)) return [];
  const choices = shapes.map(({ required }) => `{${[...required].join(', ')}}`).join(' or ');
  const number = composition === 'oneOf' ? 'Exactly one' : 'At least one';
  return [`${number} of these sets of properties is required: ${choices}.`];
}

/** One schema for several; those that are the same count once. */
function joined(composition: Composition, schemas: readonly unknown[]): unknown {
  const different = new Map(schemas.map((schema) => [textOf(schema), schema]));
  const [only, ...more] = different.values();
  return more.length === 0 ? only : { [composition]: [only, ...more] };
}

function textOf(schema: unknown): unknown {
  try {
    return JSON.stringify(schema);
  } catch {
    return schema;
  }
}
