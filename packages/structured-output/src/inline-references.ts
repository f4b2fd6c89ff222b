import { isPlainObject, type JsonSchema } from '@outcrop/unified-response';
import { lookUp, pointerTo } from './json-pointer.js';
import type { Subschema } from './json-schema.js';
import type { SchemaChanges } from './schema-changes.js';
import { hasLimitsBeside, MAX_INLINED, MAX_RECURSION, mapSubschemas } from './schema-references.js';

/**
 * A schema without references and definitions: each reference is replaced by what it points at. A
 * definition that contains itself is spelled out a few times, and ends in any value of its type.
 */
export function inlineReferences(root: JsonSchema, changes: SchemaChanges): JsonSchema {
  let inlined = 0;
  const expand = (schema: Subschema, path: string, open: readonly string[]): Subschema => {
    if (typeof schema === 'boolean') return schema;
    if (open.length > 0) inlined += 1;
    const { $ref, $defs, definitions, ...rest } = schema;
    if ($defs !== undefined || definitions !== undefined) {
      changes.add(path, 'its definitions stand where they are used');
    }
    const own = mapSubschemas(rest, (part, keyword, name) => {
      const at = pointerTo(path, keyword);
      return expand(part, name === undefined ? at : pointerTo(at, name), open);
    });
    if (typeof $ref !== 'string') return own;
    const target = lookUp(root, $ref);
    const depth = open.filter((reference) => reference === $ref).length;
    if (target === undefined) changes.add(path, `its reference ${$ref} leads nowhere`);
    else if (depth < MAX_RECURSION && inlined < MAX_INLINED) {
      changes.add(path, `its reference ${$ref} was replaced by what it points at`);
      const found = expand(target, $ref.replace(/^[^#]*#/, ''), [...open, $ref]);
      if (hasLimitsBeside(own)) return { allOf: [found, own] };
      return isPlainObject(found) ? { ...found, ...own } : found;
    } else changes.add(path, `its recursion ends in any value after ${depth} times`);
    return { ...anotherOf(target, $ref), ...own };
  };
  return expand(root, '', []) as JsonSchema;
}

/** What a definition is called: the last part of its reference. */
export function nameOfReference(reference: string): string {
  return reference.split(/[#/]/).at(-1) || 'Root';
}

function anotherOf(target: Subschema | undefined, reference: string): JsonSchema {
  const type = isPlainObject(target) ? target.type : undefined;
  const description = `Another ${nameOfReference(reference)}.`;
  return type === undefined ? { description } : { type, description };
}
