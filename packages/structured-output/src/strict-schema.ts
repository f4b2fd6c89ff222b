import { isPlainObject, type JsonSchema } from '@outcrop/unified-response';
import { fitsSchema, tupleOf } from './fits-schema.js';
import { nameOfReference } from './inline-references.js';
import { lookUp, pointerTo } from './json-pointer.js';
import {
  ANNOTATIONS,
  isOfTypes,
  isSubschema,
  type Subschema,
  schemaList,
  schemaMap,
  stringList,
  typeOfValue,
  typesOf,
} from './json-schema.js';
import { mergeSchemas } from './merge-schemas.js';
import type { SchemaChanges } from './schema-changes.js';
import type { SchemaDialect, StrictRules } from './schema-dialect.js';
import {
  hasLimitsBeside,
  MAX_INLINED,
  MAX_RECURSION,
  recursiveReferences,
} from './schema-references.js';
import { describedBy, wordsFor } from './schema-words.js';
import type { Codec, UnionBranch } from './value-codec.js';

/** A schema as constrained decoding takes it, and how values are written that it has no words for. */
export interface Lowered {
  readonly schema: JsonSchema;
  readonly codec: Codec | undefined;
}

export interface StrictSchema extends Lowered {
  /** What the schema refers to, by name. */
  readonly definitions: ReadonlyMap<string, JsonSchema>;
}

/**
 * A schema as constrained decoding takes it. It takes each value that the caller's schema takes, but
 * for properties that are not declared and not asked for; what it takes beyond that is for validation
 * to find.
 */
export function strictSchema(
  root: JsonSchema,
  dialect: SchemaDialect & { readonly strict: StrictRules },
  changes: SchemaChanges,
): StrictSchema {
  const lowering = new Lowering(root, dialect, changes);
  const lowered = lowering.root();
  return { ...lowered, definitions: lowering.definitions };
}

/** Where in the caller's schema, and inside of which references that were spelled out. */
interface Place {
  readonly path: string;
  readonly open: readonly string[];
}

interface Definition {
  readonly name: string;
  codec: Codec | undefined;
}

/** Types whose values have parts. */
const COMPOUND = ['object', 'array'];
const SCALARS = ['string', 'number', 'boolean', 'null'];

const OBJECT_KEYWORDS = ['properties', 'required', 'additionalProperties', 'patternProperties'];
const KEYWORDS_BY_TYPE: readonly (readonly [string, readonly string[]])[] = [
  ['object', OBJECT_KEYWORDS],
  ['array', ['items', 'prefixItems']],
  ['string', ['pattern', 'minLength', 'maxLength', 'format']],
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
];

const IN_JSON = 'objects and arrays as JSON text';

class Lowering {
  readonly #root: JsonSchema;
  readonly #rules: StrictRules;
  readonly #changes: SchemaChanges;
  readonly #recursive: ReadonlySet<string>;
  /** Are recursive definitions taken? */
  readonly #recursion: boolean;
  readonly #known = new Map<string, Definition>();
  readonly definitions = new Map<string, JsonSchema>();
  #inlined = 0;

  constructor(
    root: JsonSchema,
    { strict, references }: SchemaDialect & { readonly strict: StrictRules },
    changes: SchemaChanges,
  ) {
    this.#root = root;
    this.#rules = strict;
    this.#recursion = references === 'all';
    this.#changes = changes;
    this.#recursive = recursiveReferences(root);
  }

  root(): Lowered {
    const place = { path: '', open: [] };
    return this.#lower(this.#resolved(this.#root, place), place);
  }

