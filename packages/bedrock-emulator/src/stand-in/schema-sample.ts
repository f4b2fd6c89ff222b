import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '../json.js';
import {
  type JsonSchema,
  numberUnder,
  resolveRef,
  schemaList,
  schemaMap,
  schemaObject,
  stringList,
} from './json-schema.js';
import { mergeSchemas } from './merge-schemas.js';
import type { PromptFacts } from './prompt-facts.js';
import { hintsFor, wordsOfName } from './property-hints.js';
import { scalarCandidates } from './scalar-candidates.js';
import { fitsSchema } from './schema-fit.js';

/** From this depth on, only what a schema requires is filled in. */
const REQUIRED_ONLY_DEPTH = 4;
/** Here a schema that requires itself without end is given up. */
const MAX_DEPTH = 8;
/** How many values of each branch of a choice are tried. */
const BRANCH_TRIES = 4;
/** How many `$ref`s, `allOf`s or choices are followed for one value. */
const MAX_STEPS = 8;
/** How many values are made for one schema. */
const BUDGET = 2_000;

interface Context {
  readonly root: JsonSchema;
  readonly facts: PromptFacts;
  /** How often each fact of the prompt was filled in: no oftener than the prompt has it. */
  readonly used: Map<JsonValue, number>;
  /** Name of the property that is filled. */
  readonly property: string;
  readonly depth: number;
  /** How many choices of `anyOf` or `oneOf` were made for this one value. */
  readonly choices: number;
  /** How many more values may be made; a schema that offers itself in many ways ends there. */
  readonly budget: { remaining: number };
  /** Which of the fitting values to take: others for each item of an array of unique items. */
  readonly variant: number;
}

/** A schema with its `$ref` and `allOf` worked in. */
function flatten(anySchema: JsonSchema, root: JsonSchema, refs = 0): JsonObject {
  const { $ref, allOf, ...own } = schemaObject(anySchema);
  const parts = [
    ...(typeof $ref === 'string' ? [resolveRef($ref, root)] : []),
    ...schemaList(allOf),
  ];
  if (refs >= MAX_STEPS) return own;
  return parts.map((part) => flatten(part, root, refs + 1)).reduce(mergeSchemas, own);
}

function fits(schema: JsonSchema, value: JsonValue, { root }: Context): boolean {
  return fitsSchema(schema, value, { root, refs: 0 });
}

/** The type to make; a schema that names none is known by its keywords. */
function typeOf(schema: JsonObject): string {
  const types = Array.isArray(schema.type) ? (schema.type as readonly JsonValue[]) : [schema.type];
  const named = types.find((type) => typeof type === 'string' && type !== 'null') ?? types[0];
  if (typeof named === 'string') return named;
  const has = (...keywords: string[]) => keywords.some((keyword) => schema[keyword] !== undefined);
  if (has('properties', 'required', 'minProperties', 'additionalProperties')) return 'object';
  if (has('items', 'prefixItems', 'minItems')) return 'array';
  if (has('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf')) {
    return 'number';
  }
  return 'string';
}

/** What the prompt offers for a scalar and has not been used yet. */
function hintFor(schema: JsonObject, context: Context): JsonValue | undefined {
  const { facts, property, used } = context;
  if (Array.isArray(schema.enum)) {
    return (schema.enum as readonly JsonValue[]).find(
      (member) =>
        typeof member === 'string' &&
        member !== '' &&
        wordsOfName(member).every((word) => facts.words.includes(word)),
    );
  }
  if (!['string', 'integer', 'number'].includes(typeOf(schema))) return undefined;
  const hints = hintsFor(property, facts);
  return hints.find((hint) => {
    const left = hints.filter((other) => other === hint).length - (used.get(hint) ?? 0);
    return (left > 0 || hint === facts.text) && fits(schema, hint, context);
  });
}

/** Values to try, the likeliest first. */
function* candidates(
  schema: JsonObject,
  hint: JsonValue | undefined,
  context: Context,
): Generator<JsonValue> {
  if (hint !== undefined) yield hint;
  if (schema.default !== undefined) yield schema.default;
  if (Array.isArray(schema.enum)) yield* schema.enum as readonly JsonValue[];
  yield* schemaList(schema.examples);
  const type = typeOf(schema);
  if (type === 'object') yield sampleObject(schema, context);
  else if (type === 'array') yield sampleArray(schema, context);
  else yield* scalarCandidates(type, schema, context.facts);
}

/** Whether a property that is not required is filled in all the same. */
function isWanted(schema: JsonObject, context: Context): boolean {
  return hintFor(flatten(schema, context.root), context) !== undefined;
}

