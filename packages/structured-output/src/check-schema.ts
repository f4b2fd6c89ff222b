import {
  describeValue,
  isPlainObject,
  type JsonSchema,
  ProviderError,
} from '@outcrop/unified-response';
import { lookUp, pointerTo } from './json-pointer.js';
import {
  NAMED_SCHEMA_KEYWORDS,
  ONE_SCHEMA_KEYWORDS,
  SCHEMA_LIST_KEYWORDS,
  stringList,
  TYPES,
} from './json-schema.js';

/** Schemas that were found sound, so that each is walked through once. */
const sound = new WeakSet<JsonSchema>();

/**
 * Finds the faults that would come out only when an answer has been paid for.
 *
 * @param path what the schema is called in errors, such as `response_format.json_schema.schema`.
 * @throws ProviderError `invalid_request` naming the place, what came and what was expected.
 */
export function checkSchema(schema: JsonSchema, path: string): void {
  if (sound.has(schema)) return;
  check(schema, { root: schema, path, open: new Set(), done: new Set() }, '#');
  sound.add(schema);
}

interface Walk {
  readonly root: JsonSchema;
  readonly path: string;
  /** The schemas that the walk is inside of. */
  readonly open: Set<unknown>;
  readonly done: Set<unknown>;
}

function check(value: unknown, walk: Walk, at: string): void {
  if (typeof value === 'boolean' || walk.done.has(value)) return;
  if (!isPlainObject(value)) throw fault(walk, at, 'a JSON Schema', value);
  if (walk.open.has(value)) {
    throw fault(walk, at, 'no schema that holds itself (use $ref)', value);
  }
  walk.open.add(value);
  for (const [keyword, held] of Object.entries(value)) {
    if (held !== undefined) checkKeyword(keyword, held, walk, pointerTo(at, keyword));
  }
  walk.open.delete(value);
  walk.done.add(value);
}

function checkKeyword(keyword: string, held: unknown, walk: Walk, at: string): void {
  if (ONE_SCHEMA_KEYWORDS.has(keyword)) {
    if (keyword === 'items' && Array.isArray(held)) checkList(held, walk, at);
    else check(held, walk, at);
  } else if (SCHEMA_LIST_KEYWORDS.has(keyword)) {
    if (!Array.isArray(held) || held.length === 0) {
      throw fault(walk, at, 'a list of JSON Schemas', held);
    }
    checkList(held, walk, at);
  } else if (NAMED_SCHEMA_KEYWORDS.has(keyword)) {
    if (!isPlainObject(held)) throw fault(walk, at, 'JSON Schemas by name', held);
    for (const [name, schema] of Object.entries(held)) check(schema, walk, pointerTo(at, name));
  } else checkValue(keyword, held, walk, at);
}

function checkList(schemas: readonly unknown[], walk: Walk, at: string): void {
  for (const [index, schema] of schemas.entries()) check(schema, walk, pointerTo(at, index));
}

function checkValue(keyword: string, held: unknown, walk: Walk, at: string): void {
  switch (keyword) {
    case 'type': {
      const names = Array.isArray(held) ? held : [held];
      if (names.length === 0 || !names.every((name) => TYPES.includes(name))) {
        throw fault(walk, at, `one or more of ${TYPES.join(', ')}`, held);
      }
      return;
    }
    case 'required':
      if (!Array.isArray(held) || stringList(held).length < held.length) {
        throw fault(walk, at, 'a list of names', held);
      }
      return;
    case 'enum':
      if (!Array.isArray(held) || held.length === 0)
        throw fault(walk, at, 'a list of values', held);
      return;
    case 'pattern':
      if (typeof held !== 'string' || !isRegularExpression(held)) {
        throw fault(walk, at, 'a regular expression', held);
      }
      return;
    case '$ref':
      if (typeof held !== 'string' || lookUp(walk.root, held) === undefined) {
        throw fault(walk, at, 'a reference to something in the schema', held);
      }
  }
}

/** Patterns are meant to be Unicode ones; many that are not, such as `\-`, are found all the same. */
export function regularExpression(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return new RegExp(pattern);
  }
}

function isRegularExpression(pattern: string): boolean {
  try {
    regularExpression(pattern);
    return true;
  } catch {
    return false;
  }
}

function fault(walk: Walk, at: string, expected: string, value: unknown): ProviderError {
  const path = at === '#' ? walk.path : `${walk.path} at ${at}`;
  return new ProviderError(`${path}: expected ${expected}, got ${describeValue(value)}`, {
    reason: 'invalid_request',
    path: walk.path,
    hint: `Put ${expected} there.`,
  });
}