  #lower(schema: Subschema, place: Place): Lowered {
    if (place.open.length > 0) this.#inlined += 1;
    if (typeof schema === 'boolean') return this.#anyValue({}, []);
    if (typeof schema.$ref === 'string') return this.#reference(schema, schema.$ref, place);
    const words: string[] = [];
    const flat = this.#flat(schema, place, words);
    if (Array.isArray(flat.enum) || 'const' in flat) return this.#values(flat, place, words);
    const union = flat.anyOf === undefined ? 'oneOf' : 'anyOf';
    if (Array.isArray(flat[union])) return this.#union(flat, union, place, words);
    const types = typesOf(flat) ?? this.#impliedTypes(flat, place);
    const [type] = types;
    if (type === undefined) return this.#anyValue(...this.#limits(flat, place, words, []));
    if (types.length > 1 && types.some((name) => COMPOUND.includes(name))) {
      const anyOf = types.map((name) => ({ ...withoutAnnotations(flat), type: name }));
      return this.#union({ ...annotations(flat), anyOf }, 'anyOf', place, words);
    }
    if (type === 'object') return this.#object(flat, place, words);
    if (type === 'array') return this.#array(flat, place, words);
    const [limited, told] = this.#limits({ ...flat, type: flat.type ?? type }, place, words, [
      'type',
    ]);
    return { schema: describedBy(limited, told), codec: undefined };
  }

  /** The types that values of a schema without `type` are meant to have. */
  #impliedTypes(schema: JsonSchema, { path }: Place): readonly string[] {
    const types = KEYWORDS_BY_TYPE.filter(([, keywords]) =>
      keywords.some((keyword) => schema[keyword] !== undefined),
    ).map(([type]) => type);
    if (types.length > 0) this.#changes.add(path, `the type ${types.join(', ')} was set`);
    return types;
  }

  #anyValue(schema: JsonSchema, words: readonly string[]): Lowered {
    return {
      schema: describedBy({ ...annotations(schema), type: SCALARS }, [...words, IN_JSON]),
      codec: { kind: 'text' },
    };
  }

  #reference(schema: JsonSchema, reference: string, place: Place): Lowered {
    const target = lookUp(this.#root, reference);
    if (target === undefined) {
      this.#changes.add(place.path, `its reference ${reference} leads nowhere`);
      return this.#anyValue(schema, []);
    }
    const isRecursive = this.#recursive.has(reference);
    const mayStay = this.#recursion || !isRecursive;
    if (mayStay && !hasLimitsBeside(schema)) {
      const { description } = schema;
      // Beside a reference, nothing else is sure to be taken.
      if (description === undefined) return this.#definition(reference, target);
      if (isRecursive || this.#inlined >= MAX_INLINED) {
        const { schema: pointer, codec } = this.#definition(reference, target);
        return { schema: { anyOf: [pointer], description }, codec };
      }
    }
    const depth = place.open.filter((open) => open === reference).length;
    if (depth >= MAX_RECURSION || this.#inlined >= MAX_INLINED) {
      this.#changes.add(place.path, `its recursion ends in any value after ${depth} times`);
      return this.#anyValue(schema, [`another ${nameOfReference(reference)}`]);
    }
    const spelledOut = { path: place.path, open: [...place.open, reference] };
    this.#changes.add(place.path, `its reference ${reference} was replaced by what it points at`);
    return this.#lower(this.#resolved(schema, place), spelledOut);
  }

  #definition(reference: string, target: Subschema): Lowered {
    let known = this.#known.get(reference);
    if (!known) {
      known = { name: this.#newName(nameOfReference(reference)), codec: undefined };
      this.#known.set(reference, known);
      this.definitions.set(known.name, {});
      const path = reference.replace(/^[^#]*#/, '');
      const lowered = this.#lower(target, { path, open: [] });
      known.codec = lowered.codec;
      this.definitions.set(known.name, lowered.schema);
    }
    const codec: Codec | undefined = this.#recursive.has(reference)
      ? { kind: 'reference', target: known }
      : known.codec;
    return { schema: { $ref: `#/$defs/${known.name}` }, codec };
  }

  #newName(wanted: string): string {
    const name = wanted.replace(/[^a-zA-Z0-9_.-]/g, '_');
    let free = name;
    for (let at = 2; this.definitions.has(free); at += 1) free = `${name}_${at}`;
    return free;
  }

  /** A schema with the target of its reference, and of the target's, in it. */
  #resolved(schema: JsonSchema, place: Place): JsonSchema {
    let merged = schema;
    const seen = new Set<string>();
    while (typeof merged.$ref === 'string') {
      const { $ref, ...siblings } = merged as JsonSchema & { $ref: string };
      const target = seen.has($ref) ? undefined : lookUp(this.#root, $ref);
      seen.add($ref);
      const lost = this.#losing(place, []);
      merged = isPlainObject(target) ? mergeSchemas(target, siblings, lost) : siblings;
    }
    return merged;
  }

  #losing({ path }: Place, words: string[]): (keyword: string, value: unknown) => void {
    return (keyword, value) => {
      const told = wordsFor(keyword, value);
      if (told !== undefined) words.push(told);
      this.#changes.add(path, `a second ${keyword} cannot be said`);
    };
  }

  /** Without `allOf` and conditions: all of it in one schema. */
  #flat(schema: JsonSchema, place: Place, words: string[]): JsonSchema {
    const lost = this.#losing(place, words);
    let flat = withNull(schema);
    for (let depth = 0; Array.isArray(flat.allOf) && depth < MAX_RECURSION * 10; depth += 1) {
      const { allOf, ...base } = flat;
      this.#changes.add(place.path, 'its allOf became one schema');
      flat = schemaList(allOf).reduce<JsonSchema>(
        (merged, part) =>
          typeof part === 'boolean'
            ? merged
            : mergeSchemas(merged, withNull(this.#resolved(part, place)), lost),
        base,
      );
    }
    const { allOf: _, ...rest } = flat;
    return withConditionalProperties(rest);
  }

  /** `enum` and `const`: scalars as they are, others as JSON text. */
  #values(flat: JsonSchema, place: Place, words: readonly string[]): Lowered {
    const own = Array.isArray(flat.enum) ? flat.enum : [flat.const];
    const types = typesOf(flat);
    const values = types ? own.filter((value) => isOfTypes(typeOfValue(value), types)) : own;
    const [limited, told] = this.#limits(flat, place, words, ['type', 'enum', 'const']);
    const isScalar = values.every((value) => typeof value !== 'object' || value === null);
    if (isScalar) return { schema: describedBy(limited, told), codec: undefined };
    this.#changes.add(place.path, 'its objects and arrays are written as JSON text');
    const texts = values.map((value) =>
      typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
    );
    const { type: _, const: __, ...rest } = limited;
    return { schema: describedBy({ ...rest, enum: texts }, told), codec: { kind: 'text' } };
  }

  #union(
    flat: JsonSchema,
    keyword: 'anyOf' | 'oneOf',
    place: Place,
    words: readonly string[],
  ): Lowered {
    const { [keyword]: branches, ...base } = flat;
    const told = [...words];
    if (keyword === 'oneOf') this.#changes.add(place.path, 'its oneOf became anyOf');
    const common = withoutAnnotations(base);
    const hasCommon = Object.keys(common).length > 0;
    const lowered: (Lowered & { readonly own: JsonSchema })[] = [];
    for (const [at, branch] of schemaList(branches).entries()) {
      if (branch === false) continue;
      const within = { ...place, path: pointerTo(pointerTo(place.path, keyword), at) };
      const own = branch === true ? {} : branch;
      const whole = hasCommon
        ? mergeSchemas(common, this.#resolved(own, within), this.#losing(within, told))
        : own;
      if (typesOf(whole)?.length === 0) continue;
      lowered.push({ ...this.#lower(whole, within), own: whole });
    }
    const head = describedBy(annotations(base), told);
    const [only, ...others] = lowered;
    if (!only) return this.#anyValue(head, []);
    if (others.length === 0) {
      const { description = only.schema.description } = head;
      const isPointer = only.schema.$ref !== undefined;
      const schema = isPointer ? { ...head, anyOf: [only.schema] } : { ...only.schema, ...head };
      const described =
        description === undefined || isPointer ? schema : { ...schema, description };
      return { schema: described, codec: only.codec };
    }
    const schema = { ...head, anyOf: lowered.map((branch) => branch.schema) };
    if (lowered.every((branch) => branch.codec === undefined)) return { schema, codec: undefined };
    return {
      schema,
      codec: { kind: 'union', branches: lowered.map((branch) => this.#branch(branch)) },
    };
  }

  #branch({ schema, codec, own }: Lowered & { readonly own: JsonSchema }): UnionBranch {
    const root = { $defs: {} as Record<string, JsonSchema> };
    return {
      codec,
      isOwn: (value) => fitsSchema(value, own, this.#root),
      isWritten: (value) => {
        root.$defs = Object.fromEntries(this.definitions);
        return fitsSchema(value, schema, root);
      },
    };
  }

  #object(flat: JsonSchema, place: Place, words: readonly string[]): Lowered {
    const { path } = place;
    const declared = new Map(schemaMap(flat.properties));
    const more = this.#moreProperties(flat, declared.size);
    const required = stringList(flat.required);
    if (more !== undefined && declared.size === 0 && required.length === 0) {
      return this.#entries(flat, more, place, words);
    }
    for (const name of required) {
      if (declared.has(name)) continue;
      declared.set(name, more ?? true);
      this.#changes.add(path, `the required property ${name} was declared`);
    }
    const properties = new Map<string, JsonSchema>();
    const codecs = new Map<string, Codec>();
    const nullable = new Set<string>();
    for (const [name, property] of declared) {
      // What can have no value stays out; nothing beyond the declared is taken.
      if (property === false) continue;
      const at = pointerTo(pointerTo(path, 'properties'), name);
      let lowered = this.#lower(property, { ...place, path: at });
      if (this.#rules.optional === 'nullable' && !required.includes(name)) {
        this.#changes.add(at, 'it is required, and null where it is missing');
        if (!fitsSchema(null, property, this.#root)) {
          lowered = { ...lowered, schema: orNull(lowered.schema) };
          nullable.add(name);
        }
      }
      properties.set(name, lowered.schema);
      if (lowered.codec) codecs.set(name, lowered.codec);
    }
    let rest: Extract<Codec, { kind: 'object' }>['rest'];
    if (more === undefined) {
      if (flat.additionalProperties !== false) {
        this.#changes.add(path, 'properties that are not declared are not taken');
      }
    } else {
      let name = 'additional_properties';
      while (declared.has(name)) name += '_';
      const at = { ...place, path: pointerTo(path, 'additionalProperties') };
      const { schema, codec } = this.#entries({}, more, at, ['further properties']);
      properties.set(name, schema);
      if (codec) rest = { name, entries: codec, declared: new Set(declared.keys()) };
    }
    const all = this.#rules.optional === 'nullable';
    const [limited, told] = this.#limits(flat, place, words, ['type', ...OBJECT_KEYWORDS]);
    const { patternProperties: _, ...head } = limited;
    const names = all ? [...properties.keys()] : required.filter((name) => properties.has(name));
    const schema = {
      ...head,
      type: 'object',
      properties: Object.fromEntries(properties),
      required: names,
      additionalProperties: false,
    };
    const isPlain = codecs.size === 0 && nullable.size === 0 && !rest;
    const codec: Codec = {
      kind: 'object',
      properties: codecs,
      nullable,
      ...(rest ? { rest } : {}),
    };
    return { schema: describedBy(schema, told), codec: isPlain ? undefined : codec };
  }

  /** What properties without a declaration may be; `undefined` when there are to be none. */
  #moreProperties(flat: JsonSchema, declared: number): Subschema | undefined {
    const { additionalProperties, unevaluatedProperties } = flat;
    const patterns = [...schemaMap(flat.patternProperties).values()];
    const others = isSubschema(additionalProperties) ? additionalProperties : unevaluatedProperties;
    if (patterns.length > 0) {
      const anyOf = others === undefined || others === false ? patterns : [...patterns, others];
      return anyOf.length === 1 ? patterns[0] : { anyOf };
    }
    if (others === false) return undefined;
    if (isSubschema(others)) return others;
    return declared === 0 ? true : undefined;
  }

  /** An object with names of its own, as a list of entries: its names cannot be left open. */
  #entries(flat: JsonSchema, values: Subschema, place: Place, words: readonly string[]): Lowered {
    this.#changes.add(place.path, 'its properties are written as a list of entries');
    const value = this.#lower(values, {
      ...place,
      path: pointerTo(place.path, 'additionalProperties'),
    });
    const { propertyNames } = flat;
    const names = isPlainObject(propertyNames)
      ? { type: 'string', ...propertyNames }
      : { type: 'string' };
    const key = this.#lower(names, { ...place, path: pointerTo(place.path, 'propertyNames') });
    const [limited, told] = this.#limits(flat, place, words, ['propertyNames']);
    const schema = {
      ...annotations(limited),
      type: 'array',
      items: {
        type: 'object',
        properties: { key: key.schema, value: value.schema },
        required: ['key', 'value'],
        additionalProperties: false,
      },
    };
    return {
      schema: describedBy(schema, [...told, 'an object, as a list of its keys and values']),
      codec: { kind: 'entries', value: value.codec },
    };
  }

  #array(flat: JsonSchema, place: Place, words: readonly string[]): Lowered {
    const { items: parts, rest } = tupleOf(flat);
    const under = (keyword: string): Place => ({ ...place, path: pointerTo(place.path, keyword) });
    const lowered = parts.map((part, at) =>
      this.#lower(part, { ...place, path: pointerTo(under('prefixItems').path, at) }),
    );
    const last =
      rest === undefined && parts.length > 0
        ? undefined
        : this.#lower(rest ?? true, under('items'));
    const others = rest === false && parts.length > 0 ? undefined : last;
    const all = others ? [...lowered, others] : lowered;
    const different = [
      ...new Map(all.map(({ schema }) => [JSON.stringify(schema), schema])).values(),
    ];
    const [only] = different;
    const kept = ['type', 'items', 'prefixItems', 'additionalItems', 'minItems'];
    const [limited, told] = this.#limits(flat, place, words, kept);
    const { prefixItems: _, additionalItems: __, minItems, ...head } = limited;
    const least =
      typeof minItems === 'number' ? Math.min(minItems, this.#rules.minItems) : undefined;
    const details = [...told];
    if (least !== minItems) {
      this.#changes.add(place.path, `minItems became ${least}`);
      details.push(`minItems: ${minItems}`);
    }
    if (parts.length > 0) {
      this.#changes.add(place.path, 'the order of its items is told in words');
      details.push(`items in order: ${lowered.map(({ schema }) => inWords(schema)).join(', ')}`);
    }
    const schema = {
      ...head,
      type: 'array',
      items: different.length === 1 && only ? only : { anyOf: different },
      ...(least === undefined ? {} : { minItems: least }),
    };
    const items = lowered.map(({ codec }) => codec);
    const isPlain = all.every(({ codec }) => codec === undefined);
    const codec: Codec = { kind: 'array', items, rest: others?.codec };
    return { schema: describedBy(schema, details), codec: isPlain ? undefined : codec };
  }

  /** The schema with the limits that are taken, and the others in words. */
  #limits(
    flat: JsonSchema,
    { path }: Place,
    words: readonly string[],
    kept: readonly string[],
  ): [JsonSchema, string[]] {
    const told = [...words];
    const limited = Object.entries(flat).filter(([keyword, value]) => {
      if (kept.includes(keyword) || keyword === 'title' || keyword === 'description') return true;
      if (this.#rules.limits.includes(keyword)) return true;
      if (keyword === 'format' && this.#rules.formats.includes(String(value))) return true;
      const isSilent = ANNOTATIONS.has(keyword) && keyword !== 'default' && keyword !== 'examples';
      const inWords = wordsFor(keyword, value);
      if (inWords !== undefined) told.push(inWords);
      if (!isSilent) {
        const how = inWords === undefined ? 'left out' : 'moved into the description';
        this.#changes.add(path, `${keyword} was ${how}`);
      }
      return false;
    });
    return [Object.fromEntries(limited), told];
  }
}

function annotations({ title, description }: JsonSchema): JsonSchema {
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
  };
}

