import { isPlainObject, type JsonSchema, type Repair } from '@outcrop/unified-response';
import { fitsSchema } from './fits-schema.js';
import { pointerTo } from './json-pointer.js';
import { objectOf, stringList, typeOfValue } from './json-schema.js';
import { readJsonText } from './read-json-text.js';
import { type Alternative, type Candidates, mayBe, SchemaCandidates } from './schema-candidates.js';

export interface CoercedValue {
  readonly value: unknown;
  /** What was mended; empty when nothing was. Paths are JSON pointers into the value. */
  readonly repairs: readonly Repair[];
}

/**
 * A value with the mistakes mended that models make: objects and arrays written as JSON text
 * (langchain-ai/langchain-aws#1221), numbers and booleans as strings, a value put into an object of
 * one property, null for what is left out. Meant for values that do not validate as they came, and
 * the result is to be validated again. What fits is not touched; nothing is guessed.
 */
export function coerceValue(value: unknown, schema: JsonSchema | undefined): CoercedValue {
  const repairs: Repair[] = [];
  // Without a schema, what is asked for is an object.
  const root = schema ?? { type: 'object' };
  const candidates = new SchemaCandidates(root);
  const coerced = coerce(value, candidates.value, { root, candidates, repairs }, '');
  return { value: coerced, repairs };
}

interface Coercion {
  readonly root: JsonSchema;
  readonly candidates: SchemaCandidates;
  readonly repairs: Repair[];
}

function coerce(value: unknown, asked: Candidates, coercion: Coercion, path: string): unknown {
  if (!asked) return value;
  const type = typeOfValue(value);
  if (mayBe(type, asked)) {
    const ofType = coercion.candidates.ofType(type, asked);
    if (Array.isArray(value)) return coerceItems(value, ofType, coercion, path);
    if (!isPlainObject(value)) return value;
    const inner = path === '' ? nested(value, asked, coercion) : undefined;
    if (!inner) return coerceProperties(value, ofType, coercion, path);
    repair(
      coercion,
      path,
      'nesting_removed',
      `The value stood in an object, as its ${inner.name}.`,
    );
    return coerce(inner.value, asked, coercion, path);
  }
  if (typeof value === 'string') return coerceText(value, asked, coercion, path);
  const inner = isPlainObject(value) ? onlyProperty(value) : undefined;
  if (!inner) return value;
  const coerced = coerce(inner.value, asked, coercion, path);
  if (!mayBe(typeOfValue(coerced), asked)) return value;
  repair(coercion, path, 'nesting_removed', `The value stood in an object, as its ${inner.name}.`);
  return coerced;
}

function coerceText(text: string, asked: Candidates, coercion: Coercion, path: string): unknown {
  const trimmed = text.trim();
  const found = /^(true|false)$/i.test(trimmed)
    ? { found: true, value: trimmed.toLowerCase() === 'true' }
    : readJsonText(trimmed);
  if (!found.found || typeof found.value === 'string') return text;
  const type = typeOfValue(found.value);
  if (!mayBe(type, asked)) return text;
  // Of a number with more digits than a number holds, the text is all there is.
  if (type === 'integer' && !Number.isSafeInteger(found.value)) return text;
  repair(coercion, path, 'json_text_read', `The ${type} came as text.`);
  return coerce(found.value, asked, coercion, path);
}

interface Inner {
  readonly name: string;
  readonly value: unknown;
}

function onlyProperty(value: Readonly<Record<string, unknown>>): Inner | undefined {
  const [entry, ...others] = Object.entries(value);
  return entry && others.length === 0 ? { name: entry[0], value: entry[1] } : undefined;
}

/** What an object of one property holds, where that is the object that was asked for. */
function nested(
  value: Readonly<Record<string, unknown>>,
  asked: Candidates,
  { root }: Coercion,
): Inner | undefined {
  const inner = onlyProperty(value);
  if (!inner || isDeclared(inner.name, asked)) return undefined;
  if (fitsSchema(value, root, root)) return undefined;
  const read = typeof inner.value === 'string' ? readJsonText(inner.value) : undefined;
  const held = read?.found ? read.value : inner.value;
  const isAsked = isPlainObject(held) && Object.keys(held).some((name) => isDeclared(name, asked));
  return isAsked || fitsSchema(held, root, root) ? inner : undefined;
}

function isDeclared(name: string, asked: Candidates): boolean {
  return (asked ?? [])
    .flat()
    .some(({ properties }) => isPlainObject(properties) && Object.hasOwn(properties, name));
}

function coerceItems(
  value: readonly unknown[],
  asked: Candidates,
  coercion: Coercion,
  path: string,
): unknown {
  const items = value.map((item, at) =>
    coerce(item, coercion.candidates.item(asked, at), coercion, pointerTo(path, at)),
  );
  return items.some((item, at) => item !== value[at]) ? items : value;
}

function coerceProperties(
  value: Readonly<Record<string, unknown>>,
  asked: Candidates,
  coercion: Coercion,
  path: string,
): unknown {
  const { root, candidates } = coercion;
  // Of several kinds of objects, the one that is meant.
  const isMeant = (one: Alternative): boolean =>
    one.every((schema) => fitsSchema(value, constantsOf(schema), root));
  const fitting = asked?.filter(isMeant) ?? [];
  const meant = fitting.length === 0 || fitting.length === asked?.length ? asked : fitting;
  let isChanged = false;
  const entries = Object.entries(value).flatMap(([name, held]): [string, unknown][] => {
    const own = candidates.property(meant, name);
    const at = pointerTo(path, name);
    if (held === null && !mayBe('null', own) && !isRequired(name, meant)) {
      repair(coercion, at, 'null_left_out', 'A property that may be missing was null.');
      isChanged = true;
      return [];
    }
    const coerced = coerce(held, own, coercion, at);
    if (coerced !== held) isChanged = true;
    return [[name, coerced]];
  });
  return isChanged ? objectOf(entries) : value;
}

/** The part of a schema that tells objects of one kind from others. */
function constantsOf({ properties }: JsonSchema): JsonSchema {
  if (!isPlainObject(properties)) return {};
  const constants = Object.entries(properties).filter(
    ([, property]) => isPlainObject(property) && ('const' in property || 'enum' in property),
  );
  return { properties: Object.fromEntries(constants) };
}

function isRequired(name: string, asked: Candidates): boolean {
  return (asked ?? []).flat().some(({ required }) => stringList(required).includes(name));
}

function repair({ repairs }: Coercion, path: string, code: string, message: string): void {
  repairs.push({ code, path, message });
}
