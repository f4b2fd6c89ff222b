import { isPlainObject } from '@outcrop/unified-response';
import { lookUp, type Schema } from './schema.js';

/** How often a recursive definition is spelled out inside itself before it ends in any value of its type. */
const MAX_RECURSION = 2;

/** Definitions that refer to each other many times grow without measure: then they end early. */
const MAX_EXPANSIONS = 500;

/** Keywords whose members are schemas by names of the caller's own, not keywords. */
const NAMED_SCHEMAS: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
]);

/** Keywords whose values are data: what looks like a reference there is none. */
const DATA: ReadonlySet<string> = new Set(['const', 'default', 'enum', 'examples']);

/**
 * A schema without `$ref`, `$defs` and `definitions`, for models that take none: each reference is
 * replaced by what it points at. A definition that contains itself is spelled out a few times.
 * `undefined` where the schema has nothing of the kind.
 */
export function inlineReferences(root: Schema): Schema | undefined {
  const { $defs, definitions, ...rest } = root;
  const state = { root, expansions: 0 };
  const schema = inlined(rest, state, []);
  const had = state.expansions > 0 || $defs !== undefined || definitions !== undefined;
  return had ? schema : undefined;
}

interface Expansion {
  readonly root: Schema;
  expansions: number;
}

function inlined(schema: Schema, state: Expansion, open: readonly string[]): Schema {
  if (typeof schema.$ref === 'string') {
    const { $ref: reference, ...siblings } = schema as Schema & { $ref: string };
    const target = lookUp(state.root, reference);
    const depth = open.filter((name) => name === reference).length;
    state.expansions += 1;
    if (!target || depth >= MAX_RECURSION || state.expansions > MAX_EXPANSIONS) {
      return { ...typeOf(target), ...inlined(siblings, state, open) };
    }
    const { $defs: _, definitions: __, ...definition } = target;
    return inlined({ ...definition, ...siblings }, state, [...open, reference]);
  }
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => {
      if (DATA.has(keyword)) return [keyword, value];
      if (NAMED_SCHEMAS.has(keyword) && isPlainObject(value))
        return [keyword, named(value, state, open)];
      return [keyword, nested(value, state, open)];
    }),
  );
}

function typeOf(target: Schema | undefined): Schema {
  const { type } = target ?? {};
  const isName = typeof type === 'string' || (Array.isArray(type) && type.every(isString));
  return isName ? { type } : {};
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function named(schemas: Schema, state: Expansion, open: readonly string[]): Schema {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, nested(schema, state, open)]),
  );
}

function nested(value: unknown, state: Expansion, open: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => nested(item, state, open));
  return isPlainObject(value) ? inlined(value, state, open) : value;
}
