import type { JsonSchema } from '@outcrop/unified-response';
import { ANNOTATIONS, type Subschema } from '../json-schema.js';
import type { SchemaChanges } from '../schema-changes.js';
import type { StrictRules } from '../schema-dialect.js';
import { describedBy, wordsFor } from '../schema-words.js';
import type { Codec } from '../value-codec.js';

/** A schema as constrained decoding takes it, and how values are written that it has no words for. */
export interface Lowered {
  readonly schema: JsonSchema;
  readonly codec: Codec | undefined;
}

/** Where in the caller's schema, and inside of which references that were spelled out. */
export interface Place {
  readonly path: string;
  readonly open: readonly string[];
}

/** What the lowering of each kind of schema works with. */
export interface Lowering {
  /** The caller's schema, which references lead into. */
  readonly root: JsonSchema;
  readonly rules: StrictRules;
  readonly changes: SchemaChanges;
  /** What is referred to, by name, as it is sent. */
  readonly definitions: Map<string, JsonSchema>;
  /** A part of the schema. */
  readonly lower: (schema: Subschema, place: Place) => Lowered;
}

/** One schema without `$ref` and `allOf`, and what else is to be said of it in words. */
export interface Flat {
  readonly schema: JsonSchema;
  readonly words: readonly string[];
}

/** A schema with the limits that are taken, and all others in words. */
export function withinLimits(
  { schema, words }: Flat,
  { path }: Place,
  { rules, changes }: Lowering,
  kept: readonly string[],
): Flat {
  const told = [...words];
  const limited = Object.entries(schema).filter(([keyword, value]) => {
    if (kept.includes(keyword) || keyword === 'title' || keyword === 'description') return true;
    if (rules.limits.includes(keyword)) return true;
    if (keyword === 'format' && rules.formats.includes(String(value))) return true;
    const inWords = wordsFor(keyword, value);
    if (inWords !== undefined) told.push(inWords);
    if (inWords !== undefined || !ANNOTATIONS.has(keyword)) {
      const how = inWords === undefined ? 'left out' : 'moved into the description';
      changes.add(path, `${keyword} was ${how}`);
    }
    return false;
  });
  return { schema: Object.fromEntries(limited), words: told };
}

/** Any JSON value. Objects cannot be left open, so these are text. */
export function anyValue(flat: Flat): Lowered {
  const schema = { ...annotationsOf(flat.schema), type: ['string', 'number', 'boolean', 'null'] };
  const words = [...flat.words, 'objects and arrays as JSON text'];
  return { schema: describedBy(schema, words), codec: { kind: 'text' } };
}

export function annotationsOf({ title, description }: JsonSchema): JsonSchema {
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
  };
}

export function withoutAnnotations(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => !ANNOTATIONS.has(keyword)),
  );
}