function sampleObject(schema: JsonObject, context: Context): JsonObject {
  const properties = schemaMap(schema.properties);
  const required = stringList(schema.required);
  const optional = Object.keys(properties).filter((name) => !required.includes(name));
  const below = (property: string): Context => ({
    ...context,
    property,
    depth: context.depth + 1,
    choices: 0,
  });
  // A map first: assigning to an object would lose a property named `__proto__`.
  const object = new Map<string, JsonValue>();
  for (const name of required) {
    const own = Object.hasOwn(properties, name) ? properties[name] : schema.additionalProperties;
    object.set(name, sample(own ?? true, below(name)));
  }
  const takesAll = required.length === 0 && context.depth < REQUIRED_ONLY_DEPTH - 1;
  const least = numberUnder(schema.minProperties) ?? 0;
  for (const name of optional) {
    const own = schemaObject(properties[name]);
    if (context.depth >= REQUIRED_ONLY_DEPTH && object.size >= least) break;
    const wanted = takesAll || object.size < least || isWanted(own, below(name));
    const value = wanted ? sample(own, below(name)) : undefined;
    // What cannot be made to fit is better left out.
    if (value !== undefined && fits(own, value, context)) object.set(name, value);
  }
  for (let n = 1; object.size < least && n <= least; n += 1) {
    object.set(`key${n}`, sample(schema.additionalProperties ?? true, below(`key${n}`)));
  }
  return Object.fromEntries(object);
}

function sampleArray(schema: JsonObject, context: Context): readonly JsonValue[] {
  const prefix = schemaList(schema.prefixItems);
  const most = numberUnder(schema.maxItems) ?? Number.POSITIVE_INFINITY;
  const wanted = context.depth < REQUIRED_ONLY_DEPTH ? Math.max(1, prefix.length) : 0;
  const count = Math.max(numberUnder(schema.minItems) ?? 0, Math.min(wanted, most));
  const items: JsonValue[] = [];
  for (let index = 0; index < count; index += 1) {
    const itemSchema = prefix[index] ?? schema.items ?? true;
    const isNew = (value: JsonValue) => !items.some((other) => isDeepStrictEqual(other, value));
    let item: JsonValue = null;
    for (let variant = context.variant; variant <= context.variant + index; variant += 1) {
      item = sample(itemSchema, { ...context, depth: context.depth + 1, choices: 0, variant });
      if (schema.uniqueItems !== true || isNew(item)) break;
    }
    if (!fits(itemSchema, item, context) && items.length >= (numberUnder(schema.minItems) ?? 0)) {
      break;
    }
    items.push(item);
  }
  return items;
}

/** The first branch of `anyOf` or `oneOf` that can be filled, simple ones first when deep down. */
function sampleBranches(
  keyword: 'anyOf' | 'oneOf',
  schema: JsonObject,
  context: Context,
): JsonValue {
  const { [keyword]: branches, ...base } = schema;
  const ordered = [...schemaList(branches)];
  if (context.depth >= REQUIRED_ONLY_DEPTH) {
    ordered.sort((a, b) => JSON.stringify(a).length - JSON.stringify(b).length);
  }
  let first: JsonValue | undefined;
  for (const branch of ordered) {
    const merged = mergeSchemas(base, flatten(branch, context.root));
    // A value of one branch may fit another too, which `oneOf` forbids; then the next one is tried.
    for (let variant = context.variant; variant < context.variant + BRANCH_TRIES; variant += 1) {
      const choices = context.choices + 1;
      const attempt = { ...context, variant, choices, used: new Map(context.used) };
      const value = sample(merged, attempt);
      if (fits(schema, value, context)) {
        for (const [fact, times] of attempt.used) context.used.set(fact, times);
        return value;
      }
      first ??= value;
    }
  }
  return first ?? null;
}

function sample(anySchema: JsonSchema, context: Context): JsonValue {
  context.budget.remaining -= 1;
  if (context.depth > MAX_DEPTH || context.choices > MAX_STEPS) return null;
  if (context.budget.remaining < 0) return null;
  const schema = flatten(anySchema, context.root);
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.anyOf)) return sampleBranches('anyOf', schema, context);
  if (Array.isArray(schema.oneOf)) return sampleBranches('oneOf', schema, context);
  const hint = hintFor(schema, context);
  const fitting: JsonValue[] = [];
  let last: JsonValue = null;
  for (const candidate of candidates(schema, hint, context)) {
    last = candidate;
    const isNew = !fitting.some((other) => isDeepStrictEqual(other, candidate));
    if (isNew && fits(schema, candidate, context)) fitting.push(candidate);
    if (fitting.length > context.variant) break;
  }
  const chosen = fitting[context.variant] ?? fitting.at(-1) ?? last;
  if (chosen === hint && schema.enum === undefined) {
    context.used.set(chosen, (context.used.get(chosen) ?? 0) + 1);
  }
  return chosen;
}

/**
 * Makes a value that fits a JSON Schema, of words and numbers of a prompt where they fit, else of
 * the schema's defaults, examples and limits. Required properties are always filled, optional ones
 * when the prompt has something for them or nothing is required. Always the same for the same input.
 *
 * Not followed: references to other documents, `if`, `contains`, `dependentSchemas`, and patterns
 * that no word of the prompt and no stock text matches; there the value may not fit.
 */
export function sampleFromSchema(schema: JsonSchema, facts: PromptFacts): JsonValue {
  return sample(schema, {
    root: schema,
    facts,
    used: new Map(),
    budget: { remaining: BUDGET },
    property: '',
    depth: 0,
    choices: 0,
    variant: 0,
  });
}
