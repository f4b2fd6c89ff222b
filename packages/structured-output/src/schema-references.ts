import { isPlainObject, type JsonSchema } from '@outcrop/unified-response';
import { lookUp } from './json-pointer.js';
import {
  ANNOTATIONS,
  NAMED_SCHEMA_KEYWORDS,
  ONE_SCHEMA_KEYWORDS,
  SCHEMA_LIST_KEYWORDS,
  type Subschema,
} from './json-schema.js';

/** How often a recursive definition is spelled out inside itself before it ends in any value. */
export const MAX_RECURSION = 3;

/** Definitions that name each other many times grow without measure: then they end early. */
export const MAX_INLINED = 3000;

/** A schema with what its parts become. Data, such as that of `enum`, is no part. */
export function mapSubschemas(
  schema: JsonSchema,
  map: (part: Subschema, keyword: string, name?: PropertyKey) => Subschema,
): JsonSchema {
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, held]) => [keyword, mapped(keyword, held, map)]),
  );
}

function mapped(
  keyword: string,
  held: unknown,
  map: (part: Subschema, keyword: string, name?: PropertyKey) => Subschema,
): unknown {
  const part = (value: unknown, name?: PropertyKey): unknown =>
    isPlainObject(value) || typeof value === 'boolean' ? map(value, keyword, name) : value;
  const isList = SCHEMA_LIST_KEYWORDS.has(keyword) || keyword === 'items';
  if (isList && Array.isArray(held)) return held.map((value, at) => part(value, at));
  if (ONE_SCHEMA_KEYWORDS.has(keyword)) return part(held);
  if (!NAMED_SCHEMA_KEYWORDS.has(keyword) || !isPlainObject(held)) return held;
  return Object.fromEntries(Object.entries(held).map(([name, value]) => [name, part(value, name)]));
}

/** What stands beside a `$ref` and limits values; annotations do not. */
export function hasLimitsBeside(schema: JsonSchema): boolean {
  return Object.keys(schema).some((keyword) => keyword !== '$ref' && !ANNOTATIONS.has(keyword));
}

/** The references that lead into themselves, directly or through others. */
export function recursiveReferences(root: JsonSchema): ReadonlySet<string> {
  const recursive = new Set<string>();
  const edges = new Map<string, readonly string[]>();
  const collect = (from: Subschema): readonly string[] => {
    const found = new Set<string>();
    const open: Subschema[] = [from];
    for (const schema of open) {
      if (typeof schema === 'boolean') continue;
      if (typeof schema.$ref === 'string') found.add(schema.$ref);
      mapSubschemas(schema, (part, keyword) => {
        // Definitions count where they are referred to.
        if (keyword !== '$defs' && keyword !== 'definitions') open.push(part);
        return part;
      });
    }
    return [...found];
  };
  const targets = (reference: string): readonly string[] => {
    let known = edges.get(reference);
    if (!known) {
      const target = lookUp(root, reference);
      known = target === undefined ? [] : collect(target);
      edges.set(reference, known);
    }
    return known;
  };
  // Tarjan's strongly connected components: those of several references, and those with a loop.
  const order = new Map<string, number>();
  const closed = new Set<string>();
  const stack: string[] = [];
  const visit = (reference: string): number => {
    const at = order.size;
    order.set(reference, at);
    const depth = stack.push(reference) - 1;
    let lowest = at;
    for (const next of targets(reference)) {
      const known = order.get(next);
      if (known === undefined) lowest = Math.min(lowest, visit(next));
      else if (!closed.has(next)) lowest = Math.min(lowest, known);
    }
    if (lowest < at) return lowest;
    const members = stack.splice(depth);
    for (const member of members) {
      closed.add(member);
      if (members.length > 1 || targets(member).includes(member)) recursive.add(member);
    }
    return lowest;
  };
  for (const reference of collect(root)) if (!order.has(reference)) visit(reference);
  return recursive;
}
