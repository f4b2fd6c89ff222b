import type { JsonSchema } from '@outcrop/unified-response';
import { inlineReferences } from './inline-references.js';
import { lookUp } from './json-pointer.js';
import type { Subschema } from './json-schema.js';
import { type SchemaChange, SchemaChanges } from './schema-changes.js';
import type { SchemaDialect } from './schema-dialect.js';
import { mapSubschemas } from './schema-references.js';
import { strictSchema } from './strict/strict-schema.js';
import { type Codec, decodeValue, encodeValue } from './value-codec.js';

export interface CompiledSchema {
  readonly schema: JsonSchema;
  /** Empty when the schema is the caller's own. */
  readonly changes: readonly SchemaChange[];
  /** Whether the value stands in an object, as its `data`. */
  readonly wrapped: boolean;
  /** How values are written; `undefined`: as they are. */
  readonly codec: Codec | undefined;
  /** The caller's value, as the model is asked to write it. */
  wrap(value: unknown): unknown;
  /** What the model wrote, as the caller's schema has it. */
  unwrap(value: unknown): unknown;
}

const COMPOSITIONS = ['anyOf', 'oneOf', 'allOf'];

/**
 * A schema as a dialect takes it. It takes what the caller's schema takes, and may take more: an
 * answer is validated against the caller's own. That schema is not touched.
 */
export function compileSchema(schema: JsonSchema, dialect: SchemaDialect): CompiledSchema {
  const changes = new SchemaChanges();
  const { strict } = dialect;
  let root: JsonSchema;
  let codec: Codec | undefined;
  if (strict) {
    const lowered = strictSchema(schema, { ...dialect, strict }, changes);
    codec = lowered.codec;
    root = lowered.schema;
  } else {
    root = dialect.objectRoot ? resolvedRoot(schema, changes) : schema;
    if (dialect.references === 'none') root = inlineReferences(root, changes);
  }
  const wrapped = dialect.objectRoot && !isObjectRoot(root, dialect);
  if (wrapped) {
    changes.add('', 'its value became the property data of an object');
    codec = { kind: 'data', value: codec };
    root = inData(root);
  }
  return {
    schema: withRootKeywords(root, dialect.rootKeywords, changes),
    changes: changes.list,
    wrapped,
    codec,
    wrap: (value) => encodeValue(value, codec),
    unwrap: (value) => decodeValue(value, codec),
  };
}

function isObjectRoot(root: JsonSchema, { rootComposition }: SchemaDialect): boolean {
  const isComposed = COMPOSITIONS.some((keyword) => root[keyword] !== undefined);
  return root.type === 'object' && (rootComposition || !isComposed);
}

/** A root that is only a reference is what it points at. */
function resolvedRoot(schema: JsonSchema, changes: SchemaChanges): JsonSchema {
  let root = schema;
  const seen = new Set<unknown>();
  while (typeof root.$ref === 'string' && !seen.has(root.$ref)) {
    const { $ref, ...siblings } = root;
    seen.add($ref);
    const target = lookUp(schema, root.$ref);
    if (typeof target !== 'object' || target === schema) return siblings;
    changes.add('', `its reference ${root.$ref} was replaced by what it points at`);
    const { $defs, definitions } = schema;
    root = {
      ...target,
      ...siblings,
      ...($defs === undefined ? {} : { $defs }),
      ...(definitions === undefined ? {} : { definitions }),
    };
  }
  return root;
}

/** The schema as the property `data` of an object. Definitions stay at the root, where they are looked for. */
function inData(root: JsonSchema): JsonSchema {
  const { $schema, $id, $defs, definitions, ...data } = root;
  const moved = (part: Subschema): Subschema => {
    if (typeof part === 'boolean') return part;
    const parts = mapSubschemas(part, moved);
    return typeof part.$ref === 'string' ? { ...parts, $ref: movedReference(part.$ref) } : parts;
  };
  const named = Object.fromEntries(
    Object.entries({ $defs, definitions }).filter(([, held]) => held !== undefined),
  );
  return {
    ...($schema === undefined ? {} : { $schema }),
    type: 'object',
    properties: { data: moved(data) },
    required: ['data'],
    additionalProperties: false,
    ...mapSubschemas(named, moved),
  };
}

function movedReference(reference: string): string {
  const isInside = reference === '#' || reference.startsWith('#/');
  if (!isInside || /^#\/(\$defs|definitions)\//.test(reference)) return reference;
  return `#/properties/data${reference.slice(1)}`;
}

function withRootKeywords(
  schema: JsonSchema,
  accepted: readonly string[] | undefined,
  changes: SchemaChanges,
): JsonSchema {
  const refused = Object.keys(schema).filter((keyword) => accepted?.includes(keyword) === false);
  if (refused.length === 0) return schema;
  changes.add('', `${refused.join(', ')} at its root was left out`);
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => !refused.includes(keyword)),
  );
}