function withoutAnnotations(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => !ANNOTATIONS.has(keyword)),
  );
}

/** OpenAPI's `nullable`, in JSON Schema's words. */
function withNull({ nullable, ...schema }: JsonSchema): JsonSchema {
  const types = typesOf(schema);
  if (nullable !== true || !types || types.includes('null')) return schema;
  const values = Array.isArray(schema.enum) ? { enum: [...schema.enum, null] } : {};
  return { ...schema, type: [...types, 'null'], ...values };
}

/** Properties that only a condition declares are possible ones. */
function withConditionalProperties(schema: JsonSchema): JsonSchema {
  const conditional = [schema.then, schema.else, ...schemaMap(schema.dependentSchemas).values()];
  const properties = new Map<string, Subschema>();
  for (const branch of conditional) {
    if (!isPlainObject(branch)) continue;
    for (const [name, property] of schemaMap(branch.properties)) {
      const other = properties.get(name);
      properties.set(name, other === undefined ? property : { anyOf: [other, property] });
    }
  }
  if (properties.size === 0) return schema;
  for (const [name, property] of schemaMap(schema.properties)) properties.set(name, property);
  return { ...schema, properties: Object.fromEntries(properties) };
}

function orNull(schema: JsonSchema): JsonSchema {
  const types = typesOf(schema);
  if (types && schema.enum === undefined && !('const' in schema)) {
    return { ...schema, type: [...types, 'null'] };
  }
  if (Array.isArray(schema.anyOf)) return { ...schema, anyOf: [...schema.anyOf, { type: 'null' }] };
  const { description, ...rest } = schema;
  return { anyOf: [rest, { type: 'null' }], ...(description === undefined ? {} : { description }) };
}

/** A schema in a word or two. */
function inWords(schema: JsonSchema): string {
  const { description, type, $ref } = schema;
  if (typeof description === 'string') return description;
  return typeof $ref === 'string' ? nameOfReference($ref) : String(type ?? 'a value');
}
